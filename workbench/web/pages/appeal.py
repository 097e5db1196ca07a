"""An appeal: grounds answered one by one, new evidence against old, who may decide.

The appellant's letter argues and is no record: what only it says meets no criterion.
What is shown is a draft for the person who decides.  A request that several policies
judged has an answer under each, about its own lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import (
    APIRouter,
    Depends,
    Form,
    HTTPException,
    Query,
    Request,
    UploadFile,
)
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from workbench.appeal.letter import page_setup, whole, with_letter
from workbench.appeal.records import gather
from workbench.appeal.reevaluate import Judged
from workbench.appeal.respond import respond
from workbench.appeal.several import judge_each
from workbench.errors import ProofError
from workbench.narrate.plain import to_text
from workbench.packet.sources import Source
from workbench.schema.appeal import AppealReview, ElementCheck
from workbench.schema.matter import Matter
from workbench.store import packets, papers
from workbench.store.papers import Paper
from workbench.store.permissions import action_of, may
from workbench.store.users import User, everybody, superiors
from workbench.web.access import DeskHere, need
from workbench.web.desk.desk import Desk
from workbench.web.desk.drafting import matter_of
from workbench.web.desk.file import CaseFile
from workbench.web.pages.intake import named
from workbench.web.pages.letters import FORMS, shown
from workbench.web.pages.review import findings
from workbench.web.render import page
from workbench.web.view.appealed import Appealed, appealed

router = APIRouter()
Worker = Annotated[User, Depends(need("work-appeal"))]


@router.get("/cases/{case}/appeal")
def appeal(request: Request, case: str, desk: DeskHere, person: Worker) -> HTMLResponse:
    """The appeal as it was last evaluated, or the form that begins one."""
    file = desk.file(case, person, seen="case")
    found = answers(desk, case)
    values = findings(request, file) | {
        "tab": "appeal",
        "answers": [_shown(one, among=len(found)) for one in found],
        "deciders": deciders(desk, file),
    }
    return page(request, "appeal.html", **values)


class Kept(NamedTuple):
    """One drafted answer as the store has it."""

    paper: Paper
    made: AppealReview


class Answer(NamedTuple):
    """One drafted answer as the page shows it; ``under`` only beside others."""

    policy: str
    under: str
    paper: Paper
    appeal: Appealed
    letter: Markup | None
    text: str
    checklist: tuple[ElementCheck, ...]


def answers(desk: Desk, case: str) -> list[Kept]:
    """The answers that were drafted last: one, or one for each policy."""
    with desk.store.reading() as work:
        found = papers.newest(work, case, "appeal")
        at = max((one.at for one in found), default=None)
        return [
            Kept(one, papers.read(work, one, AppealReview))
            for one in found
            if one.at == at
        ]


def _shown(kept: Kept, *, among: int) -> Answer:
    text, policy = kept.made.letter, kept.made.policy
    return Answer(
        policy=policy.id,
        under=f"{policy.id} {policy.version}" if among > 1 else "",
        paper=kept.paper,
        appeal=appealed(kept.made),
        letter=shown(text) if text else None,
        text=to_text(text) if text else "",
        checklist=kept.made.checklist,
    )


@router.get("/cases/{case}/appeal/letter.{form}")
def letter(
    case: str,
    form: str,
    desk: DeskHere,
    person: Worker,
    policy: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The drafted answer as a PDF or Word file, with its checklist.

    Of several ``policy`` names the one; left out it is the first.
    """
    if form not in FORMS:
        raise HTTPException(404, "A letter is kept as pdf or docx.")
    file = desk.file(case, person, seen="letter")
    every = [one.made for one in answers(desk, case)]
    found = [one for one in every if policy in ("", one.policy.id)]
    if not found or found[0].letter is None:
        raise HTTPException(404, "No answer to an appeal was drafted.")
    kept = found[0]
    under = f"-{kept.policy.id}" if len(every) > 1 else ""
    name = f"case-{file.row.number}-appeal-answer{under}.{form}"
    return Response(
        _pages(kept, matter_of(file), form),
        media_type=FORMS[form],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _pages(kept: AppealReview, matter: Matter, form: str) -> bytes:
    text, setup = whole(kept, matter), page_setup(kept, matter)
    if form == "docx":
        from workbench.narrate.pages.word import render_docx

        return render_docx(text, setup)
    from workbench.narrate.pages.pdf import render_pdf

    return render_pdf(text, setup)


@router.post("/cases/{case}/appeal")
async def evaluate(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Worker,
    letter: Annotated[str, Form(max_length=400_000)] = "",
    denial: Annotated[str, Form(max_length=400_000)] = "",
    files: Annotated[list[UploadFile] | None, Form()] = None,
) -> Response:
    """Read the appeal and its records, apply the policy in force, keep the draft."""
    if not letter.strip():
        raise HTTPException(422, "Paste the appeal letter.")
    most = request.app.state.settings.upload_bytes
    new: list[Source] = []
    for one in (one for one in files or () if one.filename):
        data = await one.read(most + 1)
        if sum(len(source.data) for source in new) + len(data) > most:
            raise HTTPException(413, "These records are too large.")
        new.append(Source(named(one.filename or "", new), data))
    file = desk.file(case, person)
    made = await run_in_threadpool(_judged, desk, file, letter, denial, tuple(new))
    await run_in_threadpool(keep, desk, case, made, person)
    return RedirectResponse(f"/cases/{case}/appeal", 303)


def _judged(
    desk: Desk, file: CaseFile, letter: str, denial: str, new: tuple[Source, ...]
) -> list[AppealReview]:
    with desk.store.reading() as work:
        original = packets.sources(work, papers.get(work, file.id, "files"))
    denied = (Source("denial letter", denial.encode()),) if denial.strip() else ()
    records = gather(original, denied, (Source("appeal letter", letter.encode()),), new)
    each = judge_each(
        records,
        desk.make_reader(desk.payload),
        denial=None if denied else file.review,
    )
    matter = matter_of(file)
    return [_answered(judged, matter) for judged in each]


def _answered(judged: Judged, matter: Matter) -> AppealReview:
    made = respond(judged, matter)
    try:
        return with_letter(made, judged, matter)
    except ProofError:
        # The answer stands without its letter; the page says that there is none.
        return made


def keep(desk: Desk, case: str, made: Sequence[AppealReview], person: User) -> None:
    """Keep the answers of one evaluation: they share its moment.

    The first is the case's appeal, the others stand under the ids of their policies.
    """
    with desk.store.writing(by=person.id) as work:
        for place, one in enumerate(made):
            key = one.policy.id if place else ""
            before = papers.find(work, case, "appeal", key)
            papers.put(
                work,
                case,
                "appeal",
                one,
                key=key,
                based_on=before.number if before else 0,
                origin="evaluated",
            )


def deciders(desk: Desk, file: CaseFile) -> list[tuple[str, str, str]]:
    """People whose role decides appeals: name, specialty, and why they may not."""
    with desk.store.reading() as work:
        people = [one for one in everybody(work) if one.active]
        above = {one.id: superiors(work, one.id) for one in people}
    earlier = {signed.signer for signed in file.decisions}
    found = []
    for one in people:
        if not may(one.roles, action_of("uphold")):
            continue
        why = ""
        if one.id in earlier:
            why = "decided this case before"
        elif earlier & set(above[one.id]):
            why = "reports to somebody who decided it before"
        found.append((one.name, one.account.specialty or "", why))
    return found
