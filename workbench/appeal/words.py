"""The vocabulary of notices and appeal letters as compiled, typed tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.errors import ContentError
from workbench.vocabulary.yaml_file import load_yaml

DATA = Path(__file__).resolve().parent / "data"


class Words(NamedTuple):
    """One file of patterns: group to name to one compiled alternative of all."""

    groups: dict[str, dict[str, re.Pattern[str]]]
    plain: dict[str, dict[str, Any]]

    def says(self, group: str, name: str, text: str) -> re.Match[str] | None:
        """The first place where a text matches one of the patterns of a name."""
        return self.groups[group][name].search(text)

    def first(self, group: str, text: str) -> str | None:
        """The first name of a group, in the file's order, whose patterns fit."""
        return next(
            (name for name, one in self.groups[group].items() if one.search(text)), None
        )

    def all(self, group: str, text: str) -> frozenset[str]:
        """Every name of a group whose patterns fit."""
        return frozenset(
            name for name, one in self.groups[group].items() if one.search(text)
        )


def joined(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that fits where any of these does; case does not matter."""
    return re.compile(
        "|".join(f"(?:{one})" for one in patterns), re.IGNORECASE | re.MULTILINE
    )


@cache
def words(name: str) -> Words:
    """The file ``data/NAME.yaml``.  Raises ContentError naming group and pattern."""
    path = DATA / f"{name}.yaml"
    groups: dict[str, dict[str, re.Pattern[str]]] = {}
    plain: dict[str, dict[str, Any]] = {}
    for group, table in load_yaml(path).items():
        if not all(isinstance(one, list) for one in table.values()):
            plain[group] = table
            continue
        plain[group] = table
        groups[group] = {
            key: _compiled(patterns, f"{path}: {group}.{key}")
            for key, patterns in table.items()
        }
    return Words(groups, plain)


def _compiled(patterns: list[str], where: str) -> re.Pattern[str]:
    try:
        return joined(map(str, patterns))
    except re.error as error:
        raise ContentError(
            f"not a pattern: {error.msg}", where=where, fix="correct the expression"
        ) from None
