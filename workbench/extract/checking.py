"""Facts held to a verdict: what stands is kept, what falls is listed for a person.

Both readers end here.  The verdict is theirs (``grounding.supports``, and for a model
also the sentence around its quote); a study that stands loses only the findings that
fall.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from workbench.extract.grounding import Refusal
from workbench.schema.case import (
    Diagnosis,
    ExamFinding,
    Fact,
    FactList,
    FunctionalLimit,
    ImagingFinding,
    ImagingStudy,
    ProcedureDone,
    RefusedFact,
    RequestedProcedure,
    RiskFactor,
    Statement,
    Symptom,
    Test,
    Treatment,
)

Verdict = Callable[[Fact], Refusal | None]
UNNUMBERED = "?"
"""The id of a fact that has not been merged and numbered yet."""

_LIST: dict[type[Fact], FactList] = {
    RequestedProcedure: "requested_procedures",
    Diagnosis: "diagnoses",
    Symptom: "symptoms",
    ExamFinding: "exam_findings",
    ImagingStudy: "imaging_studies",
    ImagingFinding: "imaging_studies",
    Test: "tests",
    Treatment: "treatments",
    ProcedureDone: "procedures_done",
    FunctionalLimit: "functional_limits",
    RiskFactor: "risk_factors",
    Statement: "statements",
}


class Checked(NamedTuple):
    """The fact as far as it stands, and what fell of it."""

    kept: tuple[Fact, ...]
    refused: tuple[RefusedFact, ...]


def list_of(fact: Fact) -> FactList:
    """The list of the Case that a fact belongs to."""
    return _LIST[type(fact)]


def check(fact: Fact, verdict: Verdict) -> Checked:
    """Hold a fact, and the findings of a study one by one, to a verdict."""
    refusal = verdict(fact)
    if refusal:
        return Checked((), (refused(fact, refusal),))
    if not isinstance(fact, ImagingStudy):
        return Checked((fact,), ())
    verdicts = [(finding, verdict(finding)) for finding in fact.findings]
    kept = tuple(finding for finding, fallen in verdicts if fallen is None)
    lost = tuple(refused(finding, fallen) for finding, fallen in verdicts if fallen)
    return Checked((fact.model_copy(update={"findings": kept}),), lost)


def refused(fact: Fact, refusal: Refusal) -> RefusedFact:
    """A fact that fell, in our words, with its quote kept apart for comparison."""
    said = (fact.kind, fact.level or fact.site, fact.side, fact.assertion)
    quoted = refusal.reason not in ("quote-not-found", "unknown-document")
    return RefusedFact(
        id=UNNUMBERED,
        list=list_of(fact),
        kind=fact.kind,
        level=fact.level,
        side=fact.side,
        claim=", ".join(part for part in said if part),
        reason=refusal.reason,
        why=refusal.why,
        quote=fact.evidence[0].quote,
        nearest=fact.evidence[0] if quoted else None,
    )
