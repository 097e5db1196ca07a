"""What the second reader made of ink that the first left unread, among the words.

A letter or digit that stands right beside a word is its own, so both become one word.
Ink of which nothing could be made makes the word nearest to it doubtful: what a line
has lost leaves no trace in its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.packet.formats.ocr_check import DISPUTED
from workbench.packet.formats.ocr_engines import Found

_TOUCHING = 0.22
"""White space, in heights, over which signs are of one word."""
_TALL, _REACH = 0.5, 15.0
"""Height, and white space to the nearest word, in its heights, of ink that could not be
read and is part of a line."""


def joined(words: Iterable[Found], added: Sequence[Found]) -> list[Found]:
    """All words, with what was added made part of the word that it touches."""
    made = list(words)
    for one in added:
        at = next((at for at, word in enumerate(made) if _touches(word, one)), None)
        if at is None:
            made.append(one)
        else:
            made[at] = _one(made[at], one)
    return made


def _touches(word: Found, one: Found) -> bool:
    gap = max(one.left - word.right, word.left - one.right)
    high = max(word.bottom - word.top, one.bottom - one.top)
    return _level(word, one) and -_TOUCHING * high <= gap <= _TOUCHING * high


def _one(word: Found, one: Found) -> Found:
    first, last = (word, one) if word.left <= one.left else (one, word)
    return Found(
        first.text + last.text,
        first.left,
        word.top,
        max(word.right, one.right),
        word.bottom,
        min(word.confidence, one.confidence),
    )


def doubted(words: Iterable[Found], lost: Sequence[Found]) -> list[Found]:
    """All words; those nearest to ink that could not be read have little confidence."""
    made = list(words)
    for one in lost:
        near = [
            (gap, at)
            for at, word in enumerate(made)
            if _level(word, one)
            and one.bottom - one.top >= _TALL * (word.bottom - word.top)
            and (gap := _gap(word, one)) <= _REACH * (word.bottom - word.top)
        ]
        if near:
            at = min(near)[1]
            sure = min(made[at].confidence, DISPUTED)
            made[at] = made[at]._replace(confidence=sure)
    return made


def _level(word: Found, one: Found) -> bool:
    return word.top <= (one.top + one.bottom) / 2 <= word.bottom


def _gap(word: Found, one: Found) -> float:
    return max(one.left - word.right, word.left - one.right, 0.0)
