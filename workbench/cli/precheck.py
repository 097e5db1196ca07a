"""``workbench precheck``: what a planned request still lacks, before it is sent."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    ExtractorOption,
    LlmConfigOption,
    ModelOption,
    OutputOption,
    PhiOption,
    PolicyOption,
    ReplayOption,
    RequestDateOption,
    checked_date,
    make_reader,
    note,
    write,
)

PrecheckFormat: TypeAlias = Literal["text", "md", "json", "html"]


def precheck(
    packet: Annotated[
        str, typer.Argument(metavar="PACKET", help="A file, a folder, or - for stdin.")
    ],
    policy: PolicyOption = None,
    request_date: RequestDateOption = None,
    extractor: ExtractorOption = "rules",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    phi: PhiOption = None,
    llm_config: LlmConfigOption = None,
    form: Annotated[
        PrecheckFormat, typer.Option("--format", help="Form of the result.")
    ] = "text",
    output: OutputOption = None,
) -> None:
    """List what a planned request still lacks: per line, who can supply it, and how.

    For the requesting side, before anything is sent.  Exit code 0 whatever is missing.
    """
    from workbench.appeal.pages import precheck_page
    from workbench.appeal.precheck import precheck as checked_over
    from workbench.cli.render import page
    from workbench.packet.read import read_packet
    from workbench.packet.sources import load
    from workbench.pipeline import applied, review_packet

    reader = make_reader(
        extractor,
        model=model,
        base_url=base_url,
        replay=replay,
        answers=answers,
        phi=phi,
        llm_config=llm_config,
        policy=policy,
    )
    date = checked_date(request_date)
    review = review_packet(
        read_packet(load(packet)), reader, policy=policy, request_date=date
    )
    used = applied(review, policy)
    done = checked_over(review, used)
    ready = sum(line.ready for line in done.lines)
    names = ", ".join(one.id for one in used)
    note(f"{packet}: {ready} of {len(done.lines)} lines ready; policy {names}")
    if form == "json":
        write(done.model_dump_json(indent=2), output)
        return
    text = precheck_page(done, review, used)
    write(page(text, form, "Before the request is sent"), output)
