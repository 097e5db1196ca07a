"""Options that several commands share, and how results and notes are written."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from workbench.errors import InputError, WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.extract.reader import Reader
    from workbench.schema.base import M, Model

Format: TypeAlias = Literal["text", "md", "json", "html"]
PageFormat: TypeAlias = Literal["text", "md", "json", "html", "docx", "pdf"]
PhiName: TypeAlias = Literal["allow", "mask", "refuse"]
ExtractorName: TypeAlias = Literal["rules", "llm", "both"]

PolicyOption = Annotated[
    str | None,
    typer.Option(
        "--policy", help="Policy id or file; chosen from the request if left."
    ),
]
ExtractorOption = Annotated[
    ExtractorName, typer.Option("--extractor", help="Who reads the packet.")
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", envvar="WORKBENCH_MODEL", help="Model of the llm reader."),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        envvar="WORKBENCH_BASE_URL",
        help="OpenAI-compatible endpoint of the llm reader.",
    ),
]
ReplayOption = Annotated[
    bool,
    typer.Option("--replay", help="Make no model call: use recorded answers only."),
]
AnswersOption = Annotated[
    Path | None,
    typer.Option(
        "--answers",
        envvar="WORKBENCH_ANSWERS",
        help="Folder of recorded model answers: written to, or read with --replay.",
    ),
]
PhiOption = Annotated[
    PhiName | None,
    typer.Option(
        "--phi",
        help="Text for a remote model: mask (default) hides identifiers, allow sends "
        "it as it is, refuse keeps it here. Remote hosts must be named as covered.",
    ),
]
LlmConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--llm-config",
        envvar="WORKBENCH_LLM_CONFIG",
        help="YAML settings of the llm reader: provider, limits, sizes.",
    ),
]
BudgetOption = Annotated[
    str | None,
    typer.Option(
        "--budget", help="Most that the llm reader may use: 200k tokens or 2.50usd."
    ),
]
TrialOption = Annotated[
    int | None,
    typer.Option(
        "--trial", min=0, help="Number of a repeat: its answers are kept apart."
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Estimate calls, tokens and cost of the llm reader; no call."
    ),
]
RequestDateOption = Annotated[
    str | None,
    typer.Option(
        "--request-date", help="YYYY-MM-DD; else the request form's own date."
    ),
]
FinalOption = Annotated[
    bool,
    typer.Option("--final", help="The time to send information is over."),
]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write the result to this file.")
]


def as_known(error: Exception) -> WorkbenchError:
    """Any error as one line: an unforeseen one is named by type and place, no text.

    A traceback could hold packet text, so it is shown only when ``WORKBENCH_TRACEBACK``
    is set: then the error is raised as it is.
    """
    if isinstance(error, WorkbenchError):
        return error
    if os.environ.get("WORKBENCH_TRACEBACK"):
        raise error
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "workbench" in frame.filename]
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "unknown"
    return WorkbenchError(
        f"unforeseen {type(error).__name__}",
        where=place,
        fix="report it with this line; WORKBENCH_TRACEBACK=1 shows the traceback",
    )


def note(text: str) -> None:
    """One line of progress or remark, on stderr."""
    typer.echo(text, err=True)


def as_json(answers: Sequence[Model]) -> str:
    """One object; of several an array of them."""
    objects = [one.model_dump_json(indent=2) for one in answers]
    return objects[0] if len(objects) == 1 else f"[{', '.join(objects)}]"


def write(result: str | bytes, output: Path | None) -> None:
    """The result, to stdout or to a file; text always ends with a line break.

    A file of bytes is not written to a terminal: that is a usage error.
    """
    if isinstance(result, str) and not result.endswith("\n"):
        result += "\n"
    if output is None:
        _to_stdout(result)
        return
    try:
        if isinstance(result, bytes):
            output.write_bytes(result)
        else:
            output.write_text(result, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror})",
            where=str(output),
            fix="name a file in a folder that exists",
        ) from None
    note(f"written: {output}")


def _to_stdout(result: str | bytes) -> None:
    if isinstance(result, str):
        sys.stdout.write(result)
    elif sys.stdout.isatty():
        raise typer.BadParameter(
            "this format is no text for a terminal; name a file", param_hint="-o"
        )
    else:
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()


def checked_date(text: str | None) -> str | None:
    """A ``--request-date`` value as a full date.  Wrong forms are a usage error."""
    import datetime as dt

    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(
            "not a date; write YYYY-MM-DD", param_hint="--request-date"
        ) from None


def load_model(model: type[M], path: str) -> M:
    """A JSON file (or ``-``) as a model.  Raises InputError with the wrong keys."""
    from workbench.schema.base import parse_json

    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", where=path, fix="check the path"
        ) from None
    return parse_json(model, raw, where=path)


def make_reader(
    extractor: ExtractorName,
    *,
    model: str | None = None,
    base_url: str | None = None,
    replay: bool = False,
    answers: Path | None = None,
    phi: PhiName | None = None,
    llm_config: Path | None = None,
    budget: str | None = None,
    trial: int | None = None,
    policy: str | None = None,
    offline: Literal["estimate", "export"] | None = None,
) -> Reader:
    """The reader asked for; the LLM reader is imported only when it is.

    ``offline`` makes an LLM reader that plans and never calls.
    """
    if extractor == "rules":
        from workbench.extract.rules.reader import RulesReader

        return RulesReader()
    from workbench.extract.llm.configure import configured_reader

    llm = configured_reader(
        model=model,
        base_url=base_url,
        replay=replay,
        answers=answers,
        phi=phi,
        config=llm_config,
        budget=budget,
        trial=trial,
        policy=policy,
        offline=offline,
        compared=extractor == "both",
    )
    if extractor == "llm":
        return llm
    from workbench.extract.both import BothReader
    from workbench.extract.rules.reader import RulesReader

    return BothReader(RulesReader(), llm)


def forecast(packets: list[str], reader: Reader) -> None:
    """One line per packet on stdout: what the LLM reader would need, without a call."""
    from workbench.extract.llm.configure import planner
    from workbench.packet.hazards import readable
    from workbench.packet.read import read_packet
    from workbench.packet.sources import load

    plan = planner(reader)
    for packet in packets:
        needed = plan.estimate(readable(read_packet(load(packet))))
        typer.echo(f"{packet}: {needed}")
