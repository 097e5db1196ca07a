"""An appeal: what the denial said, what is said against it, and what the record shows.

Everything here is a draft.  ``decision`` is a recommendation to the person who decides
(plan side) or what the letter asks for (provider side); a decided appeal is a
``Decision`` with its sign-off.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workbench.schema.base import Model
from workbench.schema.case import FactList, Side, Slug
from workbench.schema.determination import LineRecommendation, Need, Status
from workbench.schema.evidence import Evidence
from workbench.schema.packet import DocumentSummary, PacketFlag
from workbench.schema.partial_date import PartialDate
from workbench.schema.review import PolicyUsed, Provenance

AppealDecision = Literal["uphold", "overturn", "partial_overturn", "dismiss"]
Answer = Literal["upheld", "overturned", "conceded", "moot"]
"""Of a reason for denial: upheld means that it stands; conceded that the writer grants
it; moot that nothing of the result hangs on it."""

AppealSide = Literal["plan", "provider"]
GroundSource = Literal["denial", "appeal"]
GroundRole = Literal[
    "reason", "requirement", "alternative", "argument", "procedural", "administrative"
]
"""``reason``: something is missing or fails; ``requirement``: what is asked for;
``alternative``: another service is put forward; ``argument`` and ``procedural``: of
the appellant; ``administrative``: a reason that no clinical criterion speaks of."""

Claim = Literal["missing", "failed", "asked", "other"]
"""What a reason claims of the record: it is silent, it fails, or something is asked."""

MisquoteKind = Literal[
    "number",
    "grade-set",
    "signs-only",
    "absolute",
    "one-pathway",
    "one-kind",
    "not-required",
]


def _none(value: object) -> bool:
    return value is None


class DeniedService(Model):
    """One service that a denial names, with the outcome that it states for it."""

    procedure: Slug
    name: str | None = None
    codes: tuple[str, ...] = ()
    level: str | None = None
    side: Side | None = None
    outcome: LineRecommendation
    evidence: tuple[Evidence, ...] = ()


class Reason(Model):
    """One stated reason, verbatim, with what of the policy and request it speaks of."""

    text: str = Field(min_length=1)
    role: GroundRole
    claim: Claim
    at: Evidence | None = None
    heading: str = ""
    criteria: tuple[Slug, ...] = ()
    levels: tuple[str, ...] = ()
    procedures: tuple[Slug, ...] = ()


class Notice(Model):
    """A denial as it was read: a letter of anybody's, or a review of this program.

    The quotes are of sentences that a careful notice holds; null where none was found.
    """

    origin: Literal["letter", "review"]
    documents: tuple[DocumentSummary, ...] = ()
    date: PartialDate | None = None
    reference: str | None = None
    outcome: LineRecommendation
    administrative: bool = False
    outcome_at: Evidence | None = None
    services: tuple[DeniedService, ...] = ()
    reasons: tuple[Reason, ...] = ()
    criterion_cited: Evidence | None = None
    criterion_offered: Evidence | None = None
    reviewer: Evidence | None = None
    peer_to_peer: Evidence | None = None
    appeal_rights: Evidence | None = None
    appeal_days: int | None = None


class AppealLetter(Model):
    """The appellant's letter as it was read; an argument in it is no finding."""

    documents: tuple[DocumentSummary, ...] = ()
    date: PartialDate | None = None
    appellant: Literal["member", "practitioner", "representative", "unknown"]
    expedited: Evidence | None = None
    reasons: tuple[Reason, ...] = ()


class Misquote(Model):
    """Where a denial's criterion and the policy's differ, both in their own words.

    ``stricter`` is null where the difference has no direction.
    """

    kind: MisquoteKind
    criterion: Slug
    denial: str
    policy: str
    policy_source: str
    stricter: bool | None = None


class Ground(Model):
    """One ground with its answer.

    ``attacks`` names the denial's grounds that an argument of the appellant is raised
    against.  ``by_line`` gives the status of the criteria per line, as now evaluated.
    """

    id: str = Field(pattern=r"^G[1-9][0-9]*$")
    text: str = Field(min_length=1)
    source: GroundSource
    role: GroundRole
    at: Evidence | None = None
    heading: str = ""
    criteria: tuple[Slug, ...] = ()
    lines: tuple[str, ...] = ()
    attacks: tuple[str, ...] = ()
    answer: Answer
    because: str
    evidence: tuple[Evidence, ...] = ()
    misquotes: tuple[Misquote, ...] = ()
    policy_text: tuple[str, ...] = ()


class CriterionChange(Model):
    """A criterion of a line whose status is not what it was, and the facts behind it.

    ``before`` is what the denial claimed where it spoke of the criterion, else what
    the record of the denial showed under the policy.
    """

    id: Slug
    title: str
    before: Status
    before_from: Literal["denial", "record"]
    after: Status
    because: str
    new_facts: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class AppealLine(Model):
    """One line before and after; ``appealed`` is false where it was not refused."""

    id: str = Field(pattern=r"^L[1-9][0-9]*$")
    procedure: Slug
    name: str | None = None
    codes: tuple[str, ...] = ()
    level: str | None = None
    side: Side | None = None
    parents: tuple[str, ...] = ()
    before: LineRecommendation
    before_stated: bool
    after: LineRecommendation
    appealed: bool
    because: str = ""
    criteria_changed: tuple[CriterionChange, ...] = ()


class NewFact(Model):
    """A fact that only the records sent with the appeal tell, or tell anew.

    ``argued``: only a letter tells it, so it meets no criterion.  ``bears_on`` lists
    the criteria whose findings cite it.
    """

    id: str
    list: FactList
    kind: Slug
    says: str
    argued: bool
    bears_on: tuple[Slug, ...] = ()
    evidence: tuple[Evidence, ...]


class Gap(Model):
    """Something that the record does not hold, for the provider's eyes only."""

    criterion: Slug
    title: str
    status: Status
    lines: tuple[str, ...]
    says: str
    ask: str
    who: str
    documents: tuple[str, ...] = ()
    required: bool = True


class Undisclosed(Model):
    """A reason that would refuse a line now and that the first notice did not give."""

    criterion: Slug
    title: str
    lines: tuple[str, ...]
    status: Status
    reason: str
    duty: str


class Procedural(Model):
    """A point of procedure of the denial: shown, or not found in the notice."""

    id: Slug
    says: str
    found: bool
    at: Evidence | None = None
    source: str
    status: str


class Duty(Model):
    """What a decision on appeal owes: a reviewer, a disclosure, rights, carrying out.

    ``source`` and ``status`` say where the duty comes from and how far it was checked;
    ``programs`` for which it holds, ``*`` being all; ``plain`` says it to the member;
    ``stated`` is the letter's sentence once the signer attests the field ``attested``.
    """

    id: Slug
    kind: Literal["reviewer", "disclosure", "next-rights", "effectuation"]
    says: str
    plain: str = ""
    stated: str = ""
    attested: str = ""
    programs: tuple[str, ...] = ()
    source: str
    status: str


class ElementCheck(Model):
    """One required element of the plan's letter, and how it stands.

    ``blocks``: a final letter waits for it; ``fix`` says what to do.
    """

    element: Slug
    title: str
    layer: str
    state: Literal["present", "missing", "blank", "failed"]
    where: str
    said: str
    source: str
    status: str
    fix: str
    blocks: bool
    passages: tuple[str, ...] = ()


class AppealReview(Model):
    """A drafted answer to a denial, on the plan's side or the provider's."""

    side: AppealSide
    decision: AppealDecision
    because: str
    request_date: PartialDate | None
    policy: PolicyUsed
    lines: tuple[AppealLine, ...]
    grounds: tuple[Ground, ...]
    new_facts: tuple[NewFact, ...]
    undisclosed: tuple[Undisclosed, ...] = ()
    needs: tuple[Need, ...] = ()
    gaps: tuple[Gap, ...] = ()
    procedural: tuple[Procedural, ...] = ()
    program: Slug | None = None
    duties: tuple[Duty, ...] = ()
    denial: Notice
    appeal: AppealLetter | None = Field(default=None, exclude_if=_none)
    documents: tuple[DocumentSummary, ...] = ()
    new_documents: tuple[str, ...] = ()
    flags: tuple[PacketFlag, ...] = ()
    letter: str | None = None
    final: bool = False
    checklist: tuple[ElementCheck, ...] = ()
    review_sha256: str | None = None
    """The review behind the letter, which a signed decision names."""
    provenance: Provenance


class PrecheckLine(Model):
    """One planned line: what it has, and what would meet what it lacks."""

    id: str = Field(pattern=r"^L[1-9][0-9]*$")
    procedure: Slug
    name: str | None = None
    codes: tuple[str, ...] = ()
    level: str | None = None
    side: Side | None = None
    parents: tuple[str, ...] = ()
    policy: str | None = None
    ready: bool
    recommendation: LineRecommendation
    met: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    would_meet: tuple[tuple[str, ...], ...] = ()


class Precheck(Model):
    """What a planned request still lacks, line by line, before it is sent."""

    request_date: PartialDate | None
    policy: PolicyUsed
    policies: tuple[PolicyUsed, ...] = ()
    """All that judge a part of the request; ``policy`` is the first of them."""
    ready: bool
    lines: tuple[PrecheckLine, ...]
    needs: tuple[Need, ...]
    provenance: Provenance
