"""The work queue: cases by time left, filtered, page by page.

A page ends with a key from which the next one goes on, so that a page costs the same
wherever it stands and a case that moves meanwhile is not shown twice.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select

from workbench.store.cases import CaseRow, Status, of_row
from workbench.store.facade import Work
from workbench.store.tables import cases, locks, users

NOBODY = "-"
"""The owner of cases that belong to nobody, in a filter."""


class Filter(NamedTuple):
    """What is shown; an empty field leaves nothing out.

    ``owner`` is a user id or NOBODY, ``asks`` a procedure that is among the services,
    ``words`` part of the title or the case's number, ``or_asks`` procedures that count
    as these words too; ``due_before`` leaves out what is due later or has no deadline.
    """

    status: tuple[Status, ...] = ()
    owner: str = ""
    service: str = ""
    program: str = ""
    request_type: str = ""
    recommendation: str = ""
    words: str = ""
    asks: str = ""
    or_asks: tuple[str, ...] = ()
    due_before: dt.datetime | None = None


ALL = Filter()
"""Nothing left out."""


class Key(NamedTuple):
    """Where a page ended."""

    due: dt.datetime
    id: str


class Entry(NamedTuple):
    """One row of the queue; ``open_with`` is the name of who has the case open."""

    case: CaseRow
    owner_name: str | None
    open_with: str | None


class Page(NamedTuple):
    """Some rows, and where to go on (None: this was the last page)."""

    entries: tuple[Entry, ...]
    next: Key | None


def page(
    work: Work, wanted: Filter = ALL, *, after: Key | None = None, size: int = 50
) -> Page:
    """A page of the queue, the least time left first, cases without a deadline last."""
    owner, holder = users.alias("owner"), users.alias("holder")
    asked = (
        select(cases, owner.c.name.label("owner_name"), holder.c.name.label("holder"))
        .outerjoin(owner, owner.c.id == cases.c.owner)
        .outerjoin(locks, and_(locks.c.case_id == cases.c.id, locks.c.until > work.at))
        .outerjoin(holder, holder.c.id == locks.c.user_id)
        .where(*_conditions(wanted))
        .order_by(cases.c.due_key, cases.c.id)
        .limit(size + 1)
    )
    if after is not None:
        asked = asked.where(
            cases.c.due_key >= after.due,
            or_(
                cases.c.due_key > after.due,
                and_(cases.c.due_key == after.due, cases.c.id > after.id),
            ),
        )
    rows = work.connection.execute(asked).all()
    entries = tuple(
        Entry(of_row(row), row.owner_name, row.holder) for row in rows[:size]
    )
    if len(rows) <= size:
        return Page(entries, None)
    last = rows[size - 1]
    return Page(entries, Key(last.due_key, last.id))


def counts(work: Work, wanted: Filter = ALL) -> dict[str, int]:
    """How many cases there are, by status."""
    asked: Select[Any] = (
        select(cases.c.status, func.count())
        .where(*_conditions(wanted))
        .group_by(cases.c.status)
    )
    return {row[0]: row[1] for row in work.connection.execute(asked)}


def choices(work: Work) -> dict[str, list[str]]:
    """The values that filters can take: those that cases have now."""
    found = {}
    for name in ("service", "program", "request_type", "recommendation"):
        column = cases.c[name]
        asked = select(column).where(column.is_not(None), column != "").distinct()
        found[name] = sorted(work.connection.execute(asked).scalars())
    return found


def procedures(work: Work) -> list[str]:
    """The procedures that cases ask for now."""
    asked = select(cases.c.service).distinct()
    rows = work.connection.execute(asked).scalars()
    return sorted({one for row in rows for one in row.split(", ") if one})


def _asks(procedure: str) -> ColumnElement[bool]:
    """Whether a procedure is one of those of a case, as a whole word of the list."""
    listed = literal(", ") + cases.c.service + literal(", ")
    return listed.contains(f", {procedure}, ", autoescape=True)


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status:
        found.append(cases.c.status.in_(wanted.status))
    if wanted.owner == NOBODY:
        found.append(cases.c.owner.is_(None))
    elif wanted.owner:
        found.append(cases.c.owner == wanted.owner)
    for name in ("service", "program", "request_type", "recommendation"):
        value = getattr(wanted, name)
        if value:
            found.append(cases.c[name] == value)
    if wanted.asks:
        found.append(_asks(wanted.asks))
    if wanted.words:
        held = [cases.c.title.icontains(wanted.words, autoescape=True)]
        held += [_asks(one) for one in wanted.or_asks]
        number = wanted.words.removeprefix("#")
        if number.isdecimal() and len(number) < 9:
            held.append(cases.c.number == int(number))
        found.append(or_(*held))
    if wanted.due_before:
        found.append(cases.c.due_key < wanted.due_before)
    return found
