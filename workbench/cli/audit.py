"""``workbench audit``: check the log of a store, export the whole file of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.common import note, write

if TYPE_CHECKING:
    from workbench.store.audit import Verified
    from workbench.store.facade import Store, Work

app = typer.Typer(
    help="The audit log: verify it, export the file of a case.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
DbOption = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="WORKBENCH_DB",
        help="The store: sqlite:///FILE, a file, or postgresql://USER@HOST/NAME.",
    ),
]
DEFAULT_DB = "workbench.db"
BROKEN = 100


@app.command("verify")
def verify(
    db: DbOption = DEFAULT_DB,
    expect_head: Annotated[
        str | None,
        typer.Option(
            "--expect-head",
            help="Hash of a head noted earlier: it must still stand in the log.",
        ),
    ] = None,
    log_only: Annotated[
        bool,
        typer.Option("--log-only", help="Check the log's own chain and nothing else."),
    ] = False,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Form of the result.")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file.")
    ] = None,
) -> None:
    """Check that nothing in the log or in the files of cases was changed.

    Exit code 100 when something was; the first wrong row is named first. Note the head
    it prints somewhere else, and give it to the next check: without that, rows cut
    from the end of a log cannot be missed.
    """
    from workbench.store import audit

    store = _opened(db)
    with store.reading() as work:
        found = audit.verify(work, expect_head, records=not log_only)
    write(_json(found) if form == "json" else _text(found), output)
    if not found.whole:
        raise typer.Exit(BROKEN)


@app.command("export")
def export(
    case: Annotated[str, typer.Argument(help="Id or number of the case.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write.")],
    db: DbOption = DEFAULT_DB,
    form: Annotated[
        Literal["json", "pdf", "md"], typer.Option("--format", help="Form of the file.")
    ] = "json",
    files: Annotated[
        bool,
        typer.Option("--files/--no-files", help="With the packet's files (JSON)."),
    ] = True,
) -> None:
    """Write everything that is kept about one case: packet, versions, decisions, log.

    It holds health information, and that it was exported goes into the log.
    """
    import getpass

    from workbench.store import case_file

    store = _opened(db)
    # Whoever runs the command needs no account of the workbench.
    with store.writing(by=f"operator:{getpass.getuser()}"[:64]) as work:
        found = case_file.export(work, _case_id(work, case), with_files=files)
    if form == "json":
        write(found.model_dump_json(indent=2), output)
        return
    from workbench.store import case_file_page

    if form == "md":
        write(case_file_page.markdown(found), output)
        return
    output.write_bytes(case_file_page.pdf(found))
    note(f"written: {output}")


def _opened(db: str) -> Store:
    from workbench.store.facade import Store

    return Store.open(db, create=False)


def _case_id(work: Work, case: str) -> str:
    from workbench.store import cases

    return cases.numbered(work, int(case)).id if case.isdecimal() else case


def _text(found: Verified) -> str:
    lines = [f"row {broken.seq}: {broken.why}" for broken in sorted(found.broken)]
    state = "whole" if found.whole else f"broken from row {min(found.broken).seq}"
    lines += [f"{found.rows} rows, {state}", f"head: {found.head.hash}"]
    return "\n".join(lines)


def _json(found: Verified) -> str:
    import json

    told = {
        "whole": found.whole,
        "rows": found.rows,
        "head": found.head._asdict(),
        "broken": [broken._asdict() for broken in sorted(found.broken)],
    }
    return json.dumps(told, indent=2)
