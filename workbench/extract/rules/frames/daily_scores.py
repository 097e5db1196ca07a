"""A pain score told day by day in one line, each value with its day.

"NRS: 11/16 10   11/17 9   11/18 9" and "6/10 on 4/27, 7 on 5/4, 8/10 NRS today" are
series.  Read one value at a time a day is taken for a score, so that a line counts as
a series first: two pairs or more, side by side, of days and values that can be.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workbench.schema.partial_date import PartialDate, is_exact

_DAY = r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{2,4}))?"
_VALUE = r"(?P<value>10|\d)(?:\s?/\s?10)?"
_DAY_FIRST = re.compile(
    rf"(?<![\w/.]){_DAY}(?:\s{{1,3}}|\s?[:=-]\s?|\s?(?:at|was)\s)"
    rf"(?:(?:[01]\d|2[0-3]):?[0-5]\d\s+)?{_VALUE}(?![\w/%]|\.\d)"
)
_VALUE_FIRST = re.compile(
    rf"(?<![\w/.]){_VALUE}\s{{0,2}}(?:\bon\b|\bat\b|@|\()\s?{_DAY}\)?(?![\w/])"
)
_TODAY = re.compile(
    rf"(?<![\w/.]){_VALUE}\s(?:NRS|NPRS|VAS|pain)?\s?"
    r"(?:today|now|this morning|currently)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[\s,;|]{0,8}(?:(?:and|then|to|->|-)\s){0,2}")
_FEWEST = 2


class Dated(NamedTuple):
    """One value of a series with its day, None where the document has no year."""

    value: int
    date: PartialDate | None


def daily(text: str, anchor: PartialDate | None) -> tuple[Dated, ...]:
    """The values of a line that is such a series; none where it is not."""
    if text.count("/") < _FEWEST:
        return ()
    for pattern in (_VALUE_FIRST, _DAY_FIRST):
        run = _run(text, pattern)
        if len(run) >= _FEWEST:
            found = [Dated(int(one["value"]), _date(one, anchor)) for one in run]
            last = _TODAY.search(text, run[-1].end(), run[-1].end() + 30)
            if last:
                found.append(Dated(int(last["value"]), anchor))
            return tuple(found)
    return ()


def _run(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """The first run of pairs side by side that are days and values."""
    run: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if not _is_day(match):
            continue
        if run and not _JOINED.fullmatch(text, run[-1].end(), match.start()):
            if len(run) >= _FEWEST:
                break
            run = []
        run.append(match)
    return run


def _is_day(match: re.Match[str]) -> bool:
    return 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31


def _date(match: re.Match[str], anchor: PartialDate | None) -> PartialDate | None:
    """The day with its year, or with the last year in which it was before the note."""
    month, day, year = int(match["month"]), int(match["day"]), match["year"]
    if year:
        return f"{int(year) + (2000 if len(year) == 2 else 0):04}-{month:02}-{day:02}"
    if anchor is None or not is_exact(anchor):
        return None
    written = f"{month:02}-{day:02}"
    given = int(anchor[:4])
    return f"{given if written <= anchor[5:] else given - 1:04}-{written}"
