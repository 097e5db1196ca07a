"""Seasons as stretches of days: "in the spring of 2025", "since last summer".

A season is no month: a complaint since spring may be of March or of June.  So it has a
first and a last day, and what began then has lasted a length between two bounds.  The
seasons are those of the north, each as wide as calendars and weather make it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, earliest, latest

_ENDS = {
    "spring": ((3, 1), (6, 21)),
    "summer": ((6, 1), (9, 22)),
    "fall": ((9, 1), (12, 21)),
    "autumn": ((9, 1), (12, 21)),
    "winter": ((12, 1), (3, 20)),
}
_SEASON = sought(
    r"\b(?:(?P<early>early|late|mid)[- ]?)?(?:the )?(?P<last>(?:this |last |this past"
    r" |the past |past )?)(?P<name>spring|summer|fall|autumn|winter)(?:time)?\b"
    r"(?:(?: of| in|,)? (?P<year>(?:19|20)\d\d)(?:[/-]\d{2,4})?"
    r"| of (?P<which>last|this) year)?",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|in|from|of|during|over|around|about)\s(?:the\s)?\Z", re.I
)
"""What stands before a season that no year and no "last" tells."""


class Season(NamedTuple):
    """A season in a text, and the first and the last day that it can mean."""

    start: int
    end: int
    first: dt.date
    last: dt.date

    def days_before(self, day: PartialDate) -> tuple[int, int]:
        """The least and the most days from the season to a day, none below nought."""
        return (
            max((earliest(day) - self.last).days, 0),
            max((latest(day) - self.first).days, 0),
        )


def find_seasons(text: str, anchor: PartialDate | None) -> Iterator[Season]:
    """The seasons of a text; those without a year only where ``anchor`` is given.

    One without a year is the last that had begun before the anchor, the day of the
    document.
    """
    for match in _SEASON.finditer(text):
        ends = _ends(match, anchor, text)
        if ends is not None:
            yield Season(match.start(), match.end(), *ends)


def _ends(
    match: re.Match[str], anchor: PartialDate | None, text: str
) -> tuple[dt.date, dt.date] | None:
    name = match["name"].lower()
    if match["year"]:
        first, last = _of_year(name, int(match["year"]))
        # "Winter 2025" is told of its beginning as often as of its end.
        early = _of_year(name, int(match["year"]) - 1)[0] if name == "winter" else first
        return early, last
    known = match["last"] or match["which"] or _SINCE.search(text[: match.start()])
    if anchor is None or not known:
        return None
    told = latest(anchor)
    first, last = _of_year(name, told.year)
    if first > told:
        first, last = _of_year(name, told.year - 1)
    return first, min(last, told)


def _of_year(name: str, year: int) -> tuple[dt.date, dt.date]:
    (month, day), (until, end) = _ENDS[name]
    first = dt.date(year, month, day)
    return first, dt.date(year + (until < month), until, end)
