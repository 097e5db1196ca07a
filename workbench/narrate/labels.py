"""Names for ids: procedures, criteria, waivers, and the sources of a criterion."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Any

from workbench.narrate import quotes
from workbench.policy.dated import editions_of, in_play, marker, period
from workbench.policy.model import Parameter, Policy
from workbench.schema.determination import CriterionResult, LineResult
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary import procedures
from workbench.vocabulary.names import name_of

_PASSED = {"met", "waived", "not_applicable"}


def is_dependent(line: LineResult) -> bool:
    """Whether a line follows other lines (hardware, graft, monitoring)."""
    return line.procedure in procedures().dependents


def procedure_title(line: LineResult | str) -> str:
    """A procedure's name in words; the request's own words where it has none."""
    if isinstance(line, LineResult):
        return line.name or procedure_title(line.procedure)
    tables = procedures()
    known = tables.procedures.get(line) or tables.dependents.get(line)
    return known.title if known else line.replace("-", " ")


def place_words(place: str) -> str:
    """A place as a sentence has it: "C5-6", "saphenous nerve"."""
    return place if any(map(str.isdigit, place)) else name_of(place)


def titles(lines: Iterable[LineResult]) -> tuple[str, ...]:
    """The lines' procedure titles, each once, in order."""
    return tuple(dict.fromkeys(procedure_title(line) for line in lines))


def deciding(
    line: LineResult, stated: Container[str] = ()
) -> tuple[CriterionResult, ...]:
    """What keeps a line from approval: its failing criteria, else its open ones.

    Beside failing ones, open ones whose ids are in ``stated`` count too.
    """
    lacking = tuple(item for item in line.criteria if item.status not in _PASSED)
    if not any(item.status == "not_met" for item in lacking):
        return lacking
    return tuple(
        item for item in lacking if item.status == "not_met" or item.id in stated
    )


def short(text: str, limit: int) -> str:
    """The head of a text that is not a quote (a title, a name)."""
    return quotes.shorten(text, limit)


def value_of(value: Any) -> str:
    """A parameter's value in words: lists joined, tables as name and value."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {value_of(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(value_of(part) for part in value)
    return str(value)


def measured(parameter: Parameter, date: PartialDate | None) -> str:
    """A parameter's value with its unit; of a dated one each, and which one counts."""
    unit = f" {parameter.unit}" if parameter.unit else ""
    if not parameter.history:
        return f"{value_of(parameter.value)}{unit}"
    rows = [one.model_dump(by_alias=True) for one in parameter.history]
    counting = in_play(editions_of(marker(rows)), date) if date else ()
    return "; ".join(
        f"{value_of(one.value)}{unit} ({period(one.start, one.to)}"
        f"{', applied here' if counting == (place,) else ''})"
        for place, one in enumerate(parameter.history)
    )


def functions(policy: Policy) -> dict[str, Callable[..., Any]]:
    """The functions that every template and macro may call."""
    criteria = {item.id: item.title for item in policy.criteria}
    waivers = {item.id: item.title for item in policy.waivers}

    def criterion_title(name: str) -> str:
        """Title of a criterion, or its id where the policy has none of that id."""
        return criteria.get(name, name)

    def waiver_title(name: str) -> str:
        """Title of a waiver, or its id where the policy has none of that id."""
        return waivers.get(name, name)

    rules = {item.id: item.text for item in policy.precedence}

    def rule_text(name: str) -> str:
        """Text of a precedence rule, or its id where the policy has none of that id."""
        return rules.get(name, name)

    return {
        "rule_text": rule_text,
        "measured": measured,
        "value_of": value_of,
        "cited": quotes.cited,
        "criterion_title": criterion_title,
        "deciding": deciding,
        "place": quotes.place,
        "procedure_title": procedure_title,
        "short": short,
        "titles": titles,
        "unique": quotes.unique,
        "waiver_title": waiver_title,
    }
