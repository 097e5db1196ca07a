"""Complaints that a denial or a printed scale before or behind them does not touch.

"No radiation, the arm pain unchanged" denies the radiation alone; "headache 0 (1) 2 3"
and "pain today (0 none, 10 worst)" print a scale and deny nothing.
"""

from __future__ import annotations

from workbench.content import expressions as re

_BEHIND_COMMA = re.compile(
    r"\b(?:no|without|denies|denied)\s[^.;:,]{2,40},\s(?!or\b|nor\b)[^.;:,]{0,20}\Z",
    re.IGNORECASE,
)
"""A denial with what it denies, and the comma that ends it."""
_LASTS = re.compile(
    r"\s(?:(?:is|are|was|remains?|still|much|about|has|have|only|slightly)\s){0,3}"
    r"(?:unchanged|persist(?:s|ed|ent|ing)?|continu(?:es|ed|ing)|the same|as before"
    r"|worse(?:ned|ning)?|constant|ongoing|not (?:changed|improved|better))"
    r"(?=\s*(?:[.;,(]|\Z|since\b|despite\b|at\b|in\b|after\b|with\b))",
    re.IGNORECASE,
)
"""What tells of a complaint that it goes on."""
_MARK = r"[(\[{<*_]?\s?{}\s?[)\]}>*_]?"
_ITEM = re.compile(
    r"[ .:_]{1,20}" + r"\s{1,3}".join(_MARK.replace("{}", one) for one in "0123")
)
"""The numbers that an item prints, perhaps one of them marked."""
_SCALE = re.compile(
    r"(?:\s(?:today|now|right now|level|score|currently)){0,2}\s{0,3}[(\[]\s?0\s?"
    r"(?:=|is|-|:)?\s?(?:no\b|none|nil)",
    re.IGNORECASE,
)
"""The foot of a scale right behind its name."""


def told_on(text: str, start: int, end: int) -> bool:
    """Whether a complaint behind a denial's comma is told to go on."""
    if _BEHIND_COMMA.search(text, 0, start) is None:
        return False
    return bool(_LASTS.search(text[start:end]) or _LASTS.match(text, end))


def printed(text: str, end: int) -> bool:
    """Whether a scale is printed right behind a complaint."""
    return bool(_ITEM.match(text, end) or _SCALE.match(text, end))
