"""The queue: every case by the time that is left."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from workbench.store.queue import Filter, Key
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
    q: str = "",
    after: str = "",
) -> HTMLResponse:
    """A page of the queue, filtered."""
    group = rows.GROUPS.get(status, ())
    owned = {"mine": person.id, "nobody": "-"}.get(owner, "")
    wanted = Filter(status=group, owner=owned, words=q[:200])
    found, counts = desk.page(wanted, key_of(after), SIZE)
    shown = rows.shown(found.entries, desk.store.clock())
    following = f"{found.next.due.isoformat()}~{found.next.id}" if found.next else ""
    values: dict[str, Any] = {
        "rows": shown,
        "total": sum(counts.values()),
        "groups": rows.group_counts(counts),
        "status": status,
        "owner": owner,
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
