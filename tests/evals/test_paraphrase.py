"""Packets in other words: the rules, the runs and the figure that comes of them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from tests.evals.cases import CLEAN, copied
from tests.evals.cases import rules as rules_reader
from workbench.evals.generate import jobs, run_jobs
from workbench.evals.paraphrase.rewrite import paraphrased, rewritten
from workbench.evals.paraphrase.rules import KINDS, Kind, rules
from workbench.evals.report.data import as_json
from workbench.evals.report.html import as_html
from workbench.evals.report.text import as_markdown, as_text
from workbench.evals.runlog import CaseRun, Run, RunHead
from workbench.evals.scoreboard import Scoreboard, scoreboard
from workbench.evals.suite import Order, Suite, is_paraphrase
from workbench.packet.sources import Source

PAIRS = [
    pytest.param(kind, before, after, id=f"{kind}-{before[:30]}")
    for kind in KINDS
    for shown in rules().shown(kind)
    for before, after in shown.examples
]
COUNTER = [
    pytest.param(kind, text, id=f"{kind}-{text[:30]}")
    for kind in KINDS
    for shown in rules().shown(kind)
    for text in shown.counter
]


@pytest.mark.parametrize(("kind", "before", "after"), PAIRS)
def test_a_rule_says_its_examples_otherwise(
    kind: Kind, before: str, after: str
) -> None:
    assert rewritten(before, [kind]) == after


@pytest.mark.parametrize(("kind", "text"), COUNTER)
def test_a_rule_leaves_its_counter_examples_alone(kind: Kind, text: str) -> None:
    assert rewritten(text, [kind]) == text


def test_only_plain_text_is_rewritten_and_twice_gives_the_same() -> None:
    text = "Seen 05/04/2026 for left arm pain.\nHPI: 6 weeks of physical therapy."
    files = (
        Source("note.txt", text.encode()),
        Source("note.pdf", b"%PDF-1.7 05/04/2026"),
        Source("latin.txt", b"05/04/2026 caf\xe9"),
    )
    once = paraphrased(files)

    assert once == paraphrased(files)
    assert [one.name for one in once] == [one.name for one in files]
    assert once[1:] == files[1:]
    assert once[0].data.decode() == (
        "Seen 2026-05-04 for pain in the left arm.\n"
        "History of present illness: six weeks of physiotherapy."
    )


def test_every_kind_is_an_order_of_suites() -> None:
    named = {order for order in get_args(Order) if is_paraphrase(order)}

    assert named == {"paraphrase"} | {f"paraphrase-{kind}" for kind in KINDS}


def scored(folder: Path, orders: tuple[Order, ...]) -> tuple[Scoreboard, Run]:
    todo = jobs([folder], trials=1, orders=orders)
    results = tuple(run_jobs(todo, rules_reader, workers=1))
    suite = Suite(id="t", title="t", orders=orders)
    head = RunHead(
        run="t", suite=suite, program="0", commit=None, dirty=None, python="3",
        packages=(),
    )  # fmt: skip
    run = Run(head, results)
    return scoreboard(run, [folder]), run


def test_a_case_that_keeps_its_answer_counts_and_one_left_as_it_is_does_not(
    tmp_path: Path,
) -> None:
    orders: tuple[Order, ...] = ("as-is", "paraphrase", "paraphrase-sides")
    board, _ = scored(copied(tmp_path, CLEAN), orders)
    figure = board.figures["paraphrase_stability"]

    assert (figure.value, board.unstable) == (1.0, ())
    assert {one.order for one in board.scored} == {"as-is"}


def test_an_answer_that_changes_is_told_with_its_reason_in_every_report(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path, CLEAN)
    _, run = scored(folder, ("as-is", "paraphrase"))
    first, second = run.results
    turned = changed(second)
    told = Run(run.head, (first, turned))
    board = scoreboard(told, [folder])

    assert board.figures["paraphrase_stability"].value == 0.0
    (item,) = board.unstable
    assert item.under == "paraphrase"
    assert "then not_medically_necessary" in item.changed[0]
    for report in (
        as_text(board, told.head),
        as_markdown(board, told.head),
        as_json(board, told.head),
        as_html(board, told, {}),
    ):
        assert "then not_medically_necessary" in report


def changed(run: CaseRun) -> CaseRun:
    """The same run with another recommendation."""
    (made, *rest) = run.outcomes
    other = made.determination.model_copy(
        update={"recommendation": "not_medically_necessary"}
    )
    outcome = made.model_copy(update={"determination": other})
    return run.model_copy(update={"outcomes": (outcome, *rest)})


def test_trials_and_orders_have_figures_of_their_own(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    _, run = scored(folder, ("as-is", "reversed"))
    first = next(one for one in run.results if one.order == "as-is")
    again = changed(first.model_copy(update={"trial": 2}))
    board = scoreboard(Run(run.head, (*run.results, again)), [folder])

    assert board.figures["order_stability"].value == 1.0
    assert board.figures["trial_stability"].value == 0.0
    assert [one.under for one in board.unstable] == ["trial 2"]
