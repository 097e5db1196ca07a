"""Ruling lines that part what stands above from what stands below.

Such a line is written as a row of dashes, as a typist would; lines of a table's grid,
underlines and lines to write on are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.packet.formats.model import Box
from workbench.packet.formats.word import Word

_DASHES = "-" * 40
_SHARE = 0.45
"""Part of the text's width that such a line takes at least."""
_NEAR = 45.0
"""Points within which a line of the same extent makes both a table's."""
_SAME = 4.0


def parting_lines(
    level: Sequence[Box], upright: Sequence[Box], words: Sequence[Word]
) -> Iterator[Word]:
    """A word of dashes for each ruling line that parts text; boxes are in points."""
    if not words:
        return
    width = max(word.right for word in words) - min(word.left for word in words)
    height = 0.5 * sorted(word.height for word in words)[len(words) // 2]
    done = -1.0
    for rule in sorted(level, key=lambda one: one[1]):
        if rule[1] < done or rule[2] - rule[0] < _SHARE * width:
            continue
        if _in_grid(rule, level, upright) or any(_touches(rule, w) for w in words):
            continue
        y = (rule[1] + rule[3]) / 2
        done = y + 2 * height
        yield Word(_DASHES, rule[0], y - height / 2, rule[2], y + height / 2)


def _in_grid(rule: Box, level: Sequence[Box], upright: Sequence[Box]) -> bool:
    if any(
        rule[0] - 3 <= one[0] <= rule[2] + 3
        and one[1] - 3 <= rule[3]
        and rule[1] <= one[3] + 3
        for one in upright
    ):
        return True
    return any(
        _SAME < abs(one[1] - rule[1]) < _NEAR
        and abs(one[0] - rule[0]) < _SAME
        and abs(one[2] - rule[2]) < _SAME
        for one in level
    )


def _touches(rule: Box, word: Word) -> bool:
    """Whether a line runs through a word, or underlines it and nothing else."""
    return (
        word.left < rule[2]
        and rule[0] < word.right
        and word.top < rule[1]
        and rule[3] < word.bottom - 0.15 * word.height
    )
