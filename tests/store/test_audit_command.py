"""``workbench audit`` as an auditor runs it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.store.people import Hands
from tests.store.test_case_file import worked_on
from workbench.cli.main import app
from workbench.errors import StoreError

RUN = CliRunner()


def command(*words: str) -> Result:
    done = RUN.invoke(app, ["audit", *words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    hands = Hands.of(str(path))
    worked_on(hands)
    hands.store.close()
    return path


def test_a_whole_store_is_told_with_its_head(db: Path) -> None:
    done = command("verify", "--db", str(db))
    rows, head = done.stdout.splitlines()

    assert done.exit_code == 0
    assert rows.endswith("rows, whole")
    noted = head.removeprefix("head: ")
    assert len(noted) == 64
    again = command("verify", "--db", f"sqlite:///{db}", "--expect-head", noted)
    assert again.exit_code == 0


def test_a_broken_store_is_told_with_its_first_row(db: Path) -> None:
    with sqlite3.connect(db) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("UPDATE audit SET actor = 'x' WHERE seq = 12")
    raw.close()
    done = command("verify", "--db", str(db))
    told = command("verify", "--db", str(db), "--format", "json")

    assert done.exit_code == told.exit_code == 100
    assert "row 12: was changed after it was written" in done.stdout.splitlines()
    assert "broken from row 12" in done.stdout
    data = json.loads(told.stdout)
    assert not data["whole"] and data["broken"][0]["seq"] == 12


def test_a_head_that_is_gone_is_told(db: Path) -> None:
    done = command("verify", "--db", str(db), "--expect-head", "f" * 64)

    assert done.exit_code == 100
    assert "noted outside" in done.stdout


def test_only_the_log_can_be_checked(db: Path) -> None:
    with sqlite3.connect(db) as raw:
        raw.execute("DROP TRIGGER events_no_update")
        raw.execute("UPDATE events SET note = 'x'")
    raw.close()

    assert command("verify", "--db", str(db), "--log-only").exit_code == 0
    assert command("verify", "--db", str(db)).exit_code == 100


def test_a_case_is_exported_by_its_number_or_id(db: Path, tmp_path: Path) -> None:
    output = tmp_path / "case.json"
    done = command("export", "1", "--db", str(db), "-o", str(output))
    file = json.loads(output.read_text(encoding="utf-8"))

    assert done.exit_code == 0 and done.stdout == ""
    assert file["format"] == "workbench-case-file"
    assert file["exported_by"].startswith("operator:")
    by_id = ("export", file["case"]["id"], "--db", str(db), "-o", str(output))
    assert command(*by_id, "--format", "md").exit_code == 0
    assert output.read_text(encoding="utf-8").startswith("# Case 1: Testa Packet")
    assert command("verify", "--db", str(db)).exit_code == 0


def test_what_is_not_there_is_named(db: Path, tmp_path: Path) -> None:
    output = str(tmp_path / "x")
    with pytest.raises(StoreError, match="number 7"):
        command("export", "7", "--db", str(db), "-o", output)
    with pytest.raises(StoreError, match="no such store"):
        command("verify", "--db", str(tmp_path / "none.db"))
    assert not Path(output).exists()
