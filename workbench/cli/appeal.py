"""``workbench appeal``: a denial answered, on the plan's side or the provider's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

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
    as_json,
    checked_date,
    make_reader,
    note,
    write,
)
from workbench.cli.letter import load_matter
from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.appeal.records import Records
    from workbench.appeal.reevaluate import Judged
    from workbench.packet.sources import Source
    from workbench.schema.appeal import AppealReview
    from workbench.schema.matter import Matter
    from workbench.schema.review import Review

AppealFormat: TypeAlias = Literal["md", "json", "html", "text", "docx", "pdf"]

DenialOption = Annotated[
    str,
    typer.Option(
        "--denial", help="The denial: text, PDF, Word, or a review of ours as JSON."
    ),
]
FormOption = Annotated[
    AppealFormat, typer.Option("--format", help="The letter, or json: everything.")
]
MatterOption = Annotated[
    Path | None,
    typer.Option(
        "--matter", help="JSON or YAML file: member, addressees, events, program."
    ),
]
GapsOption = Annotated[
    Path | None,
    typer.Option("--gaps", help="Write the private list of gaps to this file too."),
]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Draft the answer to an appeal (plan) or an appeal letter (provider).",
)


@app.command("respond")
def respond(
    packet: Annotated[
        str, typer.Option("--packet", help="The record as first reviewed.")
    ],
    denial: DenialOption,
    appeal: Annotated[str, typer.Option("--appeal", help="The appeal letter.")],
    new: Annotated[
        list[str] | None,
        typer.Option("--new", help="Records sent with the appeal; may be repeated."),
    ] = None,
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MORE...]", help="Further records sent with it."),
    ] = None,
    policy: PolicyOption = None,
    matter: MatterOption = None,
    request_date: RequestDateOption = None,
    extractor: ExtractorOption = "rules",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    phi: PhiOption = None,
    llm_config: LlmConfigOption = None,
    final: Annotated[
        bool, typer.Option("--final-letter", help="No draft: every element must stand.")
    ] = False,
    form: FormOption = "md",
    output: OutputOption = None,
) -> None:
    """Draft the plan's response to an appeal: line by line, ground by ground.

    The record and what was sent with the appeal are evaluated together, under the
    policy in force on the request date.  A recommendation: a person decides and signs.
    With --final-letter the matter holds the signed decision and nothing is missing.
    """
    from workbench.appeal.letter import with_letter
    from workbench.appeal.respond import respond as drafted
    from workbench.appeal.several import judge_each

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
    records, ours = _gathered(packet, denial, appeal, [*(new or ()), *(more or ())])
    each = judge_each(
        records,
        reader,
        policy=policy,
        request_date=checked_date(request_date),
        denial=ours,
    )
    facts = load_matter(matter)
    _printable(form, output, each)
    answers_ = [
        with_letter(drafted(judged, facts), judged, facts, final=final)
        for judged in each
    ]
    _finish(answers_, form, facts, output, each)


@app.command("write")
def write_(
    denial: DenialOption,
    chart: Annotated[str, typer.Option("--chart", help="The chart: file or folder.")],
    policy: PolicyOption = None,
    matter: MatterOption = None,
    request_date: RequestDateOption = None,
    extractor: ExtractorOption = "rules",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    phi: PhiOption = None,
    llm_config: LlmConfigOption = None,
    form: FormOption = "md",
    gaps: GapsOption = None,
    output: OutputOption = None,
) -> None:
    """Draft the provider's appeal letter from the denial and the chart.

    It says nothing that the chart does not hold.  What is missing goes to stderr (and
    to --gaps), never into the letter.
    """
    from workbench.appeal.letter import with_letter
    from workbench.appeal.pages import gaps_page
    from workbench.appeal.several import judge_each
    from workbench.appeal.write import write as drafted

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
    records, ours = _gathered(chart, denial, None, [])
    each = judge_each(
        records,
        reader,
        policy=policy,
        request_date=checked_date(request_date),
        denial=ours,
    )
    facts = load_matter(matter)
    _printable(form, output, each)
    letters = [with_letter(drafted(judged), judged, facts) for judged in each]
    _finish(letters, form, facts, output, each)
    for judged, done in zip(each, letters, strict=True):
        for gap in done.gaps:
            note(f"gap: {gap.title} ({', '.join(gap.lines)}): {gap.ask}")
        if gaps:
            page_of_gaps = gaps_page(done, judged.after, judged.policy)
            write(page_of_gaps, _place(gaps, judged, each))


def _place(
    output: Path | None, judged: Judged, each: tuple[Judged, ...]
) -> Path | None:
    """Where an answer goes: of several each beside the others, by its policy."""
    if len(each) == 1 or output is None:
        return output
    return output.with_name(f"{output.stem}-{judged.policy.id}{output.suffix}")


def _printable(
    form: AppealFormat, output: Path | None, each: tuple[Judged, ...]
) -> None:
    """Refuse several pages or files on one stdout: they would be no page or file."""
    if len(each) > 1 and output is None and form in ("html", "docx", "pdf"):
        names = ", ".join(judged.policy.id for judged in each)
        raise InputError(
            f"an answer under each of several policies: {names}",
            where=f"--format {form}",
            fix="give --output FILE (one file each, named by its policy), or --policy",
        )


def _gathered(
    packet: str, denial: str, appeal: str | None, new: list[str]
) -> tuple[Records, Review | None]:
    from workbench.appeal.records import gather
    from workbench.packet.sources import load

    denied = load(denial)
    ours = _review(denied, denial)
    files: list[Source] = [source for path in new for source in load(path)]
    records = gather(
        load(packet),
        () if ours else denied,
        load(appeal) if appeal else (),
        files,
    )
    return records, ours


def _review(sources: tuple[Source, ...], where: str) -> Review | None:
    """The denial as a review of this program, where it is one."""
    from workbench.schema.base import parse_json
    from workbench.schema.review import Review

    data = sources[0].data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(sources) != 1 or not data.startswith(b"{"):
        return None
    if b'"determination"' not in data:
        raise InputError(
            "JSON, and no review of this program",
            where=where,
            fix="give the denial letter, or the output of review --format json",
        )
    return parse_json(Review, data, where=where)


def _finish(
    answers: list[AppealReview],
    form: AppealFormat,
    matter: Matter,
    output: Path | None,
    each: tuple[Judged, ...],
) -> None:
    """Remarks on stderr in numbers, and each answer in the form asked for.

    As JSON on stdout: one object, under several policies an array of them.
    """
    for judged, done in zip(each, answers, strict=True):
        if len(each) > 1:
            note(f"under {judged.policy.id}:")
        _remark(done)
    if form == "json" and output is None:
        write(as_json(answers), None)
        return
    for judged, done in zip(each, answers, strict=True):
        _write(done, form, matter, _place(output, judged, each))


def _remark(done: AppealReview) -> None:
    answers = ", ".join(
        f"{sum(one.answer == name for one in done.grounds)} {name}"
        for name in ("overturned", "upheld", "conceded", "moot")
    )
    note(f"{done.decision}: {len(done.grounds)} grounds ({answers})")
    if done.undisclosed:
        note(f"reasons not in the first notice: {len(done.undisclosed)}")
    waiting = [one.element for one in done.checklist if one.blocks]
    if waiting:
        note(f"before it is final: {', '.join(waiting)}")


def _write(
    done: AppealReview, form: AppealFormat, matter: Matter, output: Path | None
) -> None:
    if form == "json":
        write(done.model_dump_json(indent=2), output)
        return
    from workbench.appeal.letter import page_setup, whole
    from workbench.cli.render import document, page

    text = whole(done, matter)
    setup = page_setup(done, matter)
    if form == "docx" or form == "pdf":
        write(document(text, form, setup), output)
    elif form == "html":
        from workbench.narrate.pages.page import render_html

        write(render_html(text, setup), output)
    else:
        write(page(text, form, setup.title), output)
