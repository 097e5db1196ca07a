"""The selector that every generic test shares, as a policy file writes it.

It says which facts a test looks at: their list and kinds, where on the body and how
they relate to the line, when, in which documents, and how they were said.  An empty
list of words means "any".
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from workbench.evaluate.wording import listed
from workbench.schema.base import Model
from workbench.schema.case import FACT_LISTS, Assertion
from workbench.schema.packet import DocumentKind
from workbench.vocabulary import kinds
from workbench.vocabulary.names import name_of

FactLists = Literal[
    "requested_procedures",
    "diagnoses",
    "symptoms",
    "exam_findings",
    "imaging_studies",
    "imaging_findings",
    "tests",
    "treatments",
    "procedures_done",
    "functional_limits",
    "risk_factors",
    "statements",
]


def _many(value: Any) -> Any:
    """One word stands for a list of one."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Words = Annotated[
    tuple[str, ...],
    BeforeValidator(_many, json_schema_input_type=str | list[str]),
]
"""One word or several."""

Lists = Annotated[
    tuple[FactLists, ...],
    BeforeValidator(_many, json_schema_input_type=FactLists | list[FactLists]),
]
"""One list of facts or several."""


class Span(Model):
    """A length of time; exactly one unit.  Months and years are calendar units."""

    days: int | None = Field(default=None, ge=0)
    weeks: int | None = Field(default=None, ge=0)
    months: int | None = Field(default=None, ge=0)
    years: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _one(self) -> Span:
        if len(self.model_fields_set & {"days", "weeks", "months", "years"}) != 1:
            raise ValueError("give exactly one of days, weeks, months, years")
        return self

    @property
    def in_days(self) -> int | None:
        """Days, where the unit has a fixed number of them."""
        if self.weeks is not None:
            return self.weeks * 7
        return self.days

    @property
    def in_months(self) -> int | None:
        """Calendar months, for months and years."""
        if self.years is not None:
            return self.years * 12
        return self.months

    def words(self) -> str:
        """As a sentence has it: "6 weeks"."""
        for unit in ("days", "weeks", "months", "years"):
            count = getattr(self, unit)
            if count is not None:
                return f"{count} {unit[:-1] if count == 1 else unit}"
        return ""


class Within(Span):
    """A look-back from the date of the request, or from the date of service.

    A service whose date is not known is looked back from the request.  ``edge`` tells
    whether the first day (a year before to the day) lies in the period.
    """

    of: Literal["request", "service"] = "request"
    edge: Literal["inside", "outside"] = "inside"


class Where(Model):
    """Which facts a test looks at.

    ``level``: ``line`` those at the line's place, ``adjacent`` those at the interspaces
    next to it, ``any`` all.  ``side``: ``line`` those on the side treated; a line on
    both sides asks for each.  ``region``: ``line`` or the name of a region of the
    spine; a fact without a place belongs to any.  ``within``: the look-back in which a
    fact must lie; one without a date leaves the test open.  ``stated_in``: kinds of
    document that must state it.  ``letters``: whether a letter that argues counts.
    """

    list: Lists = Field(min_length=1)
    kind: Words = ()
    level: Literal["any", "line", "adjacent"] = "any"
    side: Literal["any", "line", "left", "right"] = "any"
    region: str | None = None
    site: Words = ()
    location: Words = ()
    name: Words = ()
    grade: Words = ()
    detail: Words = ()
    about: Words = ()
    status: Words = ()
    result: Words = ()
    response: Words = ()
    indicates: Words = ()
    codes: Words = ()
    study: Words = ()
    reader: Words = ()
    section: Words = ()
    speaker: Words = ()
    setting: Words = ()
    by: Words = ()
    phase: Words = ()
    approach: Words = ()
    guidance: Words = ()
    acuity: Words = ()
    sedation: Words = ()
    function: Words = ()
    agents: Words = ()
    touching: Words = ()
    graded: Words = ()
    contrast: bool | None = None
    supervised: bool | None = None
    stated_in: tuple[DocumentKind, ...] = ()
    within: Within | None = None
    letters: bool = False

    @model_validator(mode="after")
    def _kinds_known(self) -> Where:
        table = kinds()
        allowed = {kind for name in self.list for kind in _kinds_of(table, name)}
        for kind in self.kind:
            if kind not in allowed:
                raise ValueError(unknown("kind", kind, allowed))
        for kind in self.study:
            if kind not in table.imaging_studies:
                raise ValueError(unknown("study", kind, table.imaging_studies))
        return self

    def words(self) -> str:
        """What is looked for, in words: "pain or numbness"; of many kinds the first."""
        named = self.name or self.about or self.kind or tuple(self.list)
        told = [name_of(one) for one in named]
        if len(told) > _MOST_NAMED:
            told = [*told[: _MOST_NAMED - 1], "another of this kind"]
        return listed(told, "or")


_MOST_NAMED = 4
"""Kinds that a reason names; a longer list is the policy's to read."""


def _kinds_of(table: Any, name: str) -> tuple[str, ...]:
    if name == "requested_procedures":
        from workbench.vocabulary import procedures

        known = procedures()
        return (*known.procedures, *known.dependents, "other")
    return tuple(getattr(table, name))


def unknown(what: str, given: str, known: Any) -> str:
    """The message for a name that is not known, with the nearest that is."""
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(given, names, n=1, cutoff=0.6)
    if not names:
        return f"{what}: {given!r} is unknown; the policy has none"
    hint = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(names)}"
    return f"{what}: {given!r} is unknown; {hint}"


class Answerable(Model):
    """How a test is named in traces, and how to settle it where it is open.

    Empty ``ask``, ``who`` and ``documents`` fall back to the criterion's.
    """

    id: str | None = None
    title: str = ""
    ask: str = ""
    who: Literal["clinical", "admin", "patient"] | None = None
    documents: tuple[DocumentKind, ...] = ()
    helpful: Words = ()


class Leafy(Where, Answerable):
    """What every test that looks at facts takes besides its own keys.

    ``closed_world_in``: kinds of document whose silence refutes, where such a document
    is present.  ``settle``: ids of the policy's precedence rules that may settle a
    contradiction here.  ``unmentioned``: what silence of the record means;
    ``not_applicable`` for a test that concerns only those in whose record the thing
    stands (what it was like does not concern those whose record denies it either),
    ``not_so`` for what is not so unless it is said: what a request would ask for, the
    trigger of an exclusion or of an exception.
    """

    judged_apart: ClassVar[frozenset[str]] = frozenset()
    """Keys that the short way of the test looks at itself."""
    of_a_thing: ClassVar[bool] = False
    """Whether it asks what a thing was like, and not whether there was one."""

    closed_world_in: tuple[DocumentKind, ...] = ()
    settle: Words = ()
    unmentioned: Literal["open", "not_applicable", "not_so"] = "open"


Said = tuple[Assertion, ...]
ASSERTIONS: tuple[str, ...] = get_args(Assertion)
assert set(FACT_LISTS) | {"imaging_findings"} == set(get_args(FactLists))
