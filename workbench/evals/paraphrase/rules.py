"""The rules of rewriting as data, each with examples and counter-examples."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("rules.yaml")

Kind = Literal[
    "words", "sides", "headings", "numbers", "dates", "levels", "wrapping", "capitals"
]
KINDS: tuple[Kind, ...] = (
    "words",
    "sides",
    "headings",
    "numbers",
    "dates",
    "levels",
    "capitals",
    "wrapping",
)
"""All kinds, in the order in which they are applied together."""


class Shown(Model):
    """Pairs of text and what must become of it, and texts that must stay."""

    examples: tuple[tuple[str, str], ...] = Field(min_length=1)
    counter: tuple[str, ...] = Field(min_length=1)


class Rewrite(Shown):
    """One pattern and what takes its place.

    ``not_after`` and ``not_before`` are patterns of the text around it under which it
    is left alone; ``keeps: to`` leaves the first letter as ``to`` has it.
    """

    pattern: str
    to: str
    case: bool = False
    not_after: str = ""
    not_before: str = ""
    keeps: Literal["from", "to"] = "from"


class Numbers(Shown):
    """Number words from one on, and the words that they may count."""

    words: tuple[str, ...]
    before: tuple[str, ...]


class Wrapping(Shown):
    """The column before which long lines are broken."""

    at: int = Field(ge=20)


class Capitals(Shown):
    """Abbreviations that stay in capitals."""

    kept: frozenset[str]


class Rules(Model):
    """All of ``rules.yaml``."""

    words: tuple[Rewrite, ...]
    sides: tuple[Rewrite, ...]
    headings: tuple[Rewrite, ...]
    numbers: Numbers
    dates: Shown
    levels: Shown
    wrapping: Wrapping
    capitals: Capitals

    def shown(self, kind: Kind) -> tuple[Shown, ...]:
        """The examples of a kind of rewriting."""
        own = getattr(self, kind)
        return own if isinstance(own, tuple) else (own,)


@cache
def rules() -> Rules:
    """The shipped rules.  Raises ContentError with file, line and key."""
    return parse_data(Rules, load_yaml(FILE), where=str(FILE))
