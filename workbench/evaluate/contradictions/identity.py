"""Whose record it is: what documents tell of age, sex, birth, name and number.

An age is held to the date of birth, and to other ages, on the day of the document that
tells it.  A document without a day may be old, so that only an age that is too high
speaks against it.  What is not told is never a contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from workbench.evaluate.contradictions.model import Identified
from workbench.evaluate.contradictions.pairs import Found
from workbench.evaluate.facts import days_of
from workbench.evaluate.leaf import Scope
from workbench.schema.case import Told
from workbench.schema.partial_date import earliest, is_exact

_YEAR = 365.25


def by_identity(rules: Iterable[Identified], scope: Scope) -> Iterator[Found]:
    """What the identity rules find, each at most once."""
    told: tuple[Told, ...] = getattr(scope.case.patient, "told", ())
    if not told:
        return
    for rule in rules:
        found = _CHECKS[rule.check](rule, told, scope)
        if found is not None:
            yield Found(rule.id, found)


_Sides = tuple[tuple[str, tuple[Any, ...]], tuple[str, tuple[Any, ...]]]


class _Age(NamedTuple):
    """An age, its telling, and the days on which it can have been written."""

    years: int
    told: Told
    days: tuple[int, int] | None


def _ages(told: Iterable[Told], scope: Scope) -> list[_Age]:
    return [
        _Age(int(one.value), one, scope.facts.written(one))
        for one in told
        if one.what == "age"
    ]


def _of_birth(rule: Identified, told: Iterable[Told], scope: Scope) -> _Sides | None:
    """A stated age that the date of birth refuses."""
    births = [one for one in told if one.what == "birth-date" and is_exact(one.value)]
    for age in _ages(told, scope):
        latest = _latest(age, scope)
        for born in births if latest else ():
            day = days_of(born.value)[0]
            most = _years(day, latest) + rule.grace
            least = _years(day, age.days[0]) - rule.grace if age.days else 0
            if not least <= age.years <= most:
                return (
                    (f"the record says {age.years} years", (age.told,)),
                    ("the date of birth makes it another age", (born,)),
                )
    return None


def _years(born: int, day: int | None) -> int:
    return int(((day or born) - born) / _YEAR)


def _latest(age: _Age, scope: Scope) -> int | None:
    """The last day on which an age can have been told."""
    if age.days:
        return age.days[1]
    return days_of(scope.request_date)[1] if scope.request_date else None


def _of_ages(rule: Identified, told: Iterable[Told], scope: Scope) -> _Sides | None:
    """Two ages that no one birthday explains."""
    for one, other in combinations(_ages(told, scope), 2):
        if not _one_birthday(one, other, rule.grace, scope):
            return (
                (f"the record says {one.years} years", (one.told,)),
                (f"the record says {other.years} years", (other.told,)),
            )
    return None


def _one_birthday(one: _Age, other: _Age, grace: int, scope: Scope) -> bool:
    """Whether one person can be of both ages on the days on which they are told."""
    if one.days and other.days:
        early, late = sorted((one, other), key=lambda age: (age.days or (0, 0))[0])
        most = ((late.days or (0, 0))[1] - (early.days or (0, 0))[0]) / _YEAR
        least = max((late.days or (0, 0))[0] - (early.days or (0, 0))[1], 0) / _YEAR
        return least - 1 - grace < late.years - early.years < most + 1 + grace
    for dated, undated in ((one, other), (other, one)):
        limit = _latest(undated, scope)
        if dated.days and undated.days is None and limit is not None:
            since = (limit - dated.days[0]) / _YEAR
            return undated.years < dated.years + since + 1 + grace
    return True


def _differing(rule: Identified, told: Iterable[Told], scope: Scope) -> _Sides | None:
    """Tellings of one thing that cannot all be so."""
    same = [one for one in told if one.what == rule.what]
    for one in same:
        others = tuple(other for other in same if _DIFFER[one.what](one, other))
        if others:
            here = tuple(other for other in same if other.value == one.value)
            return (
                (_said(rule.says[0], one), here),
                (_said(rule.says[1], others[0]), others),
            )
    return None


def _said(words: str, told: Told) -> str:
    return words.replace("{value}", told.value)


def _names(one: Told, other: Told) -> bool:
    return not set(one.value.split()) & set(other.value.split())


def _births(one: Told, other: Told) -> bool:
    """Two days of birth, unless only day and month have changed places."""
    if one.value == other.value or not (is_exact(one.value) and is_exact(other.value)):
        return False
    left, right = earliest(one.value), earliest(other.value)
    return (left.year, left.day, left.month) != (right.year, right.month, right.day)


def _values(one: Told, other: Told) -> bool:
    return one.value != other.value


_DIFFER: dict[str, Callable[[Told, Told], bool]] = {
    "sex": _values,
    "member-id": _values,
    "birth-date": _births,
    "name": _names,
}
_CHECKS: dict[str, Callable[..., _Sides | None]] = {
    "birth": _of_birth,
    "ages": _of_ages,
    "differ": _differing,
}
