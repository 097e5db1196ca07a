"""Numbers and dates that follow from the record by arithmetic.

Only what a reader can redo: lengths that the record states of a complaint or of relief,
as days and up to the request; days between two dates of the record, the length of one
trial, of all trials together (overlaps once), the sums of two and of all, the same in
whole weeks, the first day of a window of months before the request, lengths of trials
from that day on, and the day on which a complaint of a stated length began.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from workbench.narrate.proof.tokens import Kind
from workbench.schema.case import Fact, Treatment
from workbench.schema.partial_date import earliest, is_exact, latest, months_before

Derived = tuple[Kind, str, str]
Written = Callable[[Fact], str | None]
"""The day of the document that a fact is quoted from first."""
_WEEK = 7
_MOST = 24


def derived(
    treatments: Sequence[Treatment],
    dates: Iterable[str],
    request: str | None,
    months: Iterable[int],
    written: Written = lambda fact: None,
) -> Iterator[Derived]:
    """Tokens that follow from trials, dates of the record and the request date.

    ``written``: the day of the document that tells of a trial, up to which one that
    goes on has lasted.
    """
    edges = [edge(request) for edge in (earliest, latest)] if request else []
    windows = {months_before(edge, count) for edge in edges for count in months}
    days = set(_lengths(treatments, written)) | set(_gaps(_exact(dates), request))
    for first in windows:
        days |= set(_lengths(treatments, written, since=first))
    for count in days:
        yield "number", str(count), "day"
        if count % _WEEK == 0:
            yield "number", str(count // _WEEK), "week"
    for first in windows:
        yield "date", first.isoformat(), ""


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


def _lengths(
    treatments: Sequence[Treatment], written: Written, since: dt.date = dt.date.min
) -> Iterator[int]:
    """Days of one trial, of two, of all, and of all with overlaps counted once.

    A month without a day is taken at its widest and, as "at least" asks, at its
    narrowest.  Only what lies after ``since`` counts.
    """
    yield from _reckoned(treatments, earliest, latest, written, since)
    yield from _reckoned(treatments, latest, earliest, written, since)


_Edge = Callable[[str], dt.date]


def _reckoned(
    treatments: Sequence[Treatment],
    begin: _Edge,
    end: _Edge,
    written: Written,
    since: dt.date,
) -> Iterator[int]:
    stretches = []
    lengths: set[int] = set()
    total = 0
    for trial in treatments:
        length = trial.days
        last = _last(trial, begin, end, written)
        if trial.start and last:
            first = max(begin(trial.start), since)
            last = max(last, first)
            stretches.append((first, last))
            length = length or (last - first).days
        if length is not None:
            lengths.add(length)
            total += length
    yield from lengths
    yield from (one + other for one, other in combinations(sorted(lengths), 2))
    if total:
        yield total
    yield from _union(sorted(stretches))


def _last(
    trial: Treatment, begin: _Edge, end: _Edge, written: Written
) -> dt.date | None:
    """The last day of a trial as told, by its length from the first, or its note's."""
    note = written(trial)
    if trial.end or not trial.start:
        return end(trial.end) if trial.end else None
    if trial.days is not None:
        reached = end(trial.start) + dt.timedelta(days=trial.days)
        cut = end(note) if note else reached
        return min(reached, cut) if cut >= begin(trial.start) else reached
    return end(note) if note and trial.status == "ongoing" else None


def stated_lengths(
    facts: Iterable[Fact], written: Written, request: str | None
) -> Iterator[int]:
    """Days that facts state, and the same up to the request date."""
    for fact in facts:
        bounds = getattr(fact, "days_range", None) or getattr(fact, "relief_days", None)
        known = [getattr(fact, "days", None)]
        known += [bounds.low, bounds.high] if bounds else []
        day = written(fact)
        since = _since(day, request)
        start = getattr(fact, "start", None)
        if start:
            yield from _since(start, request)
            yield from _since(start, day)
        for count in known:
            if count is not None:
                yield count
                yield from (count + one for one in since)


def onsets(facts: Iterable[Fact], written: Written) -> Iterator[str]:
    """Days on which what facts say to have lasted began, from the day of their note."""
    for fact in facts:
        spread = getattr(fact, "days_range", None)
        known = {
            getattr(fact, "days", None),
            *((spread.low, spread.high) if spread else ()),
        }
        day = written(fact)
        for count in known - {None}:
            for edge in (earliest, latest) if day else ():
                yield (edge(day or "") - dt.timedelta(days=int(count))).isoformat()


def _since(day: str | None, request: str | None) -> tuple[int, ...]:
    if not day or not request:
        return ()
    ends = (earliest(request), latest(request))
    starts = (earliest(day), latest(day))
    return tuple(max((end - start).days, 0) for end in ends for start in starts)


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
