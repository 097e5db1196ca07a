"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.store.errors import NotAllowed
from workbench.store.users import User
from workbench.web.access import asking, everybody, home
from workbench.web.render import page
from workbench.web.team import sessions

router = APIRouter()


@router.get("/login", dependencies=[Depends(everybody)])
def form(request: Request, to: str = "/") -> HTMLResponse:
    """Where one signs in."""
    return _page(request, to, "")


@router.post("/login", dependencies=[Depends(everybody)])
def sign_in(
    request: Request,
    login: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    to: Annotated[str, Form(max_length=400)] = "/",
) -> Response:
    """Sign in with a login and a password."""
    address = request.client.host if request.client else ""
    known: sessions.Sessions = request.app.state.sessions
    try:
        user, token = known.sign_in(login.strip(), password, address)
    except NotAllowed as error:
        return _page(request, to, error.line(), 403)
    into = inside(to)
    answer = RedirectResponse(home(user) if into == "/" else into, 303)
    sessions.remember(request, answer, token)
    return answer


@router.post("/logout")
def sign_out(request: Request, person: Annotated[User, Depends(asking)]) -> Response:
    """End the session."""
    request.app.state.sessions.end(request, person)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(sessions.COOKIE)
    return answer


def inside(address: str) -> str:
    """The address if it leads into this site, else the queue."""
    into = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if into and address.isprintable() else "/"


def _page(request: Request, to: str, problem: str, code: int = 200) -> HTMLResponse:
    values = {
        "to": inside(to),
        "problem": problem,
        "sso": getattr(request.app.state, "sso", None) is not None,
    }
    return page(request, "login.html", code, **values)
