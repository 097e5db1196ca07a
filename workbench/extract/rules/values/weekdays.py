"""Days without a year whose weekdays tell it ("Mon 4/27", "Thu 4/30").

A paper without a date of its own leaves the year of its days open.  Where each of its
weekdays fits the last such day before another day, the paper is of the year before it.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.values.months import last_before
from workbench.schema.partial_date import PartialDate, earliest, is_exact

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(
    r"\b(?P<name>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3}"
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![/\d])",
    re.IGNORECASE,
)
_FEWEST = 2
"""Weekdays that have to agree; one fits any year once in seven."""


def fits_before(text: str, limit: PartialDate | None) -> bool:
    """Whether the weekdays of a text fit its days as the last ones before ``limit``."""
    if limit is None or not is_exact(limit):
        return False
    named = [*_DAY.finditer(text)]
    return len(named) >= _FEWEST and all(_fits(one, limit) for one in named)


def _fits(named: re.Match[str], limit: PartialDate) -> bool:
    """Whether one day falls on the weekday that stands before it."""
    day = last_before(limit, int(named["month"]), int(named["day"]))
    if day is None or not is_exact(day):
        return False
    return _NAMES[earliest(day).weekday()] == named["name"].lower()
