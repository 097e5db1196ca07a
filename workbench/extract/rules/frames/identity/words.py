"""The words of ``identity.yaml``: titles, pronouns, organs and the member's number."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).resolve().parents[2] / "identity.yaml"


class Words(Model):
    """A pattern, with lines that must and must not match."""

    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)
    counter: tuple[str, ...] = Field(min_length=1)

    @property
    def found(self) -> Sought:
        """The pattern, compiled."""
        return _compiled(self.pattern)


class Sexed(Words):
    """A pattern that tells a sex."""

    sex: Literal["female", "male"]


class Pronouns(Model):
    """Pronouns of both sexes; ``least`` of one and none of the other tell a sex."""

    least: int = Field(ge=1)
    sexes: tuple[Sexed, ...]


class IdentityWords(Model):
    """All of ``identity.yaml``."""

    others: Words
    titles: tuple[Sexed, ...]
    pronouns: Pronouns
    anatomy: tuple[Sexed, ...]
    member_id: Words

    def every(self) -> tuple[Words, ...]:
        """All patterns of the file."""
        sexed = (*self.titles, *self.pronouns.sexes, *self.anatomy)
        return (self.others, *sexed, self.member_id)


@cache
def identity_words() -> IdentityWords:
    """The shipped words.  Raises ContentError with file, line and key."""
    return parse_data(IdentityWords, load_yaml(FILE), where=str(FILE))


@cache
def _compiled(pattern: str) -> Sought:
    return sought(pattern, re.IGNORECASE)
