"""Sign-in sessions that can be revoked, and attempts to log in.

A session's token is known to the browser alone; here stands its sha256.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import NamedTuple

from sqlalchemy import func, select, update

from workbench.store import engine
from workbench.store.chain import sha
from workbench.store.facade import Store, Work
from workbench.store.tables import login_attempts, sign_ins
from workbench.store.users import User, get


class SignIn(NamedTuple):
    """A live session and its user."""

    user: User
    created_at: dt.datetime
    seen_at: dt.datetime
    expires_at: dt.datetime


def begin(work: Work, user_id: str, lasts: dt.timedelta) -> str:
    """Start a session and give its token, for the browser's cookie alone."""
    token = secrets.token_urlsafe(32)
    row = {
        "token_sha256": sha(token),
        "user_id": user_id,
        "created_at": work.at,
        "seen_at": work.at,
        "expires_at": work.at + lasts,
    }
    work.connection.execute(sign_ins.insert(), row)
    work.record("user.signed-in", f"user/{user_id}", {})
    return token


def find(work: Work, token: str, idle: dt.timedelta | None = None) -> SignIn | None:
    """The session of a token; None when it ended, idled too long or was revoked."""
    asked = select(sign_ins).where(sign_ins.c.token_sha256 == sha(token))
    row = work.connection.execute(asked).first()
    if row is None or row.revoked_at is not None or row.expires_at <= work.at:
        return None
    if idle is not None and row.seen_at + idle <= work.at:
        return None
    user = get(work, row.user_id)
    if not user.active:
        return None
    return SignIn(user, row.created_at, row.seen_at, row.expires_at)


def touch(store: Store, token: str) -> None:
    """Note that a session is in use; callers do so about once a minute."""
    used = update(sign_ins).where(sign_ins.c.token_sha256 == sha(token))
    with engine.writing(store.engine) as connection:
        connection.execute(used.values(seen_at=store.clock()))


def end(work: Work, token: str) -> None:
    """Revoke one session (sign out)."""
    ended = update(sign_ins).where(
        sign_ins.c.token_sha256 == sha(token), sign_ins.c.revoked_at.is_(None)
    )
    work.connection.execute(ended.values(revoked_at=work.at))
    work.record("user.signed-out", f"user/{work.actor}", {})


def end_all(work: Work, user_id: str) -> int:
    """Revoke every session of a user, and tell how many there were."""
    ended = update(sign_ins).where(
        sign_ins.c.user_id == user_id, sign_ins.c.revoked_at.is_(None)
    )
    count = work.connection.execute(ended.values(revoked_at=work.at)).rowcount
    work.record("user.sessions-ended", f"user/{user_id}", {"count": count})
    return count


def attempted(store: Store, login: str, address: str, *, succeeded: bool) -> None:
    """Note an attempt to log in."""
    row = {
        "at": store.clock(),
        "login": login[:200],
        "address": address[:64],
        "succeeded": succeeded,
    }
    with engine.writing(store.engine) as connection:
        connection.execute(login_attempts.insert(), row)


def failures(
    work: Work, *, since: dt.datetime, login: str = "", address: str = ""
) -> int:
    """Failed attempts for a login or from an address since a time.

    For a login, only those after its last success count.
    """
    column = login_attempts.c.login if login else login_attempts.c.address
    own = column == (login[:200] if login else address[:64])
    start = since
    if login:
        asked = select(func.max(login_attempts.c.at)).where(
            own, login_attempts.c.succeeded
        )
        last = work.connection.execute(asked).scalar()
        start = max(since, last) if last else since
    counted = select(func.count()).where(
        own, login_attempts.c.at >= start, ~login_attempts.c.succeeded
    )
    return work.connection.execute(counted).scalar_one()
