"""Clock events of a case: append-only, so that receipt and notice stay as they were.

A correction is a new event that names the one it sets right and says why.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func, select

from workbench.schema.matter import Event, EventKind
from workbench.store.chain import canonical, sha
from workbench.store.errors import NotFound
from workbench.store.facade import Work
from workbench.store.tables import events


def append(
    work: Work,
    case_id: str,
    kind: EventKind,
    *,
    at: str | None = None,
    by: str | None = None,
    note: str = "",
    corrects: str | None = None,
) -> Event:
    """Add an event; ``at`` is now if left, ``by`` whoever says so in words.

    ``cases.happened`` does this and works the deadline out anew.  Raises NotFound for
    a correction of an event that is not there, ValidationError for one without a
    reason or a time without its zone.
    """
    known = {event.id for event in of_case(work, case_id)}
    if corrects is not None and corrects not in known:
        raise NotFound(f"no event {corrects!r} to correct", where=case_id)
    last = select(func.max(events.c.number)).where(events.c.case_id == case_id)
    number = (work.connection.execute(last).scalar() or 0) + 1
    event = Event(
        id=f"E{number}",
        kind=kind,
        at=at or work.at.isoformat(timespec="seconds"),
        by=by,
        note=note,
        corrects=corrects,
    )
    row = {
        "case_id": case_id,
        "number": number,
        "kind": event.kind,
        "at": event.at,
        "by_whom": event.by,
        "note": event.note,
        "corrects": int(corrects[1:]) if corrects else None,
        "recorded_at": work.at,
        "recorded_by": work.actor,
    }
    work.connection.execute(events.insert(), row)
    work.record("event.added", f"event/{number}", digest_of(event), case_id)
    return event


def digest_of(event: Event) -> dict[str, Any]:
    """What the audit log keeps of an event: kind and time, the words by their hash."""
    return {
        "kind": event.kind,
        "at": event.at,
        "corrects": event.corrects,
        "words_sha256": sha(canonical([event.by, event.note])),
    }


def of_case(work: Work, case_id: str) -> tuple[Event, ...]:
    """All events of a case in the order in which they were recorded."""
    asked = select(events).where(events.c.case_id == case_id).order_by(events.c.number)
    return tuple(of_row(row) for row in work.connection.execute(asked))


def of_row(row: Row[Any]) -> Event:
    """The event of a row of the table."""
    return Event(
        id=f"E{row.number}",
        kind=row.kind,
        at=row.at,
        by=row.by_whom,
        note=row.note,
        corrects=f"E{row.corrects}" if row.corrects else None,
    )
