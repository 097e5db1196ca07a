"""Visits that one line of a therapist's record lists: their days, less the missed.

The columns of a sheet ("3/2/2026 | 3/5 | 3/9"), days in a row with brief notes beside
some ("3/2 eval   3/5   3/9 no show"), and dates that numbers part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.words import grammar
from workbench.extract.rules.model import DateMention
from workbench.extract.rules.values import dates
from workbench.extract.rules.values.months import is_date
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, earliest, is_exact

_SHEET = re.compile(
    r"\W*(?P<first>\d{1,2}/\d{1,2}/\d{2,4})(?:[\s|,]{1,8}\d{1,2}/\d{1,2}){2,60}\W*"
)
"""The columns of a sheet: a full day, then days that leave out its year."""
_MONTH_DAY = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])")
_DAY = re.compile(
    r"(?<![\d/.])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?:20)?(?P<year>\d\d))?(?![\d/])"
)
_NOTE = re.compile(
    r"[ ]?(?:\([^()\d][^()\n]{0,44}\)|[A-Za-z][\w/-]{0,14}(?:[ ][\w/-]{1,12}){0,2}\)?)?"
    r"[ ]{2,}\(?"
)
"""What parts days in columns: blanks, and a brief note beside the day before them."""
_MANY = 4
"""Days in columns from which a line without any year is a list of visits."""
_COLUMN = re.compile(
    r"[ (|-]*(?:(?:visit |session |treatment |tx )?(?:dates?|days?)|dos|visits?|seen)?[ (|:.-]*",  # noqa: E501
    re.I,
)
"""What may stand before the first of them: the name of the row."""
_NUMBERED = re.compile(r"\W*(?:visit|session|tx|treatment|#)?\s?#?\d{0,2}\W*", re.I)
"""What parts the dates of a list of visits ("Visit 1 4/6, Visit 2 4/9")."""


def sheet_days(
    text: str, day: PartialDate | None, start: PartialDate | None = None
) -> list[PartialDate]:
    """The days of visits of a line that holds nothing else; none for other lines.

    Without a year they are the last before ``day``, or go on from ``start``.
    """
    if _SHEET.fullmatch(text):
        first = dates.find_dates(text)[0]
        return list(_from(first.value, text[first.end :]))
    found = _columns(text)
    if found and start and is_exact(start) and _is_day(found[0], start):
        seen = _from(start, text[found[0].end() :])
        words = [*_between(text, found), text[found[-1].end() :]]
        return [
            one
            for one, said in zip(seen, words, strict=False)
            if not grammar("no-show", said)
        ]
    return _in_columns(text, found, day) if found and day and is_exact(day) else []


_ROW = re.compile(r"\s*(\d{1,2})/(\d{1,2})(?:\s{2,}|\s*\||\s*\Z)")
"""A row of a visit card whose day leaves out the year of the row that opened it."""
_SEEN = sought(
    r"\b(?:seen|visits?|attended|came):?\s(?P<days>\d{1,2}/\d{1,2}(?:[\s,]{1,3}\d{1,2}/\d{1,2}(?!\d|/)){2,30})",
    re.IGNORECASE,
)
"""Days without a year behind a word of coming ("Seen 5/4 5/7 5/11 -> d/c")."""
_APART = 60
"""Days within which one visit of a card follows the other."""


def row_day(text: str, last: PartialDate | None) -> PartialDate | None:
    """The day of a card's row that leaves out the year, after the row before it."""
    row = _ROW.match(text)
    if row is None or last is None or not is_exact(last):
        return None
    return _next_after(last, int(row[1]), int(row[2]))


def seen_days(text: str, written: PartialDate | None) -> list[PartialDate]:
    """The days that a line lists behind a word of coming, from the paper's own on."""
    seen = _SEEN.search(text)
    if seen is None or written is None or not is_exact(written):
        return []
    days: list[PartialDate] = []
    for month, number in _MONTH_DAY.findall(seen["days"]):
        last = days[-1] if days else written
        same = last[5:] == f"{int(month):02}-{int(number):02}"
        day = last if same else _next_after(last, int(month), int(number))
        if day is None:
            return []
        days.append(day)
    return days


def _next_after(last: PartialDate, month: int, number: int) -> PartialDate | None:
    for year in (int(last[:4]), int(last[:4]) + 1):
        day = f"{year}-{month:02}-{number:02}"
        if is_date(day) and day > last:
            near = (earliest(day) - earliest(last)).days <= _APART
            return day if near else None
    return None


def _from(first: PartialDate, text: str) -> Iterator[PartialDate]:
    """A first day and those that a text goes on with, each after the one before it."""
    yield first
    year, last = int(first[:4]), first
    for month, number in _MONTH_DAY.findall(text):
        day = f"{year}-{int(month):02}-{int(number):02}"
        if day < last:
            year += 1
            day = f"{year}{day[4:]}"
        last = day
        if dates.find_dates(day):
            yield day


def _columns(text: str) -> list[re.Match[str]]:
    """Days in columns of a line, most without a year; none for other lines."""
    found = list(_DAY.finditer(text))
    if len(found) < _MANY or not _COLUMN.fullmatch(text[: found[0].start()]):
        return []
    return found if all(map(_NOTE.fullmatch, _between(text, found))) else []


def _between(text: str, found: Sequence[re.Match[str]]) -> list[str]:
    """What stands between the days of a line."""
    return [text[one.end() : two.start()] for one, two in pairwise(found)]


def _is_day(one: re.Match[str], day: PartialDate) -> bool:
    """Whether a day without a year may be one with it."""
    return not one["year"] and day[5:] == f"{int(one['month']):02}-{int(one['day']):02}"


def _in_columns(
    text: str, found: Sequence[re.Match[str]], written: PartialDate
) -> list[PartialDate]:
    """Days without a year in columns, the last not after the record was written."""
    gaps = _between(text, found)
    days: list[PartialDate] = []
    later = written
    for one, words in zip(
        reversed(found), reversed([*gaps, text[found[-1].end() :]]), strict=True
    ):
        later = _last_before(later, one)
        if dates.find_dates(later) and not grammar("no-show", words):
            days.append(later)
    return days[::-1]


def _last_before(later: PartialDate, one: re.Match[str]) -> PartialDate:
    """A day with its own year, else the last such day that is not after another."""
    day = f"{int(one['month']):02}-{int(one['day']):02}"
    if one["year"]:
        return f"20{one['year']}-{day}"
    year = int(later[:4])
    return f"{year if f'{year}-{day}' <= later else year - 1}-{day}"


def is_list(text: str, found: Sequence[DateMention]) -> bool:
    """Whether dates of a line are a list of visits, and none with words behind it."""
    gaps = [text[one.end : other.start] for one, other in pairwise(found)]
    return len(found) > 1 and all(
        len(gap) <= 4 or bool(_NUMBERED.fullmatch(gap)) or bool(grammar("no-show", gap))
        for gap in gaps
    )
