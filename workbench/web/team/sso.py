"""Single sign-on by OpenID Connect: who the identity provider says somebody is.

An account must be there already, by the provider's id or, at the first sign-in, by a
verified e-mail address that is the account's login; nobody gets in by being known to
the provider alone.  The code comes with PKCE; an answer that is forged, replayed or not
signed for us is refused (400), a provider that is away is told as such (502).
"""

from __future__ import annotations

import os
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from workbench.errors import InputError
from workbench.store import users
from workbench.store.facade import Store
from workbench.store.users import User
from workbench.web.access import everybody, home
from workbench.web.team import sessions

ISSUER, CLIENT, SECRET = (
    "WORKBENCH_OIDC_ISSUER",
    "WORKBENCH_OIDC_CLIENT",
    "WORKBENCH_OIDC_SECRET",
)
AWAY = "The identity provider does not answer. Try again, or tell an administrator."
router = APIRouter()


def configured() -> Any:
    """The provider named in the environment, or None.

    Raises InputError when it is named in part.
    """
    given = {name: os.environ.get(name, "") for name in (ISSUER, CLIENT, SECRET)}
    if not any(given.values()):
        return None
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise InputError(
            "single sign-on is configured in part",
            where=", ".join(missing),
            fix="set all three variables, or none",
        )
    from authlib.integrations.starlette_client import OAuth

    oauth = OAuth()
    issuer = given[ISSUER].rstrip("/")
    return oauth.register(
        "sso",
        client_id=given[CLIENT],
        client_secret=given[SECRET],
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
    )


@router.get("/login/sso", dependencies=[Depends(everybody)])
async def begin(request: Request) -> Response:
    """Send the browser to the identity provider."""
    back = request.url_for("answered")
    if request.app.state.settings.secure_cookies:
        # The proxy in front speaks HTTPS, whatever it speaks to us.
        back = back.replace(scheme="https")
    failures: tuple[type[Exception], ...] = (*_network(), ValueError)
    try:
        answer: Response = await request.app.state.sso.authorize_redirect(request, back)
    except failures:
        raise HTTPException(502, AWAY) from None
    return answer


@router.get("/login/sso/answer", dependencies=[Depends(everybody)])
async def answered(request: Request) -> Response:
    """Take the provider's answer; a wrong one is refused (400)."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    try:
        token = await request.app.state.sso.authorize_access_token(request)
    except _network():
        raise HTTPException(502, AWAY) from None
    except (AuthlibBaseError, JoseError, ValueError):
        raise HTTPException(400, "The sign-in was not confirmed. Try again.") from None
    user = known(request.app.state.desk.store, token.get("userinfo") or {})
    answer = RedirectResponse(home(user), 303)
    sessions.remember(request, answer, request.app.state.sessions.begin(user))
    return answer


def _network() -> tuple[type[Exception], ...]:
    """Errors of the network; authlib takes httpx2 where that is installed."""
    from importlib import import_module
    from importlib.util import find_spec

    names = (name for name in ("httpx", "httpx2") if find_spec(name))
    return tuple(import_module(name).HTTPError for name in names)


def known(store: Store, said: dict[str, Any]) -> User:
    """The account of what the provider says.  Raises HTTPException 403."""
    subject = f"{said.get('iss', '')}|{said.get('sub', '')}"
    with store.reading() as work:
        found = users.by_subject(work, subject)
        mail = said.get("email") if said.get("email_verified") is True else None
        first = users.by_login(work, mail) if mail and not found else None
    if found is None and first is not None and first.account.subject is None:
        with store.writing(by=first.id) as work:
            account = first.account._replace(subject=subject)
            found = users.change(
                work, first.id, account, active=first.active, based_on=first.version
            )
    if found is None or not found.active:
        raise HTTPException(403, "You have no account here. Ask an administrator.")
    return found
