"""The first calendar date in a short text: headers of documents need no more."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection

from workbench.content import expressions as re
from workbench.schema.partial_date import PartialDate

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
"""Months by their names, whole and short, in small letters."""
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_ORDINAL = r"(?:st|nd|rd|th)?"
_FORMS = re.compile(
    rf"""
    (?<![\d/.-])
    (?P<iso_y>{_YEAR}) [-/.] (?P<iso_m>\d{{1,2}}) [-/.] (?P<iso_d>\d{{1,2}}) (?!\d)
  | (?<![\d/.-])
    (?P<us_m>\d{{1,2}}) \s?[/.-]\s? (?P<us_d>\d{{1,2}}) \s?[/.-]\s?
    (?P<us_y>{_YEAR}|\d\d) (?![\d/])
  | \b(?P<mdy_m>{_NAME})\.?[\s-]+ (?P<mdy_d>\d{{1,2}}){_ORDINAL}(?:,\s*|[\s-]+)
    (?P<mdy_y>{_YEAR})\b
  | \b(?P<dmy_d>\d{{1,2}}){_ORDINAL}[\s-]+ (?P<dmy_m>{_NAME})\.?,?[\s-]+
    (?P<dmy_y>{_YEAR})\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CENTURY_TURN = 40
"""Years of two figures from here on are of the last century."""


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (1900 if int(text) >= _CENTURY_TURN else 2000)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text.lower()]


def first_date(text: str) -> PartialDate | None:
    """ISO form of the first real full date in the text; US order for slashes."""
    for match in _FORMS.finditer(text[:2_000]):
        value = _value(match)
        if value:
            return value
    return None


def without(text: str, days: Collection[PartialDate]) -> str:
    """The text with these days blanked, in whatever form they are written."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0]) if _value(match) in days else match[0]

    return _FORMS.sub(blank, text)


def _value(match: re.Match[str]) -> PartialDate | None:
    for form in ("iso", "us", "mdy", "dmy"):
        year = match.group(f"{form}_y")
        if not year:
            continue
        month, day = match.group(f"{form}_m"), match.group(f"{form}_d")
        try:
            return dt.date(_year(year), _month(month), int(day)).isoformat()
        except ValueError:
            return None
    return None
