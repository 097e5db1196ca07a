"""A laboratory value against a limit, as one reading of a result.

A comparator makes the value a range ("<10" lies under 10); a result without a number,
or in a unit that the policy does not use, is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from workbench.evaluate.index import Index, present
from workbench.evaluate.intervals import Day, Recency, Window, day, recency
from workbench.schema.base import Model
from workbench.schema.case import Case, Test
from workbench.schema.partial_date import PartialDate, latest

Side = Literal["under", "over", "open"]


class Limit(Model):
    """A limit and its unit; ``included`` tells whether the limit itself is under it."""

    value: float
    unit: str
    included: bool


def against(test: Test, limit: Limit) -> Side:
    """Whether a result lies under or over a limit."""
    if test.value is None or not _same_unit(test.unit, limit.unit):
        return "open"
    value, bound = float(test.value), limit.value
    under = value < bound or (limit.included and value == bound)
    if test.comparator in ("<", "<="):
        strict = test.comparator == "<" and value <= bound
        return "under" if under or strict else "open"
    if test.comparator in (">", ">="):
        strict = test.comparator == ">" and value >= bound
        return "over" if not under or strict else "open"
    return "under" if under else "over"


def _same_unit(unit: str | None, wanted: str) -> bool:
    return unit is None or unit.strip().lower() == wanted.lower()


def results(case: Case, kinds: Iterable[str]) -> tuple[Test, ...]:
    """Results of the record that were obtained."""
    return present(Index(case).records(case.tests), kinds)


def when(index: Index, test: Test) -> Day | None:
    """The days on which a result can have been obtained."""
    told = index.first_told(test)
    if test.date:
        return day(test.date, told)
    return day(told) if told and "laboratory" in index.kinds(test) else None


def by_recency(
    index: Index, tests: Sequence[Test], request: PartialDate | None, window: Window
) -> dict[Recency, tuple[Test, ...]]:
    """Results sorted by where they lie against the window."""
    found: dict[Recency, tuple[Test, ...]] = {}
    for test in tests:
        key = recency(when(index, test), request, window)
        found[key] = (*found.get(key, ()), test)
    return found


def newest(index: Index, tests: Sequence[Test]) -> tuple[Test, ...]:
    """The latest results by date; several where they share it."""
    days = {test.id: when(index, test) for test in tests}
    last = max((one.last for one in days.values() if one), default=None)
    return tuple(test for test in tests if (one := days[test.id]) and one.last == last)


def dated(index: Index, test: Test) -> str:
    """The date of a result for a sentence."""
    date = test.date or (
        index.first_told(test) if "laboratory" in index.kinds(test) else None
    )
    return f" of {date}" if date else " without a date"


def last_day(text: PartialDate) -> str:
    """Sort key: the last day that a partial date can mean."""
    return latest(text).isoformat()
