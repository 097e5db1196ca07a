"""A store on each database, empty but for its tables, and people who work with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.store import postgresql
from tests.store.people import Hands
from workbench.store import migrate
from workbench.store.engine import connect
from workbench.store.facade import Store
from workbench.store.tables import metadata
from workbench.store.triggers import EMPTY

DATABASES = [
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.postgres),
]
Fresh = Callable[[], str]
"""Gives the address of a new database that has the tables."""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    bin = postgresql.programs()
    if bin is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    with postgresql.cluster(bin) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    _execute(postgres_server, "CREATE DATABASE template_store")
    engine = connect(_named(postgres_server, "template_store"))
    migrate.upgrade(engine)
    engine.dispose()
    return postgres_server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "template.db"
    engine = connect(str(path))
    migrate.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(params=DATABASES)
def empty_url(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> Iterator[str]:
    """The address of a new store that has the tables and nothing else."""
    if request.param == "sqlite":
        path = tmp_path / "store.db"
        shutil.copy(sqlite_template, path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"t{uuid4().hex}"
    if request.node.get_closest_marker("alters_tables"):
        request.getfixturevalue("postgres_template")
        _execute(server, f"CREATE DATABASE {name} TEMPLATE template_store")
        yield _named(server, name)
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")
        return
    shared: str = request.getfixturevalue("postgres_shared")
    _emptied(shared)
    yield shared


@pytest.fixture(scope="session")
def postgres_shared(postgres_template: str) -> str:
    """One database for all tests that leave its tables as they are."""
    _execute(postgres_template, "CREATE DATABASE shared TEMPLATE template_store")
    return _named(postgres_template, "shared")


def _emptied(url: str) -> None:
    """Take all rows away, past the triggers that refuse it: new databases are slow."""
    _execute(
        url,
        "SET session_replication_role = replica",
        *(f"DELETE FROM {table}" for table in metadata.tables),
        f"INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '{EMPTY}')",
    )


@pytest.fixture
def hands(empty_url: str) -> Iterator[Hands]:
    """A store with a clock that the test turns, and one user of each role."""
    made = Hands.of(empty_url)
    yield made
    made.store.close()


@pytest.fixture
def store(hands: Hands) -> Store:
    return hands.store


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _execute(server: str, *statements: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
