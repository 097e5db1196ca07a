"""Kinds of coverage and states by the words that requests use for them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("coverage.yaml")


class PlanName(Model):
    """A form of plan names, with names that have it and names that have not."""

    pattern: str
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class _Table(Model):
    settled_first: dict[str, str]
    lines_of_business: dict[str, tuple[str, ...]]
    plan_names: dict[str, tuple[PlanName, ...]]
    states: dict[str, str]


@cache
def _table() -> _Table:
    return parse_data(_Table, load_yaml(_FILE), where=str(_FILE))


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {
        word: kind
        for kind, words in _table().lines_of_business.items()
        for word in words
    }
    longest = sorted(known, key=len, reverse=True)
    pattern = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), known


def plan_names() -> tuple[PlanName, ...]:
    """The forms of plan names that tell a kind of coverage."""
    return tuple(form for forms in _table().plan_names.values() for form in forms)


@cache
def _plan_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(form.pattern, re.IGNORECASE))
        for kind, forms in _table().plan_names.items()
        for form in forms
    )


def line_of_business(text: str) -> str | None:
    """The one kind of coverage that a value names; None for none or for two.

    A value that holds no word for a kind may be a plan's name of a known form.
    """
    pattern, known = _words()
    found = {
        known[" ".join(match.group().lower().split())]
        for match in pattern.finditer(text.replace("\u2019", "'"))
    }
    if found == {"medicare", "medicare-advantage"}:
        return "medicare-advantage"
    if not found:
        found = {kind for kind, form in _plan_names() if form.search(text.strip())}
    return found.pop() if len(found) == 1 else None


def names_line_of_business(text: str) -> bool:
    """Whether a text is the words for a kind of coverage and nothing else."""
    return _words()[0].fullmatch(" ".join(text.split())) is not None


def settled_first(business: str | None) -> str | None:
    """Why policies bound to a coverage come before a plan's own; None if not."""
    return _table().settled_first.get(business or "")


def coverage_kinds() -> tuple[str, ...]:
    """The kinds of coverage (lines of business) that requests are read as."""
    return tuple(_table().lines_of_business)


def states() -> dict[str, str]:
    """The codes of the states with their names."""
    return _table().states


def state_code(text: str) -> str | None:
    """The code of a state written alone, as code or name; None for anything else."""
    value = " ".join(text.split()).strip(" .,;")
    if value.upper() in _table().states:
        return value.upper() if len(value) == 2 else None
    names = {name.lower(): code for code, name in _table().states.items()}
    return names.get(value.lower())
