"""The values on which two tests can part: below, at and above every limit they name.

Made from the tests themselves: numbers with a step either side, lengths of time as days
before the request, grades, and every word.  What stands in one test and not in the
other comes first, since there the difference lies.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from workbench.policy.dated import KEY
from workbench.schema.partial_date import months_before
from workbench.vocabulary import severity

UNITS = ("days", "weeks", "months", "years")
_DAYS = {"days": 1, "weeks": 7}
Leaf = tuple[str, Any]
"""A single test: its name and what stands under it, values filled in."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Values to try; of each kind those that the difference names stand first."""

    numbers: tuple[float, ...]
    days: tuple[int, ...]
    """Days before the request."""
    words: tuple[str, ...]
    grades: tuple[str, ...]
    dates: tuple[str | None, ...]
    """Request dates."""
    apart: Grid | None = None
    """Only what stands on one side; fields are tried through these values first."""
    narrow: bool = False


def leaves(test: Any) -> Iterator[Leaf]:
    """The single tests of a tree."""
    ((name, value),) = test.items()
    if name in ("all", "any"):
        for one in value:
            yield from leaves(one)
    elif name == "at_least":
        for one in value["of"]:
            yield from leaves(one)
    elif name == "not":
        yield from leaves(value)
    elif name in ("pathway", "for_each"):
        yield from leaves(value["test"])
    else:
        yield name, value


def grid(old: Iterable[Any], new: Iterable[Any], request: dt.date) -> Grid:
    """The grid of two lists of values (tests, or what a parameter stands for)."""
    left, right = _Values(request), _Values(request)
    for one in old:
        left.take(one)
    for one in new:
        right.take(one)
    apart = _grid(left, right, _apart)
    whole = _grid(left, right, _parted)
    return replace(whole, apart=replace(apart, narrow=True))


Parting = Callable[[Iterable[Any], Iterable[Any]], list[Any]]


def _grid(left: _Values, right: _Values, part: Parting) -> Grid:
    words = part(left.words, right.words)
    steps = severity().steps
    grades = [word for word in words if word in steps]
    rest = () if part is _apart else steps
    return Grid(
        numbers=tuple(_around(part(left.numbers, right.numbers))),
        days=tuple(_between(part(left.days, right.days))),
        words=tuple(words),
        grades=tuple(dict.fromkeys((*grades, *rest))),
        dates=tuple(part(left.dates, right.dates)),
    )


def _apart(left: Iterable[Any], right: Iterable[Any]) -> list[Any]:
    """What stands on one side only; each once."""
    one, other = dict.fromkeys(left), dict.fromkeys(right)
    return [v for v in (*one, *other) if (v in one) != (v in other)]


def _parted(left: Iterable[Any], right: Iterable[Any]) -> list[Any]:
    """What stands on one side only, then what stands on both; each once."""
    one, other = dict.fromkeys(left), dict.fromkeys(right)
    apart = [v for v in (*one, *other) if (v in one) != (v in other)]
    return [*apart, *(v for v in one if v in other)]


def _between(days: list[int]) -> Iterator[int]:
    """The days, and one in the middle between each two that follow on each other."""
    yield from days
    ordered = sorted(set(days))
    seen = set(ordered)
    for low, high in zip(ordered, ordered[1:], strict=False):
        middle = (low + high) // 2
        if middle not in seen:
            yield middle


def _around(numbers: Iterable[float]) -> Iterator[float]:
    seen = set()
    for number in numbers:
        step = 1 if float(number).is_integer() else 0.1
        for value in (number, number - step, number + step):
            value = round(value, 6)
            if value >= 0 and value not in seen:
                seen.add(value)
                yield int(value) if float(value).is_integer() else value


class _Values:
    """Numbers, days, words and request dates found in some values."""

    def __init__(self, request: dt.date) -> None:
        self.request = request
        self.numbers: list[float] = []
        self.days: list[int] = []
        self.words: list[str] = []
        self.dates: list[str] = []

    def take(self, value: Any) -> None:
        if isinstance(value, bool) or value is None:
            return
        if isinstance(value, int | float):
            self.numbers.append(value)
        elif isinstance(value, str):
            self.words.append(value)
        elif isinstance(value, list):
            for one in value:
                self.take(one)
        elif isinstance(value, dict):
            self._mapping(value)

    def _mapping(self, value: dict[str, Any]) -> None:
        if KEY in value:
            for one in value[KEY]:
                self.take(one["value"])
                for day in (one["from"], one["to"]):
                    if "0001" < day[:4] < "9999":
                        self.dates += _beside(day)
            return
        for key, one in value.items():
            if key in UNITS and isinstance(one, dict) and KEY in one:
                for edition in one[KEY]:
                    self._mapping({key: edition["value"]})
                self._mapping(one)
            elif key in UNITS and isinstance(one, int):
                self.days += self._days(key, one)
                self.numbers.append(one)
            else:
                self.words.append(key)
                self.take(one)
                if isinstance(one, int) and not isinstance(one, bool):
                    self.days += [max(0, one + step) for step in (0, -1, 1)]
                    self.days += [max(0, one * 7 + step) for step in (0, -1, 1)]

    def _days(self, unit: str, count: int) -> list[int]:
        if unit in _DAYS:
            days = count * _DAYS[unit]
        else:
            months = count * (12 if unit == "years" else 1)
            days = (self.request - months_before(self.request, months)).days
        return [day for day in (days, days - 1, days + 1) if day >= 0]


def _beside(day: str) -> list[str]:
    date = dt.date.fromisoformat(day)
    return [(date + dt.timedelta(days=step)).isoformat() for step in (0, -1, 1)]


def key_of(leaf: Leaf) -> str:
    """A leaf as text, to tell equal ones."""
    return json.dumps(leaf, sort_keys=True)
