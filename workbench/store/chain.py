"""The hash chain of the audit log: how a row is hashed, and what is wrong with a log.

A row's hash covers its number, time, actor, action, case, object, the digest of its
details, and the hash of the row before it.  Details are hashed apart, so that a row can
still be checked where its details are kept elsewhere.  Whoever changes, removes,
inserts or moves a row breaks the chain from there on; whoever rewrites the chain from
there to its end is found by a head that was noted outside (``expected``).  Everything
here is pure: rows in, findings out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

EMPTY = "0" * 64
"""The hash that the first row names as its forerunner."""


class AuditRow(NamedTuple):
    """One row of the log: who did what to which thing, when; ``details`` is JSON."""

    seq: int
    at: dt.datetime
    actor: str
    action: str
    case_id: str | None
    object: str
    details: str
    digest: str
    prev: str
    hash: str


class Head(NamedTuple):
    """The end of a log: the number and hash of its last row."""

    seq: int
    hash: str


class Broken(NamedTuple):
    """What is wrong, and the number of the first row that it is wrong from."""

    seq: int
    why: str


def canonical(data: Any) -> str:
    """JSON with sorted keys and no spaces: the text that is hashed."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha(text: str | bytes) -> str:
    """Hex sha256."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def stamp(at: dt.datetime) -> str:
    """A time as it is hashed: UTC to the microsecond."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def linked(
    head: Head,
    *,
    at: dt.datetime,
    actor: str,
    action: str,
    case_id: str | None,
    object: str,
    details: Any,
) -> AuditRow:
    """The next row of a log that ends at ``head``."""
    text = canonical(details)
    row = AuditRow(
        head.seq + 1, at, actor, action, case_id, object, text, sha(text), head.hash, ""
    )
    return row._replace(hash=row_hash(row))


def row_hash(row: AuditRow) -> str:
    """The hash that a row must have."""
    return sha(
        canonical(
            {
                "seq": row.seq,
                "at": stamp(row.at),
                "actor": row.actor,
                "action": row.action,
                "case": row.case_id,
                "object": row.object,
                "details": row.digest,
                "prev": row.prev,
            }
        )
    )


def check(
    rows: Iterable[AuditRow], head: Head, expected: str | None = None
) -> Iterator[Broken]:
    """What is wrong with a log, first things first; nothing when it is whole.

    ``rows`` come in the order of their numbers; ``head`` is the stored end of the log;
    ``expected`` is a hash that was noted outside earlier and must stand in the chain.
    After a break the check goes on from the row as it stands, so that every break is
    named.
    """
    last, seen = Head(0, EMPTY), expected is None or expected == EMPTY
    for row in rows:
        if row.seq != last.seq + 1:
            yield Broken(last.seq + 1, _gap(last.seq, row.seq))
        elif row.prev != last.hash:
            yield Broken(row.seq, "does not follow from the row before it")
        if sha(row.details) != row.digest:
            yield Broken(row.seq, "its details were changed")
        elif row_hash(row) != row.hash:
            yield Broken(row.seq, "was changed after it was written")
        seen = seen or row.hash == expected
        last = Head(row.seq, row.hash)
    if last != head:
        at = min(last.seq, head.seq) + 1 if last.seq != head.seq else head.seq
        yield Broken(
            at, f"the log ends at row {last.seq}, its head says row {head.seq}"
        )
    if not seen:
        yield Broken(
            last.seq + 1,
            "the hash that was noted outside stands nowhere in the log: rows were "
            "removed from its end, or it was rewritten",
        )


def _gap(last: int, found: int) -> str:
    if found <= last:
        return f"row {found} stands again"
    missing = found - last - 1
    named = f"row {last + 1}" if missing == 1 else f"rows {last + 1} to {found - 1}"
    return f"{named} missing"
