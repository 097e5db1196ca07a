"""The gate: bounds on figures, and no case that passed may fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evals.cases import CLEAN, copied, edit, rules
from workbench.errors import InputError
from workbench.evals import compare as comparing
from workbench.evals import gate as gates
from workbench.evals.baseline import dump, load_baseline, make_baseline
from workbench.evals.generate import Job, run_job
from workbench.evals.runlog import Run, RunHead, line, read_run
from workbench.evals.scoreboard import Scoreboard, scoreboard
from workbench.evals.suite import Bound, Selection, Suite


def ran(folder: Path, **gates_: Bound) -> tuple[Run, Scoreboard]:
    suite = Suite(
        id="t", title="test", select=Selection(cases=(str(folder),)), gates=gates_
    )
    head = RunHead(
        run="t-1", suite=suite, program="p", commit=None, dirty=None, python="3",
        packages=(),
    )  # fmt: skip
    run = Run(head, (run_job(Job(folder), rules),))
    return run, scoreboard(run)


def test_a_bound_that_holds_and_one_that_does_not(tmp_path: Path) -> None:
    run, board = ran(
        copied(tmp_path, CLEAN), case_pass=Bound(min=1), line_agreement=Bound(max=0.5)
    )

    done = gates.gate(board, run.head.suite, None)

    assert [item.holds for item in done.verdicts] == [True, False]
    assert "FAIL line_agreement: 1, at most 0.5" in gates.as_text(done)


def test_a_bound_on_an_unknown_figure_names_those_that_exist(tmp_path: Path) -> None:
    run, board = ran(copied(tmp_path, CLEAN), case_pas=Bound(min=1))

    with pytest.raises(InputError, match="case_pass"):
        gates.gate(board, run.head.suite, None)


def test_a_figure_that_was_not_scored_fails_its_bound(tmp_path: Path) -> None:
    run, board = ran(copied(tmp_path, CLEAN), flags_raised=Bound(min=1))

    assert not gates.gate(board, run.head.suite, None).holds


def test_a_case_that_passed_and_now_fails_is_named_with_both_traces(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path, CLEAN)
    run, board = ran(folder, regressions=Bound(max=0))
    before = make_baseline(run, board.scored)
    packet = next((folder / "packet").iterdir())
    text = packet.read_text(encoding="utf-8")
    assert "Never smoker." in text
    packet.write_text(text.replace("Never smoker.", ""), encoding="utf-8")
    run, board = ran(folder, regressions=Bound(max=0))

    against = comparing.compare(before, make_baseline(run, board.scored))
    done = gates.gate(board, run.head.suite, against)

    assert not done.holds
    assert [pair.case for pair in done.worse] == [CLEAN]
    words = gates.as_text(done)
    assert "passed before, fails now: clean-single-level" in words
    assert "nicotine-free: was met (" in words


def test_a_label_that_changed_is_told_as_stale(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    run, _ = ran(folder)
    edit(folder, "confirm_by: nurse", "confirm_by: physician")

    board = scoreboard(run)

    assert board.stale == (CLEAN,)
    assert not board.passed


def test_a_baseline_goes_to_a_file_and_back(tmp_path: Path) -> None:
    run, board = ran(copied(tmp_path, CLEAN))
    made = make_baseline(run, board.scored)
    path = tmp_path / "b.json"
    path.write_text(dump(made), encoding="utf-8")

    assert load_baseline(path) == made


def test_a_run_log_goes_to_a_file_and_back_and_survives_a_cut_line(
    tmp_path: Path,
) -> None:
    run, _ = ran(copied(tmp_path, CLEAN))
    path = tmp_path / "run.jsonl"
    rows = [line(run.head), line(run.results[0]), line(run.results[0])[:200]]
    path.write_text("\n".join(rows), encoding="utf-8")

    assert read_run(path) == run


def test_a_file_that_is_no_log_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("{}\n{}\n", encoding="utf-8")

    with pytest.raises(InputError, match="no run log"):
        read_run(path)
