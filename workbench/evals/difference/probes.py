"""One change at a time in a case: every field of every fact through the grid's values.

A field is tried by its type: a number takes the grid's numbers, a date its days, a
grade every grade, a word the words that the tests name, and each can be missing.  A
fact is also left out, and told the other way round by a second document.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from workbench.evals.difference.grid import Grid
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Contact,
    Fact,
    ImagingStudy,
    Range,
    RequestedProcedure,
    Severity,
)
from workbench.schema.packet import DocumentSummary
from workbench.schema.spine import is_interspace, neighbours
from workbench.vocabulary import kinds, severity

_KEPT = ("id", "evidence", "findings", "origin", "roots")
_MANY = 12
_TOUCH = ("root", "cord")
T = TypeVar("T")


def mutations(
    case: Case, values: Grid, request: dt.date, only: frozenset[str] | None = None
) -> Iterator[Case]:
    """The cases one change away from a case; ``only``: in the facts of some ids.

    Facts take turns, so that none waits until another has been tried throughout.
    """
    yield from in_turn(
        [
            _around(case, name, place, values, request)
            for name in FACT_LISTS
            for place, fact in enumerate(getattr(case, name))
            if only is None or _among(fact, only)
        ]
    )


def in_turn(some: list[Iterator[T]]) -> Iterator[T]:
    """What several iterators give, one of each in turn."""
    while some:
        left = []
        for one in some:
            found = next(one, None)
            if found is not None:
                yield found
                left.append(one)
        some = left


def _around(
    case: Case, name: str, place: int, values: Grid, request: dt.date
) -> Iterator[Case]:
    """The cases in which one fact is another, is missing, or is contradicted."""
    facts: tuple[Fact, ...] = getattr(case, name)
    fact, head, tail = facts[place], facts[:place], facts[place + 1 :]
    for group in _instead(fact, name, values, request):
        yield case.model_copy(update={name: (*head, *group, *tail)})
    if values.narrow:
        return
    if name != "requested_procedures" or len(facts) > 1:
        yield case.model_copy(update={name: (*head, *tail)})
    other = _denied(case, fact, name)
    if other is not None:
        yield other


def _among(fact: Fact, ids: frozenset[str]) -> bool:
    return fact.id in ids or any(one.id in ids for one in getattr(fact, "findings", ()))


def _instead(
    fact: Fact, name: str, values: Grid, request: dt.date
) -> Iterator[tuple[Fact, ...]]:
    """What can stand in a fact's place: itself changed, moved in time, parted into
    two courses, or with a twin that differs in one thing."""
    for moved in _moved(fact, values, request):
        yield (moved,)
    parted = _parted(fact)
    if parted:
        yield parted
    changed = list(_changed(fact, name, values, request))
    for one in changed:
        yield (one,)
    if name != "requested_procedures":
        for one in (*_moved(fact, values, request), *changed):
            yield fact, _renamed(one)


def _renamed(fact: Fact) -> Fact:
    """The same under an id of its own, its findings too."""
    update: dict[str, Any] = {"id": f"{fact.id}-twin"}
    if isinstance(fact, ImagingStudy):
        update["findings"] = tuple(
            one.model_copy(update={"id": f"{one.id}-twin"}) for one in fact.findings
        )
    return fact.model_copy(update=update)


_TIMES = ("date", "start", "end", "until")


def _times(fact: Fact) -> dict[str, dt.date]:
    """The full dates of a fact."""
    found = {name: getattr(fact, name, None) for name in _TIMES}
    return {
        name: dt.date.fromisoformat(text)
        for name, text in found.items()
        if text and len(text) == 10
    }


def _moved(fact: Fact, values: Grid, request: dt.date) -> Iterator[Fact]:
    """A fact moved so that its first or its last day lies so many days back."""
    times = _times(fact)
    if not times:
        return
    first, last = min(times.values()), max(times.values())
    for days in values.days:
        day = request - dt.timedelta(days=days)
        for anchor in dict.fromkeys((last, first)):
            shift = day - anchor
            yield fact.model_copy(
                update={n: (one + shift).isoformat() for n, one in times.items()}
            )


def _parted(fact: Fact) -> tuple[Fact, Fact] | None:
    """A course as two courses with a gap of a sixth between them."""
    times = _times(fact)
    if "start" not in times or "end" not in times:
        return None
    length = (times["end"] - times["start"]).days
    part = dt.timedelta(days=length * 5 // 12)
    if length < 12:
        return None
    early = {"end": (times["start"] + part).isoformat()}
    late = {"start": (times["end"] - part).isoformat()}
    return fact.model_copy(update=early), _renamed(fact.model_copy(update=late))


def _changed(fact: Fact, name: str, values: Grid, request: dt.date) -> Iterator[Fact]:
    if isinstance(fact, ImagingStudy):
        for place, finding in enumerate(fact.findings):
            head, tail = fact.findings[:place], fact.findings[place + 1 :]
            yield fact.model_copy(update={"findings": (*head, *tail)})
            for one in _changed(finding, "imaging_findings", values, request):
                yield fact.model_copy(update={"findings": (*head, one, *tail)})
    for field, kind in _fields(type(fact)):
        own = getattr(fact, field)
        if field == "level":
            tried: Iterable[Any] = _levels(own, values)
        else:
            tried = _values(field, kind, name, values, request)
        for value in tried:
            if value != own:
                yield fact.model_copy(update={field: value})


def _levels(own: str | None, values: Grid) -> Iterator[str | None]:
    """The interspaces beside a fact's own, those that the tests name, and none."""
    yield from (word for word in values.words if is_interspace(word))
    if not values.narrow:
        yield from neighbours(own) if own and is_interspace(own) else ()
        yield None


@lru_cache(maxsize=32)
def _fields(model: type[Fact]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, field.annotation)
        for name, field in model.model_fields.items()
        if name not in _KEPT
    )


def _values(
    field: str, kind: Any, name: str, values: Grid, request: dt.date
) -> Iterator[Any]:
    if field == "kind":
        if name != "requested_procedures":
            known = getattr(kinds(), name, ())
            yield from [word for word in values.words if word in known][:_MANY]
        return
    options = _options(kind)
    if field in ("date", "start", "end", "until"):
        for days in values.days:
            yield (request - dt.timedelta(days=days)).isoformat()
        if not values.narrow:
            yield str(request.year)
    elif Severity in options:
        for grade in values.grades:
            step = severity().steps[grade]
            yield Severity(label=grade, low=step, high=step)
    elif Contact in options:
        for word in values.words[: 4 * _MANY]:
            if word in ("compress", "impinge", "contact", "efface", "abut"):
                for target in _TOUCH:
                    yield Contact.model_validate({"label": word, "target": target})
    elif Range in options:
        for number in values.numbers[:_MANY]:
            if isinstance(number, int):
                yield Range(low=number, high=number)
    elif any(get_origin(one) is Literal for one in options):
        for one in options:
            named = get_args(one) if get_origin(one) is Literal else ()
            yield from (v for v in named if not values.narrow or v in values.words)
    elif bool in options:
        yield from () if values.narrow else (True, False)
    elif int in options or float in options:
        whole = float not in options
        for number in values.numbers[: 2 * _MANY]:
            if isinstance(number, int) or not whole:
                yield number
    elif str in options:
        yield from values.words[:_MANY]
    if type(None) in options and not values.narrow:
        yield None


@lru_cache(maxsize=256)
def _options(kind: Any) -> tuple[Any, ...]:
    """The types of a union; one type stands alone."""
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(one for part in get_args(kind) for one in _options(part))
    inner = getattr(kind, "__value__", kind)
    if hasattr(kind, "__metadata__"):
        return _options(get_args(kind)[0])
    return (inner,)


def _denied(case: Case, fact: Fact, name: str) -> Case | None:
    """The case in which a second document says that the fact is not so."""
    if name in ("requested_procedures", "imaging_studies"):
        return None
    number = max((int(one.id[1:]) for one in case.documents), default=0) + 1
    document = DocumentSummary(
        id=f"D{number}",
        kind="clinic-note",
        title="clinic note",
        date=None,
        author=None,
        pages=1,
        lines=9,
    )
    evidence = fact.evidence[0].model_copy(update={"document": document.id})
    told = fact.model_copy(
        update={
            "id": f"{fact.id}-denied",
            "assertion": "present" if fact.assertion == "absent" else "absent",
            "evidence": (evidence,),
        }
    )
    return case.model_copy(
        update={
            name: (*getattr(case, name), told),
            "documents": (*case.documents, document),
        }
    )


def is_valid(case: Case) -> bool:
    """Whether a case that was changed by copying is one of the model."""
    try:
        Case.model_validate_json(case.model_dump_json())
    except ValidationError:
        return False
    return True


def smaller(case: Case) -> Iterator[Case]:
    """The cases that say a little less: without a fact, a finding, a field."""
    for name in FACT_LISTS:
        facts: tuple[Any, ...] = getattr(case, name)
        for place, fact in enumerate(facts):
            head, tail = facts[:place], facts[place + 1 :]
            if name != "requested_procedures" or len(facts) > 1:
                yield case.model_copy(update={name: (*head, *tail)})
            for one in _less(fact):
                yield case.model_copy(update={name: (*head, one, *tail)})
    for key in ("age", "sex"):
        if getattr(case.patient, key) is not None:
            patient = case.patient.model_copy(update={key: None})
            yield case.model_copy(update={"patient": patient})


def _less(fact: Any) -> Iterator[Any]:
    if isinstance(fact, ImagingStudy):
        for place, finding in enumerate(fact.findings):
            head, tail = fact.findings[:place], fact.findings[place + 1 :]
            yield fact.model_copy(update={"findings": (*head, *tail)})
            for one in _less(finding):
                yield fact.model_copy(update={"findings": (*head, one, *tail)})
    for name, field in type(fact).model_fields.items():
        if name in _KEPT or name == "kind" or field.is_required():
            continue
        if isinstance(fact, RequestedProcedure) and name in ("level", "site"):
            continue  # a request without a place would be smaller and say less
        if getattr(fact, name) != field.default:
            yield fact.model_copy(update={name: field.default})


def used_documents(case: Case) -> Case:
    """The case with only the documents that its facts quote."""
    quoted = {
        item.document
        for name in FACT_LISTS
        for fact in getattr(case, name)
        for one in (fact, *getattr(fact, "findings", ()))
        for item in one.evidence
    }
    kept = tuple(one for one in case.documents if one.id in quoted)
    return case.model_copy(update={"documents": kept})

