"""A policy's test trees as plain data: walking them, reading and changing a place.

A place is a tuple of steps from the top of the policy's data: a key, a position in a
list, or the id of a criterion or waiver.  Nothing here knows what a test means.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from workbench.policy.model import COMBINERS

Steps = tuple[str | int, ...]
SECTIONS = ("criteria", "waivers")


class Spot(NamedTuple):
    """One node of a test tree: where it stands, its key and what stands under it."""

    steps: Steps
    name: str
    value: Any

    @property
    def is_leaf(self) -> bool:
        """Whether it is a test and no combination."""
        return self.name not in COMBINERS

    @property
    def path(self) -> str:
        """The place as one word, as traces have it."""
        return dotted((*self.steps, self.name))


def dotted(steps: Steps) -> str:
    """Steps as one word."""
    return ".".join(str(step) for step in steps)


def nodes(test: Any, steps: Steps) -> Iterator[Spot]:
    """Every node of a test, the whole first."""
    if not isinstance(test, dict) or len(test) != 1:
        return
    ((name, value),) = test.items()
    yield Spot(steps, str(name), value)
    for below, inside in parts(str(name), value, (*steps, str(name))):
        yield from nodes(below, inside)


def parts(name: str, value: Any, inside: Steps) -> Iterator[tuple[Any, Steps]]:
    """The nodes directly under a combination; ``inside`` is the place of its value."""
    if name in ("all", "any") and isinstance(value, list):
        yield from ((node, (*inside, place)) for place, node in enumerate(value))
    elif name == "at_least" and isinstance(value, dict) and "of" in value:
        of = value["of"] if isinstance(value["of"], list) else []
        yield from ((node, (*inside, "of", place)) for place, node in enumerate(of))
    elif name == "not":
        yield value, inside
    elif name in ("pathway", "for_each") and isinstance(value, dict):
        yield value.get("test"), (*inside, "test")


def entries(data: dict[str, Any]) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Criteria and waivers with their places, in the order of the file."""
    for section in SECTIONS:
        for entry in data.get(section, []):
            yield (section, str(entry.get("id"))), entry


def tests(data: dict[str, Any]) -> Iterator[tuple[Steps, Any]]:
    """The test of every criterion and waiver with its place."""
    for steps, entry in entries(data):
        if "test" in entry:
            yield (*steps, "test"), entry["test"]


def value_at(data: Any, steps: Steps) -> Any:
    """What stands at a place.  Raises LookupError."""
    for step in steps:
        data = data[_key(data, step)]
    return data


def changed(data: Any, steps: Steps, value: Any) -> Any:
    """A copy in which another value stands at a place; the rest is shared."""
    if not steps:
        return value
    key = _key(data, steps[0])
    below = changed(data[key], steps[1:], value)
    if isinstance(data, list):
        return [*data[:key], below, *data[key + 1 :]]
    return {**data, key: below}


def _key(data: Any, step: str | int) -> Any:
    if isinstance(data, list) and not isinstance(step, int):
        for place, item in enumerate(data):
            if isinstance(item, dict) and item.get("id") == step:
                return place
        raise LookupError(step)
    return step


def names_in(value: Any) -> Iterator[str]:
    """The parameters that a test names."""
    if isinstance(value, dict):
        for item in value.values():
            yield from names_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from names_in(item)
    elif isinstance(value, str) and value.startswith("$"):
        yield value[1:]


def numbers_in(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, int | float]]:
    """Every number under a value with its place."""
    if isinstance(value, bool):
        return
    if isinstance(value, int | float):
        yield steps, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from numbers_in(item, (*steps, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from numbers_in(item, (*steps, place))
