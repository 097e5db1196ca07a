"""Tests that contradict or imply each other, waivers that swallow their criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.lint.grid import (
    FAILED,
    MET,
    OUT,
    WORDING,
    Grid,
    needed,
    plus,
    surface,
    tallies,
    value,
)
from workbench.policy.model import COMBINERS
from workbench.policy.tree import Spot, Steps, nodes, parts

_GOOD = frozenset({MET, OUT})


def check(draft: Draft, filled: Mapping[Steps, Any]) -> Iterator[Finding]:
    """Everything about what tests can answer; ``filled`` have their parameters."""
    broken: set[str] = set()
    for steps, test in filled.items():
        grid = Grid([test])
        if not grid.small:
            continue
        for one in _tree(draft, grid, steps, test):
            broken.add(str(steps[1]))
            yield one
    sound = {
        str(steps[1]): (steps, test)
        for steps, test in filled.items()
        if steps[1] not in broken
    }
    yield from _implied(draft, sound)
    yield from _waivers(draft, sound)


def _tree(draft: Draft, grid: Grid, steps: Steps, test: Any) -> Iterator[Finding]:
    dead: list[Steps] = []
    for spot in nodes(test, steps):
        at = (*spot.steps, spot.name)
        if any(at[: len(one)] == one for one in dead):
            continue
        node = {spot.name: spot.value}
        if not any(grid.can(node, point) & _GOOD for point in grid.points()):
            dead.append(at)
            yield finding(
                draft, "never-met", at, "no value of the facts meets it",
                "correct the limits, or take the contradiction out",
            )  # fmt: skip
        elif spot.steps == steps and _always(grid, node):
            dead.append(at)
            yield finding(
                draft, "never-fails", at, "every value of the facts meets it",
                "correct the limits or the connective",
            )  # fmt: skip
        elif spot.name in ("all", "any", "at_least"):
            yield from _branches(draft, grid, spot)
            if steps[0] == "waivers" and spot.name == "all":
                yield from _by_silence(draft, grid, spot)


def _by_silence(draft: Draft, grid: Grid, spot: Spot) -> Iterator[Finding]:
    """A part that "does not concern" counts as met in ``all``; no waiver is met so."""
    below = list(parts(spot.name, spot.value, (*spot.steps, spot.name)))
    for place, (node, steps) in enumerate(below):
        others = [one for number, (one, _) in enumerate(below) if number != place]
        for point in grid.points():
            met = all(MET in grid.can(one, point) for one in others)
            if others and met and OUT in grid.can(node, point):
                yield finding(
                    draft, "waived-by-silence", steps,
                    "where nothing is said of it, the rest meets the waiver",
                    "write unmentioned: not_so in the tests of this branch",
                )  # fmt: skip
                break


def _always(grid: Grid, node: Any) -> bool:
    """Whether whatever the record says, the test is met."""
    return all(
        grid.can(node, point, known=True) <= _GOOD for point in grid.points(known=True)
    )


def _branches(draft: Draft, grid: Grid, spot: Spot) -> Iterator[Finding]:
    at = (*spot.steps, spot.name)
    below = list(parts(spot.name, spot.value, at))
    if len(below) < 2:
        return
    n = needed(spot.name, spot.value)
    for place, (_, steps) in enumerate(below):
        if not any(_decides(grid, below, place, n, point) for point in grid.points()):
            yield finding(
                draft, "unreachable-branch", steps,
                "the other branches decide without it in every record",
                "take it out, or correct its limits",
            )  # fmt: skip
            return


def _decides(
    grid: Grid, below: list[Any], place: int, n: int, point: Mapping[str, Any]
) -> bool:
    """Whether at a point it makes a difference that the branch is there."""
    own = grid.can(below[place][0], point)
    others = [
        grid.can(node, point)
        for number, (node, _) in enumerate(below)
        if number != place
    ]
    neutral = MET if n == len(below) else FAILED
    return any(
        (value(n, plus(tally, code)) in _GOOD)
        != (value(n, plus(tally, neutral)) in _GOOD)
        for tally in tallies(others)
        for code in own
    )


def _implied(draft: Draft, sound: Mapping[str, tuple[Steps, Any]]) -> Iterator[Finding]:
    """Criteria that are met wherever another one of the same procedures is."""
    criteria = [one for one in draft.data.get("criteria", []) if one["id"] in sound]
    looks = {name: surface(test) for name, (_, test) in sound.items()}
    for place, one in enumerate(criteria):
        for number, other in enumerate(criteria):
            if one is other or not set(one["applies_to"]) <= set(other["applies_to"]):
                continue
            if not looks[one["id"]] & looks[other["id"]]:
                continue
            steps, test = sound[one["id"]]
            beside = sound[other["id"]][1]
            if not follows(beside, test):
                continue
            if number > place and follows(test, beside):
                continue
            yield finding(
                draft, "implied-criterion", steps[:2],
                f"it is met wherever {other['id']!r} is",
                "take one of the two out, or correct its limits",
            )  # fmt: skip
            break


def follows(first: Any, second: Any) -> bool:
    """Whether the second test is met wherever the first is."""
    grid = Grid([first, second])
    if not grid.small or not grid.shared:
        return False
    reached = False
    for point in grid.points():
        if MET in grid.can(first, point):
            reached = True
            if not grid.can(second, point) <= _GOOD:
                return False
    return reached


def _waivers(draft: Draft, sound: Mapping[str, tuple[Steps, Any]]) -> Iterator[Finding]:
    for one in draft.data.get("waivers", []):
        if one["id"] not in sound:
            continue
        steps, test = sound[one["id"]]
        waived = [name for name in one.get("waives", []) if name in sound]
        for name in waived:
            if short := _lets_off(test, sound[name][1]):
                yield finding(
                    draft, "waiver-swallows", (*steps[:2], "test"),
                    f"it lifts {name!r} wherever the {short} it asks for is not met",
                    "name what excuses the patient, such as a contraindication",
                )  # fmt: skip
                break
            if _swallows(test, sound[name][1]):
                yield finding(
                    draft, "waiver-swallows", steps[:2],
                    f"it holds wherever {name!r} fails, which so decides nothing",
                    "narrow the waiver, or take the criterion out",
                )  # fmt: skip
                break
        else:
            if waived and all(follows(test, sound[name][1]) for name in waived):
                yield finding(
                    draft, "idle-waiver", steps[:2],
                    f"it holds only where {', '.join(waived)} is met already",
                    "take the waiver out, or correct its limits",
                )  # fmt: skip


def _swallows(waiver: Any, criterion: Any) -> bool:
    """Whether every record that fails the criterion meets the waiver."""
    grid = Grid([waiver, criterion])
    if not grid.small or not grid.shared:
        return False
    reached = False
    for point in grid.points(known=True):
        if FAILED in grid.can(criterion, point, known=True):
            reached = True
            if grid.can(waiver, point, known=True) != {MET}:
                return False
    return reached


def _lets_off(waiver: Any, criterion: Any) -> str | None:
    """The test of a criterion whose mere failing meets the waiver, by its name.

    ``not: duration`` lifts a criterion that asks for the same length and for more
    besides: who has had too little care fails the one and meets the other.
    """
    asked = [(one.name, one.value) for one in _needed(criterion)]
    for node in _enough(waiver):
        ((name, value),) = node.items()
        if name != "not" or not isinstance(value, dict) or len(value) != 1:
            continue
        ((inner, keys),) = value.items()
        if isinstance(keys, dict) and any(
            inner == own and _narrows(keys, wanted) for own, wanted in asked
        ):
            return str(inner)
    return None


def _enough(test: Any) -> Iterator[Any]:
    """The parts of a test of which one alone meets it, the whole first."""
    yield test
    ((name, value),) = test.items()
    if name in ("any", "pathway"):
        for part, _ in parts(name, value, ()):
            yield from _enough(part)


def _needed(test: Any) -> Iterator[Spot]:
    """The single tests without which a test cannot be met."""
    ((name, value),) = test.items()
    if name in ("all", "pathway"):
        for part, _ in parts(name, value, ()):
            yield from _needed(part)
    elif name not in COMBINERS:
        yield Spot((), name, value)


def _narrows(loose: Mapping[str, Any], strict: Any) -> bool:
    """Whether one test asks for all that another does, and for more."""
    if not isinstance(strict, dict):
        return False
    own = {key: item for key, item in loose.items() if key not in WORDING}
    return bool(own) and all(strict.get(key) == item for key, item in own.items())
