"""The request for information: tick what to ask, send it, note each attempt."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.errors import InputError
from workbench.schema.base import parse_data
from workbench.store.correspondence import InformationRequest
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk import written
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings
from workbench.web.render import page
from workbench.web.view.asking import as_text

router = APIRouter()
Asker = Annotated[User, Depends(need("request-information"))]
KEY = "1"


@router.get("/cases/{case}/request")
def form(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Asker,
    ask: Annotated[list[int] | None, Query()] = None,
) -> HTMLResponse:
    """The builder: the determination's questions, ticked as the address says."""
    file = desk.file(case, person, seen="case")
    kept = written.newest(desk.store, case, "information-request", InformationRequest)
    values = findings(request, file) | {
        "tab": "request",
        "ticked": set(ask) if ask else None,
        "kept": kept[0] if kept else None,
        "text": as_text(kept[0][1], file.row.number) if kept else "",
        "due": (desk.store.clock() + dt.timedelta(days=14)).date().isoformat(),
    }
    return page(request, "request.html", **values)


@router.post("/cases/{case}/request")
async def keep(request: Request, case: str, desk: DeskHere, person: Asker) -> Response:
    """Keep the items asked for; with ``do=send`` note that it went out."""
    got = await request.form()
    given = {key: value.strip() for key, value in got.items() if isinstance(value, str)}
    file = desk.file(case, person)
    number = given.get("based_on", "")
    based_on = int(number) if number.isdigit() else 0
    sent = given.get("do") == "send"
    now = desk.store.clock().isoformat(timespec="seconds")
    content = _built(file, given, now if sent else None)
    written.keep_request(desk.store, case, KEY, content, based_on=based_on, user=person)
    if sent:
        written.happened(
            desk.store, case, "information_requested", person, given.get("way", "")
        )
    return RedirectResponse(f"/cases/{case}/request", 303)


@router.post("/cases/{case}/request/attempt")
async def attempt(
    request: Request, case: str, desk: DeskHere, person: Asker
) -> Response:
    """Note one attempt to reach the office, or that an answer came."""
    got = await request.form()
    given = {key: value.strip() for key, value in got.items() if isinstance(value, str)}
    kept = written.newest(desk.store, case, "information-request", InformationRequest)
    if not kept:
        raise InputError("nothing was asked yet", fix="keep the request first")
    paper, content = kept[0]
    data = content.model_dump(mode="json")
    data["attempts"].append(
        {
            "at": desk.store.clock().isoformat(timespec="seconds"),
            "way": given.get("way", "fax"),
            "whom": given.get("whom", "")[:200],
            "result": given.get("result", "")[:500],
        }
    )
    made = parse_data(InformationRequest, data, where="the form")
    written.keep_request(
        desk.store, case, KEY, made, based_on=paper.number, user=person
    )
    if given.get("answered") == "yes":
        written.happened(desk.store, case, "information_received", person)
    return RedirectResponse(f"/cases/{case}/request", 303)


def _built(
    file: CaseFile, given: dict[str, str], sent_at: str | None
) -> InformationRequest:
    """The request of a form.  Raises InputError without items or with a wrong date."""
    items: list[dict[str, Any]] = []
    for number, one in enumerate(file.review.determination.needs, 1):
        if given.get(f"ask-{number}") != "yes":
            continue
        items.append(
            {
                "ask": given.get(f"text-{number}") or one.ask,
                "who": one.who,
                "documents": list(one.documents),
                "lines": list(one.lines),
                "resolves": list(one.resolves),
                "required": one.required,
                "why": one.source,
            }
        )
    if given.get("own"):
        items.append({"ask": given["own"][:2000], "required": True})
    if not items:
        raise InputError("nothing is ticked", fix="tick at least one item")
    due = given.get("due", "")
    try:
        day = dt.date.fromisoformat(due) if due else None
    except ValueError:
        raise InputError("not a date", where="due", fix="write YYYY-MM-DD") from None
    at = dt.datetime.combine(day, dt.time(23, 59), dt.UTC) if day else None
    data = {
        "items": items,
        "sent_at": sent_at,
        "due_at": at.isoformat() if at else None,
    }
    return parse_data(InformationRequest, data, where="the form")
