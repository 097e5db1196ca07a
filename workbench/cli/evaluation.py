"""``workbench eval``: gold cases run, scored, gated, compared and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    BudgetOption,
    ExtractorName,
    LlmConfigOption,
    ModelOption,
    OutputOption,
    PhiOption,
    PolicyOption,
    ReplayOption,
    note,
    write,
)
from workbench.cli.eval_cases import check, judge, new, notes

if TYPE_CHECKING:
    from workbench.evals.baseline import Baseline
    from workbench.evals.runlog import Run
    from workbench.evals.suite import Suite

ReportForm: TypeAlias = Literal["text", "md", "json"]
FormOption = Annotated[ReportForm, typer.Option("--format", help="Form of the result.")]
GateOption = Annotated[
    bool, typer.Option("--gate", help="Apply the suite's bounds; exit 100 on failure.")
]
BaselineOption = Annotated[
    Path | None,
    typer.Option("--baseline", help="Compare case by case with this stored baseline."),
]
ReportOption = Annotated[
    Path | None, typer.Option("--report", help="Write one self-contained HTML page.")
]
JunitOption = Annotated[
    Path | None, typer.Option("--junit", help="Write JUnit XML to this file.")
]
SaveOption = Annotated[
    Path | None,
    typer.Option("--save-baseline", help="Store this run as a baseline file."),
]

app = typer.Typer(
    help="Evals: run gold cases, score them, hold them against a baseline.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Evals: run gold cases, score them, hold them against a baseline."""


@app.command()
def run(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SUITE | CASE...]",
            help="A suite (id or file), or case ids and folders; gold if left.",
        ),
    ] = None,
    extractor: Annotated[
        ExtractorName | None,
        typer.Option("--extractor", help="Who reads; the suite says if left."),
    ] = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    llm_config: LlmConfigOption = None,
    phi: PhiOption = None,
    budget: BudgetOption = None,
    policy: PolicyOption = None,
    trials: Annotated[
        int | None, typer.Option("--trials", min=1, max=100, help="Trials per case.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Cases at once.")
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option("--log", help="Run log to write; one that exists is resumed."),
    ] = None,
    only_failing: Annotated[
        Path | None,
        typer.Option("--only-failing", help="Only cases that fail in this run log."),
    ] = None,
    retry_errors: Annotated[
        Path | None,
        typer.Option("--retry-errors", help="Run again what errored in this run log."),
    ] = None,
    gate: GateOption = False,
    baseline: BaselineOption = None,
    save_baseline: SaveOption = None,
    report: ReportOption = None,
    junit: JunitOption = None,
    form: FormOption = "text",
    output: OutputOption = None,
) -> None:
    """Review every case of a suite, score it, and optionally hold it to the gate.

    Exit code 0 when every case passes (with --gate: when the gate holds), 100 when
    not, 1 when the run itself failed.
    """
    from workbench.cli.eval_run import Wish, perform

    done = perform(
        Wish(
            what=tuple(what or ()),
            extractor=extractor,
            model=model,
            base_url=base_url,
            replay=replay,
            answers=answers,
            policy=policy,
            trials=trials,
            workers=workers,
            log=log,
            only_failing=only_failing,
            retry_errors=retry_errors,
            llm_config=llm_config,
            phi=phi,
            budget=budget,
        )
    )
    _tell(done, gate, baseline, save_baseline, report, junit, form, output)


@app.command()
def score(
    run_log: Annotated[Path, typer.Argument(metavar="RUN", help="A run log.")],
    gate: GateOption = False,
    baseline: BaselineOption = None,
    save_baseline: SaveOption = None,
    report: ReportOption = None,
    junit: JunitOption = None,
    form: FormOption = "text",
    output: OutputOption = None,
) -> None:
    """Score a run log against the labels as they are now: no reading, no model call."""
    from workbench.evals.runlog import read_run

    done = read_run(run_log)
    _tell(done, gate, baseline, save_baseline, report, junit, form, output)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="RUN_A", help="Log or baseline.")],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", help="Log or baseline.")],
    output: OutputOption = None,
) -> None:
    """Compare two runs case by case: readers, models, prompts or policies."""
    from workbench.evals import compare as comparing

    result = comparing.compare(_any_baseline(before), _any_baseline(after))
    write(comparing.as_text(result, before.name, after.name), output)


def _tell(
    run: Run,
    gate: bool,
    baseline: Path | None,
    save_baseline: Path | None,
    report: Path | None,
    junit: Path | None,
    form: ReportForm,
    output: Path | None,
) -> None:
    """Score, compare, gate, write what was asked for, and leave by the exit code."""
    from workbench.cli.eval_run import page, remember
    from workbench.evals.baseline import dump, make_baseline
    from workbench.evals.compare import compare as compared
    from workbench.evals.gate import gate as held
    from workbench.evals.report.data import as_json
    from workbench.evals.report.junit import as_junit
    from workbench.evals.report.text import as_markdown, as_text
    from workbench.evals.scoreboard import scoreboard

    board = scoreboard(run)
    mine = make_baseline(run, board.scored)
    stored = _stored(run.head.suite, baseline, gate)
    verdict = None
    if gate or stored:
        against = compared(stored, mine) if stored else None
        verdict = held(board, run.head.suite, against)
    if save_baseline:
        write(dump(mine), save_baseline)
    if junit:
        seconds = {item.case: item.seconds for item in run.results}
        write(as_junit(board.scored, run.head.suite.id, seconds), junit)
    remember(board, run.head)
    if report:
        write(page(board, run, verdict), report)
    makers = {"text": as_text, "md": as_markdown, "json": as_json}
    write(makers[form](board, run.head, verdict), output)
    good = verdict.holds if gate and verdict else board.passed
    raise typer.Exit(0 if good else 100)


def _stored(suite: Suite, given: Path | None, gate: bool) -> Baseline | None:
    from workbench.evals.baseline import load_baseline
    from workbench.evals.suite import baseline_path

    path = given or (baseline_path(suite) if gate else None)
    if path is None:
        if gate and suite.baseline:
            note(f"the suite's baseline {suite.baseline} does not exist yet")
        return None
    return load_baseline(path)


def _any_baseline(path: Path) -> Baseline:
    """A baseline file as it is, or a run log scored now."""
    from workbench.errors import InputError
    from workbench.evals.baseline import load_baseline, make_baseline
    from workbench.evals.runlog import read_run
    from workbench.evals.scoreboard import scoreboard

    try:
        return load_baseline(path)
    except InputError:
        run = read_run(path)
        return make_baseline(run, scoreboard(run).scored)


app.command()(check)
app.command()(new)
app.command()(notes)
app.command()(judge)
