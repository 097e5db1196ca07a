"""``workbench narrate``: the narrative of a review object."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.common import OutputOption, PageFormat, load_model, write


def narrate(
    review: Annotated[str, typer.Argument(metavar="REVIEW.json", help="Or -.")],
    template: Annotated[
        str | None, typer.Option("--template", help="A template of prompts/narrative.")
    ] = None,
    form: Annotated[
        PageFormat, typer.Option("--format", help="Form of the result.")
    ] = "md",
    output: OutputOption = None,
) -> None:
    """Render the narrative of a review; every token in it is checked for its source."""
    from workbench.cli.render import rendered
    from workbench.schema.review import Review

    done = load_model(Review, review)
    write(rendered(done, form, done.policies[0].id, template), output)
