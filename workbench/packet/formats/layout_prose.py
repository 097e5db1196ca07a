"""Whether the lines of a column look like prose that was wrapped to its width."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from workbench.packet.formats.word import Word

LEAST_LINES = 4
FULL = 0.72
"""Part of its column that a line of prose fills."""
_MOSTLY = 0.55
"""Part of the lines of a column that are filled."""
_WORDS = 3.5


def filled(lines: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """The lines that fill their column, of lines that each hold a word."""
    start = min(line[0].left for line in lines)
    width = max(line[-1].right for line in lines) - start
    return [line for line in lines if line[-1].right - start >= FULL * width]


def wrapped(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether the lines of a column look like wrapped prose."""
    told = [line for line in lines if line]
    if len(told) < LEAST_LINES or len(told) < 0.4 * len(lines):
        return False
    full = filled(told)
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
