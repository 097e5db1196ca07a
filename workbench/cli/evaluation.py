"""``workbench eval``: the gold cases, run and compared."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    ExtractorOption,
    ModelOption,
    OutputOption,
    ReplayOption,
    make_reader,
    write,
)

app = typer.Typer(
    help="Evals: run gold cases and report the agreement.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Evals: run gold cases and report the agreement."""


@app.command()
def run(
    cases: Annotated[
        list[str] | None, typer.Argument(help="Case ids or folders; all if left.")
    ] = None,
    extractor: ExtractorOption = "rules",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Form of the result.")
    ] = "text",
    output: OutputOption = None,
) -> None:
    """Review every gold case and print agreement per criterion, line and request.

    Exit code 0 when all agree, 100 when one does not.
    """
    from workbench.evals.runner import as_json, as_text, run_gold

    reader = make_reader(
        extractor, model=model, base_url=base_url, replay=replay, answers=answers
    )
    report = run_gold(cases or [], reader)
    write(as_json(report) if form == "json" else as_text(report), output)
    raise typer.Exit(0 if report.agrees else 100)
