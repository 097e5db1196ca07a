"""Text that runs sideways on a page: the page is turned until it can be read.

PDFium turns the page itself, so that places, pictures and forms all follow; the boxes
of the lines are then led back to the page as it is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from workbench.packet.formats.model import Box, TextLine
from workbench.packet.formats.pdf_words import Drawn

_FEWEST = 12
"""Characters of one direction that are read on their own; fewer are a stamp."""


def quarters(drawn: Sequence[Drawn]) -> list[int]:
    """Quarter turns by which text stands turned on a page, the most text first.

    Empty where all of it stands upright, as on nearly every page.
    """
    counts: Counter[int] = Counter()
    for one in drawn:
        counts[one.turn] += len(one.word.text)
    if not any(count for turn, count in counts.items() if turn):
        return []
    return [turn for turn, count in counts.most_common() if count >= _FEWEST]


def turned(page: Any, quarter: int) -> int:
    """Turn a page so that text of this direction is upright; its rotation before."""
    before = int(page.get_rotation())
    page.set_rotation((before + 90 * quarter) % 360)
    return before


def led_back(line: TextLine, quarter: int, width: float, height: float) -> TextLine:
    """A line of the turned page with its box on the page as it is looked at.

    ``width`` and ``height`` are those of the turned page, in points.
    """
    if line.box is None:
        return line
    box: Box = line.box
    for _ in range(quarter % 4):
        left, top, right, bottom = box
        box = (top, width - right, bottom, width - left)
        width, height = height, width
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return line._replace(box=(left, top, right, bottom))
