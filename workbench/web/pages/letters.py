"""Letters: drafted from the review, checked element by element, edited with a trace.

A draft is kept as the program made it; a person's text is a version beside it, and the
page shows what was put in and taken out, and which numbers no longer have a source.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.narrate import html
from workbench.narrate.letters.checklist import Item
from workbench.narrate.letters.clocks import clock_file
from workbench.narrate.letters.forms import edited_in_form, in_form
from workbench.narrate.letters.kinds import kinds
from workbench.narrate.letters.letter import Letter as Rendered
from workbench.narrate.letters.library import library
from workbench.narrate.pages.compared import Against
from workbench.schema.matter import Matter
from workbench.store.correspondence import Letter
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk import drafting, written
from workbench.web.desk.drafting import Wording
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings, policy_of
from workbench.web.render import page
from workbench.web.view.tracked import around, tracked

router = APIRouter()
Writer = Annotated[User, Depends(need("draft-letter"))]
DEPARTMENTS: dict[str, str] = {
    "member_services": "Member services",
    "utilization": "Utilization review",
    "appeals": "Appeals",
    "peer_to_peer": "Peer-to-peer line",
    "external_review": "Outside review",
    "assistance": "Consumer help",
}
"""The plan's departments that letters name, as the matter has them."""
REACHED = ("phone", "tty", "fax")
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
    content = library(request.app.state.settings.overlay)
    matter = drafting.matter_of(file)
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
) -> Response:
    """Keep a person's text; the draft stays beside it."""
    file = desk.file(case, person)
    made = drafting.drafted(file, kind, _wording(request, file))
    if based_on == 0:
        kept = written.keep_draft(
            desk.store, case, kind, _kept(made), based_on=0, user=person
        )
        based_on = kept.number
    edited = _kept(made, text.replace("\r\n", "\n"))
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
    own = written.letter(desk.store, case, kind)
    made, text = drafting.released(
        file, kind, own.content.text if own else None, _wording(request, file)
    )
    if own is None:
        kept = written.keep_draft(
            desk.store, case, kind, _kept(made), based_on=0, user=person
        )
        based_on = kept.number
    written.keep_letter(
        desk.store,
        case,
        kind,
        _kept(made, text, final=True),
        based_on=based_on,
        reason="released",
        user=person,
    )
    return RedirectResponse(f"/cases/{case}/letters/{kind}", 303)


@router.post("/cases/{case}/letters/{kind}/anew")
def anew(
    request: Request,
    case: str,
    kind: str,
    desk: DeskHere,
    person: Writer,
    based_on: Annotated[int, Form(ge=1)],
) -> Response:
    """Take the program's draft as the case is now; what people wrote stays kept."""
    file = desk.file(case, person)
    made = drafting.drafted(file, kind, _wording(request, file))
    written.keep_draft(
        desk.store, case, kind, _kept(made), based_on=based_on, user=person
    )
    return RedirectResponse(f"/cases/{case}/letters/{kind}", 303)


@router.get("/cases/{case}/letters/{kind}/file.{form}")
def download(
    request: Request,
    case: str,
    kind: str,
    form: str,
    desk: DeskHere,
    person: Writer,
    changes: bool = False,
) -> Response:
    """The letter as it stands as a PDF or Word file; a draft with its checklist.

    With ``changes`` what people changed is marked: tracked changes in Word.
    """
    if form not in FORMS:
        raise HTTPException(404, "A letter is kept as pdf or docx.")
    file = desk.file(case, person, seen="letter")
    made = drafting.drafted(file, kind, _wording(request, file))
    own = written.letter(desk.store, case, kind)
    data = _file(made, own, form, changes=changes)  # type: ignore[arg-type]
    marked = "-changes" if changes else ""
    name = f"case-{file.row.number}-{kind}{marked}.{form}"
    return Response(
        data,
        media_type=FORMS[form],
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


def _file(
    made: Rendered,
    own: written.Written | None,
    form: Literal["pdf", "docx"],
    *,
    changes: bool,
) -> bytes:
    if own is None:
        data = in_form(made, form)
        assert isinstance(data, bytes)
        return data
    at = own.paper.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    against = Against(own.first.text, own.paper.by_name, at) if changes else None
    letter = drafting.as_released(made) if own.content.final else made
    return edited_in_form(letter, own.content.text, form, against)


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
    known = back in kinds(library(request.app.state.settings.overlay))
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
    data["contacts"] = _contacts(data["contacts"], given)
    if given.get("letterhead"):
        own = [one.strip() for one in given["letterhead"].splitlines() if one.strip()]
        data["letterhead"] |= {"name": own[0], "lines": own[1:]}
    return parse_data(Matter, data, where="the form")


def _contacts(old: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    """The plan's departments with the fields of the form; what it leaves out stays."""
    found = dict(old)
    for name in DEPARTMENTS:
        own = dict(old.get(name) or {})
        for key in (*REACHED, "address"):
            if f"{name}-{key}" not in given:
                continue
            text = given[f"{name}-{key}"]
            lines = [one.strip() for one in text.splitlines() if one.strip()]
            own[key] = {"lines": lines} if key == "address" and lines else text or None
        found[name] = own if any(own.values()) else None
    return found


def shown(markdown: str) -> Markup:
    """A letter as HTML; what is no text in it is shown as text.

    A table of two columns without a head has no cells that announce an empty one.
    """
    made = html.body(markdown).replace('<th scope="col"></th>', "<td></td>")
    return Markup(made)


def _wording(request: Request, file: CaseFile) -> Wording:
    """The policy that was applied, and the plan's own folder of this server."""
    return Wording(policy_of(file), request.app.state.settings.overlay)


def _kept(made: Rendered, text: str | None = None, *, final: bool = False) -> Letter:
    """A letter as it is kept: the program's text, or a person's."""
    body = made.markdown if text is None else text
    return Letter(kind=made.kind.id, text=body, template=made.kind.id, final=final)


def _page(request: Request, store: Any, file: CaseFile, kind: str) -> HTMLResponse:
    own = written.letter(store, file.id, kind)
    problem, made = "", None
    try:
        made = drafting.drafted(file, kind, _wording(request, file))
    except WorkbenchError as error:
        problem = error.line()
    text = own.content.text if own else made.markdown if made else ""
    runs = around(tracked(own.first.text, own.content.text)) if own else ()
    items: tuple[Item, ...] = made.checklist if made else ()
    draft = made if made and own and not own.content.final else None
    found = drafting.held(file, draft, text, _wording(request, file)) if draft else None
    lost = {one.element: one for one in found.missing} if found else {}
    newer = bool(draft and own and draft.markdown.strip() != own.first.text.strip())
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
        "checklist": tuple(lost.get(one.element, one) for one in items),
        "untraced": found.untraced if found else (),
        "newer": newer,
        "problem": problem,
        "matter": file.matter,
        "departments": DEPARTMENTS,
        "reached": REACHED,
        "overlay": bool(request.app.state.settings.overlay),
        "programs": sorted({rule.program for rule in clock_file().rules}),
    }
    return page(request, "letter.html", 200 if made or own else 422, **values)
