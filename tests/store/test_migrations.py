"""The tables come from scripts alone, and what the scripts make is what is declared."""

from __future__ import annotations

import sqlite3
import threading
import traceback
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from workbench.errors import StoreError
from workbench.store import migrate
from workbench.store.engine import connect, parsed, writing
from workbench.store.facade import Store
from workbench.store.tables import RECORDS, metadata
from workbench.store.triggers import RECORD_TABLES

pytestmark = pytest.mark.alters_tables


def test_scripts_and_declared_tables_agree(empty_url: str) -> None:
    engine = connect(empty_url)

    assert migrate.drift(engine) is None
    assert set(inspect(engine).get_table_names()) == {
        *metadata.tables,
        "alembic_version",
    }
    engine.dispose()


def test_a_missing_column_is_found(empty_url: str) -> None:
    engine = connect(empty_url)
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE locks DROP COLUMN since"))

    assert "since" in (migrate.drift(engine) or "")
    engine.dispose()


def test_down_to_nothing_and_up_again(empty_url: str) -> None:
    engine = connect(empty_url)
    migrate.downgrade(engine)

    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate.upgrade(engine)
    assert migrate.drift(engine) is None
    engine.dispose()


def test_every_record_table_has_its_triggers() -> None:
    assert {table.name for table in RECORDS} == set(RECORD_TABLES)


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    Store.open(url).close()
    store = Store.open(url)
    with store.reading() as work:
        assert migrate.revision(work.connection) == migrate.newest()
    store.close()


def test_a_newer_store_is_left_alone(empty_url: str) -> None:
    engine = connect(empty_url)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(StoreError, match="newer program"):
        Store.open(empty_url)


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "http://x", "://"])
def test_other_addresses_are_refused_with_the_way_out(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///path"):
        parsed(url)


def test_messages_hold_no_password() -> None:
    with pytest.raises(StoreError) as caught:
        parsed("mysql://user:s3cret@host/db")

    assert "s3cret" not in str(caught.value)


def test_a_missing_file_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        Store.open(str(tmp_path / "none.db"), create=False)
    with pytest.raises(StoreError, match="folder"):
        Store.open(str(tmp_path / "none" / "store.db"))


def test_another_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE own (x)")
    other.close()
    with pytest.raises(StoreError, match="no store of the workbench"):
        Store.open(str(path), create=False)
    engine = connect(str(path))
    assert inspect(engine).get_table_names() == ["own"]
    engine.dispose()


def test_a_file_that_is_no_database_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "packet.txt"
    path.write_bytes(b"Testa Packet " * 100)
    with pytest.raises(StoreError, match="not a database"):
        Store.open(str(path), create=False)
    assert path.read_bytes() == b"Testa Packet " * 100


def test_several_programs_may_open_a_new_store_at_once(empty_url: str) -> None:
    engine = connect(empty_url)
    migrate.downgrade(engine)
    engine.dispose()
    failed: list[BaseException] = []
    start = threading.Barrier(4)

    def opens() -> None:
        start.wait()
        try:
            Store.open(empty_url).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    engine = connect(empty_url)
    assert migrate.drift(engine) is None
    engine.dispose()


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    store = Store.open(str(path))
    with store.reading():
        files = {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    store.close()
    assert files == {0o600}


def test_what_a_database_refuses_is_told_without_the_row(empty_url: str) -> None:
    engine = connect(empty_url)
    secret = "Testa Packet, born 1970"
    row = "(id, version, login, name, active, created_at)"
    wrong = (
        ("INSERT INTO decisions (case_id, rationale) VALUES ('x', :own)", "sign-off"),
        (f"INSERT INTO users {row} VALUES (:own, 1, 'x', 'x', NULL, NULL)", "users"),
        ("SELECT :own FROM nowhere", ""),
        ("INSERT INTO locks (case_id, user_id) VALUES (:own, :own)", "locks"),
    )
    for statement, told in wrong:
        with pytest.raises(StoreError) as caught, writing(engine) as connection:
            connection.execute(text(statement), {"own": secret})
        words = "".join(traceback.format_exception(caught.value))
        assert secret not in words and told in str(caught.value)
    engine.dispose()
