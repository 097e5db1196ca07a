"""``workbench letter``: letters and sheets on a review, and checks of edited ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from workbench.cli.common import (
    BaseUrlOption,
    LlmConfigOption,
    ModelOption,
    OutputOption,
    PageFormat,
    load_model,
    note,
    write,
)
from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.narrate.letters.letter import Letter, Rewrite
    from workbench.narrate.letters.polished import Render
    from workbench.narrate.letters.several import Several
    from workbench.policy.model import Policy
    from workbench.schema.matter import Matter
    from workbench.schema.review import Review

_WRITE = "write"

ReviewArgument = Annotated[str, typer.Argument(metavar="REVIEW.json", help="Or -.")]
MatterOption = Annotated[
    Path | None,
    typer.Option("--matter", help="JSON or YAML file: member, addressees, decision."),
]
OverlayOption = Annotated[
    Path | None,
    typer.Option("--overlay", help="A plan's folder: letterhead, wording, templates."),
]


PartOption = Annotated[
    str | None,
    typer.Option(
        "--policy", help="Of several policies of the review, this one's part."
    ),
]


class _KindFirst(TyperGroup):
    """``letter KIND REVIEW`` is ``letter write KIND REVIEW``."""

    def resolve_command(
        self, ctx: Any, args: list[str]
    ) -> tuple[str | None, Any, list[str]]:
        known = args and (args[0] in self.commands or args[0].startswith("-"))
        return super().resolve_command(ctx, args if known else [_WRITE, *args])


app = typer.Typer(
    cls=_KindFirst,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Draft a letter: workbench letter KIND REVIEW.json --matter FILE",
)


@app.command("list")
def list_kinds(overlay: OverlayOption = None) -> None:
    """The kinds of letters, with what each may follow and who signs it."""
    from workbench.narrate.letters.kinds import kinds
    from workbench.narrate.letters.library import library

    for kind in kinds(library(overlay)).values():
        signers = " or ".join(kind.signers) or "never final"
        typer.echo(f"{kind.id}\t{kind.title.en}\t{', '.join(kind.parts)}\t{signers}")


@app.command(_WRITE)
def letter(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="A kind, or auto.")],
    review: ReviewArgument,
    matter: MatterOption = None,
    final: Annotated[
        bool, typer.Option("--final-letter", help="No draft: every element must stand.")
    ] = False,
    form: Annotated[
        PageFormat, typer.Option("--format", help="Form of the result.")
    ] = "md",
    overlay: OverlayOption = None,
    policy: PartOption = None,
    polish: Annotated[
        bool, typer.Option("--polish", help="Let a model smooth the draft's prose.")
    ] = False,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    llm_config: LlmConfigOption = None,
    output: OutputOption = None,
) -> None:
    """Draft a letter on a review, with the checklist of what it must hold.

    A request that several policies judged gets one letter for each of them, about its
    own lines; --policy writes one alone.

    With --polish a model sees plain paragraphs one by one, with marks for numbers and
    names; a rewritten one counts only if no word with a meaning changed.
    """
    from workbench.narrate.letters.forms import in_form
    from workbench.narrate.letters.several import part_under, parts_of, render_letters
    from workbench.schema.review import Review

    done = load_model(Review, review)
    policies, given = policies_of(done), load_matter(matter)
    if policy is None and len(policies) > 1:
        several = render_letters(
            kind, done, policies, given, overlay=overlay, final=final
        )
        _write_several(several, form, output)
        return
    part = part_under(parts_of(done, policies, given), policy)

    def render(rewrite: Rewrite | None) -> Letter:
        return part.letter(kind, overlay=overlay, final=final, rewrite=rewrite)

    made = _polished(render, model, base_url, llm_config) if polish else render(None)
    write(in_form(made, form), output)
    _open_items(made)


def _open_items(made: Letter, about: str = "") -> None:
    open_items = [item.element for item in made.obstacles]
    if open_items:
        note(f"{about}before it is final: {', '.join(open_items)}")


def _write_several(several: Several, form: PageFormat, output: Path | None) -> None:
    """One letter per policy: files named after the policies, or text in turn."""
    from workbench.narrate.letters.forms import in_form
    from workbench.narrate.letters.letter import PAGE_BREAK

    for policy, why in several.left_out:
        note(f"{policy.id}: no letter ({why.what})")
    if output is None and form not in ("md", "text"):
        raise InputError(
            f"{len(several.letters)} letters, one per policy, do not go into one "
            f"{form} on stdout",
            where="-o",
            fix="name a file with -o (each letter gets the policy's name in its "
            "own), or one policy with --policy",
        )
    texts = []
    for policy, made in several.letters:
        data = in_form(made, form)
        if output is None:
            texts.append(str(data).strip())
        else:
            own = output.with_name(f"{output.stem}-{policy.id}{output.suffix}")
            write(data, own)
            note(f"{policy.id}: {own}")
        _open_items(made, f"{policy.id}: ")
    if texts:
        write(PAGE_BREAK.join(texts) + "\n", None)


def _polished(
    render: Render, model: str | None, base_url: str | None, config: Path | None
) -> Letter:
    """The polished draft; what was kept as it was is told on stderr, without text."""
    from workbench.extract.llm.configure import live_backend, settings_for
    from workbench.narrate.letters.polished import polish_letter

    settings = settings_for(config, model=model, base_url=base_url)
    done = polish_letter(render, live_backend(settings))
    for part, outcome in done.outcomes:
        why = f" ({outcome.why})" if outcome.why else ""
        note(f"{part}, paragraph {outcome.paragraph}: {outcome.state}{why}")
    if done.worse:
        note(f"the letter stays as it was: polishing would worsen {done.worse}")
    return done.letter


@app.command("check")
def check(
    edited: Annotated[
        str, typer.Argument(metavar="EDITED", help="md, txt, html, docx")
    ],
    review: ReviewArgument,
    kind: Annotated[str, typer.Option("--kind", help="The kind it was drafted as.")],
    matter: MatterOption = None,
    final: Annotated[
        bool, typer.Option("--final-letter", help="It was drafted as a final letter.")
    ] = False,
    overlay: OverlayOption = None,
    policy: PartOption = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Form of the result.")
    ] = "text",
    output: OutputOption = None,
) -> None:
    """Hold an edited letter against its draft: changes, untraced tokens, lost elements.

    Exit code 100 where a token has no source or a required element is gone.
    """
    from workbench.narrate.letters.edited import check_edited
    from workbench.narrate.letters.findings import as_json, as_text
    from workbench.narrate.letters.forms import drafted_as, without_checklist
    from workbench.narrate.letters.library import library
    from workbench.narrate.letters.several import part_under, parts_of
    from workbench.narrate.pages.edited import edges_changed, text_of
    from workbench.schema.review import Review

    whole = load_model(Review, review)
    parts = parts_of(whole, policies_of(whole), load_matter(matter))
    own = part_under(parts, policy)
    made = own.letter(kind, overlay=overlay, final=final)
    data = _bytes(edited)
    text = without_checklist(text_of(data, edited))
    found = check_edited(
        text, drafted_as(made, edited), made, own.review, own.policy, library(overlay)
    )
    write(as_json(found) if form == "json" else as_text(found), output)
    edges = edges_changed(data, edited, made.setup)
    if edges.lost or edges.added:
        note(
            f"headers and footers: {len(edges.lost)} lines of the draft's are gone, "
            f"{len(edges.added)} came"
        )
    unmarked = made.setup.running_head in edges.lost
    if unmarked:
        note("the draft mark is gone from the headers")
    if unmarked or not found.clean:
        raise typer.Exit(100)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", where=path, fix="check the path"
        ) from None


def policies_of(review: Review) -> tuple[Policy, ...]:
    """The policies that a review was made under.  Raises InputError for none."""
    from workbench.policy.loader import load_policy

    if not review.policies:
        raise InputError("the review names no policy", where="policies")
    return tuple(load_policy(one.id) for one in review.policies)


def load_matter(path: Path | None) -> Matter:
    """The matter from a JSON or YAML file; an empty one where none is given."""
    from workbench.schema.base import parse_data
    from workbench.schema.matter import Matter
    from workbench.vocabulary.yaml_file import load_yaml

    if path is None:
        return Matter()
    if path.suffix in (".yaml", ".yml"):
        return parse_data(Matter, load_yaml(path), where=str(path))
    return load_model(Matter, str(path))
