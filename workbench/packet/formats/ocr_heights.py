"""The heights of words on a scanned page, by which lines and white space are told.

A word without tall letters is as high as its line all the same; one that was read with
ink of another line is no higher; and digits that stand one below the other, read as one
word that runs down the page, are no word at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.packet.formats.ocr_check import lines
from workbench.packet.formats.ocr_engines import Found

_LINE = 4
"""Words of a line from which it tells how high one of them can be."""
_TALL = 1.35
"""Usual heights above which a word holds ink of another line."""
_LONG, _STANDS = 3, 1.4
"""Characters of a word, and how much higher than wide it is, from which it stands."""
_STACK = 1.9
"""Usual heights of the page from which a word can be several lines of a column."""
_THIN = 0.2
"""Width of a letter, in heights of its word, below which no letter is so narrow."""


def even(found: Iterable[Found]) -> Iterator[Found]:
    """Words as high as their line: white space is measured in heights of letters, and
    a word without tall ones is no smaller."""
    for line in lines(found):
        usual, tall = _usual(line)
        rise = sorted(one.top for one in tall)[len(tall) // 2]
        for word in line:
            if word.bottom - word.top >= 0.9 * usual:
                yield word
            else:
                slope = word.top if word.top < rise else rise
                top = min(max(slope, word.bottom - 1.3 * usual), word.top)
                yield word._replace(top=top, bottom=max(word.bottom, top + usual))


def within_lines(found: Iterable[Found]) -> Iterator[Found]:
    """Words that reach into no other line: one that was read together with ink of the
    line above or below would draw the two into one, and hide what stands there."""
    for line in lines(found):
        usual, tall = _usual(line)
        rise = sorted(one.top for one in tall)[len(tall) // 2]
        base = sorted(one.bottom for one in tall)[len(tall) // 2]
        for word in line:
            if len(line) >= _LINE and word.bottom - word.top > _TALL * usual:
                yield word._replace(top=rise, bottom=base)
            else:
                yield word


def _usual(line: Sequence[Found]) -> tuple[float, list[Found]]:
    """The usual height of a line's tall words, and the words that have it."""
    heights = sorted(word.bottom - word.top for word in line)
    usual = heights[(4 * len(heights)) // 5]
    middle = heights[len(heights) // 2]
    if len(line) >= _LINE and usual > _TALL * middle:
        usual = middle
    fit = (0.9 * usual, _TALL * usual)
    tall = [one for one in line if fit[0] <= one.bottom - one.top <= fit[1]]
    return usual, tall or list(line)


def stands(word: Found) -> bool:
    """Whether a word runs up or down the page: a reader may read it so, on a page that
    lies on its side."""
    high, wide = word.bottom - word.top, word.right - word.left
    return len(word.text) >= _LONG and high > _STANDS * wide


def without_stacks(found: Sequence[Found]) -> list[Found]:
    """The words of a page but for columns of signs that were read as one word.

    What stands in them is then ink that was left unread, and read sign by sign.
    """
    heights = sorted(word.bottom - word.top for word in found)
    if not heights:
        return []
    usual = heights[len(heights) // 2]
    return [word for word in found if not _is_stack(word, usual)]


def _is_stack(word: Found, usual: float) -> bool:
    high, wide = word.bottom - word.top, word.right - word.left
    signs = len(word.text)
    return signs > 1 and high > _STACK * usual and wide < _THIN * high * signs
