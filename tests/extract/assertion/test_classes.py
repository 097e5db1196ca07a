"""Classes of things that records tell: each text is read whole, frame by frame.

The texts stand in ``classes.yaml`` in the format of ``frames.py``, grouped by the class
that they are of.  They were written for their class and in other words than those that
the word lists were first drawn from.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.assertion.frames import facts, false_present, frames, full

_GROUPS = list(frames(Path(__file__).with_name("classes.yaml")))


@pytest.mark.parametrize("group", _GROUPS, ids=[group[0].id for group in _GROUPS])
def test_every_frame_of_a_class_is_read(group: list) -> None:
    first = group[0]
    found = facts(first.text, first.style, first.date, first.section)
    lost = [one.mention for one in group if one.mention and not full(one, found)]
    assert lost == []
    assert false_present([one for one in group if one.mention], found) == []
