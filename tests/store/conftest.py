"""A store on each database, empty but for its tables, and people who work with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.store import postgresql
from tests.store.people import Hands
from workbench.store import migrate
from workbench.store.engine import connect
from workbench.store.facade import Store

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
    server = request.getfixturevalue("postgres_template")
    name = f"t{abs(hash(request.node.nodeid))}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE template_store")
    try:
        yield _named(server, name)
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


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


def _execute(server: str, statement: str) -> None:
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
