"""Lists of levels in an imaging sentence as one place.

"C4-5, C5-6 and C6-7" holds for whatever is said before or after it as a whole; two
levels that stand on either side of a finding ("mild at C4-5, C5-6 moderate") do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.extract.rules.frames.imaging_tokens import Token
from workbench.extract.rules.model import LevelMention

_MARKS = ("join",)
_STOPS = ("join", "cut", "link")


def level_lists(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each list of levels made one token."""
    made: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _list_end(tokens, place)
        if end > place and _one_place(tokens, place, end):
            made.append(_merged(tokens[place : end + 1]))
        else:
            made.extend(tokens[place : end + 1])
        place = end + 1
    return made


def _list_end(tokens: Sequence[Token], place: int) -> int:
    """Index of the last level of a list that starts here, else ``place`` itself."""
    if tokens[place].kind != "level":
        return place
    end, look = place, place + 1
    while look < len(tokens):
        joins = 0
        while look < len(tokens) and tokens[look].kind in _MARKS and joins < 2:
            look, joins = look + 1, joins + 1
        if look >= len(tokens) or tokens[look].kind != "level":
            break
        end, look = look, look + 1
    return end


def _one_place(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the list is one place and not the seam of two findings."""
    if not _same_sort(tokens[start : end + 1]):
        return False
    before = start > 0 and tokens[start - 1].kind not in _STOPS
    after = end + 1 < len(tokens) and tokens[end + 1].kind not in _STOPS
    joined = any(
        one.kind == "join" and one.concept != "point" for one in tokens[start:end]
    )
    return joined or not (before and after)


def _same_sort(listed: Sequence[Token]) -> bool:
    sorts = {
        bool(one.level.interspaces)
        for one in listed
        if one.level and one.kind == "level"
    }
    return len(sorts) == 1


def _merged(listed: Sequence[Token]) -> Token:
    mentions = [one.level for one in listed if one.level]
    spaces = tuple(dict.fromkeys(name for one in mentions for name in one.interspaces))
    bones = tuple(dict.fromkeys(name for one in mentions for name in one.vertebrae))
    whole = LevelMention(listed[0].start, listed[-1].end, spaces, bones)
    return replace(listed[0], end=listed[-1].end, level=whole)
