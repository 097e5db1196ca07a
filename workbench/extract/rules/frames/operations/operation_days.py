"""The day of an operation: the date that stands nearest to its words."""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.past_told import year_leading
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.model import DateMention
from workbench.extract.rules.values.dates import find_dates
from workbench.schema.partial_date import PartialDate

_CLOSE = 20
_YEAR = re.compile(r"\W{0,2}((?:19|20)\d\d)\W{0,2}")
_BARE_YEAR = re.compile(r"[\s,(:-]{1,4}((?:19|20)\d\d|'\d\d)\b(?![-/]\d)")


@lru_cache(maxsize=64)
def _dates(text: str, anchor: PartialDate | None = None) -> tuple[DateMention, ...]:
    """The dates of a sentence, found once for all its operations."""
    return find_dates(text, anchor)


def date_of(
    text: str,
    one: Operation,
    others: tuple[Operation, ...],
    anchor: PartialDate | None,
) -> PartialDate | None:
    """The date nearest to the operation that no other operation stands closer to."""
    if leading := year_leading(text, one):
        return leading
    end = max(one.end, one.place.end if one.place else 0)
    later = [other.start for other in others if other.start >= end and other is not one]
    limit = min(later, default=len(text))
    dates = _dates(text, anchor)
    after = [d for d in dates if end <= d.start < limit and _near(text[end : d.start])]
    if after:
        return after[0].value
    before = [d for d in dates if d.end <= one.start and _near(text[d.end : one.start])]
    if any(_OF_ANOTHER.match(text[d.end : one.start]) for d in before):
        return None
    free = [
        d
        for d in before
        if not _between(others, d.end, one.start) and not _taken(d.start, others)
    ]
    if free:
        return free[-1].value
    year = _BARE_YEAR.match(text, end) or _YEAR.match(text)
    if year:
        return whole_year(year.group(1))
    return _trailing(dates, end, one, others, text)


_OF_ANOTHER = re.compile(
    r"[^A-Za-z;.]{0,8}[A-Za-z]{4,}[^;.]{0,30}?"
    r"\b(?:after|following|since)\b\W{1,2}(?:[\w-]+\W{1,2}){0,3}\Z",
    re.IGNORECASE,
)
"""What makes a day that of something after the operation ("11/18 nonunion after")."""
_THIS_CENTURY = 50
"""Two figures of a year below which it is one of this century ("'16")."""


def whole_year(year: str) -> str:
    """A year as four figures ("'16" is 2016)."""
    if not year.startswith("'"):
        return year
    return f"{'20' if int(year[1:]) < _THIS_CENTURY else '19'}{year[1:]}"


def _taken(start: int, others: tuple[Operation, ...]) -> bool:
    """Whether a date directly follows another operation, whose date it is."""
    ends = [max(one.end, one.place.end if one.place else 0) for one in others]
    return any(0 <= start - end <= _CLOSE for end in ends)


def _trailing(
    dates: tuple[DateMention, ...],
    end: int,
    one: Operation,
    others: tuple[Operation, ...],
    text: str,
) -> PartialDate | None:
    """A date after several operations of one sitting ("laminectomy and fusion"
    " 2019")."""
    last = others[-1]
    stop = max(last.end, last.place.end if last.place else 0)
    joined = re.fullmatch(r"[\w\s,&/()-]{0,80}", text[end:stop]) if stop > end else None
    if last is one or not joined or find_dates(text[end:stop]):
        return None
    found = [d for d in _dates(text) if d.start >= stop]
    return found[0].value if found and _near(text[stop : found[0].start]) else None


def _between(others: tuple[Operation, ...], start: int, end: int) -> bool:
    return any(start <= other.start < end for other in others)


def _near(gap: str) -> bool:
    return len(gap) <= 45 and not re.search(
        r"[;|]|\. |\b(?:mri|ct|x-?rays?|xr|films?|visit|hardware|implants?)\b",
        gap,
        re.I,
    )
