"""Care is no older than the complaint that it is for, unless that is older."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of, status_of

_CARE = "Treatment: naproxen, gabapentin at night, home exercises, no relief.\n"
_EXAM = "Exam: Right biceps strength 4+/5. Numbness of the right thumb.\n"


def _care(text: str) -> str:
    record = f"{NOTE}HPI: {text}\n{_CARE}{_EXAM}"
    return status_of(record, "conservative-care", "acdf")


@pytest.mark.parametrize(
    "text",
    [
        "Right arm pain began on 05/02/2026 after a long drive.",
        "Neck and right arm pain since May 4, 2026. Never had neck trouble before.",
        "Two weeks of neck pain into the right arm.",
        "Woke on 05/08/2026 with right neck and arm pain.",
    ],
)
def test_care_of_a_young_complaint_is_too_short(text: str) -> None:
    assert _care(text) == "not_met"


@pytest.mark.parametrize(
    "text",
    [
        "Chronic neck pain. Right arm pain began on 05/02/2026.",
        "Neck pain off and on. Right arm pain since 05/02/2026.",
        "Neck and right arm pain, worse since 05/02/2026.",
        "Long history of neck pain; a flare began on 05/02/2026.",
        "Neck pain x 2 weeks, had similar episodes in 2022.",
        "Recurrent neck pain, this episode began 05/02/2026.",
        "Neck pain since 2019. Right arm pain since 05/02/2026.",
        "Neck and right arm pain. Began gabapentin in May 2026.",
        "Right arm pain since 05/02/2026. Neck pain for years.",
        "Neck pain. Numbness of the right thumb since 05/02/2026.",
        "Neck pain. New right arm pain since 05/02/2026.",
    ],
)
def test_a_turn_of_an_older_complaint_bounds_nothing(text: str) -> None:
    assert _care(text) != "not_met"


@pytest.mark.parametrize(
    "text",
    [
        "Right arm pain since 05/02/2026. Same trouble in the arm two years ago.",
        "Neck pain for 3 weeks. Prior episode in 2023.",
        "Right arm pain began 05/02/2026. Numbness of the right thumb for a year.",
        "Right arm pain since 05/02/2026. NDI 01/15/2026: 44%. NDI today 46%.",
        "Right arm pain since 05/02/2026. His PCP has treated him for this since January.",  # noqa: E501
        "Right arm pain since 05/02/2026. C7-T1 ESI 02/19/2026 helped 2 weeks.",
        "Right arm pain since 05/02/2026, as before his 2019 foraminotomy.",
        "Known C5-6 disc herniation from 2022. Right arm pain since 05/02/2026.",
        "Right arm pain since 05/02/2026.\nAssessment: Chronic cervical radiculopathy.",
    ],
)
def test_what_the_record_has_from_before_bounds_nothing(text: str) -> None:
    assert _care(text) != "not_met"


def test_a_visit_before_the_told_beginning_bounds_nothing() -> None:
    before = NOTE.replace("05/20/2026", "01/10/2026")
    record = (
        f"{before}HPI: Right arm pain, 6/10.\n\f"
        f"{NOTE}HPI: Right arm pain since 05/02/2026.\n{_CARE}{_EXAM}"
    )
    assert status_of(record, "conservative-care", "acdf") != "not_met"


def test_care_before_the_told_beginning_bounds_nothing() -> None:
    text = "Right arm pain since 05/02/2026. PT 03/02/2026 to 04/01/2026, no help."
    assert _care(text) != "not_met"


@pytest.mark.parametrize(
    ("text", "older"),
    [
        ("Low back pain, a flare since 05/02/2026.", True),
        ("Leg pain increased over the past 3 weeks.", True),
        ("Leg pain for 3 weeks.", False),
        ("Leg pain for 3 weeks, no previous episodes.", False),
    ],
)
def test_a_turn_for_the_worse_is_vague_in_its_length(text: str, older: bool) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert any(one.vague for one in found) is older
