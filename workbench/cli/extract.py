"""``workbench extract``: the Case alone."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    BudgetOption,
    DryRunOption,
    ExtractorOption,
    LlmConfigOption,
    ModelOption,
    OutputOption,
    PhiOption,
    ReplayOption,
    TrialOption,
    forecast,
    make_reader,
    note,
    write,
)


def extract(
    packet: Annotated[str, typer.Argument(help="A file, a folder, or - for stdin.")],
    extractor: ExtractorOption = "rules",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    phi: PhiOption = None,
    llm_config: LlmConfigOption = None,
    budget: BudgetOption = None,
    trial: TrialOption = None,
    dry_run: DryRunOption = False,
    output: OutputOption = None,
) -> None:
    """Read a packet into a Case (JSON): facts, each with its quote and lines."""
    from workbench.packet.read import read_packet
    from workbench.packet.sources import load
    from workbench.pipeline import read_case
    from workbench.schema.case import all_facts

    reader = make_reader(
        extractor,
        model=model,
        base_url=base_url,
        replay=replay,
        answers=answers,
        phi=phi,
        llm_config=llm_config,
        budget=budget,
        trial=trial,
        offline="estimate" if dry_run else None,
    )
    if dry_run:
        forecast([packet], reader)
        return
    reading = read_case(read_packet(load(packet)), reader)
    note(f"{packet}: {len(all_facts(reading.case))} facts")
    if reading.compared is not None:
        from workbench.comparison import in_short

        for line in in_short(reading.compared):
            note(f"{packet}: {line}")
    write(reading.case.model_dump_json(indent=2), output)
