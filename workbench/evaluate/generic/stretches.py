"""Stretches of days of treatments: what is sure, what is possible, what has no place.

Days are ordinals.  A dated trial is a stretch whose inner part is certain and whose
outer part is possible; a stated length without dates has days and no place; a vague one
has no upper bound.  Everything is cut at the look-back of the policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from workbench.evaluate.facts import Entry, FactBase, days_of

Stretch = tuple[int, int]
Bounds = tuple[int, int, int, int]
"""Sure first, possible first, sure last, possible last day of what counts."""

_ITEMISED = "therapy-record"
EVER: Bounds = (1, 1, 10_000_000, 10_000_000)


class Part(NamedTuple):
    """What one trial adds; ``high`` None is unbounded, ``outside`` wholly cut off."""

    fact: Any
    inner: Stretch | None
    outer: Stretch | None
    low: int
    high: int | None
    outside: bool


class Length(NamedTuple):
    """Least and most days; ``high`` None is unbounded."""

    low: int
    high: int | None
    only: tuple[Stretch, Stretch] | None = None
    """The one stretch (inner, outer) where there is no more to it."""


def part(entry: Entry, base: FactBase, bounds: Bounds) -> Part:
    """What a trial adds inside the bounds."""
    fact = entry[0]
    start = days_of(fact.start) if fact.start else None
    end = days_of(fact.end) if fact.end else None
    if start and end:
        told = _told_between(fact, start, end, bounds)
        if told is not None:
            return told
        return _placed(fact, (start[1], end[0]), (start[0], end[1]), bounds)
    low, high = _stated(fact)
    if end is None and start is not None and fact.status == "ongoing":
        written = base.written(fact)
        if written and written[1] >= start[0]:
            return _placed(fact, (start[1], written[0]), (start[0], written[1]), bounds)
    if start and high is not None:
        return _from_start(fact, base, start, (low, high), bounds)
    if end and high is not None:
        sure, most = (end[1] - low, end[0]), (end[0] - high, end[1])
        return _placed(fact, sure, most, bounds)
    if start or end:
        return _half_open(fact, base, start, end, bounds)
    running = fact.status == "ongoing"
    if high is None and fact.vague is None and entry.first is not None and not running:
        outside = entry.last < bounds[1] or entry.first > bounds[3]  # type: ignore[operator]
        return Part(fact, None, None, 0, 0, outside)
    return _unplaced(entry, base, low, high, bounds)


def _told_between(
    fact: Any, start: Stretch, end: Stretch, bounds: Bounds
) -> Part | None:
    """ "Six weeks of PT, April to May": the length is told, its place only by month.

    None where the days are told exactly, or where the months reach out of the bounds.
    """
    exact = start[0] == start[1] and end[0] == end[1]
    if exact or fact.days is None or fact.days > end[1] - start[0] + 1:
        return None
    if start[0] < bounds[0] or end[1] > bounds[2]:
        return None
    return Part(fact, None, None, fact.days, fact.days, False)


def _stated(fact: Any) -> tuple[int, int | None]:
    if fact.days is not None:
        return fact.days, fact.days
    if fact.days_range is not None:
        return fact.days_range.low or 0, fact.days_range.high
    return 0, None


def _placed(fact: Any, sure: Stretch, most: Stretch, bounds: Bounds) -> Part:
    first, last = max(sure[0], bounds[0]), min(sure[1], bounds[2])
    inner = (first, last) if first <= last else None
    first, last = max(most[0], bounds[1]), min(most[1], bounds[3])
    if first > last:
        return Part(fact, None, None, 0, 0, True)
    return Part(fact, inner, (first, last), 0, 0, False)


def _from_start(
    fact: Any, base: FactBase, start: Stretch, days: Stretch, bounds: Bounds
) -> Part:
    """A first day and a length, cut at its note: no note tells of what is to come.

    A therapist's own record runs on after its date.
    """
    sure, most = (start[1], start[0] + days[0]), (start[0], start[1] + days[1])
    written = base.written(fact)
    if (
        written
        and written[1] >= start[0]
        and _ITEMISED not in base.kinds_of_documents(fact)
    ):
        sure = (sure[0], min(sure[1], written[0]))
        most = (most[0], min(most[1], written[1]))
    return _placed(fact, sure, most, bounds)


def _half_open(
    fact: Any,
    base: FactBase,
    start: Stretch | None,
    end: Stretch | None,
    bounds: Bounds,
) -> Part:
    """A trial of which only the first or the last day is told."""
    written = base.written(fact)
    if start:
        until = written[1] if written else bounds[3]
        if until >= EVER[3]:
            return Part(fact, None, None, 0, None, False)
        first, last = max(start[0], bounds[1]), min(until, bounds[3])
    else:
        first, last = bounds[1], min(end[1], bounds[3])  # type: ignore[index]
        if first <= EVER[0]:
            return Part(fact, None, None, 0, None, False)
    if first > last:
        return Part(fact, None, None, 0, 0, True)
    return Part(fact, None, (first, last), 0, 0, False)


def _unplaced(
    entry: Entry, base: FactBase, low: int, high: int | None, bounds: Bounds
) -> Part:
    """A stated length counts back from the day on which it was written."""
    fact = entry.fact
    day = (entry.first, entry.last) if entry.first is not None else base.written(fact)
    if day is None or bounds is EVER:
        return Part(fact, None, None, low if bounds is EVER else 0, high, False)
    first, last = day
    if last < bounds[1]:  # type: ignore[operator]
        return Part(fact, None, None, 0, 0, True)
    if entry.state == "historical":
        return Part(fact, None, None, 0, high, False)
    least = _overlap(last, low, bounds[0], bounds[2])  # type: ignore[arg-type]
    if high is None:
        return Part(fact, None, None, least, None, False)
    most = _overlap(first, high, bounds[1], bounds[3])
    return Part(fact, None, None, min(least, most), most, most == 0 < high)


def _overlap(end: int, days: int, first: int, last: int) -> int:
    return max(min(end, last) - max(end - days, first), 0)


def merged(stretches: Sequence[Stretch], gap: int = 0) -> list[Stretch]:
    """Stretches in order, those at most ``gap`` days apart joined."""
    found: list[Stretch] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + gap:
            if last > found[-1][1]:
                found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def length(parts: Sequence[Part], mode: str, gap: int) -> Length:
    """Least and most days of all parts together, by the mode."""
    inner = [one.inner for one in parts if one.inner]
    outer = [one.outer for one in parts if one.outer]
    loose_low = max((one.low for one in parts), default=0)
    unbounded = any(one.high is None for one in parts)
    loose = sum(one.high or 0 for one in parts)
    if mode == "span":
        low = max(b for _, b in inner) - min(a for a, _ in inner) if inner else 0
        high = max(b for _, b in outer) - min(a for a, _ in outer) if outer else 0
        if outer and loose:
            unbounded = True
    elif mode == "union":
        low = sum(b - a for a, b in merged(inner))
        high = sum(b - a for a, b in merged(outer))
    else:
        low = max((b - a for a, b in merged(inner, gap)), default=0)
        high = max((b - a for a, b in merged(outer, gap)), default=0)
    only = None
    if not loose and not unbounded and inner and outer:
        one, other = merged(inner, gap), merged(outer, gap)
        only = (one[0], other[0]) if len(one) == len(other) == 1 else None
    return Length(max(low, loose_low), None if unbounded else high + loose, only)


_TO_THE_DAY = len("2026-01-31")
"""Days written like this stand in the order of their letters."""
_END = itemgetter(1)
_NOT_DONE = ("planned", "declined", "not-done")


def dated_length(
    facts: Sequence[Any], mode: str, gap: int, apart: bool
) -> Length | None:
    """``length`` of trials that were done and have both their days; None for others.

    All must be told as so, with days known to the day, so that what is sure is what is
    possible.  ``apart``: whether the one stretch is asked for.
    """
    told = []
    for fact in facts:
        start, end = fact.start, fact.end
        if not start or not end or fact.status in _NOT_DONE:
            return None
        if len(start) != _TO_THE_DAY or len(end) != _TO_THE_DAY or start > end:
            return None
        told.append((start, end))
    if mode == "span" and not apart:
        last = days_of(max(map(_END, told)))[1]
        days = last - days_of(min(told)[0])[0]
        return Length(days, days, None)
    found = [(days_of(start)[0], days_of(end)[1]) for start, end in told]
    runs = merged(found, gap)
    if mode == "span":
        days = max(map(_END, found)) - min(found)[0]
    elif mode == "union":
        days = sum([last - first for first, last in merged(found)])
    else:
        days = max([last - first for first, last in runs])
    return Length(days, days, (runs[0], runs[0]) if len(runs) == 1 else None)
