"""``workbench eval check|new|notes|judge``: cases themselves, and opinions of runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    LlmConfigOption,
    ModelOption,
    OutputOption,
    PhiOption,
    ReplayOption,
    note,
    write,
)


def check(
    cases: Annotated[
        list[str] | None, typer.Argument(help="Case ids or folders; all if left.")
    ] = None,
    output: OutputOption = None,
) -> None:
    """Check the gold cases themselves: quotes, ids, roll-ups, leaks, second readings.

    Exit code 100 when a case is wrong.
    """
    from workbench.evals import check as checking
    from workbench.evals.gold import find_gold

    result = checking.check_cases(find_gold(cases or []))
    write(checking.as_text(result), output)
    raise typer.Exit(100 if result.problems else 0)


def new(
    name: Annotated[str, typer.Argument(help="Id of the new case and its folder.")],
    from_review: Annotated[
        Path, typer.Option("--from-review", help="A corrected review, as JSON.")
    ],
    packet: Annotated[
        str, typer.Option("--packet", help="The packet that was reviewed.")
    ],
    folder: Annotated[
        Path, typer.Option("--into", help="Folder of gold cases to write to.")
    ] = Path("evals/gold"),
) -> None:
    """Turn a corrected review into a gold case, de-identified, ready to be checked."""
    import os
    import re

    from workbench.cli.common import load_model
    from workbench.evals.from_review import new_case, write_case
    from workbench.packet.read import read_packet
    from workbench.packet.sources import load
    from workbench.schema.review import Review

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise typer.BadParameter("small letters, digits and hyphens", param_hint="NAME")
    review = load_model(Review, str(from_review))
    key = os.environ.get("WORKBENCH_PHI_KEY", "")
    files = new_case(name, review, read_packet(load(packet)), key)
    write_case(files, folder / name)
    note(
        f"written: {folder / name}; masking is no guarantee: read it and its labels, "
        f"then run `workbench eval check {folder / name}`"
    )


def judge(
    run_log: Annotated[Path, typer.Argument(metavar="RUN", help="A run log.")],
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    llm_config: LlmConfigOption = None,
    phi: PhiOption = None,
    output: OutputOption = None,
) -> None:
    """Ask a model for its opinion of the narratives of a run: optional, no gate."""
    from workbench.evals.judge import as_text
    from workbench.evals.judge import judge as ask
    from workbench.evals.runlog import read_run
    from workbench.extract.llm.configure import plain_backend

    backend = plain_backend(
        model=model,
        base_url=base_url,
        replay=replay,
        answers=answers,
        phi=phi,
        config=llm_config,
    )
    write(as_text(ask(read_run(run_log).results, backend)), output)


def notes(
    file: Annotated[Path, typer.Argument(help="Notes as JSON Lines.", exists=True)],
    folder: Annotated[Path, typer.Option("--into", help="Folder for the cases.")],
    key: Annotated[
        str | None, typer.Option("--key", help="Field of the text; `text` or `note`.")
    ] = None,
) -> None:
    """Make cases of real notes: nothing may be approved, requested or dated in them."""
    from workbench.evals.from_notes import note_cases, read_notes
    from workbench.evals.from_review import write_case

    count = 0
    for item in read_notes(file, key):
        for name, files in note_cases(item).items():
            write_case(files, folder / name)
            count += 1
    note(f"written: {count} cases; now run `workbench eval run {folder}`")
