"""Sessions: begun by sign-in, found by cookie or token, ended by time or by hand."""

from __future__ import annotations

import datetime as dt
import threading

from fastapi import Request, Response

from workbench.store import sign_ins, users
from workbench.store.errors import NotAllowed
from workbench.store.facade import Store
from workbench.store.users import User
from workbench.web.team import passwords

COOKIE = "workbench-session"
LASTS = dt.timedelta(hours=12)
IDLE = dt.timedelta(minutes=30)
WINDOW = dt.timedelta(minutes=15)
TRIES_LOGIN = 5
TRIES_ADDRESS = 30
"""Failed attempts within the window after which a login, or an address, must wait."""
_TOUCH = dt.timedelta(minutes=1)


class Sessions:
    """Who is signed in, as the store knows it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._touched: dict[str, dt.datetime] = {}
        self._lock = threading.Lock()

    def identify(self, request: Request) -> User | None:
        """The user of a request's cookie or bearer token, if the session lives."""
        token = token_of(request)
        if not token:
            return None
        with self.store.reading() as work:
            found = sign_ins.find(work, token, IDLE)
            now = work.at
        if found is None:
            return None
        with self._lock:
            due = now - self._touched.get(token, now - _TOUCH) >= _TOUCH
            if due:
                self._touched = {
                    key: at for key, at in self._touched.items() if now - at < IDLE
                } | {token: now}
        if due:
            sign_ins.touch(self.store, token)
        return found.user

    def sign_in(self, login: str, password: str, address: str) -> tuple[User, str]:
        """Who it is, and a token, for the right password.

        Raises NotAllowed, with the same words for each reason.
        """
        with self.store.reading() as work:
            since = work.at - WINDOW
            tries = sign_ins.failures(work, since=since, login=login)
            from_there = sign_ins.failures(work, since=since, address=address)
            found = users.by_login(work, login)
        if tries >= TRIES_LOGIN or from_there >= TRIES_ADDRESS:
            raise NotAllowed(
                "too many attempts",
                fix=f"wait {WINDOW.seconds // 60} minutes, then try again",
            )
        kept = found.password_hash if found and found.active else None
        well = passwords.right(password, kept)
        sign_ins.attempted(self.store, login, address, succeeded=well)
        if not well or found is None:
            raise NotAllowed("login or password is wrong", fix="try again")
        return found, self.begin(found)

    def begin(self, user: User) -> str:
        """A token for a user who proved who they are."""
        with self.store.writing(by=user.id) as work:
            return sign_ins.begin(work, user.id, LASTS)

    def end(self, request: Request, user: User) -> None:
        """End the session of a request."""
        token = token_of(request)
        if token:
            with self.store.writing(by=user.id) as work:
                sign_ins.end(work, token)


def token_of(request: Request) -> str:
    """The session's token: a bearer token for the API, else the cookie."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and request.url.path.startswith("/api/"):
        return token.strip()
    return request.cookies.get(COOKIE, "")


def remember(request: Request, response: Response, token: str) -> None:
    """Give the token to the browser, for this site and no script."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.secure_cookies,
    )
