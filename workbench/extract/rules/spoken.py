"""Levels that were dictated in words: "c five six", "C five, C six", "c 5 to 6".

A transcript without an editor writes numbers as they were said.  They are read as the
level that they name, padded to the same length, so that an offset stays an offset.
"""

from __future__ import annotations

import re

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_WORD = "|".join(_NUMBERS)
_SPOKEN = re.compile(
    rf"\b(?P<letter>[CcTtLl])[ -](?P<first>{_WORD})\b"
    rf"(?:(?P<gap>[ ]?[-/,][ ]?|[ ](?:to|on|through)[ ]|[ ])"
    rf"(?P<again>[CcTtLl][ -])?(?P<second>{_WORD})\b)?"
)
_HIGHEST = {"C": 8, "T": 12, "L": 5}


def is_spoken(text: str) -> bool:
    """Whether a text names a level in words."""
    return _SPOKEN.search(text) is not None


def written(text: str) -> str:
    """The text with spoken levels as figures; always of the same length."""
    return _SPOKEN.sub(_figures, text)


def _figures(match: re.Match[str]) -> str:
    letter = match["letter"].upper()
    first, second = _NUMBERS[match["first"]], _NUMBERS.get(match["second"] or "", "")
    size = len(match.group())
    if int(first) > _HIGHEST[letter]:
        return match.group()
    if not second:
        return f"{letter}{first}".ljust(size)
    listed = match["gap"].strip() == ","
    next_below = int(second) == int(first) + 1
    if listed or (not next_below and not match["gap"].strip()):
        head = match.group()[: match.start("second") - match.start()]
        kept = f"{letter}{first}".ljust(match.end("first") - match.start())
        again = f"{letter}{second}" if match["again"] else match["second"]
        lead = len(kept)
        between = head[lead:].replace(match["again"] or "\0", "")
        return (kept + between + again).ljust(size)
    return f"{letter}{first}-{second}".rjust(size)
