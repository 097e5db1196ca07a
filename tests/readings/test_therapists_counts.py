"""Visits and days of a course as its therapist counts them."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import Treatment

_HEAD = "PHYSICAL THERAPY RECORD\nPatient: Ann Dole\n\n"


def _courses(text: str) -> list[Treatment]:
    return [one for one in case_of(text).treatments if one.kind == "physical-therapy"]


@pytest.mark.parametrize(
    ("lines", "start", "end", "sessions"),
    [
        (
            "Physical therapy, neck, 2026-02-02 to 2026-03-20\n11 visits. No change.",
            "2026-02-02",
            "2026-03-20",
            11,
        ),
        (
            "Start 02/02/2026, finish 03/20/2026. Nineteen visits. Isometrics.",
            "2026-02-02",
            "2026-03-20",
            19,
        ),
        (
            "First visit 02/02/2026, last visit 03/20/2026, total 9 (one missed)",
            "2026-02-02",
            "2026-03-20",
            9,
        ),
        ("Seen 02/02/2026 - 03/20/2026, 7 of 9 booked.", "2026-02-02", "2026-03-20", 7),
        (
            "First visit 02/02/2026\nLast visit 03/20/2026\nPlan: 12 visits, 2x/wk",
            "2026-02-02",
            "2026-03-20",
            None,
        ),
        (
            "Begin / end\nStart / end   02/02/2026 / 03/20/2026\nVisits   8 attended",
            "2026-02-02",
            "2026-03-20",
            8,
        ),
        (
            "Date: Thu, 21 May 2026 10:02:00 -0500\n"
            "eval 02/02/2026   discharge 03/20/2026   visits 8",
            "2026-02-02",
            "2026-03-20",
            8,
        ),
        (
            "To Dr. Elm   04/02/2026\n"
            "Started 02/02/2026, ended 03/20/2026, twice a week, for the neck.",
            "2026-02-02",
            "2026-03-20",
            None,
        ),
        (
            "02/02/26   eval, traction\n02/09   traction\n02/16   traction, HEP\n"
            "03/20   re-exam",
            "2026-02-02",
            "2026-03-20",
            4,
        ),
        (
            "Screen 02/02/2026\nManual therapy, gait.\nSeen 2/2 2/5 2/9 2/12 -> d/c",
            "2026-02-02",
            "2026-02-12",
            4,
        ),
    ],
)
def test_a_record_counts_its_visits(
    lines: str, start: str, end: str, sessions: int | None
) -> None:
    course = _courses(_HEAD + lines + "\n")[0]
    assert (course.start, course.end) == (start, end)
    if sessions:
        assert course.sessions == sessions
    else:
        assert course.sessions != 12


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("PT 4/6 to 5/29 (ends next Friday).", "2026-04-06", "2026-05-29"),
        ("PT 9/8 to 10/20, no help.", "2025-09-08", "2025-10-20"),
        ("PT from the end of January into March.", "2026-01", "2026-03"),
        ("PT from January to the end of March.", "2026-01", "2026-03"),
    ],
)
def test_a_course_without_a_year_is_the_last(text: str, start: str, end: str) -> None:
    course = _courses(NOTE + text)[0]
    assert (course.start, course.end) == (start, end)
