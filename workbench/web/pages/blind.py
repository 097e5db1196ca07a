"""Blind rating: a person judges each criterion before seeing what the program says.

Only the source and the policy's text are shown.  Whoever saw the review before is told
apart in the results, from the access log.
"""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.schema.determination import Status
from workbench.store.correspondence import RatedStatus, Rating
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk import studies
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings
from workbench.web.render import page
from workbench.web.view.study import study as shown

router = APIRouter()
Rater = Annotated[User, Depends(need("rate-blind"))]
NAME = r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$"
Named = Annotated[str, Query(pattern=NAME)]


@router.get("/cases/{case}/rate")
def form(
    request: Request, case: str, desk: DeskHere, person: Rater, study: Named = "study"
) -> HTMLResponse:
    """The source and the criteria's wording, without any answer."""
    file = desk.file(case, person, seen="source")
    return _page(request, file, study, {}, "")


@router.post("/cases/{case}/rate")
async def rate(
    request: Request, case: str, desk: DeskHere, person: Rater, study: Named = "study"
) -> Response:
    """Keep the ratings; every criterion must have one."""
    got = await request.form()
    given = {key: value for key, value in got.items() if isinstance(value, str)}
    file = desk.file(case, person)
    known = get_args(Status)
    wanted = [
        (line.id, one.id)
        for line in file.review.determination.lines
        for one in line.criteria
    ]
    rated = tuple(
        RatedStatus(line=line, criterion=one, status=given[f"{line}/{one}"])  # type: ignore[arg-type]
        for line, one in wanted
        if given.get(f"{line}/{one}") in known
    )
    if len(rated) < len(wanted):
        left = len(wanted) - len(rated)
        return _page(request, file, study, given, f"{left} left to rate.", 422)
    rating = Rating(study=study, review=file.review_paper.number, statuses=rated)
    studies.rate(desk.store, case, rating, person)
    return RedirectResponse(f"/studies/{study}", 303)


@router.get("/studies/{study}")
def results(
    request: Request,
    study: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-evals"))],
) -> HTMLResponse:
    """Agreement of the raters with each other and with the program, with kappa."""
    found = studies.ratings(desk.store, study)
    if not found:
        raise HTTPException(404, "Nobody has rated in this study.")
    return page(request, "study.html", study=study, result=shown(found))


def _page(
    request: Request,
    file: CaseFile,
    study: str,
    given: dict[str, str],
    problem: str,
    code: int = 200,
) -> HTMLResponse:
    values = findings(request, file) | {
        "study": study,
        "given": given,
        "problem": problem,
    }
    return page(request, "rate.html", code, **values)
