"""``workbench policy impact``: what a change of policy does to stored cases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from workbench.cli.common import FinalOption, Format, OutputOption, note, write
from workbench.errors import StoreError

if TYPE_CHECKING:
    from workbench.evals.impact.fill import Filled
    from workbench.evals.impact.report import Pair
    from workbench.evals.impact.sheet import Sheet
    from workbench.evals.impact.store import Store
    from workbench.store.facade import Store as Database

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

    The answers of single tests are kept beside the store, in a file or in the database
    (numbers only, no text), so that the next change judges only what it touches.
    """
    from workbench.cli.policy_names import checked_day, named_policy
    from workbench.evals.impact.report import Pair, impact
    from workbench.evals.impact.store import Since
    from workbench.evals.impact.words import as_markdown
    from workbench.evaluate.compile import compiled

    pair = Pair(compiled(named_policy(old)), compiled(named_policy(new)))
    store, beside = _cases(cases)
    place = (FileColumns(columns) if columns else beside) if keep else None
    if since:
        store = Since(store, checked_day(since))
    filled = _filled(store, pair, place, whole=not since)
    told = impact(store, pair, filled, final=final, explained=explain)
    if form == "json":
        write(told.model_dump_json(indent=2), output)
        return
    from workbench.cli.render import page

    write(page(as_markdown(told), form, f"Impact of {new} against {old}"), output)


class Columns(Protocol):
    """Where the columns of a store are kept."""

    where: str

    def load(self, stamp: str) -> Sheet | None:
        """The columns that are there, of this engine."""

    def save(self, sheet: Sheet, stamp: str, first: Iterable[str]) -> None:
        """Keep them.  Raises OSError or StoreError."""


class FileColumns:
    """Columns in a file."""

    def __init__(self, path: Path) -> None:
        self.path, self.where = path, str(path)

    def load(self, stamp: str) -> Sheet | None:
        """The columns of the file."""
        from workbench.evals.impact import sheet

        return sheet.load(self.path, stamp)

    def save(self, sheet: Sheet, stamp: str, first: Iterable[str]) -> None:
        """Write the file.  Raises OSError."""
        from workbench.evals.impact.sheet import save

        save(sheet, self.path, stamp, first)


class StoreColumns:
    """Columns in the workbench's database."""

    where = "the database"

    def __init__(self, store: Database) -> None:
        self.store = store

    def load(self, stamp: str) -> Sheet | None:
        """The columns that any program of this engine kept there."""
        from workbench.store.leaf_columns import kept

        return kept(self.store, stamp)

    def save(self, sheet: Sheet, stamp: str, first: Iterable[str]) -> None:
        """Keep them for the next one.  Raises StoreError."""
        from workbench.store.leaf_columns import keep

        keep(self.store, sheet, stamp, first)


def _cases(name: str) -> tuple[Store, Columns | None]:
    """The cases of a name, and where their columns are kept if nobody says where."""
    from workbench.evals.impact.store import FileStore, shipped_store

    if "://" in name:
        from workbench.store.facade import Store as Database
        from workbench.store.stored_cases import StoredCases

        database = Database.open(name, create=False)
        return StoredCases(database), StoreColumns(database)
    path = Path(name)
    shipped = None if path.exists() else shipped_store(name)
    if shipped:
        return FileStore(shipped), None
    inside = path / COLUMNS if path.is_dir() else path.with_name(path.name + COLUMNS)
    return FileStore(path), FileColumns(inside)


def _filled(store: Store, pair: Pair, kept: Columns | None, *, whole: bool) -> Filled:
    """The columns; those of a part of a database's cases replace no whole ones."""
    from workbench.evals.impact.fill import fill
    from workbench.evals.impact.leaves import all_names, engine_stamp, named

    stamp = engine_stamp()
    known = kept.load(stamp) if kept else None
    filled = fill(store, pair, known, lambda count: note(f"{count:,} cases"))
    note(f"{filled.judged:,} cases judged, {filled.known:,} known from columns")
    if kept and filled.judged and (whole or not known):
        first = [name for one in pair for name in all_names(named(one))]
        try:
            kept.save(filled.sheet, stamp, first)
        except OSError as error:
            note(f"the columns could not be kept in {kept.where} ({error.strerror})")
        except StoreError as error:
            note(f"the columns could not be kept in {kept.where} ({error.what})")
    return filled
