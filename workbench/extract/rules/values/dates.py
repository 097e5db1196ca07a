"""Calendar dates and spans of dates in a text, as exact as the text gives them.

US order for slashes, ISO, named months, months and years alone.  A date without a year
("2/14", "in March") needs an anchor, the date of its document, and is taken as the last
such day before it; "2 weeks ago" and "last month" are answered no finer than the words
allow.  Fractions, grades of strength, scores and levels are no dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import DateMention, SpanMention
from workbench.extract.rules.values.coming import is_to_come
from workbench.extract.rules.values.month_series import month_series
from workbench.extract.rules.values.months import (
    MONTH_NAMES,
    MONTHS,
    is_date,
    join_date,
    last_before,
    month_number,
)
from workbench.extract.rules.values.short_spans import ARROW, short_spans
from workbench.extract.rules.words.sought import sought
from workbench.extract.rules.words.tokens import words
from workbench.schema.partial_date import PartialDate, earliest, latest

_NAME = MONTH_NAMES
_YEAR = r"(?:19|20)\d\d"
_FORMS = re.compile(
    rf"""
    (?=\d|\b[a-z])(?:
    (?<![\d/.-])(?P<iso>({_YEAR})[-/.](\d{{1,2}})[-/.](\d{{1,2}}))(?![\d/])
  | (?<![\d/.])(?:(?<!-)|(?=\d{{1,2}}[ ]?/))
    (?P<us>(\d{{1,2}})[ ]?([/.-])[ ]?(\d{{1,2}})[ ]?\7[ ]?({_YEAR}|\d\d))
    (?![\d/%]|\.\d)
  | \b(?P<mdy>({_NAME})\.?[ -]{{0,3}}(\d{{1,2}})(?:st|nd|rd|th)?
    (?:,[ ]{{0,3}}|[ ]{{1,3}}|-)({_YEAR}|'\d\d))\b
  | \b(?<!\d\.)(?P<dmy>(\d{{1,2}})(?:st|nd|rd|th)?[ -]{{1,3}}(?:of[ ])?({_NAME})\.?,?
    (?:[ -]{{1,3}}(?={_YEAR})|[ -](?!\d\d[ -]{{1,3}}(?:{_NAME})\b))({_YEAR}|\d\d))\b
  | \b(?P<my>({_NAME})\.?,?(?:[ ]{{0,3}}(?:of[ ])?|-)({_YEAR}|'\d\d))\b
  | (?<![\d/.])(?P<nmy>(0?[1-9]|1[0-2])[/-]({_YEAR}))(?![\d/-])
  | (?<![\d/.-])(?P<ym>({_YEAR})-(0[1-9]|1[0-2]))(?![\d/-])
  | \b(?P<md>({_NAME})\.?[ ]{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?)\b
    (?![ ]?(?:mg|mm|%|/|-\d|:\d|\.\d|visits))
  | (?<![\w/.+-])(?P<dm>(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:[ ](?:of[ ])?|-)
    (?-i:(?=[A-Z]))({_NAME}))\b\.?(?![ -]{{1,3}}'?\d{{1,4}}\b(?!\.\d)
    |[ ](?:be|have|not|need|also|or)\b)
  | (?<![\d/.+-])(?P<nmd>(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01]))(?![\d/+%]|-\d|\.\d)
  | \b(?:in|since|until|through|by|during|of|from|last|to|into|between|and|early|late
    |mid|this)
    [ -](?:(?:early|late|about|around|roughly)[ ]|mid-?[ ]?)?(?P<m>({_NAME}))\b
    (?!\.?[ -]\d|[ ](?:have|be|not|need|also|or))
  | \b(?:(?:early|late|mid|the|in|since|last|of)[ -]){{0,2}}
    (?P<season>(spring|summer|fall|autumn|winter)[ ](?:of[ ])?({_YEAR}))\b
  | \b(?:in|since|from|until|of|year|circa|around|during|early|late|mid|by|through|to
    |before|after|dated|approximately|approx\.?|about|roughly|ca\.|c\.)
    [ -](?P<y>({_YEAR}))\b(?![-/.]\d|[ ]?(?:mg|ml|mcg|units|steps|calories))
  | (?<=\()(?P<py>({_YEAR}))(?=\))
  | \b(?P<ago>(?:(\d{{1,3}})|(an?|one|two|three|four|five|six|seven|eight|nine|ten
    |twelve))
    [ -]?(days?|weeks?|wks?|months?|mos?|years?|yrs?)[ ]+(?:ago|prior|earlier|back)\b)
  | \b(?P<last>(?:last|past)[ ](week|month|year)|yesterday|(?<!ago[ ])today)\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORDS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1}
_SHAPED = sought(
    r"(?:19|20)\d\d|'\d\d|\d[ ]?[/.-][ ]?\d{1,2}[ ]?[/.-]"
    r"|(?<![\d/.+-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/+%]|-\d|\.\d)"
)
"""Figures as one of the forms has them; any other form has one of these words."""
_DATE_WORDS = frozenset(
    {*MONTHS, "ago", "prior", "earlier", "back", "last", "past", "yesterday", "today"}
)
"""One of these, or such figures, stands in every form of a date."""
_CENTURY_TURN = 40
"""Years of two digits from here on are of the last century (days of birth)."""
_CARRIED = (
    r"\b(?:since|until)\s{3,16}$|\b(?:(?:mon|tues?|wed|thu(?:rs?)?|fri)|(?-i:Sat|Sun))"
    r"(?:\.|,|[a-z]{0,5}day,?)?[ ]{1,2}$"
)
"""A word that a date follows, which may stand on the next line behind its indent."""
_NOT_SHORT_BEFORE = re.compile(
    r"(?:strength|grade|graded|motor|power|pain|score|vas|nrs|reflex\w*|rated?|level"
    r"|is|at|was"
    r"|scale|vitals?|bp|deltoids?|biceps?|triceps?|grip|flexion|extension|abduction"
    r"|intrinsics"
    r"|page|ratio|gauge|size|about|approximately|[<>=]|[a-z]\d{0,2}[/-]"
    r"|[CTLS])[ :=(]{0,3}$"
    r"|\b[LRCTS]\.?[ ]?$",
    re.IGNORECASE,
)
_NOT_SHORT_AFTER = re.compile(
    r"[ ]?(?:strength|throughout|in (?:the|all|her|his|both|bi)|bilat|on (?:the|vas)"
    r"|pain|motor"
    r"|deltoid|biceps|triceps|grip|intensity|\+|in sever|positive|waddell|visits"
    r"|sessions|reflex"
    r"|left\b|right\b|ppd\b|packs?\b|ppw\b|tab|mg|mm|inch|strong|weak|severity|symm|out)",
    re.IGNORECASE,
)


class _Hit(NamedTuple):
    start: int
    end: int
    value: PartialDate


def find_dates(text: str, anchor: PartialDate | None = None) -> tuple[DateMention, ...]:
    """Dates in reading order; those without a year only where ``anchor`` is given."""
    return _found(text, anchor) if _may_date(text) else ()


@lru_cache(maxsize=4096)
def _found(text: str, anchor: PartialDate | None) -> tuple[DateMention, ...]:
    return tuple(DateMention(*hit) for hit in _hits(text, anchor))


@lru_cache(maxsize=4096)
def _may_date(text: str) -> bool:
    """Whether a text has a date's figures, a month or a word that reckons."""
    return not _DATE_WORDS.isdisjoint(words(text)) or bool(_SHAPED.search(text))


def _hits(text: str, anchor: PartialDate | None) -> Iterator[_Hit]:
    months = month_series(text, anchor) if anchor else {}
    for match in _FORMS.finditer(text):
        name = next(n for n in match.groupdict() if match[n] is not None)
        start, end = match.span(name)
        value = _value(text, name, match, anchor)
        if start in months:
            value = months[start] or None
        if value is not None and is_date(value):
            yield _Hit(start, end, value)


def _value(
    text: str, name: str, match: re.Match[str], anchor: PartialDate | None
) -> PartialDate | None:
    parts = _parts(match, name)
    if name in _FULL:
        year, month, day = (parts[place] for place in _FULL[name])
        return join_date(_year(year), month_number(month), int(day))
    if name in _MONTHLY:
        year, month = (parts[place] for place in _MONTHLY[name])
        return join_date(_year(year), month_number(month))
    if name == "season":
        return parts[1]
    if name in ("y", "py"):
        return parts[0]
    if anchor is None:
        return None
    return _relative(text, name, match, parts, anchor)


_FULL = {"iso": (0, 1, 2), "us": (3, 0, 2), "mdy": (2, 0, 1), "dmy": (2, 1, 0)}
_MONTHLY = {"my": (1, 0), "nmy": (1, 0), "ym": (0, 1)}


def _parts(match: re.Match[str], name: str) -> list[str]:
    """The groups inside the named group that took part."""
    start, end = match.span(name)
    names = match.re.groupindex
    return [
        match[index]
        for index in range(names[name] + 1, match.re.groups + 1)
        if match[index] is not None
        and start <= match.start(index)
        and match.end(index) <= end
        and index not in names.values()
    ]


def _year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _CENTURY_TURN else 2000)


def _relative(
    text: str, name: str, match: re.Match[str], parts: list[str], anchor: PartialDate
) -> PartialDate | None:
    if name == "ago":
        return _ago(parts, anchor)
    if name == "last":
        return _last(match[name].lower(), anchor)
    if name == "dm":
        parts = parts[::-1]
        before = text[max(match.start(name) - 24, 0) : match.start(name)]
        if parts[0].lower() == "may" and _NOT_SHORT_BEFORE.search(before):
            return None
    if name == "nmd" and not _is_short_date(text, *match.span(name)):
        return None
    month, day = month_number(parts[0]), int(parts[1]) if len(parts) > 1 else None
    return _coming(text, match.start(name), month, day, anchor) or last_before(
        anchor, month, day
    )


def _coming(
    text: str, start: int, month: int, day: int | None, anchor: PartialDate
) -> PartialDate | None:
    """The day ahead that a date without a year means; None where a past one is."""
    if day is None or len(anchor) < 10:
        return None
    today, past = earliest(anchor), last_before(anchor, month, day)
    days = (join_date(year, month, day) for year in (today.year, today.year + 1))
    ahead = next((one for one in days if is_date(one) and earliest(one) > today), None)
    if ahead is None or past is None:
        return None
    to, back = (earliest(ahead) - today).days, (today - earliest(past)).days
    return ahead if is_to_come(text[max(start - 80, 0) : start], to, back) else None


def _is_short_date(text: str, start: int, end: int) -> bool:
    """Whether "2/14" is a date and no grade, level or score."""
    before = text[max(start - 24, 0) : start]
    if _NOT_SHORT_AFTER.match(text, end):
        return False
    month, day = text[start:end].split("/")
    graded = int(month) <= int(day) and day in ("5", "10")
    cued = re.search(
        r"\b(?:on|dated?|from|since|of|by|to|through|seen|visit|until|dos|d/o/s"
        r"|between|and|started|began|resumed|stopped|ended|finished|quit|d/?c'?d|before"
        r"|after)"
        rf"[ :]{{1,2}}$|{_CARRIED}|[(,;-][ ]?$|^$",
        before,
        re.IGNORECASE,
    )
    if graded and not re.search(
        rf"\b(?:on|dated?|since|until|dos)[ :]{{1,2}}$|{_CARRIED}", before, re.I
    ):
        return False
    cued = cued or _PRESENT.match(text, end)
    return bool(cued) and not _NOT_SHORT_BEFORE.search(before)


def _ago(parts: list[str], anchor: PartialDate) -> PartialDate | None:
    number = int(parts[0]) if parts[0].isdigit() else _WORDS[parts[0].lower()]
    unit = parts[1].lower()
    day = earliest(anchor)
    if len(anchor) < 7:
        return None
    if unit.startswith("y"):
        return f"{day.year - number:04}" if day.year > number else None
    if unit.startswith("mo"):
        return _months_back(day, number)
    if len(anchor) < 10:
        return None
    days = number * (1 if unit.startswith("d") else 7)
    found = day - dt.timedelta(days=days)
    exact = unit.startswith("d") and number <= 3
    return found.isoformat() if exact else found.isoformat()[:7]


def _months_back(day: dt.date, number: int) -> PartialDate | None:
    year, month = divmod(day.year * 12 + day.month - 1 - number, 12)
    if year < 1:
        return None
    return f"{year:04}-{month + 1:02}" if number <= 11 else f"{year:04}"


def _last(word: str, anchor: PartialDate) -> PartialDate | None:
    if word == "today":
        return anchor
    if word.endswith("year"):
        return f"{earliest(anchor).year - 1:04}" if word.startswith("last") else None
    if word.endswith("month") and len(anchor) >= 7:
        return _months_back(earliest(anchor), 1) if word.startswith("last") else None
    if word == "yesterday" and len(anchor) == 10:
        return (earliest(anchor) - dt.timedelta(days=1)).isoformat()
    return None


_BRIDGE = re.compile(
    rf"[ ]{{0,3}}(?:{ARROW}|-{{1,2}}|to|into|through|thru|until|till|and|up to|ending)"
    r"[ ]{0,3}(?:(?:the[ ])?(?:end|start|beginning|middle)[ ]of[ ]|the[ ]"
    r"|approximately[ ]|about[ ]|early[ ]|late[ ])?",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first|initial|started|start|began|evaluated|seen)\b[^.;\d]{0,30}\Z",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"[ ]?[,;(]?[ ]?(?:and[ ])?(?:was[ ])?(?:the[ ]|her[ ]|his[ ]|its[ ])?"
    r"(?:(?:last|final|latest)"
    r"(?:[ ](?:visit|session|treatment|appointment|one|day|on|was|of|seen|in)){0,3}"
    r"|(?:was[ ])?(?:stopped|ended|finished|quit|ceased|d/?c'?d)(?:[ ](?:on|it|in)){0,2})"  # noqa: E501
    r"[ :]{1,2}",
    re.IGNORECASE,
)
"""Words around two days of one course ("first visit 3/30 and last 4/24")."""
_OPEN_START = re.compile(
    r"\b(?:since|starting|started(?: on| in)?|beginning|began(?: on| in)?|from|onset)"
    r"(?:[ :]{1,2}|\s{3,16})(?:about |approximately |around |early |late |mid-?)?$",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"\b(?:until|through|ending|ended(?: on| in)?|completed(?: on| in)?|up to"
    r"|discharged(?: on)?)"
    r"[ :]{1,2}$",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    rf"[ ]{{0,3}}(?:{ARROW}|-{{1,2}}|to|through|until)[ ]{{0,3}}(?:the[ ])?(?:present|current|now"  # noqa: E501
    r"|ongoing|date"
    r"|today)\b",
    re.IGNORECASE,
)
_TAIL_YEAR = re.compile(
    rf"(?:(?P<n1>\d{{1,2}})/(?P<n2>\d{{1,2}})"
    rf"|(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of[ ])?)?(?P<name>{_NAME})\.?"
    rf"(?:[ ](?P<day>\d{{1,2}}))?)$",
    re.IGNORECASE,
)


def find_spans(text: str, anchor: PartialDate | None = None) -> tuple[SpanMention, ...]:
    """Stretches "from A to B", "A - B", "since A", "through B" in reading order.

    A first date without a year takes the year of the second ("2/3-4/1/2026").
    """
    found = [*short_spans(text, anchor)]
    taken = [(one.start, one.end) for one in found]
    dates = (_Hit(one.start, one.end, one.value) for one in find_dates(text, anchor))
    hits = [hit for hit in dates if not _inside(hit, taken)]
    index = 0
    while index < len(hits):
        hit = hits[index]
        after = hits[index + 1] if index + 1 < len(hits) else None
        if after and (
            _BRIDGE.fullmatch(text, hit.end, after.start)
            or _to_last(text, hit.end, after.start, hit.start)
        ):
            found.append(_closed(text, hit, after))
            index += 2
            continue
        single = _headed(text, hit) or _open(text, hit)
        if single:
            found.append(single)
        index += 1
    return tuple(sorted(found, key=lambda one: one.start))


def _to_last(text: str, start: int, end: int, first: int) -> bool:
    """Whether a first day is joined with the last ("first 3/30 and last 4/24")."""
    lead = text[max(first - 50, 0) : first]
    return bool(_LAST.fullmatch(text, start, end)) and bool(_FIRST.search(lead))


def _inside(hit: _Hit, spans: list[tuple[int, int]]) -> bool:
    return any(low < hit.end and hit.start < high for low, high in spans)


def _closed(text: str, first: _Hit, last: _Hit) -> SpanMention:
    value = first.value
    bare = _TAIL_YEAR.match(text[first.start : first.end])
    if bare and first.value[:4].isdigit():
        value = last.value[:4] + value[4:] if len(value) >= 7 else value
    if earliest(value) > latest(last.value):
        value = f"{int(last.value[:4]) - 1:04}{value[4:]}" if bare else value
    if earliest(value) > latest(last.value):
        return SpanMention(first.start, last.end, None, last.value)
    return SpanMention(first.start, last.end, value, last.value)


def _headed(text: str, hit: _Hit) -> SpanMention | None:
    """The span of "2/3-4/1/2026", whose first date has no year of its own."""
    bridge = re.search(
        rf"[ ]{{0,3}}(?:{ARROW}|-|to|through|thru|until|till?|up to|and)[ ]{{0,3}}$",
        text[: hit.start][-12:],
        re.IGNORECASE,
    )
    if not bridge or len(hit.value) < 7:
        return None
    stop = hit.start - len(bridge.group())
    head = text[max(stop - 14, 0) : stop]
    match = re.search(_TAIL_YEAR.pattern, head, re.IGNORECASE)
    if not match or (match.start() and head[match.start() - 1].isalnum()):
        return None
    return _with_year(match, stop, hit)


def _with_year(match: re.Match[str], stop: int, hit: _Hit) -> SpanMention | None:
    month = int(match["n1"]) if match["n1"] else MONTHS[match["name"].lower()]
    given = match["n2"] or match["day"] or match["first"]
    year = int(hit.value[:4])
    for candidate in (year, year - 1):
        value = join_date(candidate, month, int(given) if given else None)
        if is_date(value) and earliest(value) <= latest(hit.value):
            start = stop - len(match.group())
            return SpanMention(start, hit.end, value, hit.value)
    return None


def _open(text: str, hit: _Hit) -> SpanMention | None:
    before = text[max(hit.start - 40, 0) : hit.start]
    present = _PRESENT.match(text, hit.end)
    if present:
        return SpanMention(hit.start, present.end(), hit.value, None)
    start = _OPEN_START.search(before)
    if start:
        return SpanMention(
            hit.start - len(before) + start.start(), hit.end, hit.value, None
        )
    stop = _OPEN_END.search(before)
    if stop:
        return SpanMention(
            hit.start - len(before) + stop.start(), hit.end, None, hit.value
        )
    return None
