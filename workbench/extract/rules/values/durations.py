"""Lengths of time and numbers of sessions in a text.

A length is a range of whole days: a week is 7 to 7, a month 28 to 31 (``units.yaml``
says why), "6-8 weeks" 42 to 56, "at least 6 weeks" 42 and more.  "A few weeks" is vague
and has no days.  A rate ("twice a week for 6 weeks") is no number of sessions, an age
("59-year-old") and a time past ("2 weeks ago") no length.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

from workbench.content import expressions as re
from workbench.errors import ContentError
from workbench.extract.rules.model import DurationMention, SessionMention
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Range
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("units.yaml")
_BOUNDS = ("least", "more", "most", "less", "about")


@cache
def _table() -> dict[str, Any]:
    data = load_yaml(_FILE)
    if not isinstance(data, dict) or "units" not in data:
        raise ContentError("no units", where=str(_FILE), fix="restore the file")
    return data


@cache
def _units() -> dict[str, str]:
    return {
        word.rstrip("."): unit
        for unit, row in _table()["units"].items()
        for word in row["words"]
    }


def _any(words: Any) -> str:
    return "|".join(
        re.escape(str(word)).replace(r"\ ", "[ ]{1,3}")
        for word in sorted(map(str, words), key=len, reverse=True)
    )


@cache
def _pattern() -> re.Pattern[str]:
    table = _table()
    number = rf"(?:\d{{1,4}}(?:\.\d)?|\b(?:{_any(table['numbers'])}))"
    unit = rf"(?:{_any(_units())})"
    bounds = "|".join(rf"(?P<{name}>{_any(table[name])})" for name in _BOUNDS)
    paren = rf"(?:[ ]?\([ ]?{number}[ ]?\))?"
    half = r"(?P<half1>[ ](?:and[ ](?:a|one)[ ]half|1/2|-?[ ]?½))?"
    return re.constant(
        rf"""
        (?<![\d/.,$#:])(?:(?:(?<!\w)(?:{bounds})[ ]{{0,3}}){{1,2}}(?:(?:a|the)[ ])?)?
        (?:
          (?<![A-Za-z0-9.])(?:x[ ]?)?(?P<n1>{number}){paren}{half}
          (?:[ ]?(?:-|to|or)[ ]?(?P<n2>{number}){paren})?(?P<plus>[ ]?\+)?
          [ -]{{0,2}}(?:full[ ]|consecutive[ ]|additional[ ]|more[ ]|continuous[ ])?
          (?P<unit>{unit})\b\.?
          (?:[ ]{{0,2}}(?:and[ ]|,[ ]?)?(?:(?P<half>a[ ]half)
            |(?P<n3>\d{{1,2}})[ ]?(?P<unit3>days?|weeks?)\b))?
          (?P<ormore>[ ](?:or[ ](?:more|longer)|plus|and[ ]counting)\b)?
        | \b(?P<vague>{_any(table["vague"])})[ ](?:of[ ])?
          (?:more[ ])?(?P<vunit>{unit})\b
        | \b(?P<units>weeks|months|years)\b(?=[ ](?:of|now)\b)
        )
        """,
        re.IGNORECASE | re.VERBOSE,
    )


_NOT_AFTER = re.compile(
    r"[ ]{0,2}-?[ ]?old\b|[ ]+(?:ago|prior|earlier|back|before|later|hence|from now)\b"
    r"|[ ]+(?:a|per|each|every|out[ ]of|of|in the)[ ]+(?:the[ ])?"
    r"(?:week|wk|month|7|seven)\b"
    r"|[ ]apart\b|[ ]of[ ]age|/(?!\w*o\b)\w|o\b"
    r"|[ ](?:post-?op|postop|after surgery|s/p|status post|follow)",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(
    r"(?:times|once|twice|thrice|x|visits?|sessions?|days|hours?|hrs?|daily|nights"
    r"|minutes?|mins?|tab(?:let)?s?|pills?|cap(?:sule)?s?|doses?|puffs?|packs?|blocks?"
    r"|miles?|cigarettes?|drinks?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|several|few|\d)[ ]$",
    re.IGNORECASE,
)
_FOR = re.compile(r"\bfor[ ](?:the[ ](?:last|past)[ ])?[\w-]+[ ]\w+\Z", re.IGNORECASE)
"""A length that "for" makes one ("for 16 months following the repair")."""
_AGE_SHORT = re.compile(r"[ -]?(?:y\.?/?o\b|yo\b|o\b)", re.IGNORECASE)


def find_durations(text: str) -> tuple[DurationMention, ...]:
    """Lengths of time in reading order, without ages and times past."""
    found = (_duration(text, match) for match in _pattern().finditer(text))
    return tuple(mention for mention in found if mention is not None)


def _duration(text: str, match: re.Match[str]) -> DurationMention | None:
    start, end = match.span()
    past = _NOT_AFTER.match(text, end)
    lasted = past and past.group().strip() == "follow" and _FOR.search(text, 0, end)
    if (past and not lasted) or _AGE_SHORT.match(text, end):
        return None
    if match["n1"] in ("a", "an") and _RATE_BEFORE.search(
        text[max(start - 20, 0) : start]
    ):
        return None
    if match["vague"] or match["units"]:
        return DurationMention(start, end, None, vague=True)
    word = match["unit"].lower().rstrip(".")
    unit = _units()[word]
    if len(word) == 1 and not _short_unit_is_plain(text, match):
        return None
    return DurationMention(start, end, _days(match, unit))


def _short_unit_is_plain(text: str, match: re.Match[str]) -> bool:
    """A one-letter unit counts glued to a number after "x" or "for" ("x 6w")."""
    head = text[max(match.start() - 5, 0) : match.start("unit")].lower()
    return bool(re.search(r"(?:\bx[ ]?|for[ ])[\d-]+$", head))


def _number(text: str) -> float:
    numbers: dict[str, int] = _table()["numbers"]
    word = text.lower()
    return float(numbers[word]) if word in numbers else float(text)


def _days(match: re.Match[str], unit: str) -> Range:
    first = _number(match["n1"]) + (0.5 if match["half"] or match["half1"] else 0)
    second = _number(match["n2"]) if match["n2"] else first
    first, second = sorted((first, second))
    low, high = _low(first, unit), _high(second, unit)
    if match["n3"]:
        extra = int(match["n3"]) * (7 if match["unit3"].lower().startswith("w") else 1)
        low, high = low + extra, high + extra
    return _bounded(match, low, high)


def _bounded(match: re.Match[str], low: int, high: int) -> Range:
    if match["least"] or match["plus"] or match["ormore"]:
        return Range(low=low, high=None)
    if match["more"]:
        return Range(low=low + 1, high=None)
    if match["most"]:
        return Range(low=0, high=high)
    if match["less"]:
        return Range(low=0, high=max(high - 1, 0))
    return Range(low=low, high=high)


def _low(number: float, unit: str) -> int:
    return math.floor(_length(number, unit, "low"))


def _high(number: float, unit: str) -> int:
    return math.ceil(_length(number, unit, "high"))


def _length(number: float, unit: str, end: str) -> float:
    row = _table()["units"][unit]
    whole = int(number)
    if unit != "month" or whole < 1:
        return number * int(row[end])
    months: list[int] = _table()["months"][end]
    years, rest = divmod(whole, len(months))
    days = years * months[-1] + (months[rest - 1] if rest else 0)
    return days + (number - whole) * int(row[end])


_WORD = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NOUN = (
    r"(?:physical[ ]therapy[ ]|physiotherapy[ ]|therapy[ ]|PT[ ]|OT[ ]"
    r"|chiropractic[ ]|treatment[ ]"
    r"|outpatient[ ]|supervised[ ]|formal[ ]|skilled[ ]|in-person[ ]|attended[ ]"
    r"|total[ ]|office[ ]"
    r"|acupuncture[ ]|massage[ ]|completed[ ]|scheduled[ ]|authorized[ ]"
    r"|telehealth[ ]|virtual[ ])"
    r"{0,3}(?:visits?|sessions?|treatments?|appointments?|encounters?|attendances?)\b"
)
_SESSIONS = sought(
    rf"(?<![\d/.-])\b(?:x[ ]?)?(?P<n>{_WORD})(?:[ ]?\({_WORD}\))?"
    rf"(?:[ ](?:out[ ])?of[ ](?:the[ ]|her[ ]"
    rf"|his[ ])?(?P<of>{_WORD})(?:[ ]?\(\d{{1,3}}\))?"
    rf"|[ ]?/[ ]?(?P<of2>\d{{1,3}}))?"
    rf"[ ]{{1,2}}(?P<noun>{_NOUN})"
    rf"|\b(?:visits?|sessions?)(?:[ ](?:attended|completed|to date|so far|#|no\.?"
    rf"|number))?"
    rf"[ ]{{0,2}}[:#=][ ]{{0,2}}(?P<m>\d{{1,3}})(?:[ ]?(?:/"
    rf"|of)[ ]?(?P<mof>\d{{1,3}}))?(?![\d/])",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"[ ]?(?:per|each|every|a|/|weekly|daily|monthly)[ ]?(?:week|wk|month|day|wks?)?\b",
    re.IGNORECASE,
)


def find_sessions(text: str) -> tuple[SessionMention, ...]:
    """Numbers of visits in reading order; a rate per week is none."""
    found = (_sessions(text, match) for match in _SESSIONS.finditer(text))
    return tuple(mention for mention in found if mention is not None)


def _sessions(text: str, match: re.Match[str]) -> SessionMention | None:
    if _RATE.match(text, match.end()):
        return None
    count = match["n"] or match["m"]
    of = match["of"] or match["of2"] or match["mof"]
    return SessionMention(
        match.start(),
        match.end(),
        int(_number(count)),
        int(_number(of)) if of else None,
    )
