"""Levels that were dictated in words: "c five six", "C five, C six", "c 5 to 6".

A transcript without an editor writes numbers as they were said.  They are read as the
level that they name; each stretch of what is read knows where it stood.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_WORD = "|".join(_NUMBERS)
_SPOKEN = re.compile(
    r"(?P<letter>[CcTtLl])(?<!\w.)(?<!vitamin .)(?<!hepatitis .)(?<!factor .)"
    rf"[ -](?P<first>{_WORD})\b"
    rf"(?:(?P<gap>[ ]?[-/,][ ]?|[ ](?:to|on|through)[ ]|[ ])"
    rf"(?P<again>[CcTtLl][ -])?(?P<second>{_WORD})\b)?"
)
_HIGHEST = {"C": 8, "T": 12, "L": 5}


class Stretch(NamedTuple):
    """A stretch of the text as it is read, and its offset in the text as it stands."""

    text: str
    start: int


def is_spoken(text: str) -> bool:
    """Whether a text names a level in words."""
    return _SPOKEN.search(text) is not None


def stretches(text: str) -> list[Stretch]:
    """The text in stretches, spoken levels as figures."""
    found: list[Stretch] = []
    place = 0
    for match in _SPOKEN.finditer(text):
        found.append(Stretch(text[place : match.start()], place))
        found.append(Stretch(_figures(match), match.start()))
        place = match.end()
    return [one for one in (*found, Stretch(text[place:], place)) if one.text]


def _figures(match: re.Match[str]) -> str:
    letter = match["letter"].upper()
    first, second = _NUMBERS[match["first"]], _NUMBERS.get(match["second"] or "", "")
    if int(first) > _HIGHEST[letter]:
        return match.group()
    if not second:
        return f"{letter}{first}"
    listed = match["gap"].strip() == ","
    if listed or (int(second) != int(first) + 1 and not match["gap"].strip()):
        return f"{letter}{first}, {letter}{second}"
    return f"{letter}{first}-{second}"
