"""A length of time against a policy's, in days or in calendar months.

"Yes" and "no" only where every length that the record leaves possible gives that
answer.  A calendar month has 28 to 31 days; where both ends are known days the calendar
itself decides.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from workbench.evaluate.generic.stretches import Length
from workbench.evaluate.generic.where import Span
from workbench.schema.partial_date import months_before

Answer = Literal["yes", "no", "open"]


def least_days(months: int) -> int:
    """The fewest days that so many calendar months can have: 28, 59, 89 ..."""
    return _month_days()[0][months]


def most_days(months: int) -> int:
    """The most days that so many calendar months can have: 31, 62, 92 ..."""
    return _month_days()[1][months]


def _month_days() -> tuple[dict[int, int], dict[int, int]]:
    if not _LEAST:
        starts = [dt.date(2023 + n // 12, n % 12 + 1, 1) for n in range(48)]
        for months in range(1201):
            spans = [(_later(day, months) - day).days for day in starts]
            _LEAST[months], _MOST[months] = min(spans), max(spans)
    return _LEAST, _MOST


_LEAST: dict[int, int] = {}
_MOST: dict[int, int] = {}


def _later(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def at_least(found: Length, wanted: Span) -> Answer:
    """Whether a length reaches a policy's."""
    days = wanted.in_days
    if days is not None:
        if found.low >= days:
            return "yes"
        return "no" if found.high is not None and found.high < days else "open"
    months = wanted.in_months or 0
    if found.only:
        (first, last), (begin, end) = found.only
        if _apart(first, last, months):
            return "yes"
        if not _apart(begin, end, months):
            return "no"
        return "open"
    if found.low >= most_days(months):
        return "yes"
    if found.high is not None and found.high < least_days(months):
        return "no"
    return "open"


def _apart(first: int, last: int, months: int) -> bool:
    """Whether two days lie so many calendar months apart, or more."""
    end = dt.date.fromordinal(last)
    return dt.date.fromordinal(first) <= months_before(end, months)


def at_most(found: Length, wanted: Span) -> Answer:
    """Whether a length stays within a policy's; the limit itself is within."""
    days = wanted.in_days
    if days is not None:
        if found.high is not None and found.high <= days:
            return "yes"
        return "no" if found.low > days else "open"
    months = wanted.in_months or 0
    if found.only:
        (first, last), (begin, end) = found.only
        if not _over(begin, end, months):
            return "yes"
        return "no" if _over(first, last, months) else "open"
    if found.high is not None and found.high <= least_days(months):
        return "yes"
    return "no" if found.low > most_days(months) else "open"


def _over(first: int, last: int, months: int) -> bool:
    end = dt.date.fromordinal(last)
    return dt.date.fromordinal(first) < months_before(end, months)


def words(found: Length) -> str:
    """A length in words: "42 days", "28 to 60 days", "at least 14 days"."""
    if found.high is None:
        return f"at least {found.low} days" if found.low else "a length not stated"
    if found.low == found.high:
        return f"{found.low} days"
    return f"{found.low} to {found.high} days"
