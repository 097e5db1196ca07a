"""A token for another system: sign in once, send it as a bearer token."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from workbench.web.access import everybody
from workbench.web.api.bodies import Body, Problem

router = APIRouter(prefix="/api/v1", responses={403: {"model": Problem}})


class SignInBody(Body):
    """A login with its password."""

    login: str = Field(max_length=200)
    password: str = Field(max_length=1000)


@router.post("/session", status_code=201, dependencies=[Depends(everybody)])
def sign_in(body: SignInBody, request: Request) -> dict[str, Any]:
    """A token, good for twelve hours and half an hour without use."""
    address = request.client.host if request.client else ""
    sessions = request.app.state.sessions
    _, token = sessions.sign_in(body.login.strip(), body.password, address)
    return {"token": token}
