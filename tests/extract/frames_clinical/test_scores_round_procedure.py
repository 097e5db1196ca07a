"""Scores told by their moments in the note of a block: pre, post, the clock, a fall."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts
from workbench.schema.case import FunctionalLimit

_BLOCK = "Bilateral L3-4 medial branch blocks, bupivacaine 0.5 mL each. "


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pre 8/10. Tolerated well. Post 1/10.", ["8 baseline", "1 follow-up"]),
        (
            "Before: 7\n20 min: 1   2 hr: 2",
            ["7 baseline", "1 follow-up", "2 follow-up"],
        ),
        (
            "Pre 5, 20 min 0, 3 h 2, next morning 5.",
            ["5 baseline", "0 follow-up", "2 follow-up", "5 follow-up"],
        ),
        ("Walks without pain, 8 -> 1.", ["8 baseline", "1 follow-up"]),
        ("Deltoid 4/5 pre, 5/5 post.", []),
        ("Pre-op visit 7/10/25. Post 2/10/2026.", []),
        ("Aldrete pre 9, post 10.", []),
        ("Return after 2 weeks; wait 30 min 2 staff present.", []),
    ],
)
def test_scores_of_a_procedure_note(text: str, told: list[str]) -> None:
    scores = [
        f"{one.value} {one.phase}"
        for one in facts(_BLOCK + text, "pain-procedure", "2026-03-04")
        if isinstance(one, FunctionalLimit)
    ]
    assert scores == told


def test_a_bare_moment_of_a_visit_scores_nothing() -> None:
    text = "Seen for neck pain. Pre 5, 20 min 0, 3 h 2."
    assert not [
        one
        for one in facts(text, "clinic", "2026-03-04")
        if isinstance(one, FunctionalLimit)
    ]
