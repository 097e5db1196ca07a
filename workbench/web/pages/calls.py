"""Peer-to-peer: the prep sheet, attempts, and what was said in the talk."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.schema.base import parse_data
from workbench.store.correspondence import PeerToPeer
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk import written
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings
from workbench.web.render import page
from workbench.web.view.prepare import prepare

router = APIRouter()
KEY = "1"


@router.get("/cases/{case}/calls")
def log(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-case"))],
) -> HTMLResponse:
    """The prep sheet and the log."""
    file = desk.file(case, person, seen="case")
    kept = written.newest(desk.store, case, "peer-to-peer", PeerToPeer)
    values = findings(request, file) | {
        "tab": "calls",
        "kept": kept[0] if kept else None,
        "call": kept[0][1] if kept else PeerToPeer(),
        "points": prepare(values_of(request, file)),
    }
    return page(request, "calls.html", **values)


def values_of(request: Request, file: CaseFile) -> Any:
    """The screen of the case."""
    return findings(request, file)["screen"]


@router.post("/cases/{case}/calls")
async def keep(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("log-peer-to-peer"))],
) -> Response:
    """Keep an attempt, or what was said."""
    got = await request.form()
    given = {key: value.strip() for key, value in got.items() if isinstance(value, str)}
    kept = written.newest(desk.store, case, "peer-to-peer", PeerToPeer)
    before = kept[0][1] if kept else PeerToPeer()
    number = given.get("based_on", "")
    now = desk.store.clock().isoformat(timespec="seconds")
    written.keep_call(
        desk.store,
        case,
        KEY,
        changed(before, given, now, person.name),
        based_on=int(number) if number.isdigit() else 0,
        user=person,
    )
    if given.get("do") == "talk":
        written.happened(desk.store, case, "peer_to_peer_held", person)
    return RedirectResponse(f"/cases/{case}/calls", 303)


def changed(
    before: PeerToPeer, given: dict[str, str], now: str, who: str
) -> PeerToPeer:
    """The log with one more attempt, or with the talk.  Raises InputError."""
    data: dict[str, Any] = before.model_dump(mode="json")
    if given.get("do") == "attempt":
        data["attempts"].append(
            {
                "at": now,
                "way": given.get("way", "phone"),
                "whom": given.get("whom", "")[:200],
                "result": given.get("result", "")[:500],
            }
        )
        return parse_data(PeerToPeer, data, where="the form")
    minutes = given.get("minutes", "")
    data |= {
        "held_at": now,
        "minutes": int(minutes) if minutes.isdigit() else None,
        "reviewer": {"name": who},
        "points": given.get("points", "")[:8000],
        "new_facts": given.get("new_facts", "")[:8000],
        "outcome": given.get("outcome") or None,
    }
    if given.get("requester"):
        data["requester"] = {
            "name": given["requester"][:200],
            "specialty": given.get("requester_specialty", "")[:200],
        }
    return parse_data(PeerToPeer, data, where="the form")
