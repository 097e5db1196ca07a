"""Rows of the audit log in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.web.desk.written import Happened

_WORDS = {
    "case.created": "opened the case",
    "case.moved": "moved it on",
    "case.assigned": "gave it to somebody",
    "case.opened": "opened it for work",
    "case.taken-over": "took it over",
    "case.exported": "took the whole file",
    "files.handed-in": "handed in files",
    "packet.read": "read the packet",
    "case.read": "read the facts",
    "case.edited": "edited a fact",
    "review.evaluated": "applied the policy",
    "matter.written": "wrote down who the letters go to",
    "event.added": "noted a clock event",
    "status.overridden": "overrode a status",
    "finding.opened": "opened a finding",
    "letter.generated": "drafted a letter",
    "letter.edited": "edited a letter",
    "information-request.written": "wrote the request for information",
    "peer-to-peer.written": "wrote in the peer-to-peer log",
    "rating.written": "rated the case blind",
    "appeal.evaluated": "evaluated the appeal",
    "decision.signed": "signed the decision",
}


class Told(NamedTuple):
    """One row in words; ``times`` rows alike in a row are one."""

    at: str
    who: str
    what: str
    things: tuple[str, ...]


def told(rows: Iterable[Happened]) -> tuple[Told, ...]:
    """Rows in words; the same act of the same person in a row is one row."""
    found: list[Told] = []
    for row in rows:
        what = _WORDS.get(row.action, row.action.replace(".", " ").replace("-", " "))
        at = row.at.strftime("%Y-%m-%d %H:%M")
        last = found[-1] if found else None
        if last and (last.who, last.what, last.at) == (row.who, what, at):
            found[-1] = last._replace(things=(*last.things, row.object))
        else:
            found.append(Told(at, row.who, what, (row.object,)))
    return tuple(found)
