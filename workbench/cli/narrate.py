"""``workbench narrate``: the narrative of a review object, or a letter on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.common import OutputOption, PageFormat, load_model, write


def narrate(
    review: Annotated[str, typer.Argument(metavar="REVIEW.json", help="Or -.")],
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            help="A template of prompts/narrative; with --matter a kind of letter.",
        ),
    ] = None,
    matter: Annotated[
        Path | None,
        typer.Option("--matter", help="JSON or YAML file: then a letter is drafted."),
    ] = None,
    form: Annotated[
        PageFormat, typer.Option("--format", help="Form of the result.")
    ] = "md",
    output: OutputOption = None,
) -> None:
    """Render the narrative of a review; every token in it is checked for its source.

    A passage that holds one without is withheld, with a mark in its place.

    With --matter a letter is drafted, as "workbench letter" does: of the kind that
    --template names, or of the one that the outcome asks for.
    """
    from workbench.cli.render import rendered
    from workbench.schema.review import Review

    if matter is not None:
        from workbench.cli.letter import letter

        kind = (template or "auto").split(".", 1)[0]
        letter(kind, review, matter, form=form, output=output)
        return
    done = load_model(Review, review)
    write(rendered(done, form, done.policies[0].id, template), output)
