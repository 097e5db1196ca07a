"""Numbers and dates that follow from the record by arithmetic.

Only what a reader can redo: days between two dates of the record, the length of one
trial, of all trials together (overlaps once) and their sum, the same in whole weeks,
and the first day of a window of months before the request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workbench.narrate.proof.tokens import Kind
from workbench.schema.case import Treatment
from workbench.schema.partial_date import earliest, is_exact, latest, months_before

Derived = tuple[Kind, str, str]
_WEEK = 7
_MOST = 24


def derived(
    treatments: Sequence[Treatment],
    dates: Iterable[str],
    request: str | None,
    months: Iterable[int],
) -> Iterator[Derived]:
    """Tokens that follow from trials, dates of the record and the request date."""
    days = set(_lengths(treatments)) | set(_gaps(_exact(dates), request))
    for count in days:
        yield "number", str(count), "day"
        if count % _WEEK == 0:
            yield "number", str(count // _WEEK), "week"
    if request:
        for count in months:
            yield "date", months_before(earliest(request), count).isoformat(), ""
            yield "date", months_before(latest(request), count).isoformat(), ""


def _exact(dates: Iterable[str]) -> list[dt.date]:
    found = []
    for text in sorted(set(dates))[:_MOST]:
        try:
            if is_exact(text):
                found.append(earliest(text))
        except ValueError:
            continue
    return found


def _gaps(days: Sequence[dt.date], request: str | None) -> Iterator[int]:
    ends = [*days]
    if request and is_exact(request):
        ends.append(earliest(request))
    for place, first in enumerate(ends):
        for second in ends[place + 1 :]:
            yield abs((second - first).days)


def _lengths(treatments: Sequence[Treatment]) -> Iterator[int]:
    stretches = []
    total = 0
    for trial in treatments:
        length = trial.days
        if trial.start and trial.end:
            first, last = earliest(trial.start), latest(trial.end)
            stretches.append((first, last))
            length = length or (last - first).days
        if length is not None:
            yield length
            total += length
    if total:
        yield total
    yield from _union(sorted(stretches))


def _union(stretches: Sequence[tuple[dt.date, dt.date]]) -> Iterator[int]:
    if not stretches:
        return
    total, reach = 0, stretches[0][0]
    for first, last in stretches:
        start = max(first, reach)
        total += max((last - start).days, 0)
        reach = max(reach, last)
    yield total
    for (_, before), (after, _) in pairwise(stretches):
        yield max((after - before).days, 0)
