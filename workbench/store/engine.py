"""Connections: how each database is opened, and how a transaction begins on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError

from workbench.errors import StoreError
from workbench.store.errors import Refused

BUSY_SECONDS = 15
"""How long a writer waits for another before it gives up."""


def parsed(url: str) -> URL:
    """The address of a store; a bare path is an SQLite file.

    Raises StoreError for an address that is neither SQLite nor PostgreSQL.
    """
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        found = make_url(url)
    except ArgumentError:
        found = None
    backend = found.get_backend_name() if found else ""
    if found is not None and backend == "sqlite" and found.database:
        return found
    if found is not None and backend == "postgresql":
        return found.set(drivername="postgresql+psycopg")
    raise StoreError(
        "not the address of a store",
        where=shown(found) if found else "--db",
        fix="use sqlite:///path/to/file.db or postgresql://user@host/name",
    )


def shown(url: URL) -> str:
    """The address without its password, as messages show it."""
    return url.render_as_string(hide_password=True)


def connect(url: str) -> Engine:
    """An engine for a store; nothing is opened yet."""
    address = parsed(url)
    if address.get_backend_name() != "sqlite":
        return _postgresql(address)
    if address.database and address.database != ":memory:":
        _private(Path(address.database))
    waits = {"timeout": BUSY_SECONDS}
    engine = create_engine(address, connect_args=waits, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _private(path: Path) -> None:
    """Make a new file that nobody else on the machine can read; an old one stays."""
    try:
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the store cannot be opened ({error.strerror})",
            where=str(path),
            fix="make the folder and give yourself the right to write, or name "
            "another file",
        ) from None


def _postgresql(address: URL) -> Engine:
    try:
        return create_engine(address, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError:
        raise StoreError(
            "the PostgreSQL driver is not installed",
            where=shown(address),
            fix="pip install 'review-workbench[postgres]'",
        ) from None


def _prepare(connection: Any, _record: object) -> None:
    # The driver begins no transaction by itself: "begin" below says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A deferred transaction that turns to writing fails at once when another writes;
    # one that announces itself waits its turn.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One writing transaction: all of it is kept, or nothing."""
    with _told(engine), engine.connect() as connection:
        own = connection.execution_options(writes=True)
        with own.begin():
            yield own


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One reading transaction: everything in it is seen as of one moment."""
    with _told(engine), engine.connect() as connection:
        own = connection
        if engine.dialect.name == "postgresql":
            own = connection.execution_options(isolation_level="REPEATABLE READ")
        with own.begin():
            yield own


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Errors of the database in words of ours.

    Its own may quote rows ("failing row contains ..."), and rows hold health
    information: of them only the first line of a refused change is told, which names a
    constraint or repeats what a trigger says.
    """
    try:
        yield
    except OperationalError as error:
        raise StoreError(
            f"the database did not answer ({_first_line(error)})",
            where=shown(engine.url),
            fix="check that it runs and that its disk has room, then try again",
        ) from None
    except DBAPIError as error:
        said = _first_line(error) if _is_refusal(error) else "an unforeseen error"
        kind = type(error.orig).__name__
        raise Refused(f"the database refuses this: {said} ({kind})") from None


def _is_refusal(error: DBAPIError) -> bool:
    """Whether a constraint or a trigger of ours spoke, or SQLite of its file."""
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(error, IntegrityError) or state == "P0001" or _no_database(error)


def _no_database(error: DBAPIError) -> bool:
    """Whether SQLite says that the file is no database, or a damaged one."""
    return type(error.orig) is sqlite3.DatabaseError


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).splitlines()[0] if str(error.orig) else ""


def lock_log(connection: Connection) -> None:
    """Wait for the turn to write: the audit log is one chain with one end.

    On SQLite the whole transaction already is the only writer.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT seq FROM audit_head WHERE id = 1 FOR UPDATE"))


def must_exist(address: URL) -> None:
    """Raises StoreError when an SQLite file is not there."""
    if address.database and not Path(address.database).is_file():
        raise StoreError(
            "no such store", where=address.database, fix="check the path of the file"
        )
