"""A department heads no examination; a patient is no therapy; what is offered."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


@pytest.mark.parametrize(
    "head",
    ["NEUROSURGERY", "NEUROLOGY", "PHYSICAL MEDICINE", "NEUROSPINE", "CARDIOLOGY"],
)
def test_a_department_heads_a_note_of_complaints(head: str) -> None:
    found = case_of(f"{head} 09/10/2026\nLow back and right leg pain again.\n")
    assert {one.site for one in found.symptoms} == {"low-back", "leg"}


@pytest.mark.parametrize("head", ["NEURO", "Neurological", "PHYSICAL"])
def test_an_examination_stays_one(head: str) -> None:
    found = case_of(f"{NOTE}{head}: Neck pain with rotation. Strength 5/5.\n")
    assert not [one for one in found.symptoms if one.assertion == "present"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Pt had L4-5 TFESI on 03/19/2026.", "2026-03-19"),
        ("PT underwent left L5-S1 TFESI 03/19/2026, tolerated well.", "2026-03-19"),
        ("Pt received a caudal ESI on 3/19/26.", "2026-03-19"),
        ("PT on 03/19/2026, L4-5 TFESI in 2024.", "2024"),
    ],
)
def test_the_patients_injection_keeps_its_day(text: str, day: str) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").procedures_done
    assert [one.date for one in found] == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("FAMILY MEDICINE 09/11/2026\nNeck pain. First seen 7/6/26.", "2026-09-11"),
        ("SPINE CLINIC 09/11/2026\nInitially seen on 7/6/26, neck pain.", "2026-09-11"),
        ("SPINE CLINIC\nSeen 09/11/2026 for neck pain.", "2026-09-11"),
    ],
)
def test_a_note_is_not_of_the_day_of_the_first_visit(text: str, day: str) -> None:
    assert case_of(f"{text}\n").documents[0].date == day


_ASKED = (
    "AUTHORIZATION REQUEST\nDate of request: 09/14/2026\n"
    "Procedure: left L4-5 transforaminal epidural steroid injection, CPT 64483-LT\n\f"
)


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("I have offered him a single transforaminal injection with contrast.", True),
        ("We have offered her a transforaminal injection with contrast.", True),
        ("I offered him a transforaminal injection with dye or a discectomy.", False),
        ("We discussed a transforaminal injection with contrast.", False),
    ],
)  # fmt: skip
def test_what_a_letter_offers_is_planned(text: str, planned: bool) -> None:
    letter = f"Letter dictated 7 September 2026\nDear Dr. Test,\n{text}\n"
    asked = case_of(f"{_ASKED}{letter}").requested_procedures
    assert (asked[0].contrast is True) is planned
