"""The review screen: source left, findings right, evidence one key away."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.policy.loader import load_policy
from workbench.policy.model import Policy
from workbench.schema.review import PolicyUsed
from workbench.store.permissions import may
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk.file import CaseFile
from workbench.web.render import page, part
from workbench.web.view.screen import Screen, screen
from workbench.web.view.source import search

router = APIRouter()
Reviewer = Annotated[User, Depends(need("see-case"))]
SECTIONS = ("review", "request", "letters", "appeal", "calls", "sign", "history")
"""Sections of a case that this server has."""
ACTIONS = ("facts", "override")


def policy_of(file: CaseFile) -> Policy | None:
    """The policy that was applied, where this program still has that very version.

    Of several the first.
    """
    return _as_used(file, file.review.policies[0])


def policies_of(file: CaseFile) -> tuple[Policy, ...]:
    """The policies that were applied, those that this program still has."""
    found = (_as_used(file, one) for one in file.review.policies)
    return tuple(one for one in found if one)


def _as_used(file: CaseFile, used: PolicyUsed) -> Policy | None:
    try:
        policy = load_policy(used.id, file.review.determination.request_date)
    except WorkbenchError:
        return None
    return policy if policy.sha256 == used.sha256 else None


def screen_of(request: Request, file: CaseFile) -> Screen:
    """The screen of a case as it stands, made once."""
    key = (file.id, file.review_paper.sha256, len(file.overrides))
    made: Screen = request.app.state.screens.get(
        key,
        lambda: screen(
            file.packet, file.review, policies_of(file), file.standing, file.by_hand
        ),
    )
    return made


def source_of(request: Request, file: CaseFile, screen: Screen) -> Markup:
    """The source pane of a case as it stands, rendered once."""
    key = ("source", file.id, file.packet_paper.sha256, file.case_paper.sha256)
    made: Markup = request.app.state.screens.get(
        key, lambda: part("parts/source-documents.html", screen=screen, case=file.id)
    )
    return made


def findings(request: Request, file: CaseFile, **values: Any) -> dict[str, Any]:
    """The values that the findings pane needs."""
    screen = screen_of(request, file)
    return {
        "file": file,
        "screen": screen,
        "source": source_of(request, file, screen),
        "changes": None,
        "sections": SECTIONS,
        "actions": ACTIONS,
    } | values


@router.get("/cases/{case}")
def review(request: Request, case: str, desk: DeskHere, person: Reviewer) -> Response:
    """The whole screen; while the packet is read, its progress."""
    if not desk.progress(case).ready:
        return RedirectResponse(f"/cases/{case}/progress", 303)
    works = may(person.roles, "edit-facts")
    other = desk.take(case, person) if works else None
    file = desk.file(case, person, seen="case")
    values = findings(request, file) | {"tab": "review", "open_with": other}
    return page(request, "review.html", **values)


@router.post("/cases/{case}/take")
def take(
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("take-over"))],
) -> Response:
    """Take a case over from whoever has it open; the log keeps that."""
    desk.take(case, person, over=True)
    return RedirectResponse(f"/cases/{case}", 303)


@router.get("/cases/{case}/search")
def find(
    request: Request, case: str, desk: DeskHere, person: Reviewer, q: str = ""
) -> HTMLResponse:
    """Lines of the source that hold some words."""
    file = desk.file(case, person)
    hits = search(file.packet, q[:200])
    return page(request, "parts/hits.html", hits=hits, q=q)


@router.post("/cases/{case}/opened")
def opened(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Reviewer,
    key: Annotated[str, Form(max_length=200)],
) -> Response:
    """Note that a finding was opened: what is adverse must be, before signing."""
    desk.open_finding(case, key, person)
    return Response(status_code=204)
