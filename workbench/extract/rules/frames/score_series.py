"""A score told with its days in a row: "NRS   26 Jan 6   9 Feb 7   today 8".

Two or more days, each with a number behind it, are a series; each number is of its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workbench.extract.rules.dates import find_dates
from workbench.schema.partial_date import PartialDate

_VALUE = re.compile(
    r"\s?[:=-]?\s{0,3}(?P<value>\d{1,2}(?:\.\d)?)(?:\s?/\s?10)?(?=\s{2,}|\s?[,;|.)]|\s?\Z"
    r"|\s(?:and|to|then|now|today)\b)"
)
_NOW = re.compile(r"\b(?:today|now)\b", re.I)
_TOP = 10
_FEWEST = 2


class Dated(NamedTuple):
    """One number of a series, and the day that stands before it."""

    value: str
    day: PartialDate | None


def series(text: str, start: int, stop: int, day: PartialDate | None) -> list[Dated]:
    """The numbers that follow days after a scale's name; none where they are no row."""
    found = list(_numbers(text, start, stop, day))
    return found if len(found) >= _FEWEST else []


def _numbers(
    text: str, start: int, stop: int, day: PartialDate | None
) -> Iterator[Dated]:
    days = {one.end: one.value for one in find_dates(text, day) if one.start >= start}
    days |= {
        start + one.end(): str(day)
        for one in _NOW.finditer(text[start:stop])
        if day is not None
    }
    for end in sorted(days):
        match = _VALUE.match(text, end) if end <= stop else None
        if match and float(match["value"]) <= _TOP:
            yield Dated(match["value"], days[end])
