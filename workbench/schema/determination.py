"""The Determination: recommendations per line with the reasons and the evidence.

These are recommendations.  A decision is a person's: see ``workbench.schema.review``
for what the program prints, and the letters' sign-off for what a person signs.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workbench.schema.base import Model
from workbench.schema.case import Side
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

Status = Literal[
    "met", "not_met", "not_documented", "conflicting", "waived", "not_applicable"
]
SETTLED: frozenset[Status] = frozenset(("met", "waived", "not_applicable"))
"""Statuses that stand in no line's way."""
LineRecommendation = Literal[
    "approve",
    "request_information",
    "not_medically_necessary",
    "insufficient_information",
    "policy_not_applicable",
]
Recommendation = Literal[
    "approve",
    "partial",
    "request_information",
    "not_medically_necessary",
    "insufficient_information",
    "policy_not_applicable",
]
ConfirmBy = Literal["nurse", "physician"]
OpenCause = Literal[
    "never-mentioned",
    "vague",
    "ungraded",
    "stale",
    "undated",
    "unsure",
    "planned-only",
    "elsewhere",
    "not-localised",
    "refused-fact",
    "incomplete",
    "conflict",
]
"""Why a criterion is open; letters word the question by it."""


class Searched(Model):
    """Where was looked, and for what, when a thing was not found."""

    documents: int = Field(ge=0)
    pages: int = Field(ge=0)
    terms: tuple[str, ...] = ()


class Pathway(Model):
    """One alternative inside a criterion (for example instability, pseudarthrosis)."""

    id: str
    title: str
    status: Status
    reason: str
    facts: tuple[str, ...] = ()
    evidence_for: tuple[Evidence, ...] = ()
    evidence_against: tuple[Evidence, ...] = ()


class CriterionResult(Model):
    """One criterion on one line: status, why, and the quotes on both sides."""

    id: str
    title: str
    source: str
    status: Status
    reason: str
    open_because: OpenCause | None = None
    facts: tuple[str, ...] = ()
    evidence_for: tuple[Evidence, ...] = ()
    evidence_against: tuple[Evidence, ...] = ()
    searched: Searched
    waived_by: str | None = None
    notes: tuple[str, ...] = ()
    pathways: tuple[Pathway, ...] = ()


class WouldUndo(Model):
    """A test that an approval rests on thinly: without it the line would be open."""

    criterion: str
    test: str
    because: str
    evidence: tuple[Evidence, ...]


class LineResult(Model):
    """One requested procedure at one place.

    ``would_meet`` are the minimal sets of criteria that would settle an open line,
    ``would_undo`` the thin ground of an approvable one.
    """

    id: str = Field(pattern=r"^L[1-9][0-9]*$")
    procedure: str
    codes: tuple[str, ...]
    level: str | None
    side: Side | None
    stage: int | None
    parents: tuple[str, ...]
    policy: str | None
    confirm_by: ConfirmBy
    recommendation: LineRecommendation
    because: str = ""
    criteria: tuple[CriterionResult, ...]
    would_meet: tuple[tuple[str, ...], ...]
    would_undo: tuple[WouldUndo, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    name: str | None = None


class WaiverResult(Model):
    """One waiver, with what the record holds of each of its halves."""

    id: str
    title: str
    status: Status
    reason: str
    waives: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    facts: tuple[str, ...] = ()


class ConflictSide(Model):
    """What one side of a contradiction says, with its quotes."""

    says: str
    evidence: tuple[Evidence, ...]


class Conflict(Model):
    """Two places of the record that cannot both be so."""

    kind: str
    lines: tuple[str, ...]
    criterion: str | None
    sides: tuple[ConflictSide, ...]
    settled_by: str | None


class Need(Model):
    """One item of the request for information."""

    ask: str
    who: str
    documents: tuple[str, ...]
    required: bool
    lines: tuple[str, ...]
    resolves: tuple[str, ...]
    source: str = ""


class Opens(Model):
    """A kind of document and the open lines that it could settle alone."""

    document: str
    lines: tuple[str, ...]


class Alternative(Model):
    """What could still meet the policy: described, never prescribed."""

    lines: tuple[str, ...]
    procedure: str
    level: str | None
    side: Side | None = None
    status: Literal["met", "open", "not_met"]
    because: str
    open_criteria: tuple[str, ...] = ()


class Determination(Model):
    """The whole recommendation on one request under one policy.

    ``opens``: kinds of document by how many open lines each could settle alone, the one
    that settles most first; ``needs`` follow that order.
    """

    request_date: PartialDate | None
    final: bool
    recommendation: Recommendation
    confirm_by: ConfirmBy
    lines: tuple[LineResult, ...]
    waivers: tuple[WaiverResult, ...]
    conflicts: tuple[Conflict, ...]
    needs: tuple[Need, ...]
    alternatives: tuple[Alternative, ...]
    opens: tuple[Opens, ...] = ()
    summary: str = ""
