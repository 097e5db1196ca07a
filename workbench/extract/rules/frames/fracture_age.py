"""How old a fracture is said to be: "L1 fracture, 4 weeks", "five days old"."""

from __future__ import annotations

import re
from typing import Any

from workbench.extract.rules.durations import find_durations
from workbench.extract.rules.model import Mention

_I = re.IGNORECASE
_OLD = re.compile(r"\b(?P<old>old)\b|(?P<out>\bout\b|\bpost[- ](?:injury|fall)\b)", _I)
_BESIDE = re.compile(
    r"[\s,(:\u2013-]*(?:(?:of|at|in)\s)?(?:(?:[TL]\d{1,2})\b[\s,(&+/and\u2013-]*)*"
    r"(?:now|about|approximately|approx\.?|roughly|some|~|nearly|almost|of)?\s*\Z",
    _I,
)
"""What may stand between a fracture and its age."""
_REACH = 60


def aged(text: str, mention: Mention) -> dict[str, Any]:
    """The age of the fracture that a mention names, where the sentence gives one."""
    if not mention.attributes["kind"].endswith("fracture"):
        return {}
    plain = re.sub(
        r"(?<=[a-z])[ -]old\b", lambda one: " " * len(one[0]), text, flags=_I
    )
    for one in find_durations(plain):
        if one.days is None or one.days.high is None:
            continue
        gap = text[mention.end : one.start] if one.start >= mention.end else None
        beside = gap is not None and _BESIDE.fullmatch(gap)
        if not beside and not _is_age(text, one.end, mention):
            continue
        if one.exact is not None:
            return {"days": one.exact}
        return {"days_range": one.days}
    return {}


def _is_age(text: str, end: int, mention: Mention) -> bool:
    """Whether "old" or "out" follows a length that stands near the fracture."""
    match = _OLD.match(text, end + 1)
    if match is None or abs(end - mention.end) > _REACH:
        return False
    return not re.match(
        r"\s*(?:wo|man|female|male|lady|gentle)", text[match.end() :], _I
    )
