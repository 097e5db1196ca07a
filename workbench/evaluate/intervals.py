"""Days, windows and unions, with both ends of what a partial date can mean.

A comparison answers "yes" or "no" only where every day that the dates can mean gives
that answer; else it is "open".  Lengths are end minus start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.schema.base import Model
from workbench.schema.partial_date import (
    PartialDate,
    earliest,
    latest,
    months_before,
)

Recency = Literal["in", "before", "after", "open"]
Answer = Literal["yes", "no", "open"]
Span = tuple[dt.date, dt.date]


class Window(Model):
    """A stretch before the request: so many calendar months, or so many days."""

    months: int | None = None
    days: int | None = None

    def start(self, request: dt.date) -> dt.date:
        """First day of the window; it belongs to the window."""
        if self.months is not None:
            return months_before(request, self.months)
        return request - dt.timedelta(days=self.days or 0)


@dataclass(frozen=True, slots=True)
class Day:
    """The days that a partial date can mean, both ends included."""

    first: dt.date
    last: dt.date


def day(text: PartialDate, told: PartialDate | None = None) -> Day:
    """The days that ``text`` can mean.

    What a document reports was over when it was written, so ``told``, the document's
    date, cuts the days after it off where the partial date allows.
    """
    first, last = earliest(text), latest(text)
    if told and first <= latest(told) < last:
        last = latest(told)
    return Day(first, last)


def recency(when: Day | None, request: PartialDate | None, window: Window) -> Recency:
    """Where a day lies: inside the window before the request, before or after it."""
    if when is None or request is None:
        return "open"
    asked = day(request)
    if when.last < window.start(asked.first):
        return "before"
    if when.first > asked.last:
        return "after"
    if when.first >= window.start(asked.last) and when.last <= asked.first:
        return "in"
    return "open"


def at_least_apart(start: Day, end: Day, days: int) -> Answer:
    """Whether ``end`` is ``days`` or more after ``start``."""
    if (end.first - start.last).days >= days:
        return "yes"
    return "no" if (end.last - start.first).days < days else "open"


def months_apart(start: Day, end: Day, months: int) -> Answer:
    """Whether ``end`` is ``months`` calendar months or more after ``start``."""
    if start.last <= months_before(end.first, months):
        return "yes"
    return "no" if start.first > months_before(end.last, months) else "open"


def before(left: PartialDate, right: PartialDate) -> bool:
    """Whether every day of ``left`` lies before every day of ``right``."""
    return latest(left) < earliest(right)


def clip(span: Span, bounds: Span) -> Span | None:
    """The part of a span inside the bounds; None where they do not meet."""
    first, last = max(span[0], bounds[0]), min(span[1], bounds[1])
    return (first, last) if first <= last else None


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans with those that touch or overlap merged, in order."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def length(spans: Iterable[Span]) -> int:
    """Days covered by the union of the spans."""
    return sum((last - first).days for first, last in union(spans))
