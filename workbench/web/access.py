"""Who asks, and whether they may: one gate that every route names.

Roles and permissions are decided on the server, by one table; a page that hides a
button is a courtesy, never the gate.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request

from workbench.store.permissions import ACTIONS, Action, may
from workbench.store.users import User
from workbench.web.desk.desk import Desk


def asking(request: Request) -> User:
    """Who asks: the person signed in, or the one user of this machine."""
    user: User | None = request.app.state.identify(request)
    if user is None:
        raise HTTPException(401, "Sign in first.")
    request.state.user = user
    return user


asking.action = "anybody"  # type: ignore[attr-defined]


def everybody() -> None:
    """The gate of the few routes that must be reached before signing in."""


everybody.action = "everybody"  # type: ignore[attr-defined]


def need(action: Action) -> Callable[[User], User]:
    """A dependency: the person who asks, refused (403) if no role of theirs may."""
    if action not in ACTIONS:
        raise KeyError(action)

    def gate(user: Annotated[User, Depends(asking)]) -> User:
        if not may(user.roles, action):
            raise HTTPException(403, "Your role does not allow this.")
        return user

    gate.action = action  # type: ignore[attr-defined]
    return gate


def home(user: User) -> str:
    """The page where somebody's work begins."""
    own = not may(user.roles, "see-queue") and may(user.roles, "manage-users")
    return "/users" if own else "/"


def desk_of(request: Request) -> Desk:
    """The desk of this server."""
    desk: Desk = request.app.state.desk
    return desk


DeskHere = Annotated[Desk, Depends(desk_of)]


def action_of(dependency: Any) -> str | None:
    """The action that a dependency gates, if it is a gate."""
    found: str | None = getattr(dependency, "action", None)
    return found
