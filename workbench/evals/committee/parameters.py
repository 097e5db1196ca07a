"""The numbers, words and tables of a policy: where each is used, and its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.evals.committee.tests_in_words import is_table, table_rows
from workbench.evals.committee.values import words
from workbench.narrate.markdown import escape
from workbench.policy.dated import period
from workbench.policy.model import Parameter, Policy
from workbench.policy.parameters import worded
from workbench.policy.tree import names_in


def table_names(policy: Policy) -> frozenset[str]:
    """The parameters that are told in a table of their own."""
    return frozenset(
        name for name, item in policy.parameters.items() if is_table(item.value)
    )


def used(policy: Policy, raw: Any) -> Iterator[str]:
    """The parameters of one test with their values, in a line."""
    names = [name for name in dict.fromkeys(names_in(raw)) if name in policy.parameters]
    said = [
        f"{name} is {_value(policy.parameters[name])}"
        for name in names
        if not is_table(policy.parameters[name].value)
    ]
    if said:
        yield f"- Parameters: {escape('; '.join(said))}"


def parameters(policy: Policy, raw: dict[str, Any]) -> Iterator[str]:
    """Every parameter in a row, with its history; then the tables."""
    if not policy.parameters:
        return
    yield "## Parameters and their history"
    yield ""
    yield "| parameter | value | in force | used by | source |"
    yield "|---|---|---|---|---|"
    for name, item in policy.parameters.items():
        users = [id_ for id_, test in raw.items() if name in names_in(test)]
        yield from _row(name, item, ", ".join(users) or "wording only")
    yield ""
    for name, item in policy.parameters.items():
        if is_table(item.value):
            yield from _table(name, item)


def _row(name: str, item: Parameter, users: str) -> Iterator[str]:
    by = escape(users)
    for one in item.history:
        value = escape(_worded(one.value, item.unit))
        when = period(one.start, one.to)
        source = escape(one.source or item.source)
        yield f"| {name} | {value} | {when} | {by} | {source} |"
    if not item.history:
        note = f"; {item.note}" if item.note else ""
        value = escape("a table, below" if is_table(item.value) else _value(item))
        yield f"| {name} | {value} | always | {by} | {escape(item.source + note)} |"


def _table(name: str, item: Parameter) -> Iterator[str]:
    yield f"### The table {escape(name)}"
    yield ""
    for head, said in table_rows(item.value):
        yield f"- {escape(f'{head}: {said}' if head else said)}"
    yield ""


def _value(item: Parameter) -> str:
    if not item.history:
        return _worded(item.value, item.unit)
    return "; ".join(
        f"{_worded(one.value, item.unit)} ({period(one.start, one.to)})"
        for one in item.history
    )


def _worded(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(": ".join(row) for row in table_rows(value))
    if isinstance(value, list | str):
        return " ".join(filter(None, (words(value), unit)))
    return worded(value, unit)
