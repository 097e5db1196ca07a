"""Letters: drafted from the review, checked element by element, edited with a trace.

A draft is kept as the program made it; a person's text is a version beside it, and the
page shows what was put in and taken out, and which numbers no longer have a source.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from workbench.errors import PolicyError, WorkbenchError
from workbench.narrate import html
from workbench.narrate.letters.checklist import Item
from workbench.narrate.letters.clocks import clock_file
from workbench.narrate.letters.forms import in_form
from workbench.narrate.letters.kinds import kinds
from workbench.narrate.letters.letter import Letter as Rendered
from workbench.narrate.letters.letter import render_letter
from workbench.narrate.letters.library import library
from workbench.narrate.letters.proof import check_letter
from workbench.narrate.proof import Untraced
from workbench.policy.model import Policy
from workbench.schema.matter import Matter
from workbench.schema.review import review_sha256
from workbench.store.correspondence import Letter
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk import written
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings, policy_of
from workbench.web.render import page
from workbench.web.view.tracked import around, tracked

router = APIRouter()
Writer = Annotated[User, Depends(need("draft-letter"))]
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@router.get("/cases/{case}/letters")
def overview(
    request: Request, case: str, desk: DeskHere, person: Writer
) -> HTMLResponse:
    """The kinds of letters that may follow, and what was written so far."""
    file = desk.file(case, person)
    content = library()
    matter = matter_of(file)
    rows = []
    for kind in kinds(content).values():
        fits = (
            matter.decision.value in kind.decisions
            if matter.decision
            else kind.follows_review(file.review)
        )
        rows.append((kind, fits))
    values = findings(request, file) | {
        "tab": "letters",
        "kinds": rows,
        "written": written.letters(desk.store, case),
    }
    return page(request, "letters.html", **values)


@router.get("/cases/{case}/letters/{kind}")
def letter(
    request: Request, case: str, kind: str, desk: DeskHere, person: Writer
) -> HTMLResponse:
    """One letter: the text as it stands, its checklist, what was changed."""
    file = desk.file(case, person, seen="letter")
    return _page(request, desk.store, file, kind)


@router.post("/cases/{case}/letters/{kind}")
def edit(
    request: Request,
    case: str,
    kind: str,
    desk: DeskHere,
    person: Writer,
    text: Annotated[str, Form(max_length=200_000)],
    based_on: Annotated[int, Form(ge=0)],
    reason: Annotated[str, Form(max_length=500)] = "",
    form_version: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Keep a person's text; the draft stays beside it."""
    file = desk.file(case, person)
    drafted = _drafted(file, kind)
    if based_on == 0:
        draft = Letter(kind=kind, text=drafted.markdown, template=drafted.kind.id)
        kept = written.keep_letter(
            desk.store, case, kind, draft, based_on=0, reason="", user=person
        )
        based_on = kept.number
    body = text.replace("\r\n", "\n")
    edited = Letter(kind=kind, text=body, template=drafted.kind.id)
    written.keep_letter(
        desk.store,
        case,
        kind,
        edited,
        based_on=based_on,
        reason=reason.strip() or "edited",
        user=person,
    )
    return RedirectResponse(f"/cases/{case}/letters/{kind}", 303)


@router.post("/cases/{case}/letters/{kind}/release")
def release(
    request: Request,
    case: str,
    kind: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("finish-letter"))],
    based_on: Annotated[int, Form(ge=0)],
) -> Response:
    """Release a letter: refused while anything that it must hold is open."""
    file = desk.file(case, person)
    made = _drafted(file, kind, final=True)
    own = written.letter(desk.store, case, kind)
    text = own.content.text if own else made.markdown
    left = _untraced(file, made, text)
    if left:
        raise HTTPException(
            403, f"{len(left)} numbers, dates or codes of the text have no source."
        )
    if own is None:
        draft = Letter(kind=kind, text=text, template=made.kind.id)
        kept = written.keep_letter(
            desk.store, case, kind, draft, based_on=0, reason="", user=person
        )
        based_on = kept.number
    released = Letter(kind=kind, text=text, template=made.kind.id, final=True)
    written.keep_letter(
        desk.store,
        case,
        kind,
        released,
        based_on=based_on,
        reason="released",
        user=person,
    )
    return RedirectResponse(f"/cases/{case}/letters/{kind}", 303)


@router.get("/cases/{case}/letters/{kind}/file.{form}")
def download(
    case: str, kind: str, form: str, desk: DeskHere, person: Writer
) -> Response:
    """The letter as a PDF or Word file, with its checklist while it is a draft."""
    if form not in FORMS:
        raise HTTPException(404, "A letter is kept as pdf or docx.")
    file = desk.file(case, person, seen="letter")
    data = in_form(_drafted(file, kind), form)  # type: ignore[arg-type]
    name = f"case-{file.row.number}-{kind}.{form}"
    return Response(
        data,
        media_type=FORMS[form],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


@router.post("/cases/{case}/matter")
async def matter(
    request: Request, case: str, desk: DeskHere, person: Writer
) -> Response:
    """Fill in who the member is, where the letter goes, under which program."""
    form = await request.form()
    given = {k: v.strip() for k, v in form.items() if isinstance(v, str)}
    file = desk.file(case, person)
    number = given.get("based_on", "")
    written.keep_matter(
        desk.store,
        case,
        filled(file.matter, given),
        based_on=int(number) if number.isdigit() else 0,
        user=person,
    )
    back = given.get("kind", "")
    known = back in kinds(library())
    return RedirectResponse(f"/cases/{case}/letters{f'/{back}' if known else ''}", 303)


def filled(old: Matter, given: dict[str, str]) -> Matter:
    """The matter with the fields of the form; others stay.  Raises InputError."""
    from workbench.schema.base import parse_data

    data = old.model_dump(mode="json", exclude={"events", "decision"})
    for key in ("program", "state", "request_type", "plan", "reference", "letter_date"):
        data[key] = given.get(key) or None
    for key in ("name", "member_id"):
        data["member"][key] = given.get(f"member_{key}") or None
    lines = [one.strip() for one in given.get("member_address", "").splitlines()]
    data["member"]["address"] = {"lines": [one for one in lines if one]} if any(
        lines
    ) else None  # fmt: skip
    others = [one for one in data["addressees"] if one["role"] != "practitioner"]
    if given.get("practitioner"):
        fax = given.get("practitioner_fax") or None
        name = given["practitioner"]
        others.append({"role": "practitioner", "name": name, "fax": fax})
    data["addressees"] = others
    return parse_data(Matter, data, where="the form")


def shown(markdown: str) -> Markup:
    """A letter as HTML; what is no text in it is shown as text.

    A table of two columns without a head has no cells that announce an empty one.
    """
    made = html.body(markdown).replace('<th scope="col"></th>', "<td></td>")
    return Markup(made)


def matter_of(file: CaseFile) -> Matter:
    """The matter with the decision that stands.

    A program that has learnt a field since writes the same review otherwise; what was
    signed is told by the hash of what the store keeps.
    """
    decision = file.decision
    if decision and decision.review_sha256 == file.review_paper.sha256:
        own = {"review_sha256": review_sha256(file.review)}
        decision = decision.model_copy(update=own)
    return file.matter.model_copy(update={"decision": decision})


def _policy(file: CaseFile) -> Policy:
    policy = policy_of(file)
    if policy is None:
        raise PolicyError(
            "the policy of this review is not among the files of this program",
            where=file.review.policies[0].id,
            fix="install its version, or evaluate the case again",
        )
    return policy


def _drafted(file: CaseFile, kind: str, *, final: bool = False) -> Rendered:
    return render_letter(kind, file.review, _policy(file), matter_of(file), final=final)


def _untraced(file: CaseFile, made: Rendered, text: str) -> tuple[Untraced, ...]:
    return check_letter(text, file.review, _policy(file), made.sources)


def _page(request: Request, store: Any, file: CaseFile, kind: str) -> HTMLResponse:
    own = written.letter(store, file.id, kind)
    problem, made = "", None
    try:
        made = _drafted(file, kind)
    except WorkbenchError as error:
        problem = error.line()
    text = own.content.text if own else made.markdown if made else ""
    runs = around(tracked(own.first.text, own.content.text)) if own else ()
    items: tuple[Item, ...] = made.checklist if made else ()
    values = findings(request, file) | {
        "tab": "letters",
        "kind": kind,
        "title": made.kind.title.en if made else kind.replace("-", " "),
        "sent": bool(made and made.kind.sent),
        "made": made,
        "own": own,
        "text": text,
        "html": shown(text),
        "runs": runs,
        "checklist": items,
        "untraced": _untraced(file, made, text) if made and own else (),
        "problem": problem,
        "matter": file.matter,
        "programs": sorted({rule.program for rule in clock_file().rules}),
    }
    return page(request, "letter.html", 200 if made or own else 422, **values)
