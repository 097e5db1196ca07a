"""The history of a case: who did what, and who saw it; the log is checked on demand."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.errors import InputError
from workbench.narrate.letters.clocks import clock, standing
from workbench.narrate.letters.deadlines import Deadlines, deadlines
from workbench.schema.matter import EventKind, Matter
from workbench.store import access, audit, cases
from workbench.store.permissions import may
from workbench.store.users import User, everybody
from workbench.web.access import DeskHere, need
from workbench.web.desk import written
from workbench.web.pages.review import findings
from workbench.web.render import page
from workbench.web.view.happened import told

router = APIRouter()


@router.get("/cases/{case}/history")
def history(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-case"))],
) -> HTMLResponse:
    """Everything that was done to the case, newest first."""
    file = desk.file(case, person)
    with desk.store.reading() as work:
        seen = access.of_case(work, case, 200) if may(person.roles, "see-audit") else []
        head = audit.head(work)
        people = [one for one in everybody(work) if one.active]
    values = findings(request, file) | {
        "tab": "history",
        "deadlines": time_of(file.matter, desk.store.clock()),
        "standing": {event.id for event in standing(file.matter.events)},
        "people": people,
        "kinds": get_args(EventKind),
        "rows": told(written.history(desk.store, case)),
        "seen": seen,
        "head": head,
    }
    return page(request, "history.html", **values)


def time_of(matter: Matter, now: dt.datetime) -> Deadlines:
    """The deadlines of a matter as of a moment."""
    today = matter.model_copy(update={"letter_date": now.date().isoformat()})
    found = deadlines(today)
    if found.rule is None:
        return found
    return found._replace(clock=clock(matter.events, found.rule, now))


@router.post("/cases/{case}/events")
def event(
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("record-event"))],
    kind: Annotated[str, Form(max_length=40)],
    at: Annotated[str, Form(max_length=32)] = "",
    note: Annotated[str, Form(max_length=1000)] = "",
    corrects: Annotated[str, Form(max_length=16)] = "",
) -> Response:
    """Add a clock event; a correction is a new event that says why."""
    if kind not in get_args(EventKind):
        raise InputError("no such event", where="kind", fix="choose one of the list")
    if corrects and not note.strip():
        raise InputError("a correction says why", where="note", fix="write the reason")
    with desk.store.writing(by=person.id) as work:
        cases.happened(
            work,
            case,
            kind,  # type: ignore[arg-type]
            at=_moment(at),
            by=person.name,
            note=note.strip(),
            corrects=corrects or None,
        )
    return RedirectResponse(f"/cases/{case}/history", 303)


def _moment(text: str) -> str | None:
    """A time typed without its zone is UTC.  Raises InputError for no time."""
    if not text.strip():
        return None
    try:
        value = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(
            "not a time", where="at", fix="write YYYY-MM-DD or YYYY-MM-DDTHH:MM"
        ) from None
    return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).isoformat()


@router.post("/cases/{case}/owner")
def owner(
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("assign"))],
    version: Annotated[int, Form()],
    who: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Give the case to somebody, or to nobody."""
    with desk.store.writing(by=person.id) as work:
        known = {one.id for one in everybody(work) if one.active}
        if who and who not in known:
            raise InputError(
                "no such person", where="who", fix="choose one of the list"
            )
        cases.assign(work, case, who or None, based_on=version)
    return RedirectResponse(f"/cases/{case}/history", 303)
