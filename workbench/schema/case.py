"""The Case: what the packet says, as facts that each cite their lines.

A fact reports what a document says and how it says it (assertion), never whether that
is enough: no threshold and no verdict stands here.  ``kind`` values come from
``workbench/vocabulary/kinds.yaml``; ``level``, ``site`` and ``roots`` are names of a
body-system module (for the spine ``workbench.schema.spine``), so that a knee or an
injection fits the same types.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from workbench.schema.base import Model
from workbench.schema.evidence import Evidence
from workbench.schema.packet import DocumentSummary
from workbench.schema.partial_date import PartialDate
from workbench.schema.technique import Approach, Guidance, Phase, Sedation, Setting

Assertion = Literal["present", "absent", "uncertain", "planned", "historical"]
"""Negated, declined, not done is absent; requested, ordered, recommended is planned."""

Side = Literal["left", "right", "bilateral"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Number = float | int


class Range(Model):
    """Whole numbers from ``low`` to ``high``, both included; ``None`` is unbounded."""

    low: int | None = Field(default=None, ge=0)
    high: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is greater than high")
        return self


class Severity(Model):
    """A grade on the scale of vocabulary/severity.yaml, none 0 to critical 7.

    A hyphenated grade is one step (moderate-to-severe is 5 to 5); "at least moderate"
    is 4 to 7, "up to moderate" 0 to 4.
    """

    label: str
    low: int = Field(ge=0, le=7)
    high: int = Field(ge=0, le=7)


class Contact(Model):
    """How a finding meets a neural structure, in the report's own word.

    ``label`` is the word's dictionary form (compress, impinge, displace, deform,
    flatten, efface, contact, abut, encroach, indent); ``target`` what it is said of.
    """

    label: Slug
    target: Literal["root", "cord", "thecal-sac", "csf", "fat", "unstated"]


class Fact(Model):
    """What all facts share.  ``id`` is unique in the Case.

    ``level`` is an interspace ("C5-6"); ``site`` a vertebra ("C5"), region, body part,
    muscle or nerve; ``date`` when the thing was so or done, not when it was written;
    ``detail`` a short word of ours on how (declined, ordered, circled).
    """

    id: str = Field(min_length=1)
    kind: Slug
    assertion: Assertion = "present"
    level: str | None = None
    site: str | None = None
    side: Side | None = None
    date: PartialDate | None = None
    detail: str | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)


def _none(value: object) -> bool:
    return value is None


def _empty(value: object) -> bool:
    return value == ()


class Lasting(Fact):
    """A fact with an onset or a length, where the record states one.

    ``start`` is when it began, ``days`` an exact length as of the day it was written,
    ``days_range`` the bounds where it is not exact, ``vague`` words that give none.
    """

    start: PartialDate | None = Field(default=None, exclude_if=_none)
    days: int | None = Field(default=None, ge=0, exclude_if=_none)
    days_range: Range | None = Field(default=None, exclude_if=_none)
    vague: str | None = Field(default=None, exclude_if=_none)


class Technique(Fact):
    """How a procedure is done, as far as the record says; a silence is null.

    ``contrast`` true where contrast is injected, false where the words say without.
    ``agents`` are the substances in small letters ("dexamethasone", "bupivacaine"),
    ``value`` and ``unit`` the dose of the steroid.  ``leads`` and ``contacts`` are
    those of a stimulator in all.
    """

    approach: Approach | None = Field(default=None, exclude_if=_none)
    guidance: Guidance | None = Field(default=None, exclude_if=_none)
    contrast: bool | None = Field(default=None, exclude_if=_none)
    agents: tuple[str, ...] = Field(default=(), exclude_if=_empty)
    value: Number | None = Field(default=None, exclude_if=_none)
    unit: str | None = Field(default=None, exclude_if=_none)
    sedation: Sedation | None = Field(default=None, exclude_if=_none)
    phase: Phase | None = Field(default=None, exclude_if=_none)
    setting: Setting | None = Field(default=None, exclude_if=_none)
    leads: int | None = Field(default=None, ge=0, exclude_if=_none)
    contacts: int | None = Field(default=None, ge=0, exclude_if=_none)


class RequestedProcedure(Technique):
    """One procedure at one interspace (``level``) or vertebra (``site``, "C5").

    ``kind`` is a procedure id of vocabulary/procedures.yaml, ``other`` for one that
    is not there (then ``name`` holds its words).  ``origin`` is ``plan`` for a
    procedure that only the notes propose: it makes no line.  ``count`` is the units
    asked for of a code, ``sessions`` the number of days of treatment that are asked
    for at once ("a series of three" is 3).  ``site`` may also be a nerve of
    vocabulary/nerves.yaml or a region of the spine.
    """

    codes: tuple[str, ...] = ()
    stage: int | None = Field(default=None, ge=1)
    origin: Literal["request", "plan"] = "request"
    name: str | None = None
    count: int | None = Field(default=None, ge=1)
    sessions: int | None = Field(default=None, ge=1, exclude_if=_none)


class Diagnosis(Lasting):
    """A diagnosis as listed; ``codes`` are ICD-10-CM as written, ``name`` its words."""

    codes: tuple[str, ...] = ()
    name: str | None = None


class Symptom(Lasting):
    """What the patient reports; ``roots`` only where the record names a root.

    A score of it (pain on a scale) carries ``name`` (vas, nrs), ``value``, ``unit``.
    """

    roots: tuple[str, ...] = ()
    name: str | None = Field(default=None, exclude_if=_none)
    value: Number | None = Field(default=None, exclude_if=_none)
    unit: str | None = Field(default=None, exclude_if=_none)


class ExamFinding(Fact):
    """One finding of an examination; ``date`` is the examination's.

    Strength and reflexes carry ``grade`` as written ("4-", "3+"); "strength full" is
    kind strength, site "all", grade "5".  A negative sign is assertion absent.
    """

    grade: str | None = None
    roots: tuple[str, ...] = ()
    name: str | None = None
    value: Number | None = None
    unit: str | None = None


class ImagingFinding(Fact):
    """One finding of a study, as one reading of it states it.

    ``reader`` tells the study's own report from a clinician's reading or retelling;
    ``section`` the part of the report.  ``severity`` is null where not graded,
    ``acuity`` where the report does not say how old a fracture looks.
    """

    location: (
        Literal[
            "central",
            "recess",
            "foraminal",
            "extraforaminal",
            "cord",
            "hardware",
            "disc",
            "alignment",
            "facet",
            "vertebra",
        ]
        | None
    ) = None
    severity: Severity | None = None
    contact: Contact | None = None
    acuity: Literal["acute", "subacute", "chronic"] | None = Field(
        default=None, exclude_if=_none
    )
    reader: Literal["radiologist", "clinician"] = "radiologist"
    section: Literal["findings", "impression"] | None = None
    name: str | None = None
    value: Number | None = None
    unit: str | None = None


class ImagingStudy(Fact):
    """One study; kind is the modality, ``site`` the region, ``date`` when acquired.

    Assertion absent: the record says that it was not done; planned: ordered.
    """

    findings: tuple[ImagingFinding, ...] = ()


class Test(Fact):
    """A laboratory value, nerve study or biopsy.

    ``indicates`` names the condition that the result speaks of (for a nerve study
    "carpal-tunnel-syndrome" with result negative or positive).  ``by`` is the
    profession of who examined ("psychologist"), in the record's words.
    """

    __test__ = False

    name: str | None = None
    value: Number | None = None
    unit: str | None = None
    comparator: Literal["<", "<=", "=", ">=", ">"] | None = None
    result: (
        Literal["normal", "abnormal", "negative", "positive", "inconclusive"] | None
    ) = None
    indicates: Slug | None = None
    by: str | None = Field(default=None, exclude_if=_none)


class Treatment(Fact):
    """One trial of treatment, as one place in the record tells it.

    ``days`` is a stated exact length, ``days_range`` the bounds where it is not exact;
    ``vague`` keeps words such as "a few weeks" that give no length.  ``site`` is the
    body region treated.  A single event (an injection) has ``date`` only.
    ``supervised``: formal or followed up (true), on one's own (false), not said (null).
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    days: int | None = Field(default=None, ge=0)
    days_range: Range | None = None
    vague: str | None = None
    sessions: int | None = Field(default=None, ge=0)
    status: Literal["done", "ongoing", "planned", "declined", "not-done"] | None = None
    response: (
        Literal["none", "partial", "temporary", "lasting", "worse", "not-tolerated"]
        | None
    ) = None
    setting: Literal["formal", "home", "virtual"] | None = None
    supervised: bool | None = None
    name: str | None = None


class ProcedureDone(Technique):
    """An earlier operation, injection, trial or screen, and what it gave.

    ``date`` where stated.  ``relief`` is the percentage by which pain fell ("60-70%"
    is 60 to 70, "at least 50%" 50 to 100, "no relief" 0 to 0), ``medication_cut`` the
    percentage by which pain medicine fell, both 0 to 100.  ``relief_days`` is how long
    the relief lasted; ``vague`` keeps words that give no figure ("good relief").
    ``function`` tells whether function changed.  ``response`` is as for a treatment,
    ``result`` how a trial or screen ended in the record's own judgement.
    ``count`` is the number of sessions that one mention sums up ("3 ESIs").
    """

    name: str | None = None
    relief: Range | None = Field(default=None, exclude_if=_none)
    medication_cut: Range | None = Field(default=None, exclude_if=_none)
    relief_days: Range | None = Field(default=None, exclude_if=_none)
    function: Literal["improved", "unchanged", "worse"] | None = Field(
        default=None, exclude_if=_none
    )
    response: (
        Literal["none", "partial", "temporary", "lasting", "worse", "not-tolerated"]
        | None
    ) = Field(default=None, exclude_if=_none)
    result: Literal["passed", "failed", "inconclusive"] | None = Field(
        default=None, exclude_if=_none
    )
    vague: str | None = Field(default=None, exclude_if=_none)
    count: int | None = Field(default=None, ge=1, exclude_if=_none)


class FunctionalLimit(Fact):
    """A daily activity (kind) that is limited (present) or not (absent), or a score.

    A score has kind ``score``, ``name`` (a scale of vocabulary/scales.yaml), ``value``
    and ``unit`` ("/10", "%"); ``value_to`` is the upper end of a range ("6-8/10").
    ``site`` is where a pain score is of.  ``phase`` tells which of several it is: the
    one before treatment (baseline), after it (follow-up), or the worst, least or
    average of a stretch; null for the score on its date.
    """

    name: str | None = None
    value: Number | None = None
    value_to: Number | None = Field(default=None, exclude_if=_none)
    unit: str | None = None
    phase: Literal["baseline", "follow-up", "worst", "least", "average"] | None = Field(
        default=None, exclude_if=_none
    )


class RiskFactor(Fact):
    """A modifier of risk.  For nicotine ``status`` and ``until`` (quit date) matter.

    ``never`` only for a stated never-user; "non-smoker" and "denies tobacco" are
    ``not-current``.
    """

    status: Literal["never", "not-current", "former", "current"] | None = None
    until: PartialDate | None = None
    name: str | None = None
    value: Number | None = None
    unit: str | None = None


class Statement(Fact):
    """A sentence of judgement: other causes excluded, weakness progressive, and so on.

    ``about`` lists the conditions that it names, ``speaker`` who judges, ``by`` the
    profession of who did what it tells ("psychologist"), in the record's words.
    """

    speaker: Literal["clinician", "reviewer", "patient"] | None = None
    about: tuple[str, ...] = ()
    by: str | None = Field(default=None, exclude_if=_none)


class Told(Model):
    """What one document says of whose record it is, for contradictions to be seen.

    ``value`` is an age in years, a sex, an exact date of birth, the words of a name in
    small letters or a member number; ``by`` how a sex is told.
    """

    what: Literal["age", "sex", "birth-date", "name", "member-id"]
    value: str = Field(repr=False)
    by: Literal["stated", "title", "pronoun", "anatomy"] = "stated"
    evidence: tuple[Evidence, ...] = Field(min_length=1)


class Patient(Model):
    """The little of identity that criteria may need; never a name.

    ``told`` is what each document says of the patient's identity: no criterion reads
    it, contradictions are found in it.
    """

    age: int | None = Field(default=None, ge=0, le=130)
    sex: Literal["female", "male", "other"] | None = None
    evidence: tuple[Evidence, ...] = ()
    told: tuple[Told, ...] = Field(default=(), exclude_if=_empty)


class RequestHeader(Model):
    """What the request form states: its date, urgency, date of service, coverage.

    ``line_of_business`` is the kind of coverage (medicare, medicaid, commercial ...),
    ``state`` the two letters of the state whose rules apply.
    """

    date: PartialDate | None = None
    urgency: Literal["standard", "urgent"] | None = None
    service_date: PartialDate | None = Field(default=None, exclude_if=_none)
    line_of_business: Slug | None = Field(default=None, exclude_if=_none)
    state: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", exclude_if=_none)
    evidence: tuple[Evidence, ...] = ()


FactList = Literal[
    "requested_procedures",
    "diagnoses",
    "symptoms",
    "exam_findings",
    "imaging_studies",
    "tests",
    "treatments",
    "procedures_done",
    "functional_limits",
    "risk_factors",
    "statements",
]


class RefusedFact(Model):
    """A fact that a reader claimed and the source does not support: no evidence.

    ``claim`` restates kind, level, side and values in our words; the claimed quote is
    kept apart so that a person can compare it with the nearest text.
    """

    id: str
    list: FactList
    kind: Slug
    level: str | None = None
    side: Side | None = None
    claim: str
    reason: Literal[
        "quote-not-found",
        "negated",
        "hedged",
        "planned",
        "other-region",
        "other-person",
        "policy-text",
        "token-mismatch",
        "unknown-document",
        "read-otherwise",
        "malformed",
    ]
    why: str
    quote: str = ""
    nearest: Evidence | None = None


class Case(Model):
    """Everything the packet says that a policy may ask for, each fact with evidence."""

    patient: Patient = Patient()
    request: RequestHeader = RequestHeader()
    documents: tuple[DocumentSummary, ...] = ()
    requested_procedures: tuple[RequestedProcedure, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    exam_findings: tuple[ExamFinding, ...] = ()
    imaging_studies: tuple[ImagingStudy, ...] = ()
    tests: tuple[Test, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    procedures_done: tuple[ProcedureDone, ...] = ()
    functional_limits: tuple[FunctionalLimit, ...] = ()
    risk_factors: tuple[RiskFactor, ...] = ()
    statements: tuple[Statement, ...] = ()
    refused: tuple[RefusedFact, ...] = ()

    @model_validator(mode="after")
    def _ids_unique(self) -> Case:
        ids = [fact.id for fact in all_facts(self)]
        if len(ids) != len(set(ids)):
            raise ValueError("two facts have the same id")
        return self


FACT_LISTS: tuple[FactList, ...] = (
    "requested_procedures",
    "diagnoses",
    "symptoms",
    "exam_findings",
    "imaging_studies",
    "tests",
    "treatments",
    "procedures_done",
    "functional_limits",
    "risk_factors",
    "statements",
)


def all_facts(case: Case) -> tuple[Fact, ...]:
    """Every fact in document order of the lists, imaging findings after their study."""
    found: list[Fact] = []
    for name in FACT_LISTS:
        for fact in getattr(case, name):
            found.append(fact)
            if isinstance(fact, ImagingStudy):
                found.extend(fact.findings)
    return tuple(found)
