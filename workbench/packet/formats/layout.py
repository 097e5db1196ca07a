"""Words with places on a page to lines of text, as a person would type them off.

Words are put into rows, rows of prose columns are read column by column, and what
stands apart in a row (cells of a table, fields of a form) stays apart by at least three
blanks, under the cells of the rows above.  An empty line stands for white space that is
clearly more than the usual distance between two lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from workbench.packet.formats.layout_columns import blocks
from workbench.packet.formats.layout_rows import Row, rows_of
from workbench.packet.formats.model import Box, TextLine
from workbench.packet.formats.word import Word

CELL_GAP = 1.15
"""White space inside a row, in heights of its letters, that sets two cells apart."""
NARROW_GAP = 0.62
"""White space that parts two cells where a row beside this one has a cell there."""
WIDE_BLANK = 0.85
"""White space above which two blanks are written: the space after a sentence."""
_BLANK_LINE = 1.35
_ALIGNED = 0.35
_MOST_BLANKS = 60


class _Rendered(NamedTuple):
    text: str
    stops: tuple[tuple[float, int, bool], ...]
    """Left edges of words, the character that each stands at, and whether it is the
    first of a cell."""


def text_lines(
    words: Iterable[Word],
    *,
    page: int,
    rules: Sequence[Box] = (),
    uprights: Sequence[Box] = (),
) -> list[TextLine]:
    """The lines of one page; ``rules`` and ``uprights`` are lines drawn on it."""
    lines: list[TextLine] = []
    for block in blocks(rows_of(words), rules, uprights):
        if lines:
            lines.append(TextLine("", page))
        lines += _block(block, page)
    return lines


def _block(rows: Sequence[Row], page: int) -> list[TextLine]:
    left = min(row.left for row in rows)
    width = _character(rows)
    pitch = _pitch(rows)
    lines: list[TextLine] = []
    above: _Rendered | None = None
    for index, row in enumerate(rows):
        if index and row.middle - rows[index - 1].middle > _BLANK_LINE * pitch:
            lines.append(TextLine("", page))
        below = rows[index + 1] if index + 1 < len(rows) else None
        above = _rendered(row, left, width, above, _cells(below))
        lines.append(TextLine(above.text, page, row.box, row.confidence))
    return lines


def _character(rows: Sequence[Row]) -> float:
    """Mean width of a character, in points."""
    letters = sum(len(word.text) for row in rows for word in row.words)
    total = sum(word.right - word.left for row in rows for word in row.words)
    return total / letters if letters and total > 0 else 5.0


def _pitch(rows: Sequence[Row]) -> float:
    """The usual distance of two lines; large ones are no lines of one paragraph."""
    steps = [b.middle - a.middle for a, b in zip(rows, rows[1:], strict=False)]
    heights = median(row.height for row in rows)
    near = [step for step in steps if 0 < step <= 2.2 * heights]
    return median(near) if near else 1.4 * heights


def _cells(row: Row | None) -> list[float]:
    """Left edges of words that a wide gap sets apart from the word before."""
    if row is None:
        return []
    pairs = zip(row.words, row.words[1:], strict=False)
    return [b.left for a, b in pairs if b.left - a.right >= CELL_GAP * row.height]


def _rendered(
    row: Row,
    left: float,
    width: float,
    above: _Rendered | None,
    below: Sequence[float],
) -> _Rendered:
    text = ""
    stops: list[tuple[float, int, bool]] = []
    before: Word | None = None
    for word in row.words:
        blanks = _blanks(word, before, len(text), left, width, above, below, row.height)
        stops.append((word.left, len(text) + blanks, not text or blanks > 2))
        text += " " * blanks + word.text
        before = word
    return _Rendered(text, tuple(stops))


def _blanks(
    word: Word,
    before: Word | None,
    written: int,
    left: float,
    width: float,
    above: _Rendered | None,
    below: Sequence[float],
    height: float,
) -> int:
    """How many blanks stand before a word, ``written`` characters into its line."""
    under = _under(word.left, above, _ALIGNED * height)
    if before is None:
        if word.left - left < 0.6 * width:
            return 0
        least = 0
    else:
        slack = _ALIGNED * height
        cell = bool(under and under[1]) or any(
            abs(word.left - edge) <= slack for edge in below
        )
        least = _least(before, word, height, cell)
        if least <= 2:
            return least
    place = under[0] if under else round((word.left - left) / width)
    return min(max(place - written, least), _MOST_BLANKS)


def _least(before: Word, word: Word, height: float, cell: bool) -> int:
    """Blanks that the gap between two words asks for: three or more part two cells.

    ``cell`` tells that a cell begins at the same place of the row above or below.
    """
    gap = word.left - before.right
    if word.even and before.even:
        count = round(gap / max(word.even, 0.1))
        if count <= 2:
            return max(count, 1 if gap > 0.15 * height else 0)
        return 3
    if gap >= CELL_GAP * height:
        return 3
    if cell and gap >= NARROW_GAP * height:
        return 3
    scanned = word.confidence is not None
    return 1 if scanned or gap < WIDE_BLANK * height else 2


def _under(
    left: float, above: _Rendered | None, slack: float
) -> tuple[int, bool] | None:
    """The character of the row above at the same place, and whether a cell begins."""
    if above is None:
        return None
    near = [
        (abs(x - left), at, cell)
        for x, at, cell in above.stops
        if abs(x - left) <= slack
    ]
    return min(near)[1:] if near else None
