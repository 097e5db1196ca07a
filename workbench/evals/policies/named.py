"""What coverage calls a test, a branch and a limit, and the test that it asks for.

Tests that would be called alike are told apart by the fields in which they differ, and
a limit's missing values are named as numbers, so that nobody has to work them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workbench.evals.policies.boundaries import Limit, moved_value, spans
from workbench.evals.policies.variant import Workshop
from workbench.policy.tree import Spot, nodes, tests, value_at

BELOW = "between one step less and the limit"
ABOVE = "between the limit and one step more"
BEYOND = "a step beyond"
"""The neighbourhoods of a limit in which a value must be tried."""
_SAME = frozenset({"list", "kind", "id", "title", "ask", "who", "documents", "helpful"})
"""Keys that tell no two tests apart that are called alike."""


def called(node: Any) -> str:
    """A node by its id, else by what it looks for."""
    ((name, value),) = node.items()
    if not isinstance(value, dict):
        return str(name)
    if value.get("id"):
        return str(value["id"])
    other = value.get("kind") == "other" and value.get("name")
    words = _word(value.get("name" if other else "kind"))
    return f"{name} {words}" if words else str(name)


def names(shop: Workshop) -> dict[str, str]:
    """Each single test of a policy by its path: what it is called here."""
    alike: dict[str, list[Spot]] = {}
    for steps, test in tests(shop.draft.data):
        for spot in nodes(test, steps):
            if spot.is_leaf:
                alike.setdefault(called({spot.name: spot.value}), []).append(spot)
    return dict(_named(alike))


def _named(alike: Mapping[str, list[Spot]]) -> Iterator[tuple[str, str]]:
    for name, spots in alike.items():
        differing = _differing(spots)
        for spot in spots:
            told = [
                f"{key} {_word(spot.value[key])}"
                for key in differing
                if key in spot.value
            ]
            yield spot.path, f"{name} ({', '.join(told)})" if told else name


def _differing(spots: list[Spot]) -> list[str]:
    """The keys in which tests that are called alike are not alike."""
    values = [one.value for one in spots if isinstance(one.value, dict)]
    if len(values) < len(spots) or len(spots) < 2:
        return []
    keys = dict.fromkeys(key for value in values for key in value if key not in _SAME)
    return [
        key
        for key in keys
        if len({repr(value.get(key)) for value in values}) > 1
        and all(not isinstance(value.get(key), dict) for value in values)
    ]


def _word(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def limit_name(shop: Workshop, limit: Limit) -> str:
    """A limit by its parameter, or by its criterion and key: "within 12 months"."""
    steps = limit.steps
    if steps[0] == "parameters":
        return f"{steps[1]} {limit.value}{_unit(shop, limit)}"
    keys = [str(one) for one in steps if not isinstance(one, int)]
    last, before = keys[-1], keys[-2]
    if last in ("days", "weeks", "months", "years"):
        return f"{steps[1]}: {before} {limit.value} {last}"
    return f"{steps[1]}: {before if last == 'n' else last} {limit.value}"


def values_to_write(shop: Workshop, limit: Limit, missing: Sequence[str]) -> str:
    """The tests that a limit lacks, by the neighbourhoods in which none lies."""
    if not missing:
        return ""
    unit = _calendar(shop, limit)
    steps = _by_steps(limit, _unit(shop, limit))
    named = dict(_by_days(limit.value, unit) if unit else steps)
    wanted = [named[one] for one in missing if one in named]
    count = {1: "one test", 2: "two tests"}.get(len(wanted), "three tests")
    return f"{count}: {'; '.join(wanted)}"


def _calendar(shop: Workshop, limit: Limit) -> str:
    """The unit of a length of the calendar; empty for any other limit."""
    for place in spans(shop, limit):
        found = value_at(shop.draft.data, place)
        return next((one for one in ("months", "years") if one in found), "")
    return ""


def _by_days(value: Any, unit: str) -> Iterator[tuple[str, str]]:
    yield BELOW, f"a date between {value} {unit} less a day and {value} {unit}"
    yield ABOVE, f"a date between {value} {unit} and a day more"
    yield BEYOND, f"a date two days off {value} {unit}"


def _unit(shop: Workshop, limit: Limit) -> str:
    """The unit of a parameter as it stands behind its value."""
    if limit.steps[0] != "parameters":
        return ""
    unit = str(shop.draft.data["parameters"][limit.steps[1]].get("unit", ""))
    return unit if unit in ("", "%") else f" {unit}"


def _by_steps(limit: Limit, unit: str) -> Iterator[tuple[str, str]]:
    less2, less, more, more2 = (moved_value(limit, by) for by in (-2, -1, 1, 2))
    yield BELOW, f"a value from {less} to {limit.value}{unit}"
    yield ABOVE, f"a value from {limit.value} to {more}{unit}"
    ends = ((less2, less), (more, more2))
    either = [f"from {a} to {b}{unit}" for a, b in ends if a is not None and b is not None]
    yield BEYOND, f"a value {', or '.join(either)}"
