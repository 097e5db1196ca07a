"""How long a complaint can have lasted, and with it the care that it was given.

Care without dates has no upper bound of its own; but nobody is treated for a complaint
that has not begun.  Where the record tells when every complaint of the region began,
and nothing of it is said to be older, the care is no longer than that.  A part that
hurts since nobody says when leaves it open, and so does whatever the record has of the
region from before: a visit, a film, a score, an operation, a numb hand of last year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from workbench.evaluate.facts import FactBase, days_of
from workbench.evaluate.generic.select import region_of
from workbench.schema.case import Symptom, Treatment
from workbench.schema.partial_date import PartialDate

_PAIN = ("pain", "axial-pain", "headache")
"""What a complaint begins with; a numb finger may come to an old pain."""


class Age(NamedTuple):
    """The most days that a complaint can have lasted, and the symptom that tells it."""

    days: int
    told: Symptom


_STRICT = ("procedures_done", "imaging_studies", "diagnoses")
"""Lists of which only what names the region is of the complaint."""
_LOOSE = ("treatments", "functional_limits")
"""Lists of which what names no region may be of it."""


def oldest(
    symptoms: Iterable[Symptom],
    care: Sequence[Treatment],
    base: FactBase,
    request: PartialDate | None,
    region: str | None,
) -> Age | None:
    """The age of the oldest complaint on the day of the request; None: not known.

    Care that is told to have begun before the complaint shows that the record does not
    tell its whole story.
    """
    if request is None:
        return None
    told = tuple(symptoms)
    first = _first(told, base)
    if first is None or any(_earlier(fact, first[0]) for fact in care):
        return None
    if any(_was_there(fact, first[0], base) for fact in told):
        return None
    if any(_earlier(fact, first[0]) for fact in _others(base, region)):
        return None
    return Age(max(days_of(request)[1] - first[0], 0), first[1])


def _was_there(fact: Symptom, first: int, base: FactBase) -> bool:
    """Whether a complaint was told, or is told to have been, before the first day."""
    if fact.assertion == "absent":
        return False
    if fact.assertion == "historical":
        return fact.kind != "headache"
    if _earlier(fact, first):
        return True
    aged = fact.start is not None or _most(fact) is not None
    written = None if aged else base.written(fact)
    return written is not None and written[1] < first


def _others(base: FactBase, region: str | None) -> Iterator[Any]:
    """What else the record has of the region, or may have of it."""
    for name in (*_STRICT, *_LOOSE):
        for bucket in base.by_kind(name).values():
            for entries in bucket.values():
                for one in entries:
                    where = region_of(one.fact)
                    loose = where is None and name in _LOOSE
                    if one.fact.assertion in _TOLD and (where == region or loose):
                        yield one.fact


_TOLD = ("present", "historical")


def _first(symptoms: Iterable[Symptom], base: FactBase) -> tuple[int, Symptom] | None:
    """The first day on which the oldest complaint of a known age can have begun."""
    days: list[tuple[int, Symptom]] = []
    ageless: list[Symptom] = []
    for fact in symptoms:
        if fact.assertion == "absent":
            continue
        if fact.vague is not None:
            return None
        if fact.kind not in _PAIN:
            continue
        if fact.start:
            days.append((days_of(fact.start)[0], fact))
        elif (most := _most(fact)) is not None:
            written = base.written(fact)
            if written is None:
                return None
            days.append((written[0] - most, fact))
        elif fact.days_range is not None:
            return None
        elif fact.site and fact.assertion == "present":
            ageless.append(fact)
    aged = [fact for _, fact in days]
    if not all(_is_told(fact, aged) for fact in ageless):
        return None
    return min(days, key=itemgetter(0), default=None)


def _is_told(fact: Symptom, aged: Sequence[Symptom]) -> bool:
    """Whether the age of a pain is told of its place, or in the same sentence."""
    told = _quotes(fact)
    return any(one.site in (None, fact.site) or told & _quotes(one) for one in aged)


def _quotes(fact: Symptom) -> set[tuple[str, int]]:
    """Where the quotes of a fact begin, by document."""
    return {(one.document, one.start) for one in fact.evidence if one.start is not None}


def _most(fact: Symptom) -> int | None:
    if fact.days is not None:
        return fact.days
    return fact.days_range.high if fact.days_range else None


def _earlier(fact: Any, first: int) -> bool:
    """Whether a fact is told of a day before another."""
    told = getattr(fact, "start", None) or fact.date or getattr(fact, "end", None)
    return told is not None and days_of(told)[1] < first
