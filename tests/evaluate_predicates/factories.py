"""Small cases of invented patients, and the policy's answer on one criterion."""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import Any

from workbench.evaluate.compile import CompiledPolicy, compile_policy
from workbench.evaluate.leaf import Leaf, Place, Scope
from workbench.policy.loader import load_policy
from workbench.schema.case import (
    Case,
    Contact,
    Diagnosis,
    ExamFinding,
    FunctionalLimit,
    ImagingFinding,
    ImagingStudy,
    Patient,
    ProcedureDone,
    RequestedProcedure,
    RiskFactor,
    Severity,
    Statement,
    Symptom,
    Treatment,
)
from workbench.schema.case import Test as Result
from workbench.schema.evidence import Evidence
from workbench.schema.packet import DocumentSummary
from workbench.schema.spine import around, is_vertebra
from workbench.vocabulary import severity

REQUEST = "2026-05-04"
STANDARD = "cervical-spine-surgery"
STRICT = "cervical-spine-surgery-strict"
_NUMBERS = count(1)

DOCUMENTS = {
    "note": ("D1", "clinic-note", "2026-04-20"),
    "report": ("D2", "imaging-report", "2026-03-01"),
    "therapy": ("D3", "therapy-record", "2026-04-10"),
    "letter": ("D4", "letter", "2026-05-01"),
    "lab": ("D5", "laboratory", "2026-04-15"),
    "old-note": ("D6", "clinic-note", "2026-01-10"),
    "worksheet": ("D7", "reviewer-worksheet", "2026-05-02"),
    "undated-note": ("D8", "clinic-note", None),
    "nerve": ("D9", "nerve-study", "2026-03-20"),
    "ancient-note": ("D10", "clinic-note", "2024-02-01"),
    "second-report": ("D11", "imaging-report", "2026-04-01"),
    "excerpt": ("D12", "policy-excerpt", None),
}


def documents() -> tuple[DocumentSummary, ...]:
    return tuple(
        DocumentSummary(
            id=name, kind=kind, title="", date=date, author=None, pages=1, lines=9
        )
        for name, kind, date in DOCUMENTS.values()
    )


def _evidence(source: str, quote: str) -> tuple[Evidence, ...]:
    return (Evidence(document=DOCUMENTS[source][0], lines=(1,), quote=quote),)


def _fact(cls: Any, source: str, quote: str = "quoted", **fields: Any) -> Any:
    return cls(id=f"F{next(_NUMBERS)}", evidence=_evidence(source, quote), **fields)


def grade(label: str | None) -> Severity | None:
    if label is None:
        return None
    step = severity().steps[label]
    return Severity(label=label, low=step, high=step)


def finding(
    level: str | None = "C5-6",
    label: str | None = "severe",
    *,
    kind: str = "stenosis",
    location: str | None = "foraminal",
    side: str | None = "left",
    contact: tuple[str, str] | None = None,
    source: str = "report",
    bounds: tuple[int, int] | None = None,
    **fields: Any,
) -> ImagingFinding:
    shown = grade(label)
    if bounds is not None:
        shown = Severity(label="as bounded", low=bounds[0], high=bounds[1])
    return _fact(
        ImagingFinding,
        source,
        kind=kind,
        level=level,
        location=location,
        side=side,
        severity=shown,
        contact=Contact(label=contact[0], target=contact[1]) if contact else None,  # type: ignore[arg-type]
        **fields,
    )


def study(
    *findings: ImagingFinding,
    kind: str = "mri",
    date: str | None = "2026-03-01",
    source: str = "report",
    **fields: Any,
) -> ImagingStudy:
    return _fact(
        ImagingStudy, source, kind=kind, date=date, findings=findings, **fields
    )


def symptom(
    kind: str = "pain",
    site: str | None = None,
    side: str | None = None,
    source: str = "note",
    **fields: Any,
) -> Symptom:
    return _fact(Symptom, source, kind=kind, site=site, side=side, **fields)


def exam(kind: str, source: str = "note", **fields: Any) -> ExamFinding:
    return _fact(ExamFinding, source, kind=kind, **fields)


def strength(
    muscle: str, value: str, side: str | None = "left", source: str = "note", **f: Any
) -> ExamFinding:
    return exam("strength", source, site=muscle, grade=value, side=side, **f)


def treatment(
    kind: str = "physical-therapy", source: str = "note", **fields: Any
) -> Treatment:
    fields.setdefault("site", "neck")
    return _fact(Treatment, source, kind=kind, **fields)


def statement(kind: str, source: str = "note", **fields: Any) -> Statement:
    fields.setdefault("speaker", "clinician")
    return _fact(Statement, source, kind=kind, **fields)


def result(kind: str, source: str = "lab", **fields: Any) -> Result:
    return _fact(Result, source, kind=kind, **fields)


def risk(status: str | None, source: str = "note", **fields: Any) -> RiskFactor:
    fields.setdefault("kind", "nicotine")
    return _fact(RiskFactor, source, status=status, **fields)


def limit(kind: str, source: str = "note", **fields: Any) -> FunctionalLimit:
    return _fact(FunctionalLimit, source, kind=kind, **fields)


def diagnosis(kind: str, source: str = "note", **fields: Any) -> Diagnosis:
    return _fact(Diagnosis, source, kind=kind, **fields)


def operation(kind: str = "acdf", source: str = "note", **fields: Any) -> ProcedureDone:
    return _fact(ProcedureDone, source, kind=kind, **fields)


def requested(kind: str, level: str, source: str = "note") -> RequestedProcedure:
    return _fact(RequestedProcedure, source, kind=kind, level=level)


def case(age: int | None = 50, **lists: Any) -> Case:
    return Case(
        documents=documents(),
        patient=Patient(age=age),
        **{name: tuple(facts) for name, facts in lists.items()},
    )


def place(
    level: str = "C5-6", procedure: str = "acdf", side: str | None = None
) -> Place:
    vertebra = level if is_vertebra(level) else None
    return Place(
        procedure=procedure,
        interspaces=around(level) if vertebra else (level,),
        vertebra=vertebra,
        side=side,  # type: ignore[arg-type]
        sided=procedure == "posterior-cervical-decompression",
    )


@cache
def policy(name: str = STANDARD) -> CompiledPolicy:
    return compile_policy(load_policy(name))


def judge(
    criterion: str,
    record: Case,
    at: Place | None = None,
    *,
    request: str | None = REQUEST,
    under: str = STANDARD,
    places: tuple[Place, ...] = (),
) -> Leaf:
    """The policy's answer on one criterion or waiver."""
    compiled = policy(under)
    found = at or place()
    for item in compiled.criteria:
        if item.criterion.id == criterion:
            return item.test(
                Scope(
                    case=record,
                    request_date=request,
                    place=found,
                    places=places or (found,),
                )
            )
    waiver = next(one for one in compiled.waivers if one.waiver.id == criterion)
    return waiver.test(
        Scope(case=record, request_date=request, place=None, places=places or (found,))
    )


def status(criterion: str, record: Case, at: Place | None = None, **more: Any) -> str:
    return judge(criterion, record, at, **more).status
