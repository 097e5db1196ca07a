"""Dates as records give them: a day, a month or a year, each an interval of days.

``"2026"`` is any day of 2026.  A comparison of two partial dates is therefore three
valued; the evaluator asks for both ends and never guesses a day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def _check(text: str) -> str:
    earliest(text)
    return text


PartialDate = Annotated[str, AfterValidator(_check)]
"""``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a real calendar date."""


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _FORM.match(text)
    if not match:
        raise ValueError("a date is YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def earliest(text: str) -> dt.date:
    """First day that a partial date can mean.  Raises ValueError on a wrong form."""
    year, month, day = _parts(text)
    return dt.date(year, month or 1, day or 1)


def latest(text: str) -> dt.date:
    """Last day that a partial date can mean.  Raises ValueError on a wrong form."""
    year, month, day = _parts(text)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def is_exact(text: str) -> bool:
    """Whether the date names one day."""
    return earliest(text) == latest(text)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` calendar months earlier, clipped to the month's end."""
    index = day.year * 12 + (day.month - 1) - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
