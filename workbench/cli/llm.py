"""``workbench llm``: a review's requests as a batch file, and its answers back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    LlmConfigOption,
    ModelOption,
    PhiOption,
    PolicyOption,
    TrialOption,
    as_known,
    note,
)

app = typer.Typer(
    help="Model requests as batch files, without calling anything.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def export(
    packets: Annotated[
        list[str],
        typer.Argument(metavar="PACKET...", help="Files, folders, or - for stdin."),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The batch file (JSON Lines).")
    ],
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    answers: AnswersOption = None,
    phi: PhiOption = None,
    policy: PolicyOption = None,
    llm_config: LlmConfigOption = None,
    trial: TrialOption = None,
) -> None:
    """Write every request that has no answer yet, in the OpenAI Batch file format.

    Run it again after an import: corrections and the second look are written then.  No
    rows means that review --replay will run without a call.
    """
    from workbench.cli.common import make_reader
    from workbench.errors import InputError
    from workbench.extract.llm.batch import row
    from workbench.extract.llm.configure import planner
    from workbench.packet.hazards import readable
    from workbench.packet.read import read_packet
    from workbench.packet.sources import load

    made = make_reader(
        "llm", model=model, base_url=base_url, answers=answers, phi=phi, policy=policy,
        llm_config=llm_config, trial=trial, offline="export",
    )  # fmt: skip
    reader = planner(made)
    seen: set[str] = set()
    failed = 0
    try:
        with output.open("w", encoding="utf-8") as file:
            for packet in packets:
                try:
                    waiting = reader.waiting(readable(read_packet(load(packet))))
                except Exception as error:
                    failed += 1
                    note(f"workbench: {as_known(error).line()}")
                    continue
                for request in waiting:
                    key = request.fingerprint(reader.backend.model)
                    if key not in seen:
                        seen.add(key)
                        file.write(
                            row(request, reader.backend.model, reader.settings) + "\n"
                        )
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})",
            where=str(output),
            fix="name a file in a folder that exists",
        ) from None
    note(f"written: {output}: {len(seen)} requests of {len(packets)} packets")
    if not seen and not failed:
        note("every request has its answer: review --extractor llm --replay can run")
    raise typer.Exit(1 if failed else 0)


@app.command("import")
def take_in(
    results: Annotated[Path, typer.Argument(help="The batch's result file.")],
    answers: AnswersOption = None,
    requests: Annotated[
        Path | None,
        typer.Option("--requests", help="The exported file: names what is missing."),
    ] = None,
) -> None:
    """Put a batch's answers into the answer store; report rows that cannot be used."""
    from workbench.errors import InputError
    from workbench.extract.llm.batch import missing_ids
    from workbench.extract.llm.batch import take_in as read_rows
    from workbench.extract.llm.replay import AnswerStore

    if answers is None:
        raise InputError(
            "no answer store named", fix="give --answers, or set WORKBENCH_ANSWERS"
        )
    try:
        with results.open(encoding="utf-8") as file:
            done = read_rows(file, AnswerStore(answers))
        if requests is not None:
            with requests.open(encoding="utf-8") as file:
                done.problems += [
                    f"custom_id {key[:12]}: no result"
                    for key in missing_ids(file, done.seen)
                ]
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})",
            where=str(error.filename),
            fix="check the path",
        ) from None
    for problem in done.problems:
        note(f"{results}: {problem}")
    note(
        f"stored: {done.stored} answers, {done.cut_off} cut off, "
        f"{done.refused} refused; {len(done.problems)} problems"
    )
    raise typer.Exit(1 if done.problems else 0)
