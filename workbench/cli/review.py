"""``workbench review``: the main job."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    BudgetOption,
    DryRunOption,
    ExtractorOption,
    FinalOption,
    LlmConfigOption,
    ModelOption,
    OutputOption,
    PageFormat,
    PhiOption,
    PolicyOption,
    ReplayOption,
    RequestDateOption,
    TrialOption,
    as_known,
    checked_date,
    forecast,
    make_reader,
    note,
    write,
)

if TYPE_CHECKING:
    from workbench.extract.reader import Reader
    from workbench.schema.review import Review


def review(
    packets: Annotated[
        list[str],
        typer.Argument(
            metavar="PACKET...",
            help="A file, a folder or ZIP (one packet of many files), or - for stdin.",
        ),
    ],
    policy: PolicyOption = None,
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
    request_date: RequestDateOption = None,
    final: FinalOption = False,
    form: Annotated[
        PageFormat, typer.Option("--format", help="Form of the result.")
    ] = ("text"),
    output: OutputOption = None,
) -> None:
    """Read a packet, apply the policy, and draft the determination with its evidence.

    Several packets with --format json give JSON Lines; one that fails gives an object
    with the key "error", the others are still reviewed, and the exit code is 1.
    """
    date = checked_date(request_date)
    if len(packets) > 1 and form in ("html", "docx", "pdf"):
        raise typer.BadParameter(
            f"one packet at a time gives {form}", param_hint="PACKET"
        )
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
        policy=policy,
        offline="estimate" if dry_run else None,
    )
    if dry_run:
        forecast(packets, reader)
        return
    results: list[str | bytes] = []
    failed = 0
    for packet in packets:
        try:
            done = _one(packet, reader, policy, date, final)
            results.append(_result(done, form, packet, many=len(packets) > 1))
        except Exception as error:
            if len(packets) == 1:
                raise
            failed += 1
            line = as_known(error).line()
            note(f"workbench: {line}")
            if form == "json":
                results.append(json.dumps({"packet": packet, "error": line}))
    if results:
        write(_together(results), output)
    if failed:
        raise typer.Exit(1)


def _together(results: list[str | bytes]) -> str | bytes:
    """One result as it is; several texts one after the other."""
    if len(results) == 1:
        return results[0]
    return "\n".join(one for one in results if isinstance(one, str))


def _one(
    packet: str, reader: Reader, policy: str | None, date: str | None, final: bool
) -> Review:
    from workbench.cli.progress import Watch
    from workbench.packet.read import read_packet
    from workbench.packet.sources import load
    from workbench.pipeline import review_packet

    with Watch() as watch:
        read = read_packet(load(packet), watch)
    done = review_packet(read, reader, policy=policy, request_date=date, final=final)
    _remark(packet, done)
    return done


def _remark(packet: str, done: Review) -> None:
    """Progress and flags on stderr: numbers and kinds only, never packet text."""
    assert done.packet is not None
    lines = sum(document.lines for document in done.packet.documents)
    note(
        f"{packet}: {len(done.packet.documents)} documents, {lines} lines; "
        f"policy {done.policies[0].id} ({done.policies[0].chosen_because})"
    )
    for flag in done.packet.flags:
        where = ", ".join(sorted({item.document for item in flag.evidence}))
        note(f"flag: {flag.kind}" + (f" in {where}" if where else ""))
    used = done.provenance.reader
    for one in used.notes if used else ():
        note(f"{packet}: {one}")
    if used and used.usage:
        from workbench.extract.llm.cost import money_notes

        for line in money_notes(used.usage):
            note(f"{packet}: {line}")
    if done.case.refused:
        note(f"refused facts (listed for the reviewer): {len(done.case.refused)}")


def _result(done: Review, form: PageFormat, packet: str, *, many: bool) -> str | bytes:
    from workbench.cli.render import rendered

    if form == "json" and many:
        return done.model_dump_json()
    about = f"{packet}: " if many else ""
    text = rendered(done, form, done.policies[0].id, about=about)
    return f"{packet}\n\n{text!s}" if many else text
