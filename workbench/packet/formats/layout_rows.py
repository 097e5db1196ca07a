"""Words to rows: what stands at one height, from left to right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

from workbench.packet.formats.model import Box
from workbench.packet.formats.word import Word

_SAME = 0.5
"""Part of a letter's height by which centres of one row may differ."""


class Row(NamedTuple):
    """Words of one height, left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Left edge in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Right edge in points."""
        return max(word.right for word in self.words)

    @property
    def height(self) -> float:
        """Usual height of the row's letters."""
        return median(word.height for word in self.words)

    @property
    def middle(self) -> float:
        """Usual height on the page of the words' centres."""
        return median(word.middle for word in self.words)

    @property
    def box(self) -> Box:
        """The smallest box that holds all words."""
        return (
            round(self.left, 1),
            round(min(word.top for word in self.words), 1),
            round(self.right, 1),
            round(max(word.bottom for word in self.words), 1),
        )

    @property
    def confidence(self) -> float | None:
        """That of the least sure word; None where nothing was recognised."""
        sure = [w.confidence for w in self.words if w.confidence is not None]
        return min(sure) if sure else None


def rows_of(words: Iterable[Word]) -> list[Row]:
    """All words in rows, top to bottom."""
    made: list[list[Word]] = []
    centres: list[float] = []
    for word in sorted(words, key=lambda w: (-w.height, w.middle)):
        at = _row(word, made, centres)
        if at is None:
            place = bisect_left(centres, word.middle)
            centres.insert(place, word.middle)
            made.insert(place, [word])
        else:
            made[at].append(word)
    return [Row(tuple(sorted(row, key=lambda w: w.left))) for row in made]


def _row(word: Word, made: list[list[Word]], centres: list[float]) -> int | None:
    """The row whose centre is nearest, where it is near enough and has room."""
    place = bisect_left(centres, word.middle)
    best: tuple[float, int] | None = None
    for at in (place - 1, place):
        if not 0 <= at < len(made):
            continue
        apart = abs(centres[at] - word.middle)
        limit = _SAME * min(made[at][0].height, 2 * word.height)
        if apart <= limit and (best is None or apart < best[0]):
            best = (apart, at)
    return best[1] if best else None
