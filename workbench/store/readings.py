"""What was read and what follows from it: versions of the Case and of the review.

A reader makes the first version of the Case; a person's edit makes the next, with the
edits named, and nothing is overwritten.  A review rests on one version of the Case and
one of the packet; each recomputation is a new version.
"""

from __future__ import annotations

from typing import Literal

from workbench.schema.base import Model
from workbench.schema.case import Case, FactList
from workbench.schema.comparison import ReaderComparison
from workbench.schema.review import ReaderRecord, Review
from workbench.store import cases, papers
from workbench.store.errors import NotAllowed
from workbench.store.facade import Work
from workbench.store.papers import Paper


class FactEdit(Model):
    """One thing that a person changed in a Case, and why."""

    do: Literal["add", "change", "remove"]
    list: FactList
    fact: str
    reason: str


class CaseRead(Model):
    """A version of the Case: by a reader (``record``), or by a person (``edits``).

    ``comparison`` is that of two readers, where two read.
    """

    case: Case
    record: ReaderRecord | None = None
    comparison: ReaderComparison | None = None
    edits: tuple[FactEdit, ...] = ()


def put_read(
    work: Work, case_id: str, read: CaseRead, *, packet: int, based_on: int
) -> Paper:
    """Keep what a reader read from a version of the packet.

    When the version before it was a person's, the new one says that their edits are
    not in it.
    """
    before = papers.find(work, case_id, "case")
    edited = before is not None and before.origin == "edited"
    return papers.put(
        work,
        case_id,
        "case",
        read,
        based_on=based_on,
        origin="read",
        reason=f"read anew, without the edits of version {based_on}" if edited else "",
        rests_on={"packet": packet},
    )


def put_edited(
    work: Work, case_id: str, read: CaseRead, *, packet: int, based_on: int
) -> Paper:
    """Keep a Case that a person edited.  Raises NotAllowed without reasons."""
    if not read.edits or not all(edit.reason.strip() for edit in read.edits):
        raise NotAllowed(
            "an edit of facts names what was changed and why", fix="give a reason"
        )
    told = "; ".join(f"{edit.do} {edit.fact}: {edit.reason}" for edit in read.edits)
    return papers.put(
        work,
        case_id,
        "case",
        read,
        based_on=based_on,
        origin="edited",
        reason=told,
        rests_on={"packet": packet},
    )


def put_review(
    work: Work, case_id: str, review: Review, *, case: int, packet: int, based_on: int
) -> Paper:
    """Keep a review and show its outcome in the queue."""
    paper = papers.put(
        work,
        case_id,
        "review",
        review,
        based_on=based_on,
        origin="evaluated",
        rests_on={"case": case, "packet": packet},
    )
    cases.reviewed(work, case_id, review)
    return paper


def newest_case(work: Work, case_id: str) -> tuple[CaseRead, Paper]:
    """The Case as it stands now.  Raises NotFound."""
    paper = papers.get(work, case_id, "case")
    return papers.read(work, paper, CaseRead), paper


def newest_review(work: Work, case_id: str) -> tuple[Review, Paper]:
    """The review as it stands now; ``paper.sha256`` is what a decision names.

    Raises NotFound.
    """
    paper = papers.get(work, case_id, "review")
    return papers.read(work, paper, Review), paper
