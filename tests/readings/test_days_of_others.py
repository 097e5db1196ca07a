"""Days beside a study, an operation or a visit that belong to something else."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            "SECOND READING\nStudy: MRI cervical spine, Ferry Imaging 03/02/2026\n"
            "Second reading performed: 03/20/2026",
            "2026-03-02",
        ),
        (
            "REINTERPRETATION OF AN OUTSIDE STUDY\nExam: MRI cervical spine\n"
            "Reinterpretation date: 03/20/2026",
            None,
        ),
        ("Exam: MRI cervical spine\nExam performed: 03/02/2026", "2026-03-02"),
    ],
)
def test_a_second_reading_does_not_date_the_scan(head: str, day: str | None) -> None:
    text = (
        f"RADIOLOGY REPORT\n{head}\nFINDINGS:\nC5-6: severe left foraminal stenosis.\n"
    )
    (study,) = case_of(text).imaging_studies
    assert study.date == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("PMH: 10/04/2025 nonunion after ACDF C6-7", None),
        ("PMH: 10/04/2025 s/p ACDF C6-7", "2025-10-04"),
        ("PMH: seen for stiffness following ACDF C6-7 10/04/2025", "2025-10-04"),
    ],
)
def test_the_day_of_what_came_after_is_not_the_operations(
    line: str, day: str | None
) -> None:
    done = case_of(f"{NOTE}{line}\n").procedures_done
    assert [one.date for one in done] == [day]


VISITS = (
    "ELM STREET PHYSICAL THERAPY - visit list, neck\n04/02/2026  {first}\n"
    "04/09/2026  manual traction, HEP reviewed\n04/16/2026  strengthening, same\n"
)


@pytest.mark.parametrize(
    "first", ["Eval. Onset 02/20/2026. NDI 44%", "Eval. NDI 44%, chin tucks"]
)
def test_the_onset_told_at_an_evaluation_begins_no_therapy(first: str) -> None:
    found = case_of(VISITS.format(first=first)).treatments
    courses = [one for one in found if one.kind == "physical-therapy"]
    assert {one.start for one in courses} == {"2026-04-02"}


@pytest.mark.parametrize(
    ("told", "assertion"),
    [
        ("Right leg pain since 05/10 after she lifted a crate.", "present"),
        ("Right leg pain after he stopped taking naproxen.", "present"),
        ("Right leg pain after a fall last year, which stopped.", "historical"),
    ],
)
def test_who_lifts_or_stops_something_has_not_lost_the_pain(
    told: str, assertion: str
) -> None:
    found = case_of(f"{NOTE}HPI: {told}\n").symptoms
    assert {one.assertion for one in found if one.date} == {assertion}


@pytest.mark.parametrize(
    ("told", "assertion"),
    [
        ("Hx: in April he noticed trouble tying shoelaces.", "present"),
        ("Hx: trouble tying shoelaces as a boy.", "historical"),
    ],
)
def test_a_heading_hx_over_what_goes_on_is_not_the_past(
    told: str, assertion: str
) -> None:
    found = case_of(f"{NOTE}{told}\n").functional_limits
    assert {one.assertion for one in found} == {assertion}
