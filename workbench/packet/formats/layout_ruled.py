"""Columns that an upright ruling line parts: two of prose, or a panel beside prose.

The line stands alone: no other line touches it, which would make a table or box of the
page, and no second one stands beside it.  A list of labels whose values stand on the
other side of the line, each on the height of its label, is read across.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from workbench.packet.formats.layout_prose import LEAST_LINES, filled, wrapped
from workbench.packet.formats.layout_rows import Row
from workbench.packet.formats.model import Box
from workbench.packet.formats.word import Word

_NEAR = 4.0
"""Points within which two lines touch or end at one height."""
_SAME_LINE = 0.12
"""Part of a letter's height by which feet of words on one line differ at most."""
_WORDS = 4.0
"""Words of a full line of prose, at least, on average."""
_ACROSS = 0.6
"""Part of the lines of a panel that stand on the height of one beside them, from which
the two are a label and its value."""


def ruled(
    rows: Sequence[Row], rules: Sequence[Box], uprights: Sequence[Box]
) -> tuple[int, int, tuple[float, float]] | None:
    """Rows that a ruling line parts: first, behind the last, and the line's sides."""
    for one in uprights:
        if not _stands_alone(one, rules, uprights):
            continue
        inside = [at for at, row in enumerate(rows) if one[1] <= row.middle <= one[3]]
        if len(inside) < LEAST_LINES:
            continue
        first, last = inside[0], inside[-1] + 1
        if _parts(rows[first:last], one):
            return first, last, (one[0], one[2])
    return None


def _stands_alone(one: Box, rules: Sequence[Box], uprights: Sequence[Box]) -> bool:
    """Whether no other line touches an upright one or runs beside it."""
    touched = any(
        level[0] - _NEAR <= one[2]
        and one[0] <= level[2] + _NEAR
        and one[1] - _NEAR <= level[1] <= one[3] + _NEAR
        for level in rules
    )
    doubled = any(
        abs(other[0] - one[0]) > _NEAR and other[1] < one[3] and one[1] < other[3]
        for other in uprights
    )
    return not touched and not doubled


def _parts(rows: Sequence[Row], line: Box) -> bool:
    left = [[one for one in row.words if one.right <= line[2]] for row in rows]
    right = [[one for one in row.words if one.left >= line[0]] for row in rows]
    if any(
        one.left < line[0] and line[2] < one.right for row in rows for one in row.words
    ):
        return False
    told = [(a, b) for a, b in zip(left, right, strict=True)]
    narrow = min(sum(map(bool, left)), sum(map(bool, right)))
    if narrow < LEAST_LINES:
        return False
    prose = wrapped([a for a, _ in told if a]), wrapped([b for _, b in told if b])
    if all(prose):
        return True
    beside = sum(bool(a and b) and _on_one_line(a, b) for a, b in told)
    return (_holds_prose(left) or _holds_prose(right)) and beside < _ACROSS * narrow


def _holds_prose(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether some lines fill their column with words, short ones between them."""
    full = filled([line for line in lines if line])
    words = sum(len(line) for line in full)
    return len(full) >= LEAST_LINES and words >= _WORDS * len(full)


def _on_one_line(left: Sequence[Word], right: Sequence[Word]) -> bool:
    feet = median(one.bottom for one in left), median(one.bottom for one in right)
    height = max(one.height for one in (*left, *right))
    return abs(feet[0] - feet[1]) <= _SAME_LINE * height
