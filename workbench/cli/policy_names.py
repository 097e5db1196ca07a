"""The policies that a command's arguments name: an id, a file, or ID@VERSION."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from workbench.policy.model import Policy


Form: TypeAlias = Literal["text", "md", "html"]
"""Forms of a page for people."""


def named_policy(name: str) -> Policy:
    """The policy of an id, a file, a family, or of a version: ``ID@VERSION``.

    A version is looked for among the policies of that id or family.  Raises
    PolicyError.
    """
    from workbench.policy.versions import load_version

    return load_version(name)


def checked_day(text: str) -> str:
    """A date, month or year.  Wrong forms are a usage error."""
    import typer

    from workbench.schema.partial_date import earliest

    try:
        earliest(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from None
    return text
