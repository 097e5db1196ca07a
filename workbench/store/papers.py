"""Papers: everything kept about a case, as numbered versions that are never changed.

A packet, a Case, a review, a letter, a request for information, a peer-to-peer log, a
note: each is a paper with a ``kind``, a ``key`` that tells several of one kind apart,
and versions 1, 2, 3.  A change is a new version that names the one it was made on; if
somebody was faster, it is refused with who and when.  What a version rests on (a review
on a Case on a packet) is kept beside it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from workbench.schema.base import Model, canonical_json, parse_json
from workbench.store import blobs
from workbench.store.chain import sha
from workbench.store.errors import NotFound, StaleVersion
from workbench.store.facade import Work
from workbench.store.tables import papers, users

M = TypeVar("M", bound=Model)

PaperKind = Literal[
    "files",
    "packet",
    "case",
    "review",
    "matter",
    "letter",
    "information-request",
    "peer-to-peer",
    "note",
    "rating",
    "appeal",
]
Origin = Literal["handed-in", "read", "edited", "evaluated", "generated", "written"]
"""How a version came to be: by a program's work or by a person's."""


class Paper(NamedTuple):
    """One version, without its content; ``by_name`` is the user's name."""

    case_id: str
    kind: str
    key: str
    number: int
    at: dt.datetime
    by: str
    by_name: str
    origin: str
    reason: str
    sha256: str
    rests_on: Mapping[str, int]


def put(
    work: Work,
    case_id: str,
    kind: PaperKind,
    content: Model,
    *,
    based_on: int,
    origin: Origin,
    key: str = "",
    reason: str = "",
    rests_on: Mapping[str, int] | None = None,
) -> Paper:
    """Add a version; ``based_on`` is the number it was made on, 0 for the first.

    Raises StaleVersion naming who changed it since.
    """
    latest = find(work, case_id, kind, key)
    if (latest.number if latest else 0) != based_on:
        raise StaleVersion(
            f"{kind} {key}".strip(),
            based_on=based_on,
            found=latest.number if latest else 0,
            by=latest.by_name if latest else None,
            at=latest.at if latest else None,
        )
    content_sha = blobs.keep(work, canonical_json(content).encode(), pack=True)
    row = {
        "case_id": case_id,
        "kind": kind,
        "key": key,
        "number": based_on + 1,
        "at": work.at,
        "by": work.actor,
        "origin": origin,
        "reason": reason,
        "sha256": content_sha,
        "rests_on": json.dumps(dict(rests_on or {}), sort_keys=True),
    }
    work.connection.execute(papers.insert(), row)
    name = named(kind, key, based_on + 1)
    work.record(f"{kind}.{origin}", name, digest_of(row), case_id)
    return get(work, case_id, kind, key, based_on + 1)


def named(kind: str, key: str, number: int) -> str:
    """The name of a version in the audit log."""
    return f"{kind}/{key}/{number}" if key else f"{kind}/{number}"


def digest_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit log keeps of a version: hashes, never its words."""
    told = {"sha256": row["sha256"], "rests_on": json.loads(row["rests_on"])}
    return told | ({"reason_sha256": sha(row["reason"])} if row["reason"] else {})


def find(work: Work, case_id: str, kind: PaperKind, key: str = "") -> Paper | None:
    """The newest version; None when there is none."""
    asked = _all(case_id, kind).where(papers.c.key == key)
    row = work.connection.execute(asked.order_by(papers.c.number.desc())).first()
    return _paper(row) if row else None


def get(
    work: Work,
    case_id: str,
    kind: PaperKind,
    key: str = "",
    number: int | None = None,
) -> Paper:
    """One version, the newest if no number is given.  Raises NotFound."""
    if number is None:
        found = find(work, case_id, kind, key)
    else:
        asked = _all(case_id, kind).where(
            papers.c.key == key, papers.c.number == number
        )
        row = work.connection.execute(asked).first()
        found = _paper(row) if row else None
    if found is None:
        raise NotFound(f"the case has no such {kind}", where=case_id)
    return found


def versions(work: Work, case_id: str, kind: PaperKind, key: str = "") -> list[Paper]:
    """All versions of one paper, oldest first."""
    asked = _all(case_id, kind).where(papers.c.key == key)
    return _papers(work.connection.execute(asked.order_by(papers.c.number)))


def newest(work: Work, case_id: str, kind: PaperKind) -> list[Paper]:
    """The newest version of each key of a kind, in the order of their keys' begin."""
    last = (
        select(papers.c.key, func.max(papers.c.number).label("number"))
        .where(papers.c.case_id == case_id, papers.c.kind == kind)
        .group_by(papers.c.key)
        .subquery()
    )
    same: ColumnElement[bool] = and_(
        papers.c.key == last.c.key, papers.c.number == last.c.number
    )
    asked = _all(case_id, kind).join(last, same)
    found = _papers(work.connection.execute(asked))
    return sorted(found, key=lambda one: (len(one.key), one.key))


def everything(work: Work, case_id: str) -> list[Paper]:
    """All versions of all papers of a case, in the order in which they were made."""
    order = get_args(PaperKind)
    return sorted(
        _papers(work.connection.execute(_all(case_id, None))),
        key=lambda one: (one.at, order.index(one.kind), one.key, one.number),
    )


def read(work: Work, paper: Paper, model: type[M]) -> M:
    """The content of a version."""
    where = f"{paper.kind} {paper.key} {paper.number} of {paper.case_id}"
    return parse_json(model, blobs.fetch(work, paper.sha256), where=where)


def _all(case_id: str, kind: str | None) -> Select[Any]:
    asked = select(papers, users.c.name.label("by_name")).join(
        users, users.c.id == papers.c.by
    )
    asked = asked.where(papers.c.case_id == case_id)
    return asked if kind is None else asked.where(papers.c.kind == kind)


def _papers(rows: Iterable[Row[Any]]) -> list[Paper]:
    return [_paper(row) for row in rows]


def _paper(row: Row[Any]) -> Paper:
    own = {name: row._mapping[name] for name in Paper._fields}
    return Paper(**own | {"rests_on": json.loads(own["rests_on"])})
