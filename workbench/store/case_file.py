"""The whole file of a case in one object, for an auditor, a member or another system.

Everything that is kept stands in it: the files as they came, the packet, every version
of the Case, review, matter, letters and notes, clock events, overrides, decisions, who
saw it, and the case's rows of the audit log with the log's head.  Content is plain data
beside its sha256, so that a reader of the file can check it without this program.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import Field

from workbench.schema.base import Model
from workbench.schema.decision import Decision, Moment
from workbench.schema.matter import Event
from workbench.store import (
    access,
    audit,
    blobs,
    cases,
    events,
    overrides,
    packets,
    papers,
    signoffs,
    users,
)
from workbench.store.chain import AuditRow, stamp
from workbench.store.facade import Work


class CaseHead(Model):
    """The case as the queue shows it."""

    id: str
    number: int
    status: str
    title: str
    service: str
    program: str
    request_type: str
    owner: str | None
    created_at: Moment
    received_at: Moment | None
    due_at: Moment | None
    recommendation: str | None


class FileHeld(Model):
    """A file as it was handed in; ``data`` None when the file was left out."""

    name: str
    sha256: str
    size: int
    data: bytes | None = Field(default=None, repr=False)


class PaperHeld(Model):
    """One version of one paper, with its content as JSON data.

    ``sha256`` is over the content as canonical JSON: keys sorted, no spaces, UTF-8.
    """

    kind: str
    key: str
    number: int
    at: Moment
    by: str
    by_name: str
    origin: str
    reason: str
    rests_on: dict[str, int]
    sha256: str
    content: dict[str, Any]


class OverrideHeld(Model):
    """One override with the program's own status."""

    number: int
    review: int
    line: str
    criterion: str
    original: str
    status: str
    reason_code: str
    text: str
    at: Moment
    by: str
    by_name: str


class DecisionHeld(Model):
    """One signed decision; ``review`` is the version of the review it rests on."""

    number: int
    review: int
    signer: str
    decision: Decision


class AccessHeld(Model):
    """Somebody saw the case."""

    at: Moment
    by: str
    by_name: str
    what: str


class AuditHeld(Model):
    """A row of the audit log as it was hashed; ``details`` is the text hashed."""

    seq: int
    at: Moment
    actor: str
    action: str
    case: str | None
    object: str
    details: str
    digest: str
    prev: str
    hash: str


class LogHead(Model):
    """The end of the whole audit log at the time of export."""

    seq: int
    hash: str


class CaseFile(Model):
    """Everything that the store keeps about one case."""

    format: Literal["workbench-case-file"] = "workbench-case-file"
    version: Literal[1] = 1
    exported_at: Moment
    exported_by: str
    case: CaseHead
    files: tuple[FileHeld, ...]
    papers: tuple[PaperHeld, ...]
    events: tuple[Event, ...]
    overrides: tuple[OverrideHeld, ...]
    decisions: tuple[DecisionHeld, ...]
    access: tuple[AccessHeld, ...]
    audit: tuple[AuditHeld, ...]
    audit_head: LogHead


def export(work: Work, case_id: str, *, with_files: bool = True) -> CaseFile:
    """The whole file of a case; that it was exported goes into the audit log first.

    Raises NotFound.
    """
    case = cases.get(work, case_id)
    work.record("case.exported", f"case/{case_id}", {"files": with_files}, case_id)
    end = audit.head(work)
    return CaseFile(
        exported_at=stamp(work.at),
        exported_by=work.actor,
        case=CaseHead(
            id=case.id,
            number=case.number,
            status=case.status,
            title=case.title,
            service=case.service,
            program=case.program,
            request_type=case.request_type,
            owner=users.get(work, case.owner).name if case.owner else None,
            created_at=stamp(case.created_at),
            received_at=stamp(case.received_at) if case.received_at else None,
            due_at=stamp(case.due_at) if case.due_at else None,
            recommendation=case.recommendation,
        ),
        files=_files(work, case_id, with_files),
        papers=tuple(_paper(work, one) for one in papers.everything(work, case_id)),
        events=events.of_case(work, case_id),
        overrides=tuple(
            OverrideHeld(**one._asdict() | {"at": stamp(one.at)})
            for one in overrides.of_case(work, case_id)
        ),
        decisions=tuple(
            DecisionHeld(
                number=one.number,
                review=one.review,
                signer=one.signer,
                decision=one.decision,
            )
            for one in signoffs.of_case(work, case_id)
        ),
        access=tuple(
            AccessHeld(
                at=stamp(one.at), by=one.user_id, by_name=one.user_name, what=one.what
            )
            for one in access.of_case(work, case_id, most=None)
        ),
        audit=tuple(_row(row) for row in audit.rows(work, case_id)),
        audit_head=LogHead(seq=end.seq, hash=end.hash),
    )


def _files(work: Work, case_id: str, with_bytes: bool) -> tuple[FileHeld, ...]:
    paper = papers.find(work, case_id, "files")
    if paper is None:
        return ()
    kept = papers.read(work, paper, packets.FilesKept).files
    return tuple(
        FileHeld(
            name=file.name,
            sha256=file.sha256,
            size=file.size,
            data=blobs.fetch(work, file.sha256) if with_bytes else None,
        )
        for file in kept
    )


def _paper(work: Work, paper: papers.Paper) -> PaperHeld:
    content = json.loads(blobs.fetch(work, paper.sha256))
    fields = paper._asdict() | {
        "at": stamp(paper.at),
        "rests_on": dict(paper.rests_on),
        "content": content,
    }
    del fields["case_id"]
    return PaperHeld(**fields)


def _row(row: AuditRow) -> AuditHeld:
    fields = row._asdict() | {"at": stamp(row.at)}
    fields["case"] = fields.pop("case_id")
    return AuditHeld(**fields)
