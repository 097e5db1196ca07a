"""The access log: who saw which case, when, what of it.  Only ever added to."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from sqlalchemy import select

from workbench.store.facade import Store, Work
from workbench.store.tables import access, users

Seen = Literal["case", "source", "letter", "export", "api"]


class Access(NamedTuple):
    """Somebody saw something."""

    seq: int
    at: dt.datetime
    user_id: str
    user_name: str
    case_id: str
    what: str


def saw(store: Store, user: str, case_id: str, what: Seen) -> None:
    """Note that a user saw a case, in a transaction of its own."""
    from workbench.store import engine

    row = {"at": store.clock(), "user_id": user, "case_id": case_id, "what": what}
    with engine.writing(store.engine) as connection:
        connection.execute(access.insert(), row)


def of_case(work: Work, case_id: str, most: int | None = 1000) -> list[Access]:
    """Who saw a case, newest first."""
    return _found(work, access.c.case_id == case_id, most)


def of_user(work: Work, user_id: str, most: int | None = 1000) -> list[Access]:
    """What a user saw, newest first."""
    return _found(work, access.c.user_id == user_id, most)


def has_seen(work: Work, user: str, case_id: str, what: Seen) -> bool:
    """Whether a user saw this of a case before."""
    asked = select(access.c.seq).where(
        access.c.user_id == user, access.c.case_id == case_id, access.c.what == what
    )
    return work.connection.execute(asked.limit(1)).first() is not None


def _found(work: Work, condition: object, most: int | None) -> list[Access]:
    asked = (
        select(access, users.c.name.label("user_name"))
        .join(users, users.c.id == access.c.user_id)
        .where(condition)  # type: ignore[arg-type]
        .order_by(access.c.seq.desc())
        .limit(most)
    )
    return [
        Access(*(row._mapping[name] for name in Access._fields))
        for row in work.connection.execute(asked)
    ]
