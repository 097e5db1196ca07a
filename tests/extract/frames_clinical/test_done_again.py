"""Activities done again after a block or during a trial deny their limit."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts
from workbench.schema.case import FunctionalLimit

_BLOCK = "Right C3-4 medial branch block, bupivacaine 0.5 mL. "


def _told(text: str, style: str) -> list[str]:
    return [
        f"{one.kind} {one.assertion} {one.phase}"
        for one in facts(text, style, "2026-03-04")
        if isinstance(one, FunctionalLimit)
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Strolled round the mall with his sister.", ["walking"]),
        ("Slept soundly the same night.", ["sleep"]),
        ("Mopped the kitchen that afternoon.", ["housework"]),
        ("Was able to back the car out, wash her hair.", ["driving", "grooming"]),
        ("Slept 2 hours only.", []),
        ("Walked with a walker to the mall.", []),
        ("Walked the dog before the accident.", []),
        ("Hopes to vacuum again.", []),
        ("If he could drive to work we would proceed.", []),
        ("Walked to the recovery area.", []),
        ("Could not turn head to back the car.", []),
    ],
)
def test_an_activity_of_the_day_of_a_block(text: str, kinds: list[str]) -> None:
    assert _told(_BLOCK + text, "pain-procedure") == [
        f"{one} absent follow-up" for one in kinds
    ]


def test_a_call_after_an_injection_and_a_visit_without_one() -> None:
    call = "Day 2 after the left L4-5 epidural. Could turn head to reverse the car."
    assert _told(call, "nurse phone") == ["driving absent follow-up"]
    visit = "Neck pain for a year. Could turn head to reverse the car."
    assert not _told(visit, "clinic")
