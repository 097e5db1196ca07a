"""What a model is asked to fill: facts of one document, quote first, labels after.

Every field is required and most may be null, lists of facts may be empty, and nothing
here is a verdict or a computed value: grades, durations and dates are copied in the
document's own words, and code turns them into values.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema

from workbench.schema.case import Assertion, Side
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


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Quote(_Closed):
    """Characters copied from the numbered lines, and the numbers of those lines."""

    lines: list[int]
    text: str


class _Item(_Closed):
    quotes: list[Quote]
    assertion: _one_of(get_args(Assertion))  # type: ignore[valid-type]


class RequestedItem(_Item):
    """A procedure that is asked for, or that a note plans."""

    origin: Literal["request", "plan"]
    kind: _one_of(PROCEDURE_KINDS)  # type: ignore[valid-type]
    name: str | None
    levels: str | None
    side: Side | None
    codes: list[str]
    stage: int | None


class DiagnosisItem(_Item):
    """A listed diagnosis."""

    kind: _kind("diagnoses")  # type: ignore[valid-type]
    name: str | None
    codes: list[str]
    level: str | None
    side: Side | None


class SymptomItem(_Item):
    """Something that the patient reports."""

    kind: _kind("symptoms")  # type: ignore[valid-type]
    site: str | None
    side: Side | None
    roots: list[str]


class ExamItem(_Item):
    """One finding of the examination."""

    kind: _kind("exam_findings")  # type: ignore[valid-type]
    site: str | None
    side: Side | None
    grade: str | None
    roots: list[str]
    value: float | None
    unit: str | None


class FindingItem(_Item):
    """One finding of a study, at one level and one place."""

    kind: _kind("imaging_findings")  # type: ignore[valid-type]
    level: str | None
    location: Location | None
    side: Side | None
    severity: str | None
    contact_word: str | None
    contact_with: Literal["root", "cord", "thecal-sac", "csf", "fat", "unstated"] | None
    reader: Literal["radiologist", "clinician"]
    section: Literal["findings", "impression"] | None
    name: str | None
    value: float | None
    unit: str | None


class StudyItem(_Item):
    """One imaging study with its findings."""

    kind: _kind("imaging_studies")  # type: ignore[valid-type]
    region: str | None
    date: str | None
    findings: list[FindingItem]


class TestItem(_Item):
    """A laboratory value or nerve study."""

    __test__ = False

    kind: _kind("tests")  # type: ignore[valid-type]
    date: str | None
    name: str | None
    value: float | None
    unit: str | None
    comparator: Literal["<", "<=", "=", ">=", ">"] | None
    result: Literal["normal", "abnormal", "negative", "positive", "inconclusive"] | None
    indicates: str | None


class TreatmentItem(_Item):
    """One treatment; start, end and duration in the document's own words."""

    kind: _kind("treatments")  # type: ignore[valid-type]
    name: str | None
    region: Region | None
    start: str | None
    end: str | None
    date: str | None
    duration: str | None
    sessions: int | None
    status: Literal["done", "ongoing", "planned", "declined", "not-done"] | None
    response: (
        Literal["none", "partial", "temporary", "lasting", "worse", "not-tolerated"]
        | None
    )
    setting: Literal["formal", "home", "virtual"] | None
    supervised: bool | None


class ProcedureDoneItem(_Item):
    """An operation that has been done."""

    kind: _kind("procedures_done")  # type: ignore[valid-type]
    name: str | None
    levels: str | None
    date: str | None


class FunctionItem(_Item):
    """A daily activity limited or not, or a functional score."""

    kind: _kind("functional_limits")  # type: ignore[valid-type]
    name: str | None
    value: float | None
    unit: str | None


class RiskItem(_Item):
    """A risk factor; for nicotine its status and quit date in the document's words."""

    kind: _kind("risk_factors")  # type: ignore[valid-type]
    status: Literal["never", "not-current", "former", "current"] | None
    quit_date: str | None
    name: str | None
    value: float | None
    unit: str | None


class StatementItem(_Item):
    """A judgement that the document states."""

    kind: _kind("statements")  # type: ignore[valid-type]
    speaker: Literal["clinician", "reviewer", "patient"] | None
    about: list[str]


class DocumentFacts(_Closed):
    """All facts of one document."""

    age: int | None
    sex: Literal["female", "male", "other"] | None
    requested_procedures: list[RequestedItem]
    diagnoses: list[DiagnosisItem]
    symptoms: list[SymptomItem]
    exam_findings: list[ExamItem]
    imaging_studies: list[StudyItem]
    tests: list[TestItem]
    treatments: list[TreatmentItem]
    procedures_done: list[ProcedureDoneItem]
    functional_limits: list[FunctionItem]
    risk_factors: list[RiskItem]
    statements: list[StatementItem]
