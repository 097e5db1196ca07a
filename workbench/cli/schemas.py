"""``workbench schemas``: the published JSON Schemas, made from the models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.common import note


def schemas(
    folder: Annotated[
        Path, typer.Option("--folder", help="Where the schema files stand.")
    ] = Path("schemas"),
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 on a difference.")
    ] = False,
) -> None:
    """Write the JSON Schemas of all published models, or check their currency."""
    from workbench.published import schema_files

    stale = [
        name
        for name, text in schema_files().items()
        if not (folder / name).is_file()
        or (folder / name).read_text(encoding="utf-8") != text
    ]
    if check:
        for name in stale:
            note(f"{folder / name} is not what the models say; run: workbench schemas")
        raise typer.Exit(1 if stale else 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (folder / name).write_text(schema_files()[name], encoding="utf-8")
    note(f"{len(stale)} schema files written to {folder}")
