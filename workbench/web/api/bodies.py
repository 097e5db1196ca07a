"""What the API takes and gives beside the published models."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from workbench.schema.decision import DecisionValue, Role
from workbench.schema.determination import Status
from workbench.store.cases import Status as CaseStatus
from workbench.web.amend.fields import What

Id = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_.-]+$")]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Body(BaseModel):
    """Closed: an unknown key is an error; values are not repeated in errors."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class FileIn(Body):
    """One file of a packet: its text, or its bytes in base64.  The name is a label."""

    name: str = Field(default="text", max_length=200)
    text: str | None = None
    base64: str | None = None


class PacketIn(Body):
    """A packet to review."""

    title: str = Field(default="", max_length=200)
    files: list[FileIn] = Field(min_length=1, max_length=2000)
    policy: Id | None = None
    final: bool = False


class CaseOut(Body):
    """A case in the queue; name its versions with every change.

    ``review_version``, ``facts_version``, ``step`` and ``failure`` are told of a single
    case only, not in a list.
    """

    id: str
    number: int
    title: str
    status: CaseStatus
    case_version: int
    review_version: int | None = None
    facts_version: int | None = None
    recommendation: str | None = None
    confirm_by: str | None = None
    received_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    step: str = ""
    failure: str | None = None


class CasesOut(Body):
    """A page of the queue, the least time left first; ``next`` asks for the next."""

    cases: list[CaseOut]
    next: str | None = None


class QuoteIn(Body):
    """Words of the source, as they stand there; ``near`` is a place like D2:14."""

    quote: str = Field(min_length=1, max_length=8000)
    near: str = Field(default="", max_length=40)


class FactIn(Body):
    """A change of one fact.

    ``data`` is the fact as in the Case, without id and evidence; ``study`` the id of
    the imaging study that a finding belongs to.
    """

    do: Literal["add", "change", "remove"]
    what: What
    fact: Id | None = None
    study: Id | None = None
    data: dict[str, Any] = {}
    quotes: list[QuoteIn] = Field(default=[], max_length=20)
    reason: str = Field(min_length=1, max_length=500)
    facts_version: Version
    review_version: Version


class OverrideIn(Body):
    """A person's status for one criterion of one line."""

    line: Id
    criterion: Id
    status: Status
    reason_code: Id
    text: str = Field(min_length=1, max_length=4000)
    review_version: Version


class LineIn(Body):
    """The decision on one line."""

    line: Annotated[str, Field(pattern=r"^L[1-9][0-9]{0,3}$")]
    value: DecisionValue


class DecisionIn(Body):
    """A decision to sign; ``attested`` says that the person attests what is asked."""

    value: DecisionValue
    attested: Literal[True]
    rationale: str = Field(default="", max_length=8000)
    lines: list[LineIn] = Field(default=[], max_length=200)
    provider_agreed: bool = False
    role: Role | None = None
    review_version: Version
    case_version: Version


class MovedOut(Body):
    """What a change moved: criteria by line, before and after."""

    facts_version: int
    review_version: int
    recommendation: str
    moved: list[dict[str, str | None]]


class Problem(Body):
    """What went wrong, and what to do."""

    error: str
    problems: list[dict[str, Any]] = []
