"""What a model is asked to fill: facts of one document, quote first, labels after.

Every field is required and most may be null, lists of facts may be empty, and nothing
here is a verdict or a computed value: grades, durations and dates are copied in the
document's own words, and code turns them into values.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from workbench.schema.case import Assertion, Side
from workbench.schema.technique import Approach, Guidance, Phase, Sedation, Setting
from workbench.vocabulary import kinds, procedures

Region = Literal["neck", "low-back", "shoulder", "other"]
Location = Literal[
    "central", "recess", "foraminal", "extraforaminal", "cord", "hardware", "disc",
    "alignment", "facet", "vertebra",
]  # fmt: skip


def _one_of(names: tuple[str, ...]) -> Any:
    def check(value: str) -> str:
        if value not in names:
            raise ValueError(f"not one of: {', '.join(names)}")
        return value

    schema = {"type": "string", "enum": list(names)}
    return Annotated[str, AfterValidator(check), WithJsonSchema(schema)]


def _kind(table: str) -> Any:
    return _one_of(tuple(getattr(kinds(), table)))


PROCEDURE_KINDS = (
    *procedures().procedures,
    *procedures().dependents,
    "other",
)


_T = TypeVar("_T")
# Bounds stand in the schema alone: a model that is not held to them is still read.
QUOTE_CHARS, NAME_CHARS, LINES, QUOTES, CODES = 400, 120, 12, 4, 12
FACTS = 60
_bounded_text = Field(json_schema_extra={"maxLength": NAME_CHARS})
Text = Annotated[str, _bounded_text]
Words = Annotated[list[Text], Field(json_schema_extra={"maxItems": CODES})]
Items = Annotated[list[_T], Field(json_schema_extra={"maxItems": FACTS})]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Quote(_Closed):
    """Characters copied from the numbered lines, and the numbers of those lines."""

    text: Annotated[str, Field(json_schema_extra={"maxLength": QUOTE_CHARS})]
    lines: Annotated[list[int], Field(json_schema_extra={"maxItems": LINES})]


class _Item(_Closed):
    quotes: Annotated[list[Quote], Field(json_schema_extra={"maxItems": QUOTES})]
    assertion: _one_of(get_args(Assertion))  # type: ignore[valid-type]


class _Technique(_Item):
    """How a procedure is done; ``agents`` are the substances injected."""

    approach: Approach | None = None
    guidance: Guidance | None = None
    contrast: bool | None = None
    agents: Words = []
    sedation: Sedation | None = None
    phase: Phase | None = None
    setting: Setting | None = None
    leads: int | None = None
    contacts: int | None = None


class RequestedItem(_Technique):
    """A procedure that is asked for, or that a note plans.

    ``target`` is the nerve or the region of the spine where no level is named.
    """

    origin: Literal["request", "plan"]
    kind: _one_of(PROCEDURE_KINDS)  # type: ignore[valid-type]
    name: Text | None
    levels: Text | None
    side: Side | None
    codes: Words
    stage: int | None
    target: Text | None = None
    sessions: int | None = None


class DiagnosisItem(_Item):
    """A listed diagnosis."""

    kind: _kind("diagnoses")  # type: ignore[valid-type]
    name: Text | None
    codes: Words
    level: Text | None
    side: Side | None
    onset: Text | None = None
    duration: Text | None = None


class SymptomItem(_Item):
    """Something that the patient reports."""

    kind: _kind("symptoms")  # type: ignore[valid-type]
    site: Text | None
    side: Side | None
    roots: Words
    onset: Text | None = None
    duration: Text | None = None


class ExamItem(_Item):
    """One finding of the examination."""

    kind: _kind("exam_findings")  # type: ignore[valid-type]
    site: Text | None
    side: Side | None
    grade: Text | None
    roots: Words
    value: float | None
    unit: Text | None


class FindingItem(_Item):
    """One finding of a study, at one level and one place."""

    kind: _kind("imaging_findings")  # type: ignore[valid-type]
    level: Text | None
    location: Location | None
    side: Side | None
    severity: Text | None
    contact_word: Text | None
    contact_with: Literal["root", "cord", "thecal-sac", "csf", "fat", "unstated"] | None
    acuity: Literal["acute", "subacute", "chronic"] | None = None
    reader: Literal["radiologist", "clinician"]
    section: Literal["findings", "impression"] | None
    name: Text | None
    value: float | None
    unit: Text | None


class StudyItem(_Item):
    """One imaging study with its findings."""

    kind: _kind("imaging_studies")  # type: ignore[valid-type]
    region: Text | None
    date: Text | None
    findings: Items[FindingItem]


class TestItem(_Item):
    """A laboratory value or nerve study."""

    __test__ = False

    kind: _kind("tests")  # type: ignore[valid-type]
    date: Text | None
    name: Text | None
    value: float | None
    unit: Text | None
    comparator: Literal["<", "<=", "=", ">=", ">"] | None
    result: Literal["normal", "abnormal", "negative", "positive", "inconclusive"] | None
    indicates: Text | None
    by: Text | None = None


class TreatmentItem(_Item):
    """One treatment; start, end and duration in the document's own words."""

    kind: _kind("treatments")  # type: ignore[valid-type]
    name: Text | None
    region: Region | None
    start: Text | None
    end: Text | None
    date: Text | None
    duration: Text | None
    sessions: int | None
    status: Literal["done", "ongoing", "planned", "declined", "not-done"] | None
    response: (
        Literal["none", "partial", "temporary", "lasting", "worse", "not-tolerated"]
        | None
    )
    setting: Literal["formal", "home", "virtual"] | None
    supervised: bool | None


class ProcedureDoneItem(_Technique):
    """An operation, injection or trial that has been done, and what it gave.

    ``relief``, ``medication_cut`` and ``relief_lasted`` are copied words.
    """

    kind: _kind("procedures_done")  # type: ignore[valid-type]
    name: Text | None
    levels: Text | None
    date: Text | None
    side: Side | None = None
    target: Text | None = None
    relief: Text | None = None
    relief_lasted: Text | None = None
    medication_cut: Text | None = None
    function: Literal["improved", "unchanged", "worse"] | None = None
    result: Literal["passed", "failed", "inconclusive"] | None = None
    count: int | None = None


class FunctionItem(_Item):
    """A daily activity limited or not, or a functional score."""

    kind: _kind("functional_limits")  # type: ignore[valid-type]
    name: Text | None
    value: float | None
    unit: Text | None
    value_to: float | None = None
    phase: Literal["baseline", "follow-up", "worst", "least", "average"] | None = None
    site: Text | None = None
    date: Text | None = None


class RiskItem(_Item):
    """A risk factor; for nicotine its status and quit date in the document's words."""

    kind: _kind("risk_factors")  # type: ignore[valid-type]
    status: Literal["never", "not-current", "former", "current"] | None
    quit_date: Text | None
    name: Text | None
    value: float | None
    unit: Text | None


class StatementItem(_Item):
    """A judgement that the document states."""

    kind: _kind("statements")  # type: ignore[valid-type]
    speaker: Literal["clinician", "reviewer", "patient"] | None
    about: Words
    by: Text | None = None


class DocumentFacts(_Closed):
    """All facts of one document."""

    age: int | None
    sex: Literal["female", "male", "other"] | None
    requested_procedures: Items[RequestedItem]
    diagnoses: Items[DiagnosisItem]
    symptoms: Items[SymptomItem]
    exam_findings: Items[ExamItem]
    imaging_studies: Items[StudyItem]
    tests: Items[TestItem]
    treatments: Items[TreatmentItem]
    procedures_done: Items[ProcedureDoneItem]
    functional_limits: Items[FunctionItem]
    risk_factors: Items[RiskItem]
    statements: Items[StatementItem]
