"""Letters, requests for information and calls of a case, as the store keeps them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, TypeVar

from workbench.schema.base import Model
from workbench.schema.matter import EventKind, Matter
from workbench.store import audit, cases, correspondence, papers
from workbench.store.correspondence import (
    InformationRequest,
    Letter,
    PeerToPeer,
)
from workbench.store.facade import Store
from workbench.store.papers import Paper
from workbench.store.users import User, everybody

M = TypeVar("M", bound=Model)


class Written(NamedTuple):
    """A version with its content, and the program's draft that it goes back to."""

    paper: Paper
    content: Letter
    first: Letter


def letters(store: Store, case_id: str) -> list[Written]:
    """The newest version of each letter, with the draft that it was made from."""
    with store.reading() as work:
        found = []
        for paper in papers.newest(work, case_id, "letter"):
            known = papers.versions(work, case_id, "letter", paper.key)
            first = [one for one in known if one.origin == "generated"][-1]
            found.append(
                Written(
                    paper,
                    papers.read(work, paper, Letter),
                    papers.read(work, first, Letter),
                )
            )
    return found


def letter(store: Store, case_id: str, key: str) -> Written | None:
    """One letter; None when there is none of this kind yet."""
    return next((one for one in letters(store, case_id) if one.paper.key == key), None)


def keep_letter(
    store: Store,
    case_id: str,
    key: str,
    content: Letter,
    *,
    based_on: int,
    reason: str,
    user: User,
) -> Paper:
    """Keep an edited or released letter."""
    with store.writing(by=user.id) as work:
        return correspondence.edit_letter(
            work, case_id, key, content, based_on=based_on, reason=reason
        )


def keep_draft(
    store: Store, case_id: str, key: str, content: Letter, *, based_on: int, user: User
) -> Paper:
    """Keep the program's draft, the first (``based_on`` 0) or one drafted anew."""
    with store.writing(by=user.id) as work:
        return correspondence.put_letter(work, case_id, key, content, based_on=based_on)


def newest(
    store: Store, case_id: str, kind: papers.PaperKind, model: type[M]
) -> list[tuple[Paper, M]]:
    """The newest version of each thing of a kind."""
    with store.reading() as work:
        return [
            (paper, papers.read(work, paper, model))
            for paper in papers.newest(work, case_id, kind)
        ]


def keep_request(
    store: Store,
    case_id: str,
    key: str,
    content: InformationRequest,
    *,
    based_on: int,
    user: User,
) -> Paper:
    """Keep a request for information or its next state."""
    with store.writing(by=user.id) as work:
        return correspondence.put_request(
            work, case_id, key, content, based_on=based_on
        )


def keep_call(
    store: Store, case_id: str, key: str, call: PeerToPeer, *, based_on: int, user: User
) -> Paper:
    """Keep a peer-to-peer log or its next state."""
    with store.writing(by=user.id) as work:
        return correspondence.put_call(work, case_id, key, call, based_on=based_on)


def happened(
    store: Store, case_id: str, kind: EventKind, user: User, note: str = ""
) -> None:
    """Record a clock event of now."""
    with store.writing(by=user.id) as work:
        cases.happened(work, case_id, kind, by=user.name, note=note)


def keep_matter(
    store: Store, case_id: str, matter: Matter, *, based_on: int, user: User
) -> Paper:
    """Keep who the letters go to, and under which program."""
    with store.writing(by=user.id) as work:
        return cases.put_matter(work, case_id, matter, based_on=based_on)


class Happened(NamedTuple):
    """One row of a case's history: when, who, what, of which thing."""

    at: dt.datetime
    who: str
    action: str
    object: str


def history(store: Store, case_id: str) -> list[Happened]:
    """What the audit log knows of a case, newest first."""
    with store.reading() as work:
        names = {user.id: user.name for user in everybody(work)}
        rows = list(audit.rows(work, case_id))
    return [
        Happened(
            row.at,
            names.get(row.actor, row.actor),
            row.action,
            row.object,
        )
        for row in reversed(rows)
    ]
