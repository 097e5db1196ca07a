"""What stands beside a diagnosed fracture: all its vertebrae, and how old it is.

"Osteoporotic VCF T12 + L1, 3 wk" names two fractures of three weeks.  A length that is
anything but the age ("brace for 3 wk", "follow-up in 3 wk") is none.
"""

from __future__ import annotations

import re

from workbench.extract.rules.durations import find_durations
from workbench.extract.rules.levels import find_levels
from workbench.extract.rules.model import LevelMention, Mention
from workbench.schema.case import Range

_JOINED = re.compile(
    r"[\s,/&+()-]{0,4}(?:and|plus)?[\s,/&+()-]{0,3}(?:the\s|at\s|of\s)?", re.I
)
_TO_LENGTH = re.compile(
    r"(?:[\s,;()&+/-]|\band\b|\bat\b|\bof\b|\b[TL]\d{1,2}\b|\bis\b|\bnow\b|\babout\b"
    r"|\bapprox(?:imately)?\b|\babt\b|~|\bx\b|\bonset\b|\bsx\b|\bfor\b)*",
    re.IGNORECASE,
)
_NOT_AGE = re.compile(
    r"\s?(?:f/u|follow|fu\b|from now|brace|tlso|of (?:brac|rest|pt|therapy|opio)"
    r"|post-?op|after|before|until)",
    re.IGNORECASE,
)
_REACH = 60
_FEW = 2


def vertebrae_beside(text: str, mention: Mention) -> tuple[str, ...]:
    """The vertebrae of one list right behind the words, or right before them."""
    found = [one for one in find_levels(text) if one.vertebrae and not one.interspaces]
    for group in _groups(text, found):
        behind = text[mention.end : group[0].start] if group else ""
        before = text[group[-1].end : mention.start] if group else ""
        if group[0].start >= mention.end and _JOINED.fullmatch(behind):
            return tuple(name for one in group for name in one.vertebrae)
        near = len(before.split()) <= _FEW and not re.search(r"[.;:]", before)
        if group[-1].end <= mention.start and near:
            return tuple(name for one in group for name in one.vertebrae)
    return ()


def _groups(text: str, found: list[LevelMention]) -> list[list[LevelMention]]:
    groups: list[list[LevelMention]] = []
    for one in found:
        if groups and _JOINED.fullmatch(text, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def age_beside(text: str, mention: Mention) -> Range | None:
    """How long the fracture has been there, told right behind its words."""
    for one in find_durations(text[mention.end : mention.end + _REACH]):
        start, end = mention.end + one.start, mention.end + one.end
        if one.days is None or not _TO_LENGTH.fullmatch(text, mention.end, start):
            return None
        return None if _NOT_AGE.match(text, end) else one.days
    return None
