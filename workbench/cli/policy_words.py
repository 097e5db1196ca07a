"""``workbench policy words``: the words that a policy may use, with what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workbench.evals.policies.words import Word


def words(
    list_: Annotated[
        str | None,
        typer.Argument(
            metavar="LIST",
            help="A list of facts (symptoms, treatments ...) or another table "
            "(sites, grades, scales, documents, who, modes, responses ...); "
            "the names of all if left.",
        ),
    ] = None,
) -> None:
    """The kinds and keys of a list of facts, or the words of another table."""
    from workbench.evals.policies.words import TABLES, TYPES

    if list_ is None:
        for line in _lists():
            typer.echo(line)
        return
    name = list_.replace("-", "_")
    if name not in (*TYPES, *TABLES):
        raise typer.BadParameter(
            f"one of {', '.join((*TYPES, *TABLES))}", param_hint="LIST"
        )
    for line in _of(name):
        typer.echo(line)


def _lists() -> Iterator[str]:
    from workbench.evals.policies.words import TABLES, TYPES
    from workbench.evals.policies.words import words as of

    for name in (*TYPES, *TABLES):
        yield f"{name}: {len(of(name))}"


def _of(name: str) -> Iterator[str]:
    from workbench.evals.policies.words import OF_A_DOCUMENT, TYPES, keys_of
    from workbench.evals.policies.words import words as of

    if name not in TYPES:
        yield from _columns(of(name))
        return
    yield f"Kinds of {name}:"
    yield from _columns(of(name))
    yield ""
    yield "Keys of such a fact:"
    yield from _columns(keys_of(name))
    yield ""
    yield f"In a unit test also: {', '.join(OF_A_DOCUMENT)}"


def _columns(rows: Iterable[Word]) -> Iterator[str]:
    shown = tuple(rows)
    width = max(len(row.word) for row in shown)
    for row in shown:
        yield f"  {row.word:<{width}}  {row.means}".rstrip()
