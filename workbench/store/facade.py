"""The store as its users hold it: open it, then read or write in one transaction."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, select

from workbench.errors import StoreError
from workbench.store import chain, engine, migrate
from workbench.store.tables import audit, audit_head

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The machine's clock."""
    return dt.datetime.now(dt.UTC)


def random_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(12)


@dataclass(frozen=True)
class Work:
    """One transaction: what the functions of this room work on.

    ``at`` is the moment that everything in it carries, ``by`` the user who acts (None
    in a reading transaction).
    """

    connection: Connection
    at: dt.datetime
    by: str | None
    new_id: Callable[[], str]

    @property
    def actor(self) -> str:
        """The acting user.  Raises StoreError in a reading transaction."""
        if self.by is None:
            raise StoreError(
                "a reading transaction changes nothing",
                fix="use store.writing(by=user)",
            )
        return self.by

    def record(
        self, action: str, object: str, details: Any, case_id: str | None = None
    ) -> int:
        """Add a row to the audit log and give its number.

        ``details`` is plain data without packet text: ids, hashes, codes, numbers.
        """
        found = self.connection.execute(
            select(audit_head.c.seq, audit_head.c.hash).where(audit_head.c.id == 1)
        ).one()
        row = chain.linked(
            chain.Head(found.seq, found.hash),
            at=self.at,
            actor=self.actor,
            action=action,
            case_id=case_id,
            object=object,
            details=details,
        )
        self.connection.execute(audit.insert(), row._asdict())
        return row.seq


class Store:
    """A database of cases; safe to share between threads."""

    def __init__(
        self, bound: Engine, clock: Clock = utc_now, ids: Callable[[], str] = random_id
    ) -> None:
        self.engine = bound
        self.clock = clock
        self.ids = ids

    @classmethod
    def open(
        cls,
        url: str,
        *,
        clock: Clock = utc_now,
        ids: Callable[[], str] = random_id,
        create: bool = True,
    ) -> Store:
        """Open a store and bring its tables up to date.

        ``url`` is ``sqlite:///file.db``, a bare path of an SQLite file, or
        ``postgresql://...``.  Without ``create`` a database that is no store yet is
        an error and stays as it is.  Raises StoreError.
        """
        address = engine.parsed(url)
        if not create and address.get_backend_name() == "sqlite":
            engine.must_exist(address)
        bound = engine.connect(url)
        try:
            if not create:
                migrate.must_be_store(bound)
            migrate.upgrade(bound)
        except BaseException:
            bound.dispose()
            raise
        return cls(bound, clock, ids)

    @contextmanager
    def writing(self, *, by: str) -> Iterator[Work]:
        """One writing transaction by a user: all of it is kept, or nothing."""
        with engine.writing(self.engine) as connection:
            engine.lock_log(connection)
            yield Work(connection, self.clock(), by, self.ids)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One reading transaction, seen as of one moment."""
        with engine.reading(self.engine) as connection:
            yield Work(connection, self.clock(), None, self.ids)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
