"""The fields of a fact as a form shows them, read off the models of the Case.

A choice is a choice, a number a number, a range two numbers, a list words between
commas.  What the models gain later shows here without a change.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from workbench.schema.case import (
    Contact,
    Diagnosis,
    ExamFinding,
    Fact,
    FactList,
    FunctionalLimit,
    ImagingFinding,
    ImagingStudy,
    ProcedureDone,
    Range,
    RequestedProcedure,
    RiskFactor,
    Severity,
    Statement,
    Symptom,
    Test,
    Treatment,
)
from workbench.vocabulary import procedures
from workbench.vocabulary.tables import kinds, severity

Sort = Literal["text", "number", "yes-no", "choice", "range", "words"]
What = Literal[FactList, "imaging_findings"]
"""What can be added: a list of the Case, or a finding of one of its studies."""

MODELS: dict[str, type[Fact]] = {
    "requested_procedures": RequestedProcedure,
    "diagnoses": Diagnosis,
    "symptoms": Symptom,
    "exam_findings": ExamFinding,
    "imaging_studies": ImagingStudy,
    "imaging_findings": ImagingFinding,
    "tests": Test,
    "treatments": Treatment,
    "procedures_done": ProcedureDone,
    "functional_limits": FunctionalLimit,
    "risk_factors": RiskFactor,
    "statements": Statement,
}
_LEFT = ("id", "evidence", "findings", "contact")
"""Never edited as a field: identity, quotes, a study's findings, a contact's words."""
_FIRST = ("kind", "assertion", "level", "site", "side", "date")


class Field(NamedTuple):
    """One field of a form; ``value`` as typed (``low`` and ``high`` for a range)."""

    name: str
    label: str
    sort: Sort
    choices: tuple[str, ...]
    value: str
    high: str
    main: bool


def fields(what: str, values: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields of a kind of fact with their values."""
    model = MODELS[what]
    names = [*_FIRST, *(n for n in model.model_fields if n not in _FIRST)]
    return tuple(_field(what, name, values) for name in names if name not in _LEFT)


def _field(what: str, name: str, values: Mapping[str, Any]) -> Field:
    sort, choices = _sort(what, name)
    value, high = _typed(name, values.get(name))
    main = name in _FIRST or bool(value or high) or name in _COMMON.get(what, ())
    return Field(name, name.replace("_", " "), sort, choices, value, high, main)


_COMMON: dict[str, tuple[str, ...]] = {
    "treatments": ("start", "end", "days", "sessions", "status", "response"),
    "imaging_findings": ("location", "severity"),
    "exam_findings": ("grade", "roots"),
    "tests": ("name", "value", "unit", "result"),
    "risk_factors": ("status", "until"),
    "functional_limits": ("name", "value", "unit"),
    "requested_procedures": ("codes", "stage"),
    "diagnoses": ("codes", "name"),
    "procedures_done": ("relief", "relief_days", "result"),
    "statements": ("speaker", "about"),
}
"""Fields shown at once; the others stand behind "more"."""


def _sort(what: str, name: str) -> tuple[Sort, tuple[str, ...]]:
    if name == "kind":
        return "choice", kinds_of(what)
    if name == "severity":
        return "choice", tuple(severity().steps)
    inner = _inner(MODELS[what].model_fields[name].annotation)
    if get_origin(inner) is Literal:
        return "choice", tuple(str(one) for one in get_args(inner))
    if inner is Range:
        return "range", ()
    if inner is bool:
        return "yes-no", ("yes", "no")
    if inner in (int, float):
        return "number", ()
    return ("words", ()) if get_origin(inner) is tuple else ("text", ())


def _inner(annotation: Any) -> Any:
    """The type without None; of a number either of its types."""
    if get_origin(annotation) in (Union, types.UnionType):
        left = [one for one in get_args(annotation) if one is not type(None)]
        return _inner(left[0])
    return annotation


def kinds_of(what: str) -> tuple[str, ...]:
    """The kinds that a list knows, in the order of the vocabulary."""
    if what == "requested_procedures":
        tables = procedures()
        return (*tables.procedures, *tables.dependents, "other")
    return tuple(getattr(kinds(), what))


def _typed(name: str, value: Any) -> tuple[str, str]:
    if value is None or value == ():
        return "", ""
    if isinstance(value, Severity):
        return value.label, ""
    if isinstance(value, Range):
        low, high = value.low, value.high
        return "" if low is None else str(low), "" if high is None else str(high)
    if isinstance(value, bool):
        return "yes" if value else "no", ""
    if isinstance(value, tuple):
        return ", ".join(value), ""
    return str(value), ""


class Mistake(NamedTuple):
    """What is wrong with one field."""

    name: str
    problem: str


def parsed(
    what: str, form: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[Mistake, ...]]:
    """Plain data of a fact from a form, and what is wrong with it."""
    data: dict[str, Any] = {}
    wrong: list[Mistake] = []
    for name in MODELS[what].model_fields:
        if name in _LEFT:
            continue
        sort, choices = _sort(what, name)
        try:
            found = _value(name, sort, choices, form)
        except ValueError as error:
            wrong.append(Mistake(name, str(error)))
            continue
        if found is not None:
            data[name] = found
    return data, tuple(wrong)


def _value(
    name: str, sort: Sort, choices: tuple[str, ...], form: Mapping[str, str]
) -> Any:
    text = form.get(name, "").strip()
    if sort == "range":
        low, high = _whole(text), _whole(form.get(f"{name}-high", "").strip())
        return None if low is None and high is None else {"low": low, "high": high}
    if not text:
        return None
    if sort == "choice" and text not in choices:
        raise ValueError("choose one of the list")
    if name == "severity":
        step = severity().steps[text]
        return {"label": text, "low": step, "high": step}
    if sort == "yes-no":
        return text == "yes"
    if sort == "number":
        return _number(text)
    if sort == "words":
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not text.isdigit() or len(text) > 6:
        raise ValueError("a whole number")
    return int(text)


def _number(text: str) -> int | float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError("a number, as in 6 or 6.5") from None
    if value != value or abs(value) > 1e9:
        raise ValueError("a number, as in 6 or 6.5")
    return int(value) if value.is_integer() else value


def unchanged(fact: Fact | None) -> Iterator[tuple[str, Any]]:
    """What an edit keeps of a fact because no field shows it."""
    if isinstance(fact, ImagingFinding) and isinstance(fact.contact, Contact):
        yield "contact", fact.contact
    if isinstance(fact, ImagingStudy):
        yield "findings", fact.findings
