"""``workbench policy``: policies as files that people read, check and test."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.policy_diff import diff
from workbench.cli.policy_impact import impact
from workbench.cli.policy_show import show

app = typer.Typer(
    help="Coverage policies: list, show, test.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_() -> None:
    """The policies that can be applied, one a line: id, version, title."""
    from workbench.policy.loader import list_policies, load_policy

    for name in list_policies():
        policy = load_policy(name)
        typer.echo(f"{policy.id}\t{policy.version}\t{policy.title}")


app.command()(show)


@app.command()
def test(
    policy: Annotated[
        str | None, typer.Argument(help="Policy id; all policies if left.")
    ] = None,
) -> None:
    """Run the unit tests that stand beside the policies; exit 100 when one fails."""
    from workbench.evals.policy_tests import run_policy_tests
    from workbench.policy.loader import list_policies

    failed = total = 0
    for name in [policy] if policy else list_policies():
        results = run_policy_tests(name)
        total += len(results)
        for result in results:
            if not result.passed:
                failed += 1
                typer.echo(f"FAILED {name}: {result.name}: {result.why}")
    typer.echo(f"{total - failed} passed, {failed} failed")
    raise typer.Exit(100 if failed else 0)


app.command()(diff)
app.command()(impact)
