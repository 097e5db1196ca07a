"""A pain score told day by day in one line, each value with its day.

"NRS: 11/16 10   11/17 9", "6/10 on 4/27, 7 on 5/4, 8/10 NRS today" and "26 Jan 6   9
Feb 7   today 8" are series.  Read one value at a time a day is taken for a score, so
that a line counts as a series first: two pairs or more, side by side, of days and
values that can be.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.values.dates import find_dates
from workbench.schema.partial_date import PartialDate, is_exact

_SHORT = re.compile(
    r"(?<![\w/.])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?![\w/])"
)
_NOW = re.compile(r"\b(?:today|now|this morning|currently)\b", re.IGNORECASE)
_VALUE = r"(?P<value>10|\d(?:\.\d)?)(?:\s?/\s?10)?"
_BEHIND = re.compile(
    r"(?:\s{1,3}|\s?[:=-]\s?|\s?(?:at|was)\s)(?:(?:[01]\d|2[0-3]):?[0-5]\d\s+)?"
    rf"{_VALUE}(?![\w/%]|\.\d)"
)
"""A value after its day, and perhaps after the time of the day."""
_ON = re.compile(rf"(?<![\w/.]){_VALUE}\s{{0,2}}(?:\bon\b|\bat\b|@|\()\s?\Z")
_OF_NOW = re.compile(
    rf"(?<![\w/.]){_VALUE}(?:\s(?:NRS|NPRS|VAS|pain))?\s\Z", re.IGNORECASE
)
"""A value before its day: "6/10 on 4/27"; what is of today needs no word between."""
_LEAD = 16
"""Characters before a day in which its value stands."""
_JOINED = re.compile(r"[\s,;|)]{0,8}(?:(?:and|then|to|->|-)\s){0,2}")
_FEWEST = 2


class Dated(NamedTuple):
    """One value of a series with its day, None where the document has no year."""

    value: float | int
    date: PartialDate | None


class _Day(NamedTuple):
    start: int
    end: int
    date: PartialDate | None
    now: bool = False


class _Pair(NamedTuple):
    """A day with its value, and the stretch over both."""

    start: int
    end: int
    day: _Day
    value: float | int

    @property
    def told(self) -> Dated:
        """What a reader takes from it."""
        return Dated(self.value, self.day.date)


def daily(
    text: str, anchor: PartialDate | None, start: int = 0, stop: int | None = None
) -> tuple[Dated, ...]:
    """The values of the first such series in a stretch of a line; else none."""
    days = [one for one in _days(text[:stop], anchor) if one.start >= start]
    if len(days) < _FEWEST:
        return ()
    for pair in (_valued_before, _valued_behind):
        run = _run(text, [found for one in days if (found := pair(text, one))])
        if run:
            return tuple(one.told for one in run)
    return ()


_SHARE = re.compile(
    r"(?<![\w/.])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?:/(?:20)?"
    r"(?P<year>\d\d))?\s{0,2}[:=]\s{0,2}(?P<value>\d{1,3})\s?(?:%|pts?\b|points\b)?"
    r"(?![\w/]|\.\d)"
)
"""A day with the total of a questionnaire behind a sign ("11/3 = 48 %")."""


def daily_totals(
    text: str, anchor: PartialDate | None, start: int, stop: int
) -> tuple[Dated, ...]:
    """The totals of a questionnaire told day by day in one line; else none."""
    found = list(_SHARE.finditer(text, start, min(stop, len(text))))
    if len(found) < _FEWEST:
        return ()
    return tuple(Dated(int(one["value"]), _year(one, anchor)) for one in found)


def _days(text: str, anchor: PartialDate | None) -> list[_Day]:
    """The days of a text: as dates, as month and day alone, and as today."""
    found = [
        _Day(one.start, one.end, one.value, _NOW.match(text, one.start) is not None)
        for one in find_dates(text, anchor)
    ]
    short = [_Day(*one.span(), _year(one, anchor)) for one in _SHORT.finditer(text)]
    now = [_Day(*one.span(), anchor, now=True) for one in _NOW.finditer(text)]
    for one in (*short, *now):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found)


def _year(match: re.Match[str], anchor: PartialDate | None) -> PartialDate | None:
    """The day in the last year in which it was before the note."""
    given_year = match.groupdict().get("year")
    if given_year:
        return f"20{given_year}-{int(match['month']):02}-{int(match['day']):02}"
    if anchor is None or not is_exact(anchor):
        return None
    written = f"{int(match['month']):02}-{int(match['day']):02}"
    given = int(anchor[:4])
    return f"{given if written <= anchor[5:] else given - 1:04}-{written}"


def _valued_before(text: str, day: _Day) -> _Pair | None:
    pattern = _OF_NOW if day.now else _ON
    low = max(day.start - _LEAD, 0)
    match = pattern.search(text, low, day.start)
    return _Pair(match.start(), day.end, day, _number(match)) if match else None


def _valued_behind(text: str, day: _Day) -> _Pair | None:
    match = _BEHIND.match(text, day.end)
    return _Pair(day.start, match.end(), day, _number(match)) if match else None


def _number(match: re.Match[str]) -> float | int:
    told = match["value"]
    return int(told) if told.isdigit() else float(told)


def _run(text: str, pairs: list[_Pair]) -> list[_Pair]:
    """The first pairs that stand side by side; none where they are no series."""
    run: list[_Pair] = []
    for pair in pairs:
        if run and not _JOINED.fullmatch(text, run[-1].end, pair.start):
            if _is_series(run):
                break
            run = []
        run.append(pair)
    return run if _is_series(run) else []


def _is_series(run: list[_Pair]) -> bool:
    """Whether there are pairs enough, and one of a day of the calendar among them."""
    return len(run) >= _FEWEST and not all(one.day.now for one in run)
