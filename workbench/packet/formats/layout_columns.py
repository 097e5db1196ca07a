"""Columns of prose: where a page is read down one side first, then down the other.

Rows of a table and fields side by side are read across.  A gutter parts columns of
prose only where both sides hold wrapped lines: several of them, most of them filling
their column, with some words each, and no ruling line across the gutter between them.
What stands in the head or foot of a page beside the same gutter is no part of a column,
and an upright ruling line between columns tells how far these go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from workbench.packet.formats.layout_prose import FULL, LEAST_LINES, wrapped
from workbench.packet.formats.layout_rows import Row, rows_of
from workbench.packet.formats.layout_ruled import ruled
from workbench.packet.formats.model import Box

_GUTTER = 0.9
"""Least width of a gutter, in heights of the letters."""
_MOST_RULES = 1
_APART = 1.35
"""Distance, in usual ones, of lines that are set apart from those before."""
_MOST_HEAD = 4
"""Lines of a page's head or foot, at most."""


class _Gutter(NamedTuple):
    left: float
    right: float


def blocks(
    rows: Sequence[Row], rules: Sequence[Box] = (), uprights: Sequence[Box] = ()
) -> list[list[Row]]:
    """Rows in reading order, in blocks that are each read from top to bottom."""
    if not rows:
        return []
    found = ruled(rows, rules, uprights) or _columns(rows, rules)
    if found is None:
        return [list(rows)]
    first, last, gutter = found[0], found[1], _Gutter(*found[2])
    made: list[list[Row]] = []
    if first:
        made += blocks(rows[:first], rules, uprights)
    inside = [word for row in rows[first:last] for word in row.words]
    middle = (gutter.left + gutter.right) / 2
    made += blocks(rows_of(w for w in inside if w.right <= middle), rules)
    made += blocks(rows_of(w for w in inside if w.right > middle), rules)
    if last < len(rows):
        made += blocks(rows[last:], rules, uprights)
    return made


def _columns(
    rows: Sequence[Row], rules: Sequence[Box]
) -> tuple[int, int, _Gutter] | None:
    """The longest run of rows with columns of prose: first, behind the last, gutter."""
    best: tuple[int, int, _Gutter] | None = None
    for seed in range(0, len(rows), 2):
        for gap in _gaps(rows[seed]):
            if best and best[0] <= seed < best[1]:
                break
            run = _run(rows, seed, gap)
            run = run and _trimmed(rows, run)
            if run is None or not _is_prose(rows[run[0] : run[1]], run[2], rules):
                continue
            if best is None or run[1] - run[0] > best[1] - best[0]:
                best = run
    return best


def _gaps(row: Row) -> Iterator[_Gutter]:
    least = _GUTTER * row.height
    right = row.words[0].right
    for word in row.words[1:]:
        if word.left - right >= least:
            yield _Gutter(right, word.left)
        right = max(right, word.right)


def _run(
    rows: Sequence[Row], seed: int, gap: _Gutter
) -> tuple[int, int, _Gutter] | None:
    """Rows around one that all leave the same gutter free."""
    gutter = gap
    bounds = [seed, seed + 1]
    for step in (-1, 1):
        at = seed + step
        while 0 <= at < len(rows):
            narrowed = _narrow(rows[at], gutter)
            if narrowed is None:
                break
            gutter = narrowed
            bounds[0], bounds[1] = min(bounds[0], at), max(bounds[1], at + 1)
            at += step
    if bounds[1] - bounds[0] < LEAST_LINES:
        return None
    return bounds[0], bounds[1], gutter


def _trimmed(
    rows: Sequence[Row], run: tuple[int, int, _Gutter]
) -> tuple[int, int, _Gutter]:
    """A run without lines of the page's head and foot that leave the gutter free.

    They are few, set apart from the columns on both sides, and fill neither.
    """
    first, last, gutter = run
    steps = [b.middle - a.middle for a, b in pairwise(rows[first:last])]
    apart = _APART * median(steps)
    width = max(row.right for row in rows[first:last]) - gutter.right
    for at in range(min(first + _MOST_HEAD, last - 1), first, -1):
        gap = rows[at].middle - rows[at - 1].middle
        beside = any(row.right > gutter.right for row in rows[first:at])
        if gap > apart and beside and not _fills(rows[first:at], gutter, width):
            first = at
            break
    for at in range(max(last - _MOST_HEAD, first + 1), last):
        gap = rows[at].middle - rows[at - 1].middle
        beside = rows[at].left < gutter.left
        if gap > apart and beside and not _fills(rows[at:last], gutter, width):
            last = at
            break
    return first, last, gutter


def _fills(rows: Sequence[Row], gutter: _Gutter, width: float) -> bool:
    """Whether a line of some rows fills its side of the gutter."""
    middle = (gutter.left + gutter.right) / 2
    for row in rows:
        for side in (
            [one for one in row.words if one.right <= middle],
            [one for one in row.words if one.right > middle],
        ):
            if side and side[-1].right - side[0].left >= FULL * width:
                return True
    return False


def _narrow(row: Row, gutter: _Gutter) -> _Gutter | None:
    """What a row leaves free of a gutter; None where it leaves too little."""
    middle = (gutter.left + gutter.right) / 2
    lefts = [word.right for word in row.words if word.left < middle]
    rights = [word.left for word in row.words if word.left >= middle]
    left = max([gutter.left, *lefts])
    right = min([gutter.right, *rights])
    return _Gutter(left, right) if right - left >= _GUTTER * row.height else None


def _is_prose(rows: Sequence[Row], gutter: _Gutter, rules: Sequence[Box]) -> bool:
    middle = (gutter.left + gutter.right) / 2
    top, bottom = rows[0].box[1], rows[-1].box[3]
    across = [
        rule
        for rule in rules
        if rule[0] < gutter.left
        and rule[2] > gutter.right
        and top < rule[1] < bottom
        and rule[3] - rule[1] < 3
    ]
    if len(across) > _MOST_RULES:
        return False
    left = [[w for w in row.words if w.right <= middle] for row in rows]
    right = [[w for w in row.words if w.right > middle] for row in rows]
    return wrapped(left) and wrapped(right)
