"""Which small changes of a policy are tried: the mistakes that an author can make.

A change replaces what stands at one place.  Each names its kind, and what stood there
and what stands there now.  A change that makes no valid policy is left out later, so
nothing here needs to know what a single test takes.  A reading of silence that provably
comes to the same at its place (``absorbed``) is no mistake and is not tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from workbench.evals.policies.absorbed import absorbed
from workbench.evaluate.registry import PREDICATES
from workbench.policy.draft import Draft
from workbench.policy.tree import Spot, Steps, dotted, names_in, nodes, tests
from workbench.vocabulary import severity, spine

SWAPPED = {
    "at_least": "over",
    "over": "at_least",
    "at_most": "under",
    "under": "at_most",
}
"""A comparison and the one that differs from it only at the limit."""
_WORDING = frozenset({"id", "title", "ask", "who", "documents", "helpful", "side"})
"""Keys of a test that decide nothing, and the side, which the engine asks in turn."""


@dataclass(frozen=True, slots=True)
class Change:
    """``value`` replaces what stands at ``steps``; ``at`` is the place to look at."""

    kind: str
    steps: Steps
    value: Any = field(repr=False)
    at: Steps
    before: str
    after: str

    @property
    def key(self) -> str:
        """The name by which an explanation refers to it."""
        return f"{dotted(self.at)}: {self.before} -> {self.after}"


def changes(draft: Draft) -> Iterator[Change]:
    """Every change of a policy; of an overlay only of what it says itself."""
    for steps, test in tests(draft.data):
        if draft.is_own(steps):
            yield from _in_test(draft, steps, test)
    used = {name for _, test in tests(draft.data) for name in names_in(test)}
    for name, item in draft.data.get("parameters", {}).items():
        if name in used and draft.is_own(("parameters", name)):
            yield from _in_parameter(("parameters", name), item)
    yield from _in_waivers(draft)


def _in_parameter(steps: Steps, item: dict[str, Any]) -> Iterator[Change]:
    if "value" in item:
        yield from _in_value((*steps, "value"), item["value"])
    for place, one in enumerate(item.get("history", [])):
        yield from _in_value((*steps, "history", place, "value"), one["value"])


def _in_waivers(draft: Draft) -> Iterator[Change]:
    waivers = draft.data.get("waivers", [])
    for one in waivers:
        at: Steps = ("waivers", one["id"])
        if not draft.is_own(at):
            continue
        left = [other for other in waivers if other is not one]
        yield Change("waiver", ("waivers",), left, at, "waiver", "none")
        if len(one["waives"]) > 1:
            for name in one["waives"]:
                rest = [other for other in one["waives"] if other != name]
                yield Change("waives", (*at, "waives"), rest, at, f"waives {name}", "-")


def _in_test(draft: Draft, steps: Steps, test: Any) -> Iterator[Change]:
    for spot in nodes(test, steps):
        if spot.is_leaf:
            yield _negated(spot, {spot.name: spot.value})
            for change in _in_leaf(draft, spot):
                if not _makes_no_difference(change, spot, steps, test):
                    yield change
        else:
            yield from _of_combination(spot)


def _makes_no_difference(change: Change, leaf: Spot, steps: Steps, test: Any) -> bool:
    """Whether it is proved that no record tells another reading of silence apart."""
    if change.at[-1] != "unmentioned":
        return False
    here = leaf._replace(steps=leaf.steps[len(steps) :])
    was, now = leaf.value["unmentioned"], change.value["unmentioned"]
    return absorbed(test, here, was, now, waiver=steps[0] == "waivers")


def _negated(spot: Spot, node: dict[str, Any]) -> Change:
    at = (*spot.steps, spot.name)
    return Change("negation", spot.steps, {"not": node}, at, "so", "not so")


def _of_combination(spot: Spot) -> Iterator[Change]:
    at = (*spot.steps, spot.name)
    if spot.name == "not":
        yield Change("negation", spot.steps, spot.value, at, "not", "so")
    elif spot.name in ("all", "any") and len(spot.value) > 1:
        other = "any" if spot.name == "all" else "all"
        yield Change(
            "connective", spot.steps, {other: spot.value}, at, spot.name, other
        )
        for place in range(len(spot.value)):
            rest = [*spot.value[:place], *spot.value[place + 1 :]]
            there = (*at, place)
            yield Change("branch", at, rest, there, _called(spot.value[place]), "gone")
    elif spot.name == "at_least":
        yield from _of_count(spot, at)
    elif spot.name == "for_each" and spot.value["need"] != "per-item":
        other = "any" if spot.value["need"] == "all" else "all"
        here = (*at, "need")
        yield Change("connective", here, other, here, spot.value["need"], other)


def _of_count(spot: Spot, at: Steps) -> Iterator[Change]:
    of, n = spot.value["of"], spot.value["n"]
    if isinstance(n, int):
        for other in (n - 1, n + 1):
            if 1 <= other <= len(of):
                here = (*at, "n")
                yield Change("count", here, other, here, f"n {n}", f"n {other}")
        if n >= len(of):
            return
    for place in range(len(of) if len(of) > 1 else 0):
        rest = {**spot.value, "of": [*of[:place], *of[place + 1 :]]}
        there = (*at, "of", place)
        yield Change("branch", at, rest, there, _called(of[place]), "gone")


def _called(node: Any) -> str:
    """A node by its id, else by its key."""
    ((name, value),) = node.items()
    own = value.get("id") if isinstance(value, dict) else None
    return str(own or name)


def _in_leaf(draft: Draft, spot: Spot) -> Iterator[Change]:
    at = (*spot.steps, spot.name)
    if not isinstance(spot.value, dict):
        return
    model = PREDICATES[spot.name].params if spot.name in PREDICATES else None
    for key, value in spot.value.items():
        if key in _WORDING:
            continue
        yield from _in_value((*at, key), value)
    yield from _comparisons(at, spot.value)
    yield from _choices(at, spot.value, model)
    for key in ("closed_world_in", "settle", "refuting"):
        if key in spot.value:
            rest = {k: v for k, v in spot.value.items() if k != key}
            yield Change("key", at, rest, (*at, key), key, "gone")


def _comparisons(at: Steps, value: dict[str, Any]) -> Iterator[Change]:
    """``at_least`` for ``over`` and so on, wherever a mapping compares."""
    for steps, below in _mappings(at, value):
        for key in sorted(SWAPPED.keys() & below.keys()):
            other = SWAPPED[key]
            swapped = {(other if k == key else k): v for k, v in below.items()}
            yield Change("comparison", steps, swapped, (*steps, key), key, other)


def _mappings(steps: Steps, value: Any) -> Iterator[tuple[Steps, dict[str, Any]]]:
    if isinstance(value, dict):
        yield steps, value
        for key, item in value.items():
            yield from _mappings((*steps, key), item)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _mappings((*steps, place), item)


def _choices(at: Steps, value: dict[str, Any], model: Any) -> Iterator[Change]:
    """The other words that a key of a test may have: modes, scopes, readings.

    A measure of a change compares the first number with the last and reads no ``take``.
    """
    fields = dict(model.model_fields) if model else {}
    if "change" in value:
        fields.pop("take", None)
    for key, info in fields.items():
        if key in _WORDING or not (key in value or key in ("mode", "take")):
            continue
        words = _words_of(info.annotation)
        now = value.get(key, info.default)
        for other in words:
            if other != now and now in words:
                after = {**value, key: other}
                yield Change("mode", at, after, (*at, key), f"{key} {now}", str(other))


def _words_of(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(word for word in get_args(annotation) if isinstance(word, str))
    return ()


def _in_value(steps: Steps, value: Any) -> Iterator[Change]:
    """Numbers, switches and grades under a value.

    A bare number or word in a list is one of several spellings or factors and no limit.
    """
    for test, tried in _TRIED:
        if test(value):
            for other in tried(value):
                kind, after = other
                yield Change(kind, steps, after, steps, _told(value), _told(after))
            return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _in_value((*steps, key), item)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            if isinstance(item, dict):
                yield from _in_value((*steps, place), item)
        if len(value) > 1 and all(isinstance(item, dict) for item in value):
            for place in range(len(value)):
                rest = [*value[:place], *value[place + 1 :]]
                there = (*steps, place)
                yield Change("item", steps, rest, there, _named(value[place]), "gone")


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(str, value)) + "]"
    return str(value)


def _named(item: dict[str, Any]) -> str:
    return str(
        next((item[k] for k in ("id", "name", "finding", "kind") if k in item), "item")
    )


Tried = Iterator[tuple[str, Any]]


def step_of(value: int | float) -> Decimal:
    """One step of a number: one, or one of its last written decimal."""
    if isinstance(value, int):
        return Decimal(1)
    exponent = Decimal(str(value)).as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def moved(value: int | float, steps: int) -> int | float:
    """A number so many steps away."""
    after = Decimal(str(value)) + steps * step_of(value)
    return int(after) if isinstance(value, int) else float(after)


def _number(value: int | float) -> Tried:
    for steps in (-1, 1):
        after = moved(value, steps)
        if after >= 0:
            yield "threshold", after


def _switch(value: bool) -> Tried:
    yield "switch", not value


def _grades(value: list[str]) -> Tried:
    """One grade more or less in a set of accepted grades."""
    for grade in severity().steps:
        if grade not in value:
            yield "grades", [*value, grade]
        elif len(value) > 1:
            yield "grades", [one for one in value if one != grade]


def _strength(value: str) -> Tried:
    scale = spine().strength
    place = scale.index(value)
    for other in (place - 1, place + 1):
        if 0 <= other < len(scale):
            yield "threshold", scale[other]


def _are_grades(value: Any) -> bool:
    steps = severity().steps
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and one in steps for one in value)
    )


_TRIED: tuple[tuple[Callable[[Any], bool], Callable[[Any], Tried]], ...] = (
    (lambda value: isinstance(value, bool), _switch),
    (lambda value: isinstance(value, int | float), _number),
    (lambda value: isinstance(value, str) and value in spine().strength, _strength),
    (_are_grades, _grades),
)
