"""``workbench policy diff``: what differs between two policies, shown by cases."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.common import Format, OutputOption, write


def diff(
    old: Annotated[str, typer.Argument(help="Policy: id, file or ID@VERSION.")],
    new: Annotated[str, typer.Argument(help="Policy: id, file or ID@VERSION.")],
    most: Annotated[
        int,
        typer.Option("--most", min=0, help="Cases tried for one difference."),
    ] = 4000,
    form: Annotated[
        Format, typer.Option("--format", help="Form of the comparison.")
    ] = "text",
    output: OutputOption = None,
) -> None:
    """Compare two policies place by place, each difference with a smallest case that
    the two judge otherwise.

    Overlays are applied first. Cases are looked for on a grid around every limit, from
    the policies' unit tests and from cases made for their tests; what is shown was
    judged by the evaluator itself. A difference without a case is taken as wording.
    """
    from workbench.cli.policy_names import named_policy
    from workbench.evals.difference.report import diff, whole

    pair = [whole(named_policy(name)) for name in (old, new)]
    found = diff(pair[0], pair[1], most=most)
    if form == "json":
        write(found.model_dump_json(indent=2), output)
        return
    from workbench.cli.render import page
    from workbench.evals.difference.words import as_markdown

    write(page(as_markdown(found), form, f"{old} and {new}"), output)
