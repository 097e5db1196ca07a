"""Accounts, for an administrator: who there is, what each may do, open or closed.

What ``workbench users`` does at the command line.  Every change is kept in the audit
log by the store; new roles, closing and a new password end the account's sessions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, NamedTuple, get_args

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.store import audit, sign_ins, users
from workbench.store.chain import AuditRow
from workbench.store.errors import NotAllowed
from workbench.store.facade import Work
from workbench.store.permissions import ROLES, Role
from workbench.store.users import Account, User
from workbench.web.access import DeskHere, need
from workbench.web.render import page
from workbench.web.team.passwords import LEAST, hashed

router = APIRouter()
Admin = Annotated[User, Depends(need("manage-users"))]
Version = Annotated[int, Form(ge=1)]
Short = Form(max_length=200)
Secret = Annotated[str, Form(max_length=500)]
PROFILE = ("name", "email", "credential", "licence", "specialty", "npi", "reports_to")
"""What can be changed of an account beside its roles, its state and its password."""
RECENT = 12


class Change(NamedTuple):
    """One row of the log about an account: when, who did what, to whose account."""

    at: str
    who: str
    what: str
    whose: str


@router.get("/users")
def accounts(request: Request, desk: DeskHere, person: Admin) -> HTMLResponse:
    """All accounts, open ones first, the form of a new one, and what was changed."""
    with desk.store.reading() as work:
        everybody = users.everybody(work)
        told = tuple(audit.about(work, "user/"))
    people = [one for one in everybody if one.id != users.LOCAL]
    people.sort(key=lambda one: not one.active)
    names = {one.id: one.name for one in people}
    return page(
        request,
        "users.html",
        accounts=people,
        names=names,
        roles=get_args(Role),
        least=LEAST,
        changes=changes(told, names)[:RECENT],
    )


def changes(rows: Iterable[AuditRow], names: dict[str, str]) -> list[Change]:
    """The rows in words, newest first: which fields a change touched, not to what."""
    before: dict[str, dict[str, object]] = {}
    found = []
    for row in rows:
        account = row.object.removeprefix("user/")
        if account not in names:
            continue
        what = row.action.removeprefix("user.")
        if what in ("created", "changed"):
            now = json.loads(row.details)
            was = before.get(account)
            touched = [
                key for key in now if was is not None and was.get(key) != now[key]
            ]
            before[account] = now
            what = f"changed {', '.join(touched) or 'nothing'}" if was else "created"
        if what == "password":
            if json.loads(row.details).get("sha256", "") is None:
                continue
            what = "a password was set"
        at = row.at.strftime("%Y-%m-%d %H:%M")
        who = names.get(row.actor, "this machine")
        found.append(Change(at, who, what.replace("_", " "), names[account]))
    return found[::-1]


@router.post("/users")
def add(
    desk: DeskHere,
    person: Admin,
    login: Annotated[str, Short],
    name: Annotated[str, Short],
    roles: Annotated[list[str] | None, Form()] = None,
    password: Secret = "",
    credential: Annotated[str, Short] = "",
    licence: Annotated[str, Short] = "",
    specialty: Annotated[str, Short] = "",
    npi: Annotated[str, Short] = "",
    reports_to: Annotated[str, Short] = "",
) -> Response:
    """Add an account; without a password it signs in by single sign-on only."""
    login = login.strip()
    account = Account(
        login,
        name.strip(),
        _known(roles),
        email=login if "@" in login else None,
        credential=credential.strip() or None,
        licence=licence.strip() or None,
        specialty=specialty.strip() or None,
        npi=npi.strip() or None,
        reports_to=reports_to or None,
    )
    kept = hashed(password) if password else None
    with desk.store.writing(by=person.id) as work:
        users.create(work, account, password=kept)
    return _back()


@router.post("/users/{user}/profile")
async def profile(
    request: Request, desk: DeskHere, person: Admin, user: str, version: Version
) -> Response:
    """Change who a person is to a reader of their signature, and whom they report to.

    What they signed keeps the licence that they signed under.
    """
    got = await request.form()
    given = {
        key: value.strip()[:200] or None
        for key, value in got.items()
        if key in PROFILE and isinstance(value, str)
    }
    given["name"] = given.get("name") or ""
    with desk.store.writing(by=person.id) as work:
        found = _other(work, user, person)
        account = found.account._replace(**given)  # type: ignore[arg-type]
        users.change(work, user, account, active=found.active, based_on=version)
    return _back()


@router.post("/users/{user}/roles")
def roles(
    desk: DeskHere,
    person: Admin,
    user: str,
    version: Version,
    roles: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Change what an account may do; it signs in anew."""
    chosen = _known(roles)
    with desk.store.writing(by=person.id) as work:
        found = _other(work, user, person)
        account = found.account._replace(roles=chosen)
        users.change(work, user, account, active=found.active, based_on=version)
        sign_ins.end_all(work, user)
    return _back()


@router.post("/users/{user}/state")
def state(
    desk: DeskHere,
    person: Admin,
    user: str,
    version: Version,
    active: Annotated[bool, Form()],
) -> Response:
    """Close an account, or open it again; what it did stays."""
    with desk.store.writing(by=person.id) as work:
        found = _other(work, user, person)
        users.change(work, user, found.account, active=active, based_on=version)
        sign_ins.end_all(work, user)
    return _back()


@router.post("/users/{user}/password")
def password(
    desk: DeskHere,
    person: Admin,
    user: str,
    password: Annotated[str, Form(min_length=1, max_length=500)],
) -> Response:
    """Set a new password; every session of the account ends, also one's own."""
    kept = hashed(password)
    with desk.store.writing(by=person.id) as work:
        _account(work, user)
        users.set_password(work, user, kept)
        sign_ins.end_all(work, user)
    return _back()


def _known(given: list[str] | None) -> frozenset[Role]:
    """The roles of a form.  Raises NotAllowed for none and for an unknown one."""
    chosen = frozenset(role for role in ROLES if role in (given or ()))
    if not chosen or set(given or ()) - chosen:
        raise NotAllowed("an account has one role or more", fix="choose its roles")
    return chosen


def _account(work: Work, user: str) -> User:
    """An account of a person.  Raises NotFound, NotAllowed for the machine's own."""
    found = users.get(work, user)
    if found.id == users.LOCAL:
        raise NotAllowed("this account is the machine's own", fix="choose another")
    return found


def _other(work: Work, user: str, person: User) -> User:
    """Somebody else's account: nobody takes their own rights away, or adds to them."""
    if user == person.id:
        raise NotAllowed(
            "one's own account is another administrator's to change",
            fix="ask one, or use workbench users",
        )
    return _account(work, user)


def _back() -> Response:
    return RedirectResponse("/users", 303)
