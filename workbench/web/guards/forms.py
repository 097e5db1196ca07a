"""Every form carries a token that only our pages hold: no other site can post one.

The token is tied to the browser's cookie by a keyed hash.  htmx sends it as a header,
plain forms as a field.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from fastapi import HTTPException, Request, Response

COOKIE = "workbench"
FIELD = "form_token"
HEADER = "x-form-token"
_SAFE = ("GET", "HEAD", "OPTIONS")


def browser_of(request: Request) -> str:
    """The random name of this browser: from its cookie, or a new one."""
    known = request.cookies.get(COOKIE, "")
    if not known.isalnum() or not 20 <= len(known) <= 80:
        known = getattr(request.state, "new_browser", "") or secrets.token_hex(24)
        request.state.new_browser = known
    return known


def token(request: Request) -> str:
    """The token that a form of this browser must carry."""
    secret = request.app.state.settings.secret
    return hmac.new(secret.encode(), browser_of(request).encode(), sha256).hexdigest()


def remember(request: Request, response: Response) -> None:
    """Set the cookie of a new browser."""
    new = getattr(request.state, "new_browser", "")
    if new:
        response.set_cookie(
            COOKIE,
            new,
            httponly=True,
            samesite="strict",
            secure=request.app.state.settings.secure_cookies,
        )


async def checked(request: Request) -> None:
    """Refuse a change without the right token (403)."""
    if request.method in _SAFE:
        return
    given = request.headers.get(HEADER)
    if given is None:
        kind = request.headers.get("content-type", "")
        if kind.startswith(
            ("application/x-www-form-urlencoded", "multipart/form-data")
        ):
            value = (await request.form()).get(FIELD)
            given = value if isinstance(value, str) else None
    cookie = request.cookies.get(COOKIE)
    if not cookie or not given or not hmac.compare_digest(given, token(request)):
        raise HTTPException(403, "This form is out of date. Load the page again.")
