"""Columns of prose: where a page is read down one side first, then down the other.

Rows of a table and fields side by side are read across.  A gutter parts columns of
prose only where both sides hold wrapped lines: several of them, most of them filling
their column, with some words each, and no ruling line across the gutter between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from workbench.packet.formats.layout_rows import Row, rows_of
from workbench.packet.formats.model import Box
from workbench.packet.formats.word import Word

_GUTTER = 0.9
"""Least width of a gutter, in heights of the letters."""
_LEAST_LINES = 4
_FULL = 0.72
"""Part of its column that a line of prose fills."""
_MOSTLY = 0.55
"""Part of the lines of a column that are filled."""
_WORDS = 3.5
_MOST_RULES = 1


class _Gutter(NamedTuple):
    left: float
    right: float


def blocks(rows: Sequence[Row], rules: Sequence[Box] = ()) -> list[list[Row]]:
    """Rows in reading order, in blocks that are each read from top to bottom."""
    if not rows:
        return []
    found = _columns(rows, rules)
    if found is None:
        return [list(rows)]
    first, last, gutter = found
    made: list[list[Row]] = []
    if first:
        made += blocks(rows[:first], rules)
    inside = [word for row in rows[first:last] for word in row.words]
    middle = (gutter.left + gutter.right) / 2
    made += blocks(rows_of(w for w in inside if w.right <= middle), rules)
    made += blocks(rows_of(w for w in inside if w.right > middle), rules)
    if last < len(rows):
        made += blocks(rows[last:], rules)
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
    if bounds[1] - bounds[0] < _LEAST_LINES:
        return None
    return bounds[0], bounds[1], gutter


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
    return _wrapped(left) and _wrapped(right)


def _wrapped(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether the lines of a column look like wrapped prose."""
    told = [line for line in lines if line]
    if len(told) < _LEAST_LINES or len(told) < 0.4 * len(lines):
        return False
    start = min(line[0].left for line in told)
    width = max(line[-1].right for line in told) - start
    full = [line for line in told if line[-1].right - start >= _FULL * width]
    gaps = [
        b.left - a.right for line in told for a, b in zip(line, line[1:], strict=False)
    ]
    height = median(word.height for line in told for word in line)
    wide = sum(gap > 1.5 * height for gap in gaps)
    return (
        len(full) >= _MOSTLY * len(told)
        and sum(len(line) for line in full) >= _WORDS * len(full)
        and wide <= 0.3 * len(told)
    )
