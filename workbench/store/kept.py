"""Whether the records are what the audit log says of them.

Each paper, event, override and decision has one row in the log that holds its digest,
its time and who made it.  Here the digest is made anew from what the tables hold now
and compared; content is compared by its hash.  What changes under the program's hands
(accounts and their roles, a case's status and owner) is held to the last row that tells
of it.  Nothing is mended.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Row, select

from workbench.errors import WorkbenchError
from workbench.schema.base import parse_json
from workbench.schema.decision import Decision
from workbench.store import blobs, cases, events, overrides, papers, signoffs, users
from workbench.store import tables as t
from workbench.store.chain import AuditRow, Broken, canonical, sha
from workbench.store.facade import Work

_RECORDS = frozenset(("event.added", "status.overridden", "decision.signed"))
_ORIGINS = frozenset(
    ("handed-in", "read", "edited", "evaluated", "generated", "written")
)


_STATES = {
    "user.created": "account",
    "user.changed": "account",
    "user.password": "password",
    "case.created": "number",
    "case.moved": "status",
    "case.assigned": "owner",
    "case.clock": "clock",
}
"""Actions that tell a state, and what it is the state of; the last one counts."""
_UNTOLD: tuple[dict[str, Any], ...] = (
    {"owner": None},
    {"status": "new", "decision": None},
    {"due": None, "paused": False},
)
"""What a case is before any row tells otherwise."""


class _Record(NamedTuple):
    """One record as the tables hold it now.

    ``digest`` None: its columns contradict one another.  ``content`` are the hashes of
    the blobs that it stands on, ``action`` what the log must call it where that varies.
    """

    case_id: str
    name: str
    at: dt.datetime
    by: str
    digest: dict[str, Any] | None
    content: tuple[str, ...] = ()
    action: str | None = None


def against_log(work: Work, log: Iterable[AuditRow]) -> Iterator[Broken]:
    """Everything that differs from the log, by the row that tells of it.

    A record that no row tells of is named behind the end of the log.
    """
    told: dict[tuple[str, str], AuditRow] = {}
    state: dict[tuple[str, str], AuditRow] = {}
    last = 0
    for row in log:
        last = row.seq
        if row.action in _STATES:
            state[_STATES[row.action], row.object] = row
        if row.case_id is not None and _tells_of_record(row):
            told[row.case_id, row.object] = row
    whole = _whole_content(work)
    hurt: set[str] = set()
    for record in _records(work, whole):
        found = told.pop((record.case_id, record.name), None)
        why = _differs(record, found, whole)
        if why:
            seq = found.seq if found else last + 1
            hurt.add(record.case_id)
            yield Broken(seq, f"{record.name} of case {record.case_id} {why}")
    for (case_id, name), row in told.items():
        hurt.add(case_id)
        yield Broken(row.seq, f"{name} of case {case_id} is gone")
    known = dict(state)
    for named, now in _states(work):
        told_last = state.pop(named, None)
        if told_last is None and (now in _UNTOLD or _of_before(named, known)):
            continue
        if told_last is None or not _agrees(_plain(told_last.details), now):
            seq = told_last.seq if told_last else last + 1
            yield Broken(seq, f"{named[1]} has another {named[0]} than the log tells")
    yield from _shown_otherwise(work, last + 1, hurt)
    for named, row in state.items():
        yield Broken(row.seq, f"{named[1]} is gone, or its {named[0]}")


def _of_before(
    named: tuple[str, str], state: Mapping[tuple[str, str], AuditRow]
) -> bool:
    """Whether a thing was made by a program that told less of it to the log.

    An account of now always has a row about its password, and a case of now one with
    its title; what has neither is older than both.
    """
    what, name = named
    created = state.get(("number", name))
    return what == "password" or (
        what == "clock"
        and created is not None
        and "title_sha256" not in _plain(created.details)
    )


def _agrees(told: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether a state is what a row tells; rows of earlier versions tell of less."""
    return all(now.get(key) == value for key, value in told.items())


def _plain(details: str) -> dict[str, Any]:
    """The details of a row; none where somebody made them unreadable."""
    try:
        found = json.loads(details)
    except ValueError:
        return {"": details}
    return found if isinstance(found, dict) else {"": details}


def _shown_otherwise(work: Work, behind: int, hurt: set[str]) -> Iterator[Broken]:
    """Cases whose row in the queue shows other than their papers and events.

    The row is made of them, so no row of the log tells of it alone; where they are
    hurt themselves, that is named instead.
    """
    for row in work.connection.execute(select(t.cases)).all():
        if row.id in hurt:
            continue
        try:
            expected = cases.derived(work, row.id)
        except (WorkbenchError, ValueError, ArithmeticError):
            continue  # content that is gone or damaged is named with its paper
        wrong = [
            name
            for name, value in expected.items()
            if getattr(cases.of_row(row), name) != value
        ]
        if wrong:
            shows = ", ".join(wrong)
            yield Broken(behind, f"case/{row.id} shows another {shows} than its papers")


def _states(work: Work) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """What accounts and cases are now, named as the log names it."""
    for user in users.everybody(work):
        told = users.digest_of(user.account, active=user.active)
        yield ("account", f"user/{user.id}"), told
        password = users.password_told(user.password_hash)
        yield ("password", f"user/{user.id}"), password
    for row in work.connection.execute(select(t.cases)):
        name = f"case/{row.id}"
        title = {"number": row.number, "title_sha256": sha(row.title)}
        yield ("number", name), title
        yield ("clock", name), cases.clock_told(cases.of_row(row))
        yield ("status", name), {"status": row.status, "decision": row.decision}
        yield ("owner", name), {"owner": row.owner}


def _tells_of_record(row: AuditRow) -> bool:
    return row.action in _RECORDS or row.action.rpartition(".")[2] in _ORIGINS


def _differs(
    record: _Record, found: AuditRow | None, whole: frozenset[str]
) -> str | None:
    if found is None:
        return "stands in no row of the log: it was slipped in"
    same = (record.at, record.by) == (found.at, found.actor)
    same = same and record.action in (None, found.action)
    if not same or record.digest is None or canonical(record.digest) != found.details:
        return "was changed after it was kept"
    if not whole.issuperset(record.content):
        return "has content that was changed, damaged or removed"
    return None


def _whole_content(work: Work) -> frozenset[str]:
    """The hashes of content that is there and is what its hash says."""
    found = set()
    columns = (t.blobs.c.sha256, t.blobs.c.size, t.blobs.c.packing, t.blobs.c.data)
    asked = select(*columns)
    with work.connection.execute(asked.execution_options(yield_per=50)) as rows:
        for row in rows:
            if row.packing not in blobs.PACKINGS:
                continue
            try:
                data = blobs.unpacked(row.packing, row.data)
            except (zlib.error, TypeError):
                continue  # damaged, or not even bytes any more
            if (sha256(data).hexdigest(), len(data)) == (row.sha256, row.size):
                found.add(row.sha256)
    return frozenset(found)


def _records(work: Work, whole: frozenset[str]) -> Iterator[_Record]:
    run = work.connection.execute
    for row in run(select(t.papers)):
        yield _Record(
            row.case_id,
            papers.named(row.kind, row.key, row.number),
            row.at,
            row.by,
            _paper(row),
            (row.sha256, *_files(work, row, whole)),
            f"{row.kind}.{row.origin}",
        )
    for row in run(select(t.events)):
        digest = _event(row)
        name = f"event/{row.number}"
        yield _Record(row.case_id, name, row.recorded_at, row.recorded_by, digest)
    for row in run(select(t.overrides)):
        digest = overrides.digest_of(row)
        name = f"override/{row.number}"
        yield _Record(row.case_id, name, row.at, row.by, digest)
    lines: dict[tuple[str, int], dict[str, tuple[Any, ...]]] = {}
    for row in run(select(t.decision_lines)):
        own = lines.setdefault((row.case_id, row.number), {})
        own[row.line] = (row.value, row.signer_role, row.provider_agreed)
    for row in run(select(t.decisions)):
        digest = _decision(row, lines.pop((row.case_id, row.number), {}))
        name = f"decision/{row.number}"
        yield _Record(row.case_id, name, row.at, row.signer, digest)


def _files(work: Work, row: Row[Any], whole: frozenset[str]) -> tuple[str, ...]:
    """The hashes of the files that a paper names inside."""
    key = {"files": "files", "packet": "sources"}.get(row.kind)
    if key is None or row.sha256 not in whole:
        return ()
    held = json.loads(blobs.fetch(work, row.sha256))[key]
    return tuple(file["sha256"] for file in held)


def _paper(row: Row[Any]) -> dict[str, Any] | None:
    try:
        return papers.digest_of(dict(row._mapping))
    except ValueError:
        return None


def _event(row: Row[Any]) -> dict[str, Any] | None:
    try:
        return events.digest_of(events.of_row(row))
    except ValidationError:
        return None


def _decision(
    row: Row[Any], lines: dict[str, tuple[Any, ...]]
) -> dict[str, Any] | None:
    """The digest of a decision; None when its columns say other than its body."""
    try:
        decision = parse_json(Decision, row.body, where="decision")
    except WorkbenchError:
        return None
    expected = signoffs.columns_of(decision)
    same = all(row._mapping[name] == value for name, value in expected.items())
    shared = (row.signer_role, row.provider_agreed)
    own = {line.line: (line.value, *shared) for line in decision.lines}
    return signoffs.digest_of(decision, row.review) if same and lines == own else None
