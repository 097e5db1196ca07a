"""``workbench eval`` as a team's pipeline calls it: files, exit codes, resuming."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.evals.cases import CLEAN, copied, edit
from workbench.cli.main import app


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, words)])


def test_run_then_score_then_compare(tmp_path: Path) -> None:
    log, junit, page = (tmp_path / name for name in ("r.jsonl", "j.xml", "p.html"))

    first = call("run", CLEAN, "--log", log, "--junit", junit, "--report", page)
    again = call("run", CLEAN, "--log", log)
    scored = call("score", log, "--format", "json")
    compared = call("compare", log, log)

    assert first.exit_code == again.exit_code == scored.exit_code == 0, first.output
    assert "0 case runs to do, 1 in the log" in again.stderr
    assert json.loads(scored.stdout)["passed"] is True
    assert "Worse (passed, now fails): 0" in compared.stdout
    assert junit.exists() and page.exists()
    assert len(log.read_text(encoding="utf-8").splitlines()) == 2


def test_a_failing_case_exits_100_and_can_be_run_alone(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    log = tmp_path / "r.jsonl"
    edit(folder, "imaging-at-level: met", "imaging-at-level: not_documented")

    bad = call("run", folder.parent, "--log", log)
    only = call("run", folder.parent, "--only-failing", log, "--log", "second.jsonl")

    assert bad.exit_code == only.exit_code == 100
    assert f"FAILS {CLEAN}" in bad.stdout


def test_what_errored_is_run_again(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    file = next((folder / "packet").iterdir())
    text = file.read_bytes()
    log = tmp_path / "r.jsonl"
    file.write_bytes(b"")

    failed = call("run", folder, "--log", log)
    file.write_bytes(text)
    mended = call("run", folder, "--retry-errors", log)

    assert failed.exit_code == 100
    assert mended.exit_code == 0, mended.output


def test_the_gate_decides_by_bounds_and_baseline(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    suite = tmp_path / "s.yaml"
    suite.write_text(
        f"id: s\ntitle: one case\nselect: {{cases: ['{folder}']}}\n"
        "gates:\n  case_pass: {min: 1}\n  regressions: {max: 0}\n",
        encoding="utf-8",
    )
    baseline = tmp_path / "b.json"

    good = call("run", suite, "--gate", "--log", "1.jsonl", "--save-baseline", baseline)
    edit(folder, "imaging-at-level: met", "imaging-at-level: not_documented")
    bad = call("run", suite, "--gate", "--log", "2.jsonl", "--baseline", baseline)

    assert good.exit_code == 0, good.output
    assert bad.exit_code == 100
    assert f"passed before, fails now: {CLEAN}" in bad.stdout


def test_an_unknown_case_and_a_log_of_another_suite_are_errors(tmp_path: Path) -> None:
    call("run", CLEAN, "--log", "r.jsonl")

    assert "no gold case" in str(call("run", "no-such-case").exception)
    folder = copied(tmp_path, CLEAN)
    suite = tmp_path / "other.yaml"
    suite.write_text(
        f"id: other\ntitle: x\nselect: {{cases: ['{folder}']}}\n", encoding="utf-8"
    )
    assert "is of suite cases" in str(call("run", suite, "--log", "r.jsonl").exception)


def test_check_names_the_problem_and_exits_100(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    edit(folder, "imaging-at-level: met", "imaging-at-level: not_met")

    assert call("check", CLEAN).exit_code == 0
    wrong = call("check", folder)

    assert wrong.exit_code == 100
    assert "statuses give not_medically_necessary" in wrong.stdout
