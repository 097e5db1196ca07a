"""A case as it stands in the queue: its number, status, owner and clock.

What is known about a case is papers, events, overrides and decisions; this row is the
sum of them that the queue sorts and filters by.  It has a version, and a change names
the one that it was made on.  Only ``signoffs`` sets ``decided``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, func, select, update

from workbench.errors import ContentError
from workbench.narrate.letters.clocks import clock, rule_for, standing
from workbench.schema.matter import Event, EventKind, Matter
from workbench.schema.review import Review
from workbench.store import events, papers
from workbench.store.chain import sha
from workbench.store.errors import NotAllowed, NotFound, StaleVersion
from workbench.store.facade import Work
from workbench.store.papers import Paper
from workbench.store.tables import cases, users

Status = Literal[
    "new",
    "reading",
    "failed",
    "ready",
    "in-review",
    "pended",
    "physician-review",
    "decided",
    "closed",
]
FAR = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
"""Where a case without a deadline stands in the queue: behind all others."""


class CaseRow(NamedTuple):
    """One case; ``due_at`` is the deadline as of its last event, None if unknown.

    While ``paused`` (information was asked for and the clock stands) the true deadline
    moves on; ``workbench.narrate.letters.clocks.clock`` tells it for a moment.
    """

    id: str
    number: int
    version: int
    status: Status
    title: str
    service: str
    program: str
    request_type: str
    owner: str | None
    created_at: dt.datetime
    changed_at: dt.datetime
    changed_by: str
    received_at: dt.datetime | None
    due_at: dt.datetime | None
    paused: bool
    recommendation: str | None
    confirm_by: str | None
    decision: int | None


def create(work: Work, *, title: str, matter: Matter | None = None) -> CaseRow:
    """A new case, with the matter as far as it is known."""
    key = work.new_id()
    last = work.connection.execute(select(func.max(cases.c.number))).scalar() or 0
    row = {
        "id": key,
        "number": last + 1,
        "version": 1,
        "status": "new",
        "title": title[:200],
        "service": "",
        "program": "",
        "request_type": "",
        "created_at": work.at,
        "created_by": work.actor,
        "changed_at": work.at,
        "changed_by": work.actor,
        "due_key": FAR,
        "paused": False,
    }
    work.connection.execute(cases.insert(), row)
    told = {"number": last + 1, "title_sha256": sha(title[:200])}
    work.record("case.created", f"case/{key}", told, key)
    if matter is not None:
        put_matter(work, key, matter, based_on=0)
    return get(work, key)


def get(work: Work, id: str) -> CaseRow:
    """A case by id.  Raises NotFound."""
    row = work.connection.execute(select(cases).where(cases.c.id == id)).first()
    if row is None:
        raise NotFound("no such case", where=id)
    return of_row(row)


def numbered(work: Work, number: int) -> CaseRow:
    """A case by its number.  Raises NotFound."""
    asked = select(cases).where(cases.c.number == number)
    row = work.connection.execute(asked).first()
    if row is None:
        raise NotFound(f"no case has the number {number}")
    return of_row(row)


def of_row(row: Row[Any]) -> CaseRow:
    """The value of a row of the table."""
    return CaseRow(*(row._mapping[name] for name in CaseRow._fields))


def change(work: Work, id: str, values: Mapping[str, Any], *, based_on: int) -> CaseRow:
    """Change the row.  Raises StaleVersion naming who changed it since."""
    found = get(work, id)
    if found.version != based_on:
        asked = select(users.c.name).where(users.c.id == found.changed_by)
        raise StaleVersion(
            f"case {found.number}",
            based_on=based_on,
            found=found.version,
            by=work.connection.execute(asked).scalar(),
            at=found.changed_at,
        )
    return _write(work, found, values)


def _write(work: Work, found: CaseRow, values: Mapping[str, Any]) -> CaseRow:
    changed = update(cases).where(cases.c.id == found.id)
    own = dict(values) | {
        "version": found.version + 1,
        "changed_at": work.at,
        "changed_by": work.actor,
    }
    work.connection.execute(changed.values(own))
    return get(work, found.id)


def move(work: Work, id: str, status: Status, *, based_on: int) -> CaseRow:
    """Give a case another status.  Raises NotAllowed for ``decided``."""
    if status == "decided":
        raise NotAllowed(
            "a case is decided by a signed decision only", fix="sign a decision"
        )
    return _moved(work, change(work, id, {"status": status}, based_on=based_on))


def moved_by_program(work: Work, id: str, status: Status) -> CaseRow:
    """Another status through background work, whatever was changed meanwhile.

    A case that people already decided or closed stays as it is.
    """
    found = get(work, id)
    if found.status in ("decided", "closed") or status == "decided":
        return found
    return _moved(work, _write(work, found, {"status": status}))


def _moved(work: Work, case: CaseRow) -> CaseRow:
    told = {"status": case.status, "decision": case.decision}
    work.record("case.moved", f"case/{case.id}", told, case.id)
    return case


def assign(work: Work, id: str, owner: str | None, *, based_on: int) -> CaseRow:
    """Give a case to a user, or to nobody."""
    assigned = change(work, id, {"owner": owner}, based_on=based_on)
    work.record("case.assigned", f"case/{id}", {"owner": owner}, id)
    return assigned


def decided(
    work: Work, id: str, decision: int, status: Status, *, based_on: int
) -> CaseRow:
    """Show a signed decision in the queue; ``signoffs.sign`` calls this.

    The tables refuse a decision that is not there.
    """
    values = {"decision": decision, "status": status}
    return _moved(work, change(work, id, values, based_on=based_on))


# --- the matter ------------------------------------------------------------------


def put_matter(work: Work, id: str, matter: Matter, *, based_on: int) -> Paper:
    """A new version of the matter, without its events and decision.

    Those are kept apart, append-only; ``matter`` puts them together again.
    """
    bare = matter.model_copy(update={"events": (), "decision": None})
    paper = papers.put(work, id, "matter", bare, based_on=based_on, origin="written")
    _write(
        work,
        get(work, id),
        {"program": bare.program or "", "request_type": bare.request_type or ""},
    )
    refresh_clock(work, id)
    return paper


def matter(work: Work, id: str) -> tuple[Matter, int]:
    """The matter with its events, and its version (0: none was written yet)."""
    paper = papers.find(work, id, "matter")
    bare = papers.read(work, paper, Matter) if paper else Matter()
    whole = bare.model_copy(update={"events": events.of_case(work, id)})
    return whole, paper.number if paper else 0


def happened(
    work: Work,
    id: str,
    kind: EventKind,
    *,
    at: str | None = None,
    by: str | None = None,
    note: str = "",
    corrects: str | None = None,
) -> Event:
    """Record a clock event (see ``events.append``) and the deadline that follows."""
    event = events.append(work, id, kind, at=at, by=by, note=note, corrects=corrects)
    refresh_clock(work, id)
    return event


def refresh_clock(work: Work, id: str) -> CaseRow:
    """Work the deadline out anew; called whenever events or the matter changed."""
    whole, _ = matter(work, id)
    received = _received(whole)
    due, paused = _due(whole, received, work.at)
    values = {
        "received_at": received,
        "due_at": due,
        "due_key": due or FAR,
        "paused": paused,
    }
    found = get(work, id)
    written = _write(work, found, values)
    told = clock_told(written)
    if told != clock_told(found):
        work.record("case.clock", f"case/{id}", told, id)
    return written


def clock_told(case: CaseRow) -> dict[str, Any]:
    """What the audit log keeps of a case's clock: the deadline and whether it stands.

    A deadline follows from rules that change with time, so what it was is told.
    """
    due = case.due_at.astimezone(dt.UTC).isoformat() if case.due_at else None
    return {"due": due, "paused": case.paused}


def derived(work: Work, id: str) -> dict[str, Any]:
    """What the row of a case shows of its papers and events, made anew from them."""
    whole, _ = matter(work, id)
    paper = papers.find(work, id, "review")
    review = papers.read(work, paper, Review) if paper else None
    return {
        "program": whole.program or "",
        "request_type": whole.request_type or "",
        "received_at": _received(whole),
        **(shown_of(review) if review else {}),
    }


def _received(whole: Matter) -> dt.datetime | None:
    kinds = ("received", "appeal_received")
    found = (event for event in standing(whole.events) if event.kind in kinds)
    first = next(found, None)
    return dt.datetime.fromisoformat(first.at) if first else None


def _due(
    whole: Matter, received: dt.datetime | None, now: dt.datetime
) -> tuple[dt.datetime | None, bool]:
    if received is None or whole.program is None or whole.request_type is None:
        return None, False
    try:
        rule = rule_for(whole.program, whole.request_type, received.date(), whole.state)
    except ContentError:
        # No rule for this program: a case without a clock is better than no case.
        return None, False
    running = clock(whole.events, rule, now)
    if running is None or running.ended is not None:
        return None, False
    return running.due, running.paused


def reviewed(work: Work, id: str, review: Review) -> CaseRow:
    """Show a new review's outcome in the queue."""
    return _write(work, get(work, id), shown_of(review))


def shown_of(review: Review) -> dict[str, Any]:
    """What the queue shows of a review."""
    lines = review.determination.lines
    names = dict.fromkeys(line.name or line.procedure for line in lines)
    return {
        "recommendation": review.determination.recommendation,
        "confirm_by": review.determination.confirm_by,
        "service": ", ".join(names)[:200],
    }
