"""Spans whose ends leave out their years: "9/25-11/25", "3/3 - 5/12", "Nov-Feb"."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.model import SpanMention
from workbench.extract.rules.values.months import (
    MONTH_NAMES,
    is_date,
    join_date,
    last_before,
    month_number,
)
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, earliest, latest

ARROW = r"(?:[-=~]{1,3}>|\u2192|\u21d2|\u27f6)"
"""An arrow between two days of a course ("1/28 -> 2/11")."""
_SHORT_SPAN = sought(
    r"(?<![\w/.+-])(?P<m1>0?[1-9]|1[0-2])/(?P<d1>\d{1,2})[ ]{0,2}"
    rf"(?:{ARROW}|-|to|through|thru)"
    r"[ ]{0,2}(?P<m2>0?[1-9]|1[0-2])/(?P<d2>\d{1,2})(?![\d/%+]|-\d|\.\d)",
    re.IGNORECASE,
)
_GRADED_BEFORE = re.compile(
    r"(?:strength|graded?|motor|power|pain|score|vas|nrs|reflex\w*|rated?|levels?|bp"
    r"|scale|deltoids?|biceps|triceps|grip|page|ratio|[<>=]|\b[CTLS])[ :=(]{0,3}$",
    re.IGNORECASE,
)
_SCALES = ("5", "10")
"""Denominators of grades and pain scales ("4/5-5/5", "6/10 to 7/10")."""


_NAMED_SPAN = sought(
    rf"\b(?P<m1>{MONTH_NAMES})\.?[ ]{{0,2}}(?:{ARROW}|-|to|through|thru|until)[ ]{{0,2}}"  # noqa: E501
    rf"(?P<m2>{MONTH_NAMES})\b\.?(?![ ,'-]{{0,3}}\d)",
    re.IGNORECASE,
)


def _named_spans(text: str, anchor: PartialDate) -> Iterator[SpanMention]:
    """Spans of months without any year: "Nov-Feb", the last that were before."""
    for match in _NAMED_SPAN.finditer(text):
        last = last_before(anchor, month_number(match["m2"]), None)
        first = last and last_before(last, month_number(match["m1"]), None)
        if first and last:
            yield SpanMention(match.start(), match.end(), first, last)


def short_spans(text: str, anchor: PartialDate | None) -> Iterator[SpanMention]:
    """Spans without a year of their own: "9/25-11/25", "3/3 - 5/12", "Nov-Feb".

    Where both second numbers can be years, the months are meant; a span of months
    holds the days that the other reading would give.
    """
    for match in _SHORT_SPAN.finditer(text) if anchor else ():
        scale = match["d1"] == match["d2"] and match["d1"] in _SCALES
        before = text[max(match.start() - 24, 0) : match.start()]
        if scale or _GRADED_BEFORE.search(before):
            continue
        span = _in_years(match, str(anchor)) or _in_days(match, str(anchor))
        if span:
            yield SpanMention(match.start(), match.end(), *span)
    if anchor:
        yield from _named_spans(text, anchor)


_Pair = tuple[PartialDate, PartialDate]


def _in_years(match: re.Match[str], anchor: PartialDate) -> _Pair | None:
    first, last = int(match["d1"]), int(match["d2"])
    m1, m2 = int(match["m1"]), int(match["m2"])
    now = latest(anchor).year % 100
    near = now - 3 <= first <= last <= now and len(match["d1"]) == 2
    if not near or (last, m2) < (first, m1) or (last > first and m2 >= m1):
        return None
    pair = join_date(2000 + first, m1), join_date(2000 + last, m2)
    return pair if earliest(pair[1]) <= latest(anchor) else None


_NEARLY = 14
"""Days by which a course may end after the day that its note was written."""


def _nearly_over(match: re.Match[str], anchor: PartialDate) -> _Pair | None:
    """A course that ends within days ("PT 2/11 to 3/13" in a note of 3/11)."""
    if len(anchor) < 10:
        return None
    today = earliest(anchor)
    end = join_date(today.year, int(match["m2"]), int(match["d2"]))
    first = last_before(anchor, int(match["m1"]), int(match["d1"]))
    if not first or not is_date(end):
        return None
    ahead = (earliest(end) - today).days
    recent = (today - earliest(first)).days <= _RECENT
    return (first, end) if 0 < ahead <= _NEARLY and recent else None


_RECENT = 200
"""Days within which a course that is nearly over began."""


def _in_days(match: re.Match[str], anchor: PartialDate) -> _Pair | None:
    if nearly := _nearly_over(match, anchor):
        return nearly
    last = last_before(anchor, int(match["m2"]), int(match["d2"]))
    first = last and last_before(last, int(match["m1"]), int(match["d1"]))
    return (first, last) if first and last else None
