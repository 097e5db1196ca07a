"""What a test can answer at all: every fact tried below, at and above its limits.

Limits cut what a number can be into a few regions, so a small grid of one value for
each region (and one for "not in the record") stands for all records, and no solver is
needed.  Tests that look at the same thing share a point of the grid; what only one
test looks at is free.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from workbench.policy.tree import Spot, nodes, parts
from workbench.vocabulary import severity

MET, FAILED, OPEN, OUT = "met", "not_met", "open", "not_applicable"
Code = str
Point = Any
MISSING: Point = None
_FREE: Point = object()
"""What a fact is that a point does not fix."""
MOST = 4096
"""Points of a grid beyond which nothing is claimed."""

WORDING = frozenset(
    {"id", "title", "ask", "who", "documents", "helpful", "settle", "unmentioned",
     "closed_world_in"}
)  # fmt: skip
"""Keys that do not change what a test looks at."""
_BOUNDS = ("at_least", "at_most", "over", "under")
_NUMBERS = {
    "measure": _BOUNDS,
    "age": _BOUNDS,
    "count": _BOUNDS,
    "onset": _BOUNDS,
    "duration": ("min",),
    "age-at-least": ("years",),
}
DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
"""Days of each unit of a length, on average."""


@dataclass(slots=True)
class Looked:
    """One test: the facts that it looks at, by name, and its answer for their points.

    ``limits`` are the numbers that cut up what each of them can be.
    """

    names: tuple[str, ...]
    answer: Callable[[Mapping[str, Point]], Code]
    domains: dict[str, tuple[Point, ...]] = field(default_factory=dict)


class Grid:
    """Some test trees together: what they share, and what each node can answer."""

    def __init__(self, trees: Sequence[Any]) -> None:
        spots = [s for tree in trees for s in nodes(tree, ()) if s.is_leaf]
        self.looked = _looked(spots)
        self._spots = spots
        self._tests = {
            (spot.name, id(spot.value)): self.looked[_key({spot.name: spot.value})]
            for spot in spots
        }
        self._answers: dict[tuple[Any, ...], frozenset[Code]] = {}
        counts: dict[str, int] = {}
        for spot in spots:
            for name in self._tests[spot.name, id(spot.value)].names:
                counts[name] = counts.get(name, 0) + 1
        self.domains: dict[str, tuple[Point, ...]] = {}
        for one in self.looked.values():
            self.domains.update(one.domains)
        self.shared = tuple(sorted(name for name, n in counts.items() if n > 1))
        size = 1
        for name in self.shared:
            size *= len(self.domains[name])
        self.small = size <= MOST

    def points(self, *, known: bool = False) -> Iterator[dict[str, Point]]:
        """Every point of what is shared; ``known``: with nothing missing."""
        choices = [
            [one for one in self.domains[name] if not known or one is not MISSING]
            for name in self.shared
        ]
        for values in product(*choices):
            yield dict(zip(self.shared, values, strict=True))

    def can(
        self, node: Any, point: Mapping[str, Point], *, known: bool = False
    ) -> frozenset[Code]:
        """Everything that a node can answer at a point."""
        ((name, value),) = node.items()
        if name == "not":
            inside = self.can(value, point, known=known)
            return frozenset({MET: FAILED, FAILED: MET}.get(c, c) for c in inside)
        if name in ("pathway", "for_each"):
            return self.can(value["test"], point, known=known)
        if name in ("all", "any", "at_least"):
            below = [
                self.can(part, point, known=known) for part, _ in parts(name, value, ())
            ]
            return counted(below, needed(name, value))
        one = self._tests.get((name, id(value))) or self.looked[_key({name: value})]
        key = (id(one), known, *[point.get(name, _FREE) for name in one.names])
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._leaf(one, point, known)
        return found

    def _leaf(
        self, one: Looked, point: Mapping[str, Point], known: bool
    ) -> frozenset[Code]:
        free = [name for name in one.names if name not in point]
        choices = [
            [p for p in self.domains[name] if not known or p is not MISSING]
            for name in free
        ]
        return frozenset(
            one.answer({**point, **dict(zip(free, values, strict=True))})
            for values in product(*choices)
        )


def needed(name: str, value: Any) -> int:
    """How many branches of a combination must be met."""
    if name == "at_least":
        n = value["n"]
        return n if isinstance(n, int) else 1
    return len(value) if name == "all" else 1


Tally = tuple[int, int, int]
"""How many parts are met, failed and open; those that do not apply are left out."""


def counted(below: Iterable[frozenset[Code]], n: int) -> frozenset[Code]:
    """What "at least n" can answer from what each part can answer."""
    return frozenset(value(n, tally) for tally in tallies(below))


def tallies(below: Iterable[frozenset[Code]]) -> set[Tally]:
    """Every tally that some parts can come to."""
    found: set[Tally] = {(0, 0, 0)}
    for can in below:
        found = {plus(tally, code) for tally in found for code in can}
    return found


def plus(tally: Tally, code: Code) -> Tally:
    """A tally with one more part."""
    met, failed, opened = tally
    return met + (code == MET), failed + (code == FAILED), opened + (code == OPEN)


def value(n: int, tally: Tally) -> Code:
    """The answer of "at least n" for a tally."""
    met, failed, opened = tally
    size = met + failed + opened
    if not size:
        return OUT
    n = min(n, size)
    if met >= n:
        return MET
    return FAILED if failed > size - n else OPEN


def _key(node: Any) -> str:
    return json.dumps(node, sort_keys=True, default=str)


def _looked(spots: Sequence[Spot]) -> dict[str, Looked]:
    found: dict[str, Looked] = {}
    told: dict[str, list[Spot]] = {}
    numbers: dict[str, list[Spot]] = {}
    for spot in spots:
        if spot.name in ("fact", "stated") and _plain_fact(spot.value):
            told.setdefault(_selector(spot, ("kind",)), []).append(spot)
        elif _is_number(spot):
            bounds = _NUMBERS[spot.name]
            numbers.setdefault(_selector(spot, bounds), []).append(spot)
        elif spot.name == "grade" and isinstance(spot.value.get("accepted"), list):
            found[_key({spot.name: spot.value})] = _graded(spot)
        else:
            found[_key({spot.name: spot.value})] = _opaque(spot)
    for name, group in told.items():
        found.update(_told(name, group))
    for name, group in numbers.items():
        found.update(_numbered(name, group))
    return found


def surface(test: Any) -> frozenset[str]:
    """What a test looks at, kind by kind, whatever its limits: a quick comparison."""
    found: set[str] = set()
    for spot in nodes(test, ()):
        if spot.is_leaf:
            without = ("kind", "accepted", *_NUMBERS.get(spot.name, ()))
            name = _selector(spot, without)
            value = spot.value if isinstance(spot.value, dict) else {}
            found.update(f"{name}:{kind}" for kind in _kinds(value) or ("",))
    return frozenset(found)


def _selector(spot: Spot, without: Sequence[str]) -> str:
    value = spot.value if isinstance(spot.value, dict) else {"": spot.value}
    rest = {k: v for k, v in value.items() if k not in WORDING and k not in without}
    name = "" if spot.name == "measure" else spot.name
    return _key([name, rest])


def _silence(value: Mapping[str, Any]) -> Code:
    """What a test answers where the record says nothing."""
    said = {"not_applicable": OUT, "not_so": FAILED}
    return said.get(str(value.get("unmentioned")), OPEN)


def _opaque(spot: Spot) -> Looked:
    """A test of which only the answer is known: any of three."""
    name = _selector(spot, ())
    value = spot.value if isinstance(spot.value, dict) else {}
    silent = _silence(value)

    def answer(point: Mapping[str, Point]) -> Code:
        at = point[name]
        return silent if at is MISSING else str(at)

    return Looked((name,), answer, {name: (MISSING, MET, FAILED)})


# -- facts that are told or denied


def _plain_fact(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("at_least", 1) == 1
        and bool(_kinds(value))
    )


def _kinds(value: Mapping[str, Any]) -> tuple[str, ...]:
    kind = value.get("kind") or ()
    if isinstance(kind, str):
        return (kind,)
    if isinstance(kind, list) and all(isinstance(one, str) for one in kind):
        return tuple(kind)
    return ()


def _told(name: str, group: Sequence[Spot]) -> dict[str, Looked]:
    """Tests of one selector for other kinds: one point for each share of the kinds."""
    sets = [frozenset(_kinds(spot.value)) for spot in group]
    atoms: dict[tuple[bool, ...], list[str]] = {}
    for kind in sorted(frozenset().union(*sets)):
        atoms.setdefault(tuple(kind in one for one in sets), []).append(kind)
    found = {}
    for place, spot in enumerate(group):
        names = tuple(
            f"{name}:{','.join(kinds)}" for mark, kinds in atoms.items() if mark[place]
        )
        found[_key({spot.name: spot.value})] = _of_fact(spot, names)
    return found


def _of_fact(spot: Spot, names: tuple[str, ...]) -> Looked:
    value = spot.value
    refutable = bool(value.get("refuted_by", ["absent"]) or value.get("refuting"))
    denied = FAILED if refutable or value.get("closed_world_in") else OPEN
    silent = _silence(value)

    def answer(point: Mapping[str, Point]) -> Code:
        said = [point[name] for name in names]
        if MET in said:
            return MET
        return denied if FAILED in said else silent

    return Looked(names, answer, dict.fromkeys(names, (MISSING, MET, FAILED)))


# -- numbers


def _is_number(spot: Spot) -> bool:
    if spot.name not in _NUMBERS or not isinstance(spot.value, dict):
        return False
    if spot.value.get("take", "latest") != "latest" or "change" in spot.value:
        return False
    given = [spot.value[key] for key in _NUMBERS[spot.name] if key in spot.value]
    return bool(given) and all(_number(one) is not None for one in given)


def _number(value: Any) -> float | None:
    """A limit as a number; a length in days."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dict) and len(value) == 1:
        ((unit, count),) = value.items()
        if unit in DAYS and isinstance(count, int | float):
            return count * DAYS[unit]
    return None


def _numbered(name: str, group: Sequence[Spot]) -> dict[str, Looked]:
    limits = sorted(
        {
            number
            for spot in group
            for key in _NUMBERS[spot.name]
            if (number := _number(spot.value.get(key))) is not None
        }
    )
    points = (MISSING, *_regions(limits))
    return {
        _key({spot.name: spot.value}): _of_number(spot, name, points) for spot in group
    }


def _regions(limits: Sequence[float]) -> Iterator[float]:
    """A number in each region: below, at, between and above the limits."""
    yield limits[0] - 1
    for one, following in zip(limits, [*limits[1:], limits[-1] + 2], strict=True):
        yield one
        yield (one + following) / 2


def _of_number(spot: Spot, name: str, points: tuple[Point, ...]) -> Looked:
    value = spot.value
    silent = _silence(value)
    least = [value[k] for k in ("at_least", "min", "years") if k in value]
    low = [one for item in least if (one := _number(item)) is not None]
    high, over, under = (_number(value.get(k)) for k in ("at_most", "over", "under"))

    def answer(point: Mapping[str, Point]) -> Code:
        at = point[name]
        if at is MISSING:
            return silent
        inside = (
            all(at >= one for one in low)
            and (high is None or at <= high)
            and (over is None or at > over)
            and (under is None or at < under)
        )
        return MET if inside else FAILED

    return Looked((name,), answer, {name: points})


def _graded(spot: Spot) -> Looked:
    name = _selector(spot, ("accepted",))
    accepted = frozenset(spot.value["accepted"])
    contact = bool(spot.value.get("contact"))
    silent = _silence(spot.value)
    touching = ("contact",) if contact else ()

    def answer(point: Mapping[str, Point]) -> Code:
        at = point[name]
        if at is MISSING:
            return silent
        return MET if at in accepted or at == "contact" else FAILED

    return Looked((name,), answer, {name: (MISSING, *severity().steps, *touching)})
