"""``workbench policy``: policies as files that people read, check and test."""

from __future__ import annotations

import typer

from workbench.cli.common import note
from workbench.cli.policy_checks import lint, test
from workbench.cli.policy_diff import diff
from workbench.cli.policy_impact import impact
from workbench.cli.policy_show import show
from workbench.cli.policy_words import words

app = typer.Typer(
    help="Coverage policies: list, words, show, lint, test, diff, impact.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_() -> None:
    """The policies that can be applied, one a line: id, version, title, draft or not.

    One that cannot be read is named with its mistake, after the others; exit 1 then.
    """
    from workbench.errors import ContentError, PolicyError
    from workbench.policy.loader import list_policies, load_policy

    wrong: list[str] = []
    for name in list_policies():
        try:
            policy = load_policy(name)
        except (PolicyError, ContentError) as error:
            wrong.append(str(error))
            continue
        draft = " (draft)" if policy.is_draft else ""
        typer.echo(f"{policy.id}\t{policy.version}\t{policy.title}{draft}")
    for line in wrong:
        note(f"workbench: {line}")
    raise typer.Exit(1 if wrong else 0)


app.command()(words)
app.command()(show)
app.command()(lint)
app.command()(test)
app.command()(diff)
app.command()(impact)
