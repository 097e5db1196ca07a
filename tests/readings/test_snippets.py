"""The batches of snippets: what is read once stays read.

The floors are what came of each batch after the reader was mended on it; first readings
stand in docs/measurements.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readings.snippets.form import SEVEN, snippets
from tests.readings.snippets.measure import figures, read

_HERE = Path(__file__).parent / "snippets"
FLOORS = {
    "batch1": (237, 0),
    "batch2": (201, 0),
    "batch3": (185, 0),
    "batch4": (136, 0),
    "batch5": (93, 0),
}
"""Frames held in full at least, and facts falsely present at most."""


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_batch_is_read_no_worse_than_before(name: str) -> None:
    made = [read(one) for one in snippets(_HERE / f"{name}.yaml")]
    counted = figures(made)
    held, false = FLOORS[name]
    assert counted["full"] >= held
    assert counted["false"] <= false


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_every_label_stands_in_its_snippet(name: str) -> None:
    for one in snippets(_HERE / f"{name}.yaml"):
        assert one.frames
        for frame in one.frames:
            assert frame.words.lower() in one.text.lower(), (one.id, frame.words)
            assert set(frame.right) <= SEVEN
