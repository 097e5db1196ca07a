"""``workbench policy impact``: what a change of policy does to stored cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.common import FinalOption, Format, OutputOption, note, write

if TYPE_CHECKING:
    from workbench.evals.impact.fill import Filled
    from workbench.evals.impact.report import Pair
    from workbench.evals.impact.store import Store

COLUMNS = ".columns"
"""Ending of the file of columns that is kept beside a store."""


def impact(
    old: Annotated[str, typer.Argument(help="Policy now: id, file or ID@VERSION.")],
    new: Annotated[str, typer.Argument(help="Policy then: id, file or ID@VERSION.")],
    cases: Annotated[
        str,
        typer.Option(
            "--cases",
            help="Folder or JSONL of Cases, reviews or run logs; a shipped store; or "
            "the workbench's database (sqlite:///FILE, postgresql://...).",
        ),
    ],
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only requests on or after this date."),
    ] = None,
    explain: Annotated[
        int,
        typer.Option("--explain", min=0, help="So many changed lines put in words."),
    ] = 10,
    final: FinalOption = False,
    columns: Annotated[
        Path | None,
        typer.Option(
            "--columns", help="File that keeps the columns; beside the store if left."
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep/--no-keep", help="Keep the columns in a file.")
    ] = True,
    form: Annotated[
        Format, typer.Option("--format", help="Form of the report.")
    ] = "text",
    output: OutputOption = None,
) -> None:
    """Judge every stored case by both policies and tell which outcomes flip, and why.

    The answers of single tests are kept in a file beside the store (numbers only, no
    text), so that the next change judges only what it touches.
    """
    from workbench.cli.policy_names import checked_day, named_policy
    from workbench.evals.impact.report import Pair, impact
    from workbench.evals.impact.store import Since
    from workbench.evals.impact.words import as_markdown
    from workbench.evaluate.compile import compiled

    pair = Pair(compiled(named_policy(old)), compiled(named_policy(new)))
    store, beside = _cases(cases)
    if since:
        store = Since(store, checked_day(since))
    filled = _filled(store, pair, (columns or beside) if keep else None)
    told = impact(store, pair, filled, final=final, explained=explain)
    if form == "json":
        write(told.model_dump_json(indent=2), output)
        return
    from workbench.cli.render import page

    write(page(as_markdown(told), form, f"Impact of {new} against {old}"), output)


def _cases(name: str) -> tuple[Store, Path | None]:
    """The cases of a name, and where their columns are kept if nobody says where."""
    from workbench.evals.impact.store import FileStore, shipped_store

    if "://" in name:
        from workbench.store.facade import Store as Database
        from workbench.store.stored_cases import StoredCases

        return StoredCases(Database.open(name, create=False)), None
    path = Path(name)
    shipped = None if path.exists() else shipped_store(name)
    if shipped:
        return FileStore(shipped), None
    inside = path / COLUMNS if path.is_dir() else path.with_name(path.name + COLUMNS)
    return FileStore(path), inside


def _filled(store: Store, pair: Pair, kept: Path | None) -> Filled:
    from workbench.evals.impact import sheet
    from workbench.evals.impact.fill import fill
    from workbench.evals.impact.leaves import engine_stamp, named

    stamp = engine_stamp()
    known = sheet.load(kept, stamp) if kept else None
    filled = fill(store, pair, known, lambda count: note(f"{count:,} cases"))
    note(f"{filled.judged:,} cases judged, {filled.known:,} known from columns")
    if kept and filled.judged:
        first = [
            name
            for one in pair
            for names in (*named(one).criteria, named(one).waivers)
            for name in names
        ]
        try:
            sheet.save(filled.sheet, kept, stamp, first)
        except OSError as error:
            note(f"the columns could not be kept in {kept} ({error.strerror})")
    return filled
