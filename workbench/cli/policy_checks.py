"""``workbench policy lint`` and ``policy test``: a policy held against itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from workbench.cli.common import OutputOption, note, write


def lint(
    policies: Annotated[
        list[str] | None,
        typer.Argument(help="Policy ids or files; all policies if left."),
    ] = None,
    format_: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Of the findings.")
    ] = "text",
    output: OutputOption = None,
) -> None:
    """Check policies without any case; exit 100 when something is an error.

    Contradictions, branches that never decide, units, words that no reader reports,
    missing sources and questions, gaps between versions: with file, line and the fix.
    """
    import json

    from workbench.evals.policies.lint import as_text
    from workbench.evals.policies.lint import lint as run
    from workbench.policy.loader import list_policies

    found = run(policies or None)
    if format_ == "json":
        write(json.dumps([one.model_dump() for one in found], indent=2), output)
    else:
        write(as_text(found, len(policies or list_policies())), output)
    raise typer.Exit(100 if any(one.severity == "error" for one in found) else 0)


def test(
    policies: Annotated[
        list[str] | None, typer.Argument(help="Policy ids; all policies if left.")
    ] = None,
    coverage: Annotated[
        float | None,
        typer.Option(
            "--coverage",
            min=0,
            max=100,
            help="Show what the tests reach; exit 100 below so many percent.",
        ),
    ] = None,
    mutate: Annotated[
        bool,
        typer.Option("--mutate", help="Change the policy place by place: who notices?"),
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, help="Try only so many changes a policy."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Processes; one a core if left.")
    ] = None,
    suggest: Annotated[
        Path | None,
        typer.Option(
            "--suggest",
            help="Folder: write tests there for the changes that no test notices.",
        ),
    ] = None,
    format_: Annotated[
        Literal["text", "json", "html"], typer.Option("--format", help="Of the result.")
    ] = "text",
    output: OutputOption = None,
) -> None:
    """Run the tests beside the policies; exit 100 when one fails or something is left.

    With --coverage: statuses, deciding branches and limits that no test reaches.  With
    --mutate: changes of the policy that no test notices.  With --suggest: for each of
    those a smallest case, as a test to be held to the policy's text.
    """
    from workbench.evals.policies.report import run

    if suggest is not None:
        _suggested(policies, suggest, jobs)
        return
    done = run(
        policies or None,
        covering=coverage is not None,
        mutating=mutate,
        sample=sample,
        jobs=jobs,
    )
    write(done.told(format_), output)
    raise typer.Exit(100 if done.failed(coverage or 0.0) else 0)


def _suggested(policies: list[str] | None, folder: Path, jobs: int | None) -> None:
    from workbench.evals.policies.suggest import suggest
    from workbench.policy.loader import file_of, list_policies

    names = [file_of(one).stem for one in policies] if policies else list_policies()
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        found = suggest(name, jobs=jobs)
        path = folder / f"{name}.yaml"
        path.write_text(found.as_yaml(), encoding="utf-8")
        note(
            f"{path}: {len(found.tests)} tests; no case found for "
            f"{len(found.without)} changes"
        )
