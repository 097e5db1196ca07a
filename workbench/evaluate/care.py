"""Trials of care as stretches of days: what is sure, what is possible, what is unknown.

A dated trial is a span whose inner part is certain and whose outer part is possible; a
stated length counts back from its note's date; days outside the window or the episode
are cut off.  The union of all trials lies between the longest part and the sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.evaluate.index import Index
from workbench.evaluate.intervals import Span, Window, clip, length
from workbench.schema.case import ProcedureDone, Treatment
from workbench.schema.partial_date import PartialDate, earliest, latest


@dataclass(frozen=True, slots=True)
class Part:
    """What one trial adds: a dated span, or a length whose place is not known.

    ``inner`` is certain, ``outer`` possible; ``low`` to ``high`` are the days of a
    trial without a place (``high`` None: no length is given at all).
    """

    fact: Treatment
    inner: Span | None = None
    outer: Span | None = None
    low: int = 0
    high: int | None = 0
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """Least and most days of the union of trials; ``high`` None is unbounded."""

    low: int
    high: int | None


class Calendar:
    """The stretch of days that counts: the window, cut at the last operation."""

    def __init__(
        self,
        index: Index,
        request: PartialDate | None,
        window: Window,
        operations: Sequence[ProcedureDone],
    ) -> None:
        self.index = index
        self.request = request
        first = window.start(latest(request)) if request else None
        widest = window.start(earliest(request)) if request else None
        dates = [one.date for one in operations if one.date]
        if dates:
            last = max(dates, key=latest)
            first = max(first, latest(last)) if first else None
            widest = max(widest, earliest(last)) if widest else None
        self._sure = (first, earliest(request)) if first and request else None
        self._possible = (widest, latest(request)) if widest and request else None

    def part(self, fact: Treatment, *, event: bool) -> Part:
        """What a trial adds; an event (an injection) adds no days."""
        start, end = self._ends(fact)
        low, high = _lengths(fact)
        if fact.assertion == "historical" and not (start or end or fact.date):
            return Part(fact, outside=True)
        if start and end:
            return self._between(fact, start, end)
        if start or end:
            return self._one_end(fact, start, end, low, high)
        if event and high is None and fact.vague is None:
            return self._event(fact)
        return self._counted_back(fact, low, high)

    def _ends(self, fact: Treatment) -> tuple[PartialDate | None, PartialDate | None]:
        end = fact.end
        if end is not None and not is_itemised(fact, self.index):
            end = self._not_after(fact, end)
        if end is None and fact.status == "ongoing" and fact.start:
            end = self.index.told(fact)
            if end and latest(end) < earliest(fact.start):
                end = None
        return fact.start or self._given(fact), end

    def _given(self, fact: Treatment) -> PartialDate | None:
        """The day on which care with a known last day was given, before that day."""
        if fact.date is None or fact.end is None or fact.days is not None:
            return None
        return fact.date if latest(fact.date) < earliest(fact.end) else None

    def _written(self, fact: Treatment) -> dt.date:
        """The day of the note; a therapist's record runs on after its own date."""
        told = None if is_itemised(fact, self.index) else self.index.told(fact)
        return latest(told) if told else dt.date.max

    def _not_after(self, fact: Treatment, end: PartialDate) -> PartialDate:
        """The end, or the day of writing: what a note foretells was not done."""
        told = self.index.told(fact)
        return told if told and latest(told) < earliest(end) else end

    def _between(self, fact: Treatment, start: PartialDate, end: PartialDate) -> Part:
        """Two ends, and a stated length where the ends leave more open than it does.

        "8 weeks in February and March": the length is sure, its place is not.
        """
        inner, outer = (latest(start), earliest(end)), (earliest(start), latest(end))
        placed = self._placed(fact, inner, outer)
        low, high = _lengths(fact)
        whole = self._sure is not None and clip(outer, self._sure) == outer
        fits = high is not None and low <= high <= (outer[1] - outer[0]).days
        if whole and fits and low > max((inner[1] - inner[0]).days, 0):
            return Part(fact, low=low, high=high)
        return placed

    def _placed(self, fact: Treatment, inner: Span, outer: Span) -> Part:
        sure = clip(inner, self._sure) if self._sure and inner[0] <= inner[1] else None
        possible = clip(outer, self._possible) if self._possible else outer
        if possible is not None and possible[0] > possible[1]:
            possible = None
        return Part(fact, inner=sure, outer=possible, outside=possible is None)

    def _one_end(
        self,
        fact: Treatment,
        start: PartialDate | None,
        end: PartialDate | None,
        low: int,
        high: int | None,
    ) -> Part:
        if high is None:
            return self._half_open(fact, start, end)
        least, most = dt.timedelta(days=low), dt.timedelta(days=high)
        if start:
            last = self._written(fact)
            return self._placed(
                fact,
                (latest(start), min(earliest(start) + least, last)),
                (earliest(start), min(latest(start) + most, last)),
            )
        ended = str(end)
        return self._placed(
            fact,
            (latest(ended) - least, earliest(ended)),
            (earliest(ended) - most, latest(ended)),
        )

    def _half_open(
        self, fact: Treatment, start: PartialDate | None, end: PartialDate | None
    ) -> Part:
        """A trial of which only the first or the last day is told."""
        told = self.index.told(fact) or self.request
        if start and told and latest(told) >= earliest(start):
            outer = (earliest(start), latest(told))
            possible = clip(outer, self._possible) if self._possible else outer
            return Part(fact, outer=possible, outside=possible is None)
        if end and self._possible:
            possible = clip((self._possible[0], latest(end)), self._possible)
            return Part(fact, outer=possible, outside=possible is None)
        return Part(fact, high=None)

    def _event(self, fact: Treatment) -> Part:
        if fact.date is None:
            return Part(fact, outside=self._told_before(fact))
        outer = (earliest(fact.date), latest(fact.date))
        inside = clip(outer, self._possible) if self._possible else outer
        return Part(fact, outside=inside is None)

    def _told_before(self, fact: Treatment) -> bool:
        """Whether every note that tells an undated event is older than the window."""
        told = self.index.told(fact)
        return bool(told and self._possible and latest(told) < self._possible[0])

    def _counted_back(self, fact: Treatment, low: int, high: int | None) -> Part:
        note = fact.date or self.index.told(fact)
        if fact.assertion == "historical" and note is None:
            return Part(fact, low=0, high=high)
        if note and self._possible and latest(note) < self._possible[0]:
            return Part(fact, outside=True)
        if note is None or self._sure is None or self._possible is None:
            return Part(fact, low=0, high=high)
        if fact.assertion == "historical":
            return Part(fact, low=0, high=high)
        least = _overlap(latest(note), low, self._sure)
        if high is None:
            return Part(fact, low=least, high=None)
        most = _overlap(earliest(note), high, self._possible)
        return Part(fact, low=min(least, most), high=most, outside=most == 0 < high)


def _lengths(fact: Treatment) -> tuple[int, int | None]:
    if fact.days is not None:
        return fact.days, fact.days
    if fact.days_range is not None:
        return fact.days_range.low or 0, fact.days_range.high
    return 0, None


def _overlap(end: dt.date, days: int, bounds: Span) -> int:
    """Days of a stretch that ends on ``end`` that lie inside the bounds."""
    inside = clip((end - dt.timedelta(days=days), end), bounds)
    return (inside[1] - inside[0]).days if inside else 0


def total(parts: Iterable[Part]) -> Total:
    """Least and most days of the union of all parts."""
    parts = [part for part in parts if not part.outside]
    sure = length(part.inner for part in parts if part.inner)
    possible = length(part.outer for part in parts if part.outer)
    low = max([sure, *(part.low for part in parts)])
    if any(part.high is None for part in parts):
        return Total(low, None)
    return Total(low, possible + sum(part.high or 0 for part in parts))


def itemised(facts: Sequence[Treatment], index: Index) -> tuple[Treatment, ...]:
    """Visits of one therapy record as one trial, from the first to the last.

    A record that lists visits by date and no start or end gives the trial no other
    bounds; facts of other documents are left as they are.
    """
    visits: dict[tuple[str, str], list[Treatment]] = {}
    rest: list[Treatment] = []
    for fact in facts:
        bare = fact.date and not (fact.start or fact.end or _lengths(fact)[1])
        if bare and is_itemised(fact, index):
            visits.setdefault((fact.kind, fact.evidence[0].document), []).append(fact)
        else:
            rest.append(fact)
    return (*rest, *(_joined(group) for group in visits.values()))


def _joined(group: list[Treatment]) -> Treatment:
    if len(group) == 1:
        return group[0]
    ordered = sorted(group, key=lambda fact: earliest(str(fact.date)))
    responses = [fact.response for fact in ordered if fact.response]
    return ordered[0].model_copy(
        update={
            "date": None,
            "start": ordered[0].date,
            "end": ordered[-1].date,
            "response": responses[-1] if responses else None,
            "evidence": tuple(item for fact in ordered for item in fact.evidence),
        }
    )


def is_itemised(fact: Treatment, index: Index) -> bool:
    """Whether a fact stands in a therapist's own record."""
    return "therapy-record" in index.kinds(fact)


def is_within(fact: Treatment, others: Iterable[Treatment]) -> bool:
    """Whether a single day of a treatment lies in a dated course of the same one.

    A fill of 4/27 in "naproxen 4/27-5/29" is a day of that course and no other.
    """
    ranged = fact.start or fact.end or fact.days or fact.sessions
    if ranged or fact.date is None or fact.response is not None:
        return False
    day = fact.date
    return any(
        one.kind == fact.kind
        and one.name in (fact.name, None)
        and one.start is not None
        and one.end is not None
        and earliest(one.start) <= earliest(day)
        and latest(day) <= latest(one.end)
        for one in others
    )
