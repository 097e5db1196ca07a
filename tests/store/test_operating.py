"""What docs/operating.md tells an administrator to do, done."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.store.people import Hands
from tests.store.test_case_file import worked_on
from tests.store.test_signoffs import sign
from workbench.extract.rules.reader import RulesReader
from workbench.store import audit, jobs, locks, sign_ins, tasks, users, worker
from workbench.store.engine import writing
from workbench.store.errors import Refused
from workbench.store.facade import Store

PAGE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.mark.postgres
@pytest.mark.alters_tables
@pytest.mark.parametrize("empty_url", ["postgresql"], indirect=True)
def test_the_grants_are_enough_for_the_program_and_too_little_to_bend_the_rules(
    empty_url: str,
) -> None:
    grants = re.search(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert grants is not None
    owner = create_engine(make_url(empty_url).set(drivername="postgresql+psycopg"))
    with owner.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS workbench_app"))
        connection.execute(text("CREATE ROLE workbench_app LOGIN"))
        connection.execute(text(grants[1]))
    url = make_url(empty_url).set(username="workbench_app")
    hands = Hands.of(url.render_as_string(hide_password=False))
    store = hands.store

    case = worked_on(hands)
    with hands.as_("nurse") as work:
        locks.take(work, case.id)
        locks.release(work, case.id)
        token = sign_ins.begin(work, "nurse", lasts=jobs.LEASE)
        users.set_password(work, "nurse", "hash")
        jobs.ask(work, "evaluate", case_id=case.id)
    sign_ins.touch(store, token)
    sign_ins.attempted(store, "nurse", "::1", succeeded=True)
    assert worker.run_one(store, tasks.handlers(lambda payload: RulesReader()))
    with store.reading() as work:
        assert audit.verify(work).whole
        assert jobs.of_case(work, case.id)[0].state == "done"
    for statement in (
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "DROP TRIGGER decisions_no_change ON decisions",
        "SET session_replication_role = replica",
        "UPDATE decisions SET value = 'approve'",
        "DELETE FROM events",
        "TRUNCATE audit",
        "DROP TABLE papers",
    ):
        with pytest.raises(Refused), writing(store.engine) as connection:
            connection.execute(text(statement))
    store.close()
    with owner.begin() as connection:
        connection.execute(text("DROP OWNED BY workbench_app"))
        connection.execute(text("DROP ROLE workbench_app"))
    owner.dispose()


def test_the_backup_is_whole_and_tells_when_it_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hands = Hands.of("workbench.db")
    case = hands.read()
    line = re.search(r'python3 -c "import sqlite3 as s; (.*)"', PAGE)
    assert line is not None
    opened: list[sqlite3.Connection] = []

    class Driver:
        @staticmethod
        def connect(name: str) -> sqlite3.Connection:
            opened.append(sqlite3.connect(name))
            return opened[-1]

    exec(line[1], {"s": Driver})
    for connection in opened:
        connection.close()
    sign(hands, "nurse", "approve", case)
    with hands.store.reading() as work:
        noted = audit.head(work).hash
    hands.store.close()

    copy = Store.open("copy.db", create=False)
    with copy.reading() as work:
        assert audit.verify(work).whole
        found = audit.verify(work, noted)
    copy.close()
    assert found.first is not None and "noted outside" in found.first.why


def test_the_page_names_the_tables_that_there_are() -> None:
    from workbench.store.tables import RECORDS, metadata

    told = set(re.findall(r"ON ([a-z_, ]+) TO workbench_app", PAGE)[0].split(", "))
    told |= set(re.findall(r"ON ([a-z_, ]+) TO workbench_app", PAGE)[1].split(", "))
    assert told <= set(metadata.tables)
    assert not told & {table.name for table in RECORDS}
