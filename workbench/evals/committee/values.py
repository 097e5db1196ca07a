"""Values of a policy in words: lengths, limits, lists of kinds, numbers that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbench.policy.dated import KEY, period
from workbench.vocabulary.names import name_of

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_UNITS = ("days", "weeks", "months", "years")


def word(value: Any) -> str:
    """One word of a policy: an id by its name, a level or grade as it is written."""
    text = str(value)
    return name_of(text) if _SLUG.fullmatch(text) else text


def words(value: Any, joiner: str = "or") -> str:
    """A word or several, joined as in a sentence."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return one(value)
    said = [word(item) for item in (value if isinstance(value, list) else [value])]
    return ", ".join(said[:-1]) + f" {joiner} {said[-1]}" if len(said) > 1 else "".join(said)


def one(value: Any, unit: str = "") -> str:
    """A single value with its unit; one that changed with time by its periods."""
    behind = f"{'' if unit == '%' else ' '}{unit}" if unit else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and KEY in value:
        return ", ".join(
            f"{one(item['value'], unit)} "
            f"({period(_day(item['from'], '0001'), _day(item['to'], '9999'))})"
            for item in value[KEY]
        )
    if isinstance(value, dict):
        return span(value) + behind
    if isinstance(value, list):
        return words(value) + behind
    return f"{value}{behind}"


def span(value: Any) -> str:
    """A length of time: "6 weeks"."""
    if not isinstance(value, dict) or KEY in value:
        return one(value)
    for unit in _UNITS:
        if unit in value:
            count = value[unit]
            return one(count, unit[:-1] if count == 1 else unit)
    return ""


def limits(value: dict[str, Any], unit: str = "") -> str:
    """The comparisons of a test: "at least 30%"."""
    said = {
        "at_least": "at least",
        "at_most": "at most",
        "over": "over",
        "under": "under",
    }
    return " and ".join(
        f"{how} {one(value[key], unit)}"
        for key, how in said.items()
        if value.get(key) is not None
    )


def spans(value: dict[str, Any], keys: tuple[tuple[str, str], ...]) -> list[str]:
    """The lengths that stand under some keys, each behind its word."""
    return [f"{how} {span(value[key])}" for key, how in keys if value.get(key)]


def listed(value: Any) -> str:
    """Any value as a policy holds it, tables and lists within lists included."""
    return "; ".join(pairs(value, ()))


def pairs(value: Any, above: tuple[str, ...]) -> Iterator[str]:
    """Every value below a place, behind the keys that lead to it."""
    if isinstance(value, dict) and KEY not in value:
        for key, item in value.items():
            yield from pairs(item, (*above, _key(key)))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, item in enumerate(value, 1):
            name = str(item.get("id", number)).replace("-", " ")
            rest = {key: own for key, own in item.items() if key != "id"}
            yield from pairs(rest, (*above, name))
    else:
        said = one(value) if isinstance(value, dict | bool) else words(value)
        said = said or "none"
        head = " ".join(above)
        yield f"{head}: {said}" if head else said


def _key(key: Any) -> str:
    return word(key) or "without a unit"


def _day(text: str, endless: str) -> str | None:
    return None if text.startswith(endless) else text
