"""The command table, and how errors become one line and an exit code.

Exit codes: 0 done, whatever is recommended; 1 failed; 2 wrong usage; 100 an eval gate
failed or an audit log is broken.  Nothing heavy is imported here, so that ``--help``
answers at once.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from workbench.cli import (
    appeal,
    audit,
    doctor,
    evaluate,
    evaluation,
    extract,
    letter,
    llm,
    narrate,
    phi,
    policies,
    precheck,
    review,
    schemas,
    serve,
    users,
)
from workbench.cli.common import as_known

app = typer.Typer(
    name="workbench",
    help="Utilization review: a case packet becomes a cited determination draft. "
    "The program recommends and shows why; people decide.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("review")(review.review)
app.command("extract")(extract.extract)
app.command("evaluate")(evaluate.evaluate)
app.command("precheck")(precheck.precheck)
app.command("narrate")(narrate.narrate)
app.add_typer(letter.app, name="letter")
app.add_typer(appeal.app, name="appeal")
app.add_typer(evaluation.app, name="eval")
app.add_typer(policies.app, name="policy")
app.add_typer(phi.app, name="phi")
app.add_typer(llm.app, name="llm")
app.add_typer(audit.app, name="audit")
app.command("schemas")(schemas.schemas)
app.add_typer(users.app, name="users")
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)


@app.callback(invoke_without_command=True)
def _version(
    version: bool = typer.Option(False, "--version", help="Print the version."),
) -> None:
    if version:
        from workbench import __version__

        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """Run the command; a known error is one line on stderr and exit code 1."""
    # Building tables and facts allocates much and frees little: rare collections save
    # a fifth of a short run and still bound a long one.
    gc.set_threshold(100_000, 50, 50)
    try:
        app()
    except BrokenPipeError:
        # The reader of our output left (``| head``); silence the flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        typer.echo(f"workbench: {as_known(error)}", err=True)
        sys.exit(1)
