"""Typewriter fonts on a scan: one advance for every character, told from the words.

Where it is known, white space is counted in characters, as it was typed; elsewhere it
is judged by the height of the letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from workbench.packet.formats.word import Word

_LONG = 4
"""Characters of a word from which its width tells the advance."""
_FEW = 12
"""Words of a page that are too few to tell."""
_SPREAD = 0.035
"""How far the advance may differ between words, as part of it, in a typewriter font;
it is about 0.1 in others."""
_OFF = 0.4
"""Characters by which a word's width may be off to be of the typewriter font."""


def with_pitch(words: Sequence[Word]) -> list[Word]:
    """The words of a page, those of a typewriter font with their advance (``even``)."""
    advance = _advance(words)
    if not advance:
        return list(words)
    return [
        word._replace(even=advance) if _fits(word, advance) else word for word in words
    ]


def _advance(words: Sequence[Word]) -> float:
    """The advance of most long words in points; 0 where they have no common one."""
    # A word's ink is narrower than its characters by the white beside the outer two.
    steps = [
        (word.right - word.left) / (len(word.text) - _WHITE)
        for word in words
        if len(word.text) >= _LONG
    ]
    if len(steps) < _FEW:
        return 0.0
    usual = median(steps)
    spread = median(abs(step - usual) for step in steps)
    return usual if spread <= _SPREAD * usual else 0.0


_WHITE = 0.22
"""White beside the two outer characters of a word, in characters."""


def _fits(word: Word, advance: float) -> bool:
    width = (len(word.text) - _WHITE) * advance
    return abs(word.right - word.left - width) <= _OFF * advance + 0.03 * width
