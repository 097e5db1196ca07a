"""Add, edit or remove a fact: the quote is held to the source, the review made anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.schema.case import FACT_LISTS, Fact, ImagingStudy
from workbench.schema.evidence import Evidence
from workbench.store.errors import StaleVersion
from workbench.store.readings import FactEdit
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.amend import case as edits
from workbench.web.amend.fields import MODELS, Mistake, fields, parsed
from workbench.web.amend.quotes import sought
from workbench.web.desk.desk import Desk
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings
from workbench.web.render import Blank, is_partial, page
from workbench.web.view import words
from workbench.web.view.changes import changes
from workbench.web.view.facts import quote as quote_view

router = APIRouter()
Editor = Annotated[User, Depends(need("edit-facts"))]


@router.get("/cases/{case}/facts/new")
def new(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Editor,
    what: str = "treatments",
) -> HTMLResponse:
    """The form of a new fact."""
    file = desk.file(case, person)
    return _form(request, file, None, what if what in MODELS else "treatments", {})


@router.get("/cases/{case}/facts/{fact}")
def edit(
    request: Request, case: str, fact: str, desk: DeskHere, person: Editor
) -> HTMLResponse:
    """The form of a fact that is there."""
    file = desk.file(case, person)
    at = _placed(file, fact)
    return _form(request, file, at, at.what, {})


@router.post("/cases/{case}/facts")
async def add(request: Request, case: str, desk: DeskHere, person: Editor) -> Response:
    """Add a fact with a quote from the source."""
    form = await _text_form(request)
    file = desk.file(case, person)
    what = form.get("what", "")
    if what not in MODELS:
        raise HTTPException(422, "Choose what kind of fact it is.")
    name = edits.next_id(file.read.case)
    tried = _tried(file, None, what, name, form)
    if tried.fact is None:
        return _form(request, file, None, what, form, tried, 422)
    made = edits.added(file.read.case, what, tried.fact, form.get("study"))
    if made == file.read.case:
        wrong = _Tried(None, (Mistake("study", "choose the study it belongs to"),))
        return _form(request, file, None, what, form, wrong, 422)
    return _keep(request, desk, file, form, made, "add", what, name, person)


@router.post("/cases/{case}/facts/{fact}")
async def change(
    request: Request, case: str, fact: str, desk: DeskHere, person: Editor
) -> Response:
    """Change or remove a fact."""
    form = await _text_form(request)
    file = desk.file(case, person)
    at = _placed(file, fact)
    if form.get("do") == "remove":
        made = edits.removed(file.read.case, at)
        if not form.get("reason", "").strip():
            wrong = _Tried(None, (Mistake("reason", "say why it is removed"),))
            return _form(request, file, at, at.what, form, wrong, 422)
        return _keep(request, desk, file, form, made, "remove", at.what, fact, person)
    tried = _tried(file, at, at.what, fact, form)
    if tried.fact is None:
        return _form(request, file, at, at.what, form, tried, 422)
    made = edits.changed(file.read.case, at, tried.fact)
    return _keep(request, desk, file, form, made, "change", at.what, fact, person)


class _Tried(NamedTuple):
    """What became of a form: a fact, or what is wrong; a person may insist or not."""

    fact: Fact | None
    wrong: tuple[Mistake, ...] = ()
    like: Evidence | None = None
    may_insist: bool = False


async def _text_form(request: Request) -> dict[str, str]:
    form = await request.form()
    found = {key: value for key, value in form.items() if isinstance(value, str)}
    kept = [value for value in form.getlist("keep") if isinstance(value, str)]
    return found | {"kept": " ".join(kept)}


def _placed(file: CaseFile, fact: str) -> edits.Placed:
    at = edits.placed(file.read.case, fact)
    if at is None:
        raise HTTPException(404, "There is no such fact in this case.")
    return at


def _tried(
    file: CaseFile,
    at: edits.Placed | None,
    what: str,
    name: str,
    form: Mapping[str, str],
) -> _Tried:
    data, wrong = parsed(what, form)
    if not form.get("reason", "").strip():
        wrong = (*wrong, Mistake("reason", "say why, for whoever reads this later"))
    old = at.fact.evidence if at else ()
    kept = [one for n, one in enumerate(old) if str(n) in form.get("kept", "").split()]
    like = None
    for name_of, near in (("quote", "near"), ("quote2", "")):
        words_ = form.get(name_of, "")
        if not words_.strip():
            continue
        found = sought(file.packet, words_, form.get(near, ""))
        if found.evidence is None:
            like = found.like
            wrong = (*wrong, Mistake(name_of, "these words do not stand in the packet"))
        else:
            kept.append(found.evidence)
    if not kept and not any(one.name.startswith("quote") for one in wrong):
        wrong = (*wrong, Mistake("quote", "a fact needs a quote from the source"))
    if wrong:
        return _Tried(None, wrong, like)
    fact, wrong = edits.built(what, name, data, tuple(kept), at.fact if at else None)
    if fact is None:
        return _Tried(None, wrong)
    refused = edits.refusal(fact, file.packet, read=form.get("read") == "yes")
    if refused is not None:
        insist = refused.reason not in edits.FACTUAL
        said = f"the quotes do not support it: {refused.why}"
        return _Tried(None, (Mistake("quote", said),), None, insist)
    return _Tried(fact)


def _keep(
    request: Request,
    desk: Desk,
    file: CaseFile,
    form: Mapping[str, str],
    made: Any,
    do: Any,
    what: str,
    fact: str,
    person: User,
) -> Response:
    seen = (form.get("case_version"), form.get("review_version"))
    if seen != (str(file.case_paper.number), str(file.review_paper.number)):
        raise StaleVersion(
            "the case",
            based_on=int(form.get("case_version") or 0),
            found=file.case_paper.number,
            by=file.case_paper.by_name,
            at=file.case_paper.at,
        )
    of = "imaging_studies" if what == "imaging_findings" else what
    edit = FactEdit(do=do, list=of, fact=fact, reason=form["reason"].strip())  # type: ignore[arg-type]
    after = desk.amend(file, made, edit, person)
    if not is_partial(request):
        return RedirectResponse(f"/cases/{file.id}#f-{fact}", 303)
    moved = changes(file.review.determination, after.review.determination)
    answer = page(
        request, "parts/after.html", **findings(request, after, changes=moved)
    )
    answer.headers["HX-Retarget"] = "#findings"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _form(
    request: Request,
    file: CaseFile,
    at: edits.Placed | None,
    what: str,
    form: Mapping[str, str],
    tried: _Tried | None = None,
    code: int = 200,
) -> HTMLResponse:
    values: dict[str, Any] = {}
    if at is not None:
        values = {name: getattr(at.fact, name) for name in type(at.fact).model_fields}
    shown = fields(what, values)
    if form:
        shown = tuple(
            one._replace(
                value=form.get(one.name, ""),
                high=form.get(f"{one.name}-high", ""),
                main=one.main or bool(form.get(one.name)),
            )
            for one in shown
        )
    studies = [
        (one.id, f"{words.headline(one)} {one.date or ''}".strip())
        for one in file.read.case.imaging_studies
        if isinstance(one, ImagingStudy)
    ]
    wrong = {one.name: one.problem for one in tried.wrong} if tried else {}
    like = quote_view(tried.like) if tried and tried.like else None
    template = "parts/fact-form.html" if is_partial(request) else "fact.html"
    return page(
        request,
        template,
        code,
        file=file,
        fact=at.fact.id if at else None,
        title=words.headline(at.fact) if at else "Add a fact",
        quotes=[quote_view(one) for one in at.fact.evidence] if at else [],
        kept=form.get("kept", "").split() if form else None,
        what=what,
        whats=[(one, words.LISTS[one]) for one in FACT_LISTS]
        + [("imaging_findings", "Imaging finding")],
        fields=shown,
        studies=studies,
        form=Blank(form),
        wrong=Blank(wrong),
        like=like,
        may_insist=bool(tried and tried.may_insist),
    )
