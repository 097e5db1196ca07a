"""Lists of levels in an imaging sentence as one place.

"C4-5, C5-6 and C6-7" holds for whatever is said before or after it as a whole; two
levels that stand on either side of a finding ("mild at C4-5, C5-6 moderate") do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.extract.rules.model import LevelMention

_MARKS = ("join",)
_BETWEEN = 5
"""Characters of small words in a list ("at "); more tell another place ("worst at")."""
_STOPS = ("join", "cut", "link")


def level_lists(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each list of levels made one token."""
    made: list[Token] = []
    place = 0
    tokens = _bracketed_last(tokens)
    while place < len(tokens):
        end = _list_end(tokens, place)
        if end > place and _one_place(tokens, place, end):
            made.append(_merged(tokens[place : end + 1]))
        else:
            made.extend(tokens[place : end + 1])
        place = end + 1
    return made


def _bracketed_last(tokens: Sequence[Token]) -> list[Token]:
    """A bracket inside a list of levels moved behind the list, its level with it.

    "C3-4, C4-5 (mild to moderate) and C6-7": what the bracket says is of C4-5 alone.
    """
    made = list(tokens)
    for place in range(1, len(made) - 2):
        opened = made[place].kind == "join" and made[place].text.strip() == "("
        if not opened or made[place - 1].kind != "level":
            continue
        end = next(
            (
                i
                for i in range(place + 1, min(place + 5, len(made)))
                if made[i].text.strip() == ")"
            ),
            None,
        )
        if end is None or any(
            t.kind not in ("grade", "side") for t in made[place + 1 : end]
        ):
            continue
        last = _list_end(made, end + 2) if _level_follows(made, end) else None
        if last is None:
            continue
        inside = [made[place], made[place - 1], *made[place + 1 : end + 1]]
        return [*made[:place], *made[end + 1 : last + 1], *inside, *made[last + 1 :]]
    return made


def _level_follows(tokens: Sequence[Token], end: int) -> bool:
    after = tokens[end + 1 : end + 3]
    kinds = [one.kind for one in after]
    return kinds == ["join", "level"]


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
        if tokens[look].start - tokens[look - 1].end > _BETWEEN:
            break
        end, look = look, look + 1
    return end


def _one_place(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the list is one place and not the seam of two findings."""
    if not _same_sort(tokens[start : end + 1]):
        return False
    before = start > 0 and tokens[start - 1].kind not in _STOPS
    rest = [one for one in tokens[end + 1 :] if one.kind not in ("side", "worse")]
    trailing = end + 1 < len(tokens) and (not rest or rest[0].kind in _STOPS)
    after = end + 1 < len(tokens) and not trailing
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
