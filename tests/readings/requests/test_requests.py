"""Requests in the layouts of this folder come out with the lines that they ask for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.readings.requests.measure import HERE, Asked, entries, judged, score

_KNOWN_GAPS = frozenset("b24 g03 g06 h03 h28 k13 k23 k31".split())
"""Texts with a line that is still missed, misplaced or made up."""
_TEXTS = [one for file in sorted(HERE.glob("*.yaml")) for one in entries(file)]


@pytest.mark.parametrize("entry", _TEXTS, ids=[one["id"] for one in _TEXTS])
def test_a_text_asks_for_its_lines(entry: dict[str, Any]) -> None:
    made = score(entry)
    if entry["id"] in _KNOWN_GAPS:
        assert not made.whole, "the gap is closed: take it off the list"
        return
    assert (made.lost, made.misplaced, made.false) == ([], [], [])


def test_every_id_stands_once() -> None:
    ids = [one["id"] for one in _TEXTS]
    assert len(ids) == len(set(ids))


WANTED = {
    "id": "x",
    "lines": [
        {"procedure": "acdf", "level": "C5-6", "code": "22551"},
        {"procedure": "instrumentation", "code": "22845"},
    ],
}


@pytest.mark.parametrize(
    ("got", "told"),
    [
        ([("acdf", "C5-6", None)], (1, 0, 0, 0, 1)),
        ([("acdf", "C4-5", None), ("instrumentation", None, None)], (0, 1, 0, 0, 0)),
        ([("kyphoplasty", "L1", None)], (0, 0, 1, 1, 1)),
        ([("acdf", "C5-6", None), ("acdf", "C6-7", None)], (1, 0, 0, 1, 1)),
    ],
    ids=["right", "misplaced", "another procedure", "a level too many"],
)
def test_the_scorer_tells_right_from_misplaced_lost_and_false(
    got: list[tuple[str, str | None, str | None]], told: tuple[int, ...]
) -> None:
    made = judged(WANTED, [Asked(*one) for one in got])
    assert told == (
        made.right,
        len(made.misplaced),
        len(made.lost),
        len(made.false),
        len(made.followers),
    )
