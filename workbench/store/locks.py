"""A case is open with one person at a time, for as long as they work on it.

Opening takes a lease, working renews it, a lease that ran out is free.  Taking a case
over from somebody is allowed and goes into the audit log.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import delete, select, update

from workbench.store.errors import Locked
from workbench.store.facade import Work
from workbench.store.tables import locks, users

LEASE = dt.timedelta(minutes=10)


class Lock(NamedTuple):
    """Who has a case open, since when, and until when without a sign of life."""

    case_id: str
    user_id: str
    user_name: str
    since: dt.datetime
    until: dt.datetime


def holder(work: Work, case_id: str) -> Lock | None:
    """Who has the case open now."""
    asked = (
        select(locks, users.c.name.label("user_name"))
        .join(users, users.c.id == locks.c.user_id)
        .where(locks.c.case_id == case_id, locks.c.until > work.at)
    )
    row = work.connection.execute(asked).first()
    if row is None:
        return None
    return Lock(row.case_id, row.user_id, row.user_name, row.since, row.until)


def take(
    work: Work, case_id: str, *, lease: dt.timedelta = LEASE, over: bool = False
) -> Lock:
    """Open a case, or stay in it; ``over`` takes it from whoever has it.

    Raises Locked naming who has it.
    """
    held = holder(work, case_id)
    until = work.at + lease
    if held is not None and held.user_id == work.actor:
        own = update(locks).where(locks.c.case_id == case_id)
        work.connection.execute(own.values(until=until))
        return held._replace(until=until)
    if held is not None and not over:
        raise Locked(held.user_name, held.until)
    work.connection.execute(delete(locks).where(locks.c.case_id == case_id))
    row = {
        "case_id": case_id,
        "user_id": work.actor,
        "since": work.at,
        "until": until,
    }
    work.connection.execute(locks.insert(), row)
    told = {"from": held.user_id} if held else {}
    work.record(
        "case.taken-over" if held else "case.opened", f"lock/{case_id}", told, case_id
    )
    taken = holder(work, case_id)
    assert taken is not None
    return taken


def release(work: Work, case_id: str) -> None:
    """Let go of a case; nothing happens when another has it."""
    work.connection.execute(
        delete(locks).where(locks.c.case_id == case_id, locks.c.user_id == work.actor)
    )
