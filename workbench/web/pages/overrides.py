"""Override a status, with a reason; the program's own stays beside it."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.schema.determination import Status
from workbench.store.overrides import criterion_of, reasons
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings
from workbench.web.render import Blank, is_partial, page
from workbench.web.view import words

router = APIRouter()
Overrider = Annotated[User, Depends(need("override-status"))]


@router.get("/cases/{case}/override/{line}/{criterion}")
def form(
    request: Request,
    case: str,
    line: str,
    criterion: str,
    desk: DeskHere,
    person: Overrider,
) -> HTMLResponse:
    """The form; no status is chosen beforehand."""
    file = desk.file(case, person)
    return _form(request, file, line, criterion, {}, {})


@router.post("/cases/{case}/override/{line}/{criterion}")
def override(
    request: Request,
    case: str,
    line: str,
    criterion: str,
    desk: DeskHere,
    person: Overrider,
    review_version: Annotated[int, Form()],
    status: Annotated[str, Form(max_length=40)] = "",
    code: Annotated[str, Form(max_length=80)] = "",
    text: Annotated[str, Form(max_length=4000)] = "",
) -> Response:
    """Keep a person's status."""
    file = desk.file(case, person)
    wrong = {}
    if status not in get_args(Status):
        wrong["status"] = "choose a status"
    if code not in reasons():
        wrong["code"] = "choose a reason"
    if not text.strip():
        wrong["text"] = "say why, for whoever reads this later"
    if wrong:
        given = {"status": status, "code": code, "text": text}
        return _form(request, file, line, criterion, given, wrong, 422)
    after = desk.override(
        case,
        line=line,
        criterion=criterion,
        status=status,  # type: ignore[arg-type]
        code=code,
        text=text.strip(),
        review=review_version,
        user=person,
    )
    if not is_partial(request):
        return RedirectResponse(f"/cases/{case}#c-{line}-{criterion}", 303)
    answer = page(request, "parts/after.html", **findings(request, after))
    answer.headers["HX-Retarget"] = "#findings"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _form(
    request: Request,
    file: CaseFile,
    line: str,
    criterion: str,
    given: dict[str, str],
    wrong: dict[str, str],
    code: int = 200,
) -> HTMLResponse:
    result = criterion_of(file.review, line, criterion)
    if file.closed:
        raise HTTPException(403, "The case is decided and is not changed any more.")
    template = "parts/override-form.html" if is_partial(request) else "override.html"
    return page(
        request,
        template,
        code,
        file=file,
        line=line,
        result=result,
        now=words.status(result.status),
        reasons=reasons(),
        given=Blank(given),
        wrong=Blank(wrong),
    )
