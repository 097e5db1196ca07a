"""The commands as the contract has them."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.appeal.made import CASES
from workbench.cli.main import app

RUN = CliRunner()
KEYS = {"decision", "lines", "grounds", "new_facts", "gaps", "letter"}
LINE = {"procedure", "level", "side", "before", "after", "criteria_changed"}
GROUND = {"text", "source", "answer", "because", "evidence"}


def test_respond_prints_the_keys_of_the_contract(tmp_path: Path) -> None:
    case = CASES / "cervical-therapy"
    made = RUN.invoke(
        app,
        ["appeal", "respond", "--packet", str(case / "packet"), "--denial",
         str(case / "denial.txt"), "--appeal", str(case / "appeal.txt"), "--new",
         str(case / "new" / "therapy.txt"), "--format", "json"],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    done = json.loads(made.stdout)
    assert set(done) >= KEYS
    assert done["decision"] == "overturn"
    assert all(set(line) >= LINE for line in done["lines"])
    assert all(set(ground) >= GROUND for ground in done["grounds"])
    assert done["gaps"] == []
    assert done["letter"].startswith("# About your appeal")


def test_write_prints_the_letter_and_keeps_the_gaps_apart(tmp_path: Path) -> None:
    case = CASES / "cervical-therapy"
    gaps = tmp_path / "gaps.md"
    made = RUN.invoke(
        app,
        ["appeal", "write", "--denial", str(case / "denial.txt"), "--chart",
         str(case / "packet"), "--gaps", str(gaps)],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    assert "gap: Conservative care" in made.stderr
    assert "gap:" not in made.stdout
    assert "Conservative care" in gaps.read_text()


def test_several_new_files_may_follow_one_option() -> None:
    case = CASES / "lumbar-partial"
    made = RUN.invoke(
        app,
        ["appeal", "respond", "--packet", str(case / "packet"), "--denial",
         str(case / "denial.txt"), "--appeal", str(case / "appeal.txt"), "--format",
         "json", "--new", str(case / "appeal.txt"), str(case / "new")],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["decision"] == "partial_overturn"


def test_json_that_is_no_review_is_refused_with_the_way_out(tmp_path: Path) -> None:
    wrong = tmp_path / "denial.json"
    wrong.write_text('{"outcome": "denied"}')
    case = CASES / "cervical-therapy"
    made = RUN.invoke(
        app,
        ["appeal", "write", "--denial", str(wrong), "--chart", str(case / "packet")],
    )
    assert made.exit_code == 1
    assert "no review of this program" in str(made.exception)
