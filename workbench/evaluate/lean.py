"""A stored case decoded for bulk work: only the lists and fields that a policy reads.

Checking a case against its whole model costs more than evaluating it, and a stored case
was checked when it was stored.  Here the bytes become plain structures with the same
attribute names, so that the same tests run on them; quotes are left in the store.

Where a fact stands is read only when a test asks: most cases hold no letter that
argues, and most tests look at no document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import msgspec

from workbench.evaluate.answer import Rule
from workbench.evaluate.compile import CompiledPolicy
from workbench.schema import case as models
from workbench.schema.case import FACT_LISTS

ALWAYS = frozenset({"requested_procedures"})
_LEFT_OUT = frozenset({"evidence", "findings"})


class Cited(msgspec.Struct, gc=False, frozen=True):
    """The document of a quote, and where in it the quote begins."""

    document: str
    start: int | None = None


_documents_of = msgspec.json.Decoder(tuple[Cited, ...]).decode
_NOWHERE = msgspec.Raw(b"[]")


def _evidence(fact: Any) -> tuple[Cited, ...]:
    """The documents that a fact is quoted from, out of the bytes it came in."""
    return _documents_of(fact.quoted)


class Bounds(msgspec.Struct, gc=False, frozen=True):
    """A range; ``None`` is unbounded."""

    low: int | None = None
    high: int | None = None
    label: str = ""


class Touch(msgspec.Struct, gc=False, frozen=True):
    """A word of contact and what it is said of."""

    label: str
    target: str


class Document(msgspec.Struct, gc=False, frozen=True):
    """What tests ask of a document."""

    id: str
    kind: str
    title: str = ""
    date: str | None = None
    pages: int = 1


class Patient(msgspec.Struct, gc=False, frozen=True):
    """What tests ask of the patient."""

    age: int | None = None
    sex: str | None = None


class Request(msgspec.Struct, gc=False, frozen=True):
    """What tests ask of the request's head."""

    date: str | None = None
    service_date: str | None = None
    line_of_business: str | None = None
    state: str | None = None


_TYPES: dict[str, Any] = {
    "severity": Bounds | None,
    "days_range": Bounds | None,
    "relief": Bounds | None,
    "relief_days": Bounds | None,
    "medication_cut": Bounds | None,
    "contact": Touch | None,
    "codes": tuple[str, ...],
    "roots": tuple[str, ...],
    "about": tuple[str, ...],
    "agents": tuple[str, ...],
    "value": int | float | None,
    "value_to": int | float | None,
    "supervised": bool | None,
    "contrast": bool | None,
}
_WHOLE = ("stage", "count", "sessions", "days", "leads", "contacts")
_MODELS: dict[str, type[models.Fact]] = {
    "requested_procedures": models.RequestedProcedure,
    "diagnoses": models.Diagnosis,
    "symptoms": models.Symptom,
    "exam_findings": models.ExamFinding,
    "imaging_studies": models.ImagingStudy,
    "tests": models.Test,
    "treatments": models.Treatment,
    "procedures_done": models.ProcedureDone,
    "functional_limits": models.FunctionalLimit,
    "risk_factors": models.RiskFactor,
    "statements": models.Statement,
}


def _struct(model: type[models.Fact]) -> type[msgspec.Struct]:
    """The plain structure of a kind of fact: its own fields, its quotes as bytes."""
    fields: list[Any] = []
    for name, field in model.model_fields.items():
        if name in _LEFT_OUT:
            continue
        kind = _TYPES.get(name, int | None if name in _WHOLE else str | None)
        default = field.default if not field.is_required() else msgspec.NODEFAULT
        fields.append((name, str if name in ("id", "kind") else kind, default))
    fields.append(("quoted", msgspec.Raw, _NOWHERE))
    if model is models.ImagingStudy:
        finding = _struct(models.ImagingFinding)
        fields.append(("findings", tuple[finding, ...], ()))  # type: ignore[valid-type]
    return msgspec.defstruct(
        model.__name__,
        fields,
        namespace={"evidence": property(_evidence)},
        rename={"quoted": "evidence"},
        gc=False,
        frozen=True,
        kw_only=True,
        eq=False,
    )


@lru_cache(maxsize=64)
def decoder(lists: frozenset[str]) -> Callable[[bytes], Any]:
    """The function from the bytes of a Case to its lean form with some lists only."""
    wanted = lists | ALWAYS
    fields: list[Any] = [
        ("patient", Patient, Patient()),
        ("request", Request, Request()),
        ("documents", tuple[Document, ...], ()),
    ]
    left_out: dict[str, tuple[()]] = {}
    for name in FACT_LISTS:
        if name in wanted:
            kind = _struct(_MODELS[name])
            fields.append((name, tuple[kind, ...], ()))  # type: ignore[valid-type]
        else:
            left_out[name] = ()
    lean = msgspec.defstruct("LeanCase", fields, namespace=left_out, gc=False)
    return msgspec.json.Decoder(lean).decode


def lists_read(policy: CompiledPolicy) -> frozenset[str]:
    """The lists of facts that a policy's tests look at."""
    rules = [one.rule for one in (*policy.criteria, *policy.waivers)]
    found = frozenset(name for rule in rules for name in _read(rule))
    if "imaging_findings" in found:
        found = found - {"imaging_findings"} | {"imaging_studies"}
    return found


def _read(rule: Rule) -> Iterable[str]:
    if rule.children:
        for child in rule.children:
            yield from _read(child)
    else:
        yield from FACT_LISTS if rule.reads is None else rule.reads
