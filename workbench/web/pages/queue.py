"""The queue: every case by the time that is left."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from workbench.store import users
from workbench.store.queue import NOBODY, Filter, Key, procedures
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.render import is_partial, page
from workbench.web.view import rows

router = APIRouter()
SIZE = 50


@router.get("/")
def queue(
    request: Request,
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-queue"))],
    status: str = "",
    owner: str = "",
    service: str = "",
    due: str = "",
    q: str = "",
    after: str = "",
) -> HTMLResponse:
    """A page of the queue, filtered."""
    with desk.store.reading() as work:
        people = [one for one in users.everybody(work) if one.active]
        asked = procedures(work)
        now = work.at
    words = q.strip()[:200]
    wanted = Filter(
        status=rows.GROUPS.get(status, ()),
        owner={"mine": person.id, "nobody": NOBODY}.get(owner, owner[:40]),
        asks=service[:200],
        words=words,
        or_asks=rows.meant(words, asked),
        due_before=now + rows.DUE[due][1] if due in rows.DUE else None,
    )
    found, counts = desk.page(wanted, key_of(after), SIZE)
    shown = rows.shown(found.entries, desk.store.clock())
    following = f"{found.next.due.isoformat()}~{found.next.id}" if found.next else ""
    values: dict[str, Any] = {
        "rows": shown,
        "total": sum(counts.values()),
        "groups": rows.group_counts(counts),
        "status": status,
        "owner": owner,
        "service": service,
        "due": due,
        "people": [one for one in people if one.id != person.id],
        "services": rows.services(asked),
        "dues": rows.DUE,
        "filters": {
            key: value
            for key, value in (
                ("status", status),
                ("owner", owner),
                ("service", service),
                ("due", due),
                ("q", q),
            )
            if value
        },
        "q": q,
        "next": following,
    }
    template = "parts/queue-rows.html" if is_partial(request) else "queue.html"
    return page(request, template, **values)


def key_of(text: str) -> Key | None:
    """Where the last page ended; an unreadable key begins anew."""
    due, _, case = text.partition("~")
    try:
        moment = dt.datetime.fromisoformat(due)
    except ValueError:
        return None
    return Key(moment, case) if moment.tzinfo else None
