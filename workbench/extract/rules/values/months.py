"""Months by their names, and days and months of a year that the text leaves out."""

from __future__ import annotations

import calendar

from workbench.schema.partial_date import PartialDate, earliest, latest

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
"""The months' names and short forms, as an expression."""


def is_date(text: str) -> bool:
    """Whether a date that was put together is one of the calendar."""
    try:
        return earliest(text) <= latest(text)
    except ValueError:
        return False


def month_number(text: str) -> int:
    """The month of a name or number."""
    return int(text) if text.isdigit() else MONTHS[text.lower()]


def join_date(year: int, month: int, day: int | None = None) -> PartialDate:
    """A year, month and perhaps day as a date."""
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def last_before(anchor: PartialDate, month: int, day: int | None) -> PartialDate | None:
    """The last such month or day that is not after the anchor."""
    limit = latest(anchor)
    for year in (limit.year, limit.year - 1):
        value = join_date(year, month, day)
        if is_date(value) and earliest(value) <= limit:
            return value
    return None
