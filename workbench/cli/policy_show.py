"""``workbench policy show``: a policy for people, briefly or for a committee."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.common import OutputOption, write
from workbench.cli.policy_names import Form


def show(
    policy: Annotated[str, typer.Argument(help="Policy: id, file or ID@VERSION.")],
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="For a committee: tests in words, sources, history, unit tests.",
        ),
    ] = False,
    form: Annotated[Form, typer.Option("--format", help="Form of the page.")] = "md",
    output: OutputOption = None,
) -> None:
    """A policy for people: criteria with wording and source, parameters, waivers.

    With --explain: what each test reads and what it makes of silence, the history of
    dated numbers and the unit tests as tables.
    """
    from pathlib import Path

    from workbench.cli.policy_names import named_policy
    from workbench.cli.render import page

    found = named_policy(policy)
    if explain:
        from workbench.evals.committee.page import as_markdown
        from workbench.evals.policies.coverage import coverage
        from workbench.policy.loader import merged

        path = Path(found.path or "")
        text = as_markdown(found, merged(path), coverage(str(path)))
    else:
        from workbench.policy.show import as_markdown as plainly

        text = plainly(found)
    write(page(text, form, found.title), output)
