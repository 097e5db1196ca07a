"""The reports: every form says the same, none runs anything, evidence is marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.evals.cases import CLEAN, SEED, copied, edit, rules
from workbench.evals.gate import gate
from workbench.evals.generate import Job, run_job
from workbench.evals.gold import load_gold
from workbench.evals.history import Past, append, read
from workbench.evals.report.data import as_json
from workbench.evals.report.html import as_html
from workbench.evals.report.junit import as_junit
from workbench.evals.report.text import as_markdown, as_text
from workbench.evals.runlog import Run, RunHead
from workbench.evals.scoreboard import Scoreboard, scoreboard
from workbench.evals.suite import Bound, Selection, Suite


@pytest.fixture(scope="module")
def failing(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Run, Scoreboard, Path]]:
    """One case with a wrong label and a hostile line in its packet."""
    folder = copied(tmp_path_factory.mktemp("reports"), SEED)
    edit(folder, "imaging-at-level: met", "imaging-at-level: not_met")
    packet = next((folder / "packet").iterdir())
    with packet.open("a", encoding="utf-8") as stream:
        stream.write("\n<script>alert('x')</script> {{ 7*7 }}\n")
    suite = Suite(
        id="t",
        title="test",
        select=Selection(cases=(str(folder),)),
        gates={"case_pass": Bound(min=1, why="all must pass")},
    )
    head = RunHead(
        run="t-1", suite=suite, program="p", commit="abc", dirty=True, python="3",
        packages=(), started="2026-01-01T00:00:00+00:00",
    )  # fmt: skip
    run = Run(head, (run_job(Job(folder), rules),))
    yield run, scoreboard(run), folder


def test_the_page_is_one_file_without_scripts_and_with_marked_evidence(
    failing: tuple[Run, Scoreboard, Path],
) -> None:
    run, board, folder = failing
    gold = {SEED: load_gold(folder)}
    past = [Past("a", "", "", {"case_pass": 0.5}), Past("b", "", "", {"case_pass": 1})]
    verdict = gate(board, run.head.suite, None)

    page = as_html(board, run, gold, gate=verdict, past=past)

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<mark title=" in page
    assert "expected" not in page or "imaging-at-level" in page
    assert "all must pass" in page
    assert "<polyline" in page
    assert page == as_html(board, run, gold, gate=verdict, past=past)


def test_text_markdown_and_json_name_the_failing_check(
    failing: tuple[Run, Scoreboard, Path],
) -> None:
    run, board, _ = failing
    verdict = gate(board, run.head.suite, None)

    for text in (
        as_text(board, run.head, verdict),
        as_markdown(board, run.head, verdict),
        as_json(board, run.head, verdict),
    ):
        assert "imaging-at-level: expected not_met, got met" in text
    data = json.loads(as_json(board, run.head, verdict))
    assert data["passed"] is False
    assert data["gate"]["holds"] is False
    assert data["figures"]["case_pass"]["value"] == 0


def test_junit_is_well_formed_and_counts_the_failure(
    failing: tuple[Run, Scoreboard, Path],
) -> None:
    _, board, _ = failing

    root = ElementTree.fromstring(as_junit(board.scored, "t", {SEED: 1.25}))

    assert root.attrib["failures"] == "1"
    assert root.attrib["time"] == "1.250"
    assert root[0][0].tag == "failure"


def test_history_keeps_each_run_once_and_passes_over_a_cut_line(
    failing: tuple[Run, Scoreboard, Path], tmp_path: Path
) -> None:
    run, board, _ = failing
    path = tmp_path / "h.jsonl"

    append(path, run.head, board)
    append(path, run.head, board)
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"run": "cut')

    assert [item.run for item in read(path)] == ["t-1"]


def test_trivial_readers_stand_beside_the_figures(
    failing: tuple[Run, Scoreboard, Path],
) -> None:
    run, board, _ = failing

    text = as_text(board, run.head)

    assert "always ask for information" in text
    assert {item.name for item in board.trivial} >= {"always approve"}


def test_a_case_that_failed_to_run_is_told_everywhere(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    for file in (folder / "packet").iterdir():
        file.write_bytes(b"")
    suite = Suite(id="t", title="t", select=Selection(cases=(str(folder),)))
    head = RunHead(
        run="t", suite=suite, program="p", commit=None, dirty=None, python="3",
        packages=(),
    )  # fmt: skip
    run = Run(head, (run_job(Job(folder), rules),))
    folder_ok = copied(tmp_path / "ok", CLEAN)
    board = scoreboard(run, [folder_ok])

    assert not board.passed
    assert "failed:" in as_text(board, head)
    root = ElementTree.fromstring(as_junit(board.scored, "t", {}))
    assert root.attrib["errors"] == "1"
