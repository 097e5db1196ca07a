"""A therapist's log against sentences that sum its course up."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.extract.rules.whole.itemised import DETAIL
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Treatment

LOG = """PHYSICAL THERAPY DISCHARGE SUMMARY
Diagnosis: cervical radiculopathy
Date: 03/12/2026
Initial evaluation: 02/09/2026   Last visit: 03/12/2026
Visits attended: 7
Discharged 03/12/2026.
"""
NOTE = """OFFICE VISIT   05/04/2026
HISTORY OF PRESENT ILLNESS
Neck and left arm pain. {told}
"""


def _therapies(told: str, log: str = LOG) -> list[Treatment]:
    note = NOTE.format(told=told).encode()
    packet = read_packet((Source("note.txt", note), Source("log.txt", log.encode())))
    found = RulesReader().read(packet).case.treatments
    return [one for one in found if one.kind == "physical-therapy"]


@pytest.mark.parametrize(
    "told",
    [
        "She completed physical therapy from 01/05/2026 to 03/12/2026.",
        "She did 14 visits of physical therapy from 02/09/2026 to 03/12/2026.",
        "She has had 6 weeks of physical therapy.",
        "She completed at least two months of physical therapy.",
    ],
)
def test_a_sum_that_says_more_than_the_log_is_uncertain(told: str) -> None:
    held = {one.assertion: one for one in _therapies(told)}
    assert held["present"].start == "2026-02-09"
    assert held["uncertain"].detail == DETAIL


@pytest.mark.parametrize(
    "told",
    [
        "She completed physical therapy from 02/09/2026 to 03/12/2026.",
        "She did physical therapy from 02/11/2026 to 03/10/2026.",
        "She completed physical therapy from 08/04/2025 to 09/26/2025.",
        "She has had 4 weeks of physical therapy.",
        "She has had physical therapy.",
    ],
)
def test_a_sum_that_agrees_or_tells_of_another_time_stands(told: str) -> None:
    assert all(one.assertion == "present" for one in _therapies(told))


def test_what_the_same_sentence_sums_up_is_doubted_with_it() -> None:
    note = NOTE.format(told="Completed 6 weeks of PT plus naproxen.").encode()
    packet = read_packet((Source("note.txt", note), Source("log.txt", LOG.encode())))

    found = RulesReader().read(packet).case.treatments

    assert {one.assertion for one in found if one.kind == "nsaid"} == {"uncertain"}


def test_a_numbered_log_of_visits_is_a_course_with_its_last_day() -> None:
    log = (
        "GULL REHAB      ATTENDANCE EXTRACT     printed 4/30/26\n"
        "Client: A. Invented     Case: neck pain      Auth visits: 16\n\n"
        " Visit  Date        Status     Note\n"
        "  1     01/26/2026  attended   eval. neck, NDI 40%\n"
        "  2     02/02/2026  attended   traction\n"
        "  -     02/06/2026  no show\n"
        "  3     02/13/2026  attended\n"
        "  4     02/27/2026  attended   D/C at pt request\n"
    )
    packet = read_packet((Source("log.txt", log.encode()),))

    found = [
        one
        for one in RulesReader().read(packet).case.treatments
        if one.kind == "physical-therapy"
    ]

    assert packet.documents[0].kind == "therapy-record"
    assert [(one.start, one.end, one.sessions, one.status) for one in found] == [
        ("2026-01-26", "2026-02-27", 4, "done")
    ]


@pytest.mark.parametrize(
    ("told", "doubted"),
    [
        ("She did physical therapy from February to March 2026.", False),
        ("She did physical therapy from December 2025 to March 2026.", True),
    ],
)
def test_a_month_is_any_day_of_it(told: str, doubted: bool) -> None:
    details = {one.detail for one in _therapies(told)}
    assert (DETAIL in details) is doubted


def test_the_day_of_a_summary_is_no_visit_where_the_last_is_named() -> None:
    log = """FERN REHAB DISCHARGE SUMMARY
Date: 03/20/2026

First visit 02/09/2026. Last visit 03/12/2026. 7 visits kept for neck pain.
"""
    (course,) = _therapies("Therapy record enclosed.", log)
    assert (course.start, course.end) == ("2026-02-09", "2026-03-12")
