"""What a line asks for ("Any injury, fever?") is told of nobody; what it tells is."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _injury(text: str) -> list[str]:
    found = case_of(NOTE + text + "\n").statements
    return [one.assertion for one in found if one.kind == "injury"]


@pytest.mark.parametrize(
    "text",
    [
        "CLERK   Thanks. Any injury, tumour or fever?\nCALLER  No, none.",
        "Nurse: Has there been any injury since the last scan?",
        "Right. Any recent fall, any trauma?",
    ],
)
def test_what_is_asked_for_is_not_told(text: str) -> None:
    assert "present" not in _injury(text)


@pytest.mark.parametrize(
    "text",
    [
        "HPI: Fell from a ladder in May. Any new numbness?",
        "HPI: Work injury in May, fell from a ladder.",
    ],
)
def test_what_is_told_beside_a_question_stays_told(text: str) -> None:
    assert "present" in _injury(text)
