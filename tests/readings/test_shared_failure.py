"""Care told beside other care, undated, advised; days after levels; nights; scores."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

CARE = [
    ("PT gave no relief, nor did ibuprofen.", "nsaid", "present"),
    ("Ice has not helped and neither has naproxen.", "nsaid", "present"),
    ("She has had no PT, nor has she taken ibuprofen.", "nsaid", "absent"),
    ("He attended physical therapy, no dates given.", "physical-therapy", "present"),
    ("He has had no physical therapy.", "physical-therapy", "absent"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "assertion"), CARE)
def test_whether_care_was_had(text: str, kind: str, assertion: str) -> None:
    found = case_of(f"{NOTE}HPI: Neck pain. {text}\n").treatments
    assert [one.assertion for one in found if one.kind == kind] == [assertion]


def test_care_that_someone_was_told_to_seek_was_not_had() -> None:
    found = case_of(f"{NOTE}HPI: Neck pain. Told to see a physical therapist.\n")
    assert not any(one.status in ("done", "ongoing") for one in found.treatments)


@pytest.mark.parametrize("day", ["on 8/14/24", "on 08/14/2024"])
def test_a_day_after_a_level_is_no_further_level(day: str) -> None:
    found = case_of(f"{NOTE}HPI: She had an ACDF C6-7 {day}.\n").procedures_done
    assert [one.level for one in found] == ["C6-7"]


def test_never_a_user() -> None:
    found = case_of(f"{NOTE}SOCIAL: Never a user of nicotine or tobacco.\n")
    assert [one.status for one in found.risk_factors] == ["never"]


@pytest.mark.parametrize("text", ["He sleeps badly.", "She is sleeping poorly."])
def test_bad_nights(text: str) -> None:
    found = case_of(f"{NOTE}HPI: Neck pain. {text}\n").functional_limits
    assert [(one.kind, one.assertion) for one in found] == [("sleep", "present")]


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("She has trouble holding urine.", "present"),
        ("She has no trouble holding urine.", "absent"),
    ],
)
def test_holding_urine(text: str, assertion: str) -> None:
    found = case_of(f"{NOTE}HPI: Back pain. {text}\n").symptoms
    assert {one.assertion for one in found if one.kind == "bladder-dysfunction"} == {
        assertion
    }
