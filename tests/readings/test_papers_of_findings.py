"""Snippets of reports and notes, class by class: all is held, and nothing is false.

The files were written for a class of wording each, with words of its neighbours that
must stay silent.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readings.snippets.form import Snippet, snippets
from tests.readings.snippets.measure import read

_HERE = Path(__file__).parent / "snippets"
CLASSES = (
    "at-operation", "samples", "by-needle", "nerve-sides", "report-turns",
    "exam-shorthand", "well-states",
)  # fmt: skip
_ALL = [one for name in CLASSES for one in snippets(_HERE / f"{name}.yaml")]


@pytest.mark.parametrize("one", _ALL, ids=lambda one: one.id)
def test_every_frame_is_held(one: Snippet) -> None:
    made = read(one)
    lost = [f for f, ok in zip(one.frames, made.right, strict=True) if not all(ok)]
    assert not lost, made.found
    assert not made.false
