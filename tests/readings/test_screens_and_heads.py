"""Letters that answer a screen, infections since cleared, and lists of failed care."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _risks(text: str, kind: str) -> list[str]:
    found = case_of(NOTE + text + "\n").risk_factors
    return [one.assertion for one in found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Diabetes N    Latex N", "absent"),
        ("Diabetes N (diet only)", "absent"),
        ("Diabetes Y    Latex N", "present"),
        ("PMH: Diabetes", "present"),
    ],
)
def test_a_letter_answers_its_entry(text: str, said: str) -> None:
    assert set(_risks(text, "diabetes")) == {said}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PMH: osteomyelitis of the foot, since cleared.", "historical"),
        ("Assessment: osteomyelitis of the foot, on antibiotics.", "present"),
    ],
)
def test_an_infection_since_cleared_is_past(text: str, said: str) -> None:
    assert set(_risks(text, "local-infection")) == {said}


def _responses(text: str) -> dict[str | None, str | None]:
    return {one.name or one.kind: one.response for one in case_of(text).treatments}


def test_a_list_under_a_head_of_failure_failed() -> None:
    head = "Tried without success:\n    gabapentin 2400, duloxetine 60\n"
    rest = "    TENS - better for a week\n\nMeloxicam since May.\n"
    assert _responses(NOTE + head + rest) == {
        "gabapentin": "none",
        "duloxetine": "none",
        "tens": "temporary",
        "meloxicam": None,
    }


@pytest.mark.parametrize("head", ["Treatments tried:", "Failed back surgery:"])
def test_another_head_says_nothing_of_failure(head: str) -> None:
    assert _responses(f"{NOTE}{head}\n    gabapentin 300\n") == {"gabapentin": None}
