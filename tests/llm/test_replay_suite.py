"""The suite of recorded answers: a replay without a call, and what becomes of lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbench.cli.main import app
from workbench.evals.runlog import read_run


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run") / "run.jsonl"
    words = ["eval", "run", "llm-replay", "--gate", "--workers", "1"]
    done = CliRunner().invoke(app, [*words, "--log", str(path)])
    assert done.exit_code == 0, (
        f"{done.output}\nIf prompts, vocabulary or answer schema changed: "
        "python -m tests.llm.record"
    )
    return path


def test_recorded_answers_replay_to_the_labels_of_both_cases(log: Path) -> None:
    run = read_run(log)

    assert len(run.results) == 2
    for one in run.results:
        assert one.error is None and one.unverified == () and one.record is not None
        assert one.record.attempts and all(x.reused for x in one.record.attempts)
        assert dict(one.record.settings)["trial"] == "1"


def test_the_lies_among_the_answers_are_no_facts(log: Path) -> None:
    for one in read_run(log).results:
        assert one.read is not None
        assert {"quote-not-found"} <= {item.reason for item in one.read.refused}
        assert not [x for x in one.read.symptoms if x.evidence[0].quote == "severe"]


def test_another_trial_has_no_answers_and_a_missing_folder_is_said(
    tmp_path: Path,
) -> None:
    log = str(tmp_path / "r.jsonl")
    words = ["eval", "run", "llm-replay", "--trials", "2", "--workers", "1"]
    done = CliRunner().invoke(app, [*words, "--log", log])
    second = [one for one in read_run(Path(log)).results if one.trial == 2]

    assert done.exit_code == 100
    assert all("no recorded answer" in (one.error or "") for one in second)
    suite = tmp_path / "s.yaml"
    suite.write_text("id: s\ntitle: t\nreader: llm\nanswers: answers/nowhere\n")
    lost = CliRunner().invoke(app, ["eval", "run", str(suite), "--log", log + "2"])
    assert lost.exit_code == 1 and "answers/nowhere" in str(lost.exception)
