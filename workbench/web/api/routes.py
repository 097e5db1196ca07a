"""The routes of the API; each is one action of the desk, behind the same gates."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response

from workbench.packet.sources import Source
from workbench.schema.decision import LineDecision
from workbench.schema.determination import CriterionResult
from workbench.schema.review import Review
from workbench.store import cases as stored
from workbench.store import jobs, papers, signoffs
from workbench.store.errors import StaleVersion
from workbench.store.overrides import criterion_of, reasons
from workbench.store.queue import Filter
from workbench.store.readings import FactEdit
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.amend import case as edits
from workbench.web.amend.quotes import sought
from workbench.web.api.bodies import (
    CaseOut,
    CasesOut,
    DecisionIn,
    FactIn,
    FileIn,
    MovedOut,
    OverrideIn,
    PacketIn,
    Problem,
)
from workbench.web.desk.desk import Desk
from workbench.web.desk.file import CaseFile
from workbench.web.pages.intake import named
from workbench.web.pages.queue import key_of
from workbench.web.pages.sign import ATTESTATION

_SAID: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 401, 403, 404, 409, 413, 421, 422, 423)
}
router = APIRouter(prefix="/api/v1", responses=_SAID)
CaseId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,64}$")]
See = Annotated[User, Depends(need("see-case"))]


@router.post("/cases", status_code=202)
def receive(
    body: PacketIn,
    request: Request,
    desk: DeskHere,
    person: Annotated[User, Depends(need("hand-in-packet"))],
) -> CaseOut:
    """Hand in a packet.  Reading goes on in the background; ask for the case."""
    sources: list[Source] = []
    most = request.app.state.settings.upload_bytes
    for one in body.files:
        sources.append(Source(named(one.name, sources), _bytes(one)))
        if sum(len(source.data) for source in sources) > most:
            raise HTTPException(413, f"a packet may hold {most} bytes at most")
    payload: dict[str, Any] = {"final": body.final}
    if body.policy:
        payload["policy"] = body.policy
    title = body.title.strip() or "Untitled case"
    case = desk.receive(tuple(sources), title, person, **payload)
    return case_out(desk, case)


@router.get("/cases")
def queue(
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-queue"))],
    after: Annotated[str, Query(max_length=120)] = "",
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CasesOut:
    """The queue, the least time left first."""
    found, _ = desk.page(Filter(), key_of(after), size)
    rows = [_out(entry.case) for entry in found.entries]
    following = f"{found.next.due.isoformat()}~{found.next.id}" if found.next else None
    return CasesOut(cases=rows, next=following)


@router.get("/cases/{case}")
def one(case: CaseId, desk: DeskHere, person: See) -> CaseOut:
    """A case: its status, versions and how far reading is."""
    return case_out(desk, case)


@router.get("/cases/{case}/review", response_model=Review)
def review(case: CaseId, desk: DeskHere, person: See) -> Response:
    """The review object, as ``workbench review --format json`` prints it."""
    file = desk.file(case, person, seen="api")
    return Response(file.review.model_dump_json(), media_type="application/json")


@router.get("/cases/{case}/findings/{line}/{criterion}", response_model=CriterionResult)
def finding(
    case: CaseId, line: str, criterion: str, desk: DeskHere, person: See
) -> Response:
    """One finding with its evidence.  It counts as opened by this person."""
    file = desk.file(case, person, seen="api")
    found = criterion_of(file.review, line, criterion)
    desk.open_finding(case, f"{line}/{criterion}", person)
    return Response(found.model_dump_json(), media_type="application/json")


@router.patch("/cases/{case}/facts")
def facts(
    case: CaseId,
    body: FactIn,
    desk: DeskHere,
    person: Annotated[User, Depends(need("edit-facts"))],
) -> MovedOut:
    """Add, change or remove a fact; quotes must stand in the source word for word."""
    file = desk.file(case, person)
    _fresh(file, body.facts_version, body.review_version)
    made, name = _changed(file, body)
    of = "imaging_studies" if body.what == "imaging_findings" else body.what
    edit = FactEdit(do=body.do, list=of, fact=name, reason=body.reason)
    after = desk.amend(file, made, edit, person)
    return _moved(file, after)


@router.post("/cases/{case}/overrides", status_code=201)
def override(
    case: CaseId,
    body: OverrideIn,
    desk: DeskHere,
    person: Annotated[User, Depends(need("override-status"))],
) -> CaseOut:
    """Set a criterion's status by hand; the program's own stays beside it."""
    if body.reason_code not in reasons():
        raise HTTPException(422, f"reason_code: one of {', '.join(reasons())}")
    desk.override(
        case,
        line=body.line,
        criterion=body.criterion,
        status=body.status,
        code=body.reason_code,
        text=body.text,
        review=body.review_version,
        user=person,
    )
    return case_out(desk, case)


@router.post("/cases/{case}/decision", status_code=201)
def decide(case: CaseId, body: DecisionIn, desk: DeskHere, person: See) -> CaseOut:
    """Sign a decision, as the page does: same gates, same findings to open first."""
    desk.sign(
        case,
        value=body.value,
        attestation=ATTESTATION,
        review=body.review_version,
        based_on=body.case_version,
        lines=tuple(
            LineDecision(line=item.line, value=item.value) for item in body.lines
        ),
        rationale=body.rationale.strip(),
        provider_agreed=body.provider_agreed,
        role=body.role,
        user=person,
    )
    return case_out(desk, case)


@router.get("/cases/{case}/decisions")
def decisions(case: CaseId, desk: DeskHere, person: See) -> list[dict[str, Any]]:
    """The signed decisions of a case, oldest first."""
    with desk.store.reading() as work:
        stored.get(work, case)
        found = signoffs.of_case(work, case)
    return [signed.decision.model_dump(mode="json") for signed in found]


def case_out(desk: Desk, case: str) -> CaseOut:
    """A case with its versions.  Raises NotFound."""
    with desk.store.reading() as work:
        made = _out(stored.get(work, case))
        found = jobs.of_case(work, case)
        review = papers.find(work, case, "review")
        facts = papers.find(work, case, "case")
    return made.model_copy(
        update={
            "review_version": review.number if review else None,
            "facts_version": facts.number if facts else None,
            "step": found[0].step if found else "",
            "failure": found[0].failure if found else None,
        }
    )


def _out(row: stored.CaseRow) -> CaseOut:
    return CaseOut(
        id=row.id,
        number=row.number,
        title=row.title,
        status=row.status,
        case_version=row.version,
        recommendation=row.recommendation,
        confirm_by=row.confirm_by,
        received_at=row.received_at,
        due_at=row.due_at,
    )


def _bytes(one: FileIn) -> bytes:
    if (one.text is None) == (one.base64 is None):
        raise HTTPException(422, "files: give either text or base64")
    if one.text is not None:
        return one.text.encode("utf-8", "replace")
    try:
        return base64.b64decode(one.base64 or "", validate=True)
    except (binascii.Error, ValueError):
        raise HTTPException(422, "files: base64 is not valid") from None


def _fresh(file: CaseFile, facts_version: int, review_version: int) -> None:
    seen = (facts_version, review_version)
    if seen != (file.case_paper.number, file.review_paper.number):
        raise StaleVersion(
            "the case",
            based_on=facts_version,
            found=file.case_paper.number,
            by=file.case_paper.by_name,
            at=file.case_paper.at,
        )


def _changed(file: CaseFile, body: FactIn) -> tuple[Any, str]:
    """The edited Case and the fact's id.  Raises HTTPException 404 or 422."""
    case = file.read.case
    at = edits.placed(case, body.fact) if body.fact else None
    if body.do != "add" and (at is None or at.what != body.what):
        raise HTTPException(404, "fact: the case has no such fact of this kind")
    if body.do == "remove" and at is not None:
        return edits.removed(case, at), at.fact.id
    evidence = [*(at.fact.evidence if at and not body.quotes else ())]
    for number, given in enumerate(body.quotes):
        found = sought(file.packet, given.quote, given.near)
        if found.evidence is None:
            raise HTTPException(422, f"quotes.{number}: does not stand in the packet")
        evidence.append(found.evidence)
    name = at.fact.id if at else edits.next_id(case)
    old = at.fact if at else None
    own = {k: v for k, v in body.data.items() if k not in ("id", "evidence")}
    fact, wrong = edits.built(body.what, name, own, tuple(evidence), old)
    if fact is None:
        told = "; ".join(f"data.{one.name}: {one.problem}" for one in wrong)
        raise HTTPException(422, told)
    refused = edits.refusal(fact, file.packet, read=False)
    if refused is not None:
        raise HTTPException(422, f"the quotes do not support it: {refused.why}")
    if at is not None:
        return edits.changed(case, at, fact), name
    made = edits.added(case, body.what, fact, body.study)
    if made == case:
        raise HTTPException(422, "study: the case has no such study")
    return made, name


def _moved(before: CaseFile, after: CaseFile) -> MovedOut:
    old = {
        (line.id, item.id): item.status
        for line in before.review.determination.lines
        for item in line.criteria
    }
    moved: list[dict[str, str | None]] = [
        {
            "line": line.id,
            "criterion": item.id,
            "before": old.get((line.id, item.id)),
            "after": item.status,
        }
        for line in after.review.determination.lines
        for item in line.criteria
        if old.get((line.id, item.id)) != item.status
    ]
    return MovedOut(
        facts_version=after.case_paper.number,
        review_version=after.review_paper.number,
        recommendation=after.review.determination.recommendation,
        moved=moved,
    )
