"""Whether the tests of a policy stand at its limits and one step either side.

Which fact a limit is compared with is not asked.  The limit is moved a step at a time,
and where the answer to a test changes between two neighbouring limits, that test's
value lies just there.  So this holds for any test of the language, for scores, counts,
lengths and look-backs alike.  A look-back in months or years is moved by days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.evals.policies.changes import changes, moved
from workbench.evals.policies.prepared import Prepared
from workbench.evals.policies.variant import Variant, Workshop
from workbench.policy.tree import Steps, nodes, tests, value_at
from workbench.schema.partial_date import earliest, months_before
from workbench.vocabulary import spine

_MOVES = (-2, -1, 0, 1, 2)
_CALENDAR = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a policy: its place and its value."""

    steps: Steps
    value: int | float | str


def limits(shop: Workshop) -> Iterator[Limit]:
    """Every limit of a policy, those of its parameters included."""
    seen: set[Steps] = set()
    for change in changes(shop.draft):
        if change.kind == "threshold" and change.steps not in seen:
            seen.add(change.steps)
            yield Limit(change.steps, value_at(shop.draft.data, change.steps))


Cells = tuple[bool | None, ...]


def cells(shop: Workshop, limit: Limit, asked: Sequence[Prepared]) -> Cells:
    """Of each pair of neighbouring limits (-2 and -1, -1 and 0, 0 and 1, 1 and 2),
    whether some test lies between them; None where one of the two is no limit, as
    nothing lies below none of a kind or above full strength.

    No further test is asked once both pairs at the limit and one beyond are found.
    """
    found: list[bool | None] = [None] * (len(_MOVES) - 1)
    rows: dict[str | None, list[Variant | None]] = {}
    by_days = bool(spans(shop, limit))
    for one in asked:
        key = one.date if by_days else None
        if key not in rows:
            rows[key] = _row(shop, limit, one.date)
        if found[1] and found[2] and (found[0] or found[3]):
            break
        marks = [_marks(one, variant) for variant in rows[key]]
        for place in range(len(found)):
            left, right = marks[place], marks[place + 1]
            if left is not None and right is not None:
                found[place] = bool(found[place]) or left != right
    return tuple(found)


def _marks(one: Prepared, variant: Variant | None) -> list[Any] | None:
    """The statuses of what the limit reaches."""
    if variant is None:
        return None
    one.facts.memo.clear()
    return [
        rule.rule.run(scope)[0]
        for name, _, rule, scope in one.places(variant.policy)
        if name in variant.reached
    ]


def _row(shop: Workshop, limit: Limit, date: str | None) -> list[Variant | None]:
    """The policy at each moved limit; by days where the calendar allows."""
    if date is not None and spans(shop, limit):
        daily = [_by_days(shop, limit, date, move) for move in _MOVES]
        if all(one is not None for one in daily):
            return daily
    return [_moved(shop, limit, move) for move in _MOVES]


def _moved(shop: Workshop, limit: Limit, move: int) -> Variant | None:
    after = moved_value(limit, move)
    return None if after is None else shop.variant(limit.steps, after)


def moved_value(limit: Limit, move: int) -> int | float | str | None:
    """A limit so many steps away; None where the scale has ended."""
    value = limit.value
    if isinstance(value, str):
        scale = spine().strength
        place = scale.index(value) + move
        return scale[place] if 0 <= place < len(scale) else None
    after = moved(value, move)
    return after if after >= 0 else None


def spans(shop: Workshop, limit: Limit) -> list[Steps]:
    """The places in tests of a length in months or years that the limit gives."""
    if not isinstance(limit.value, int):
        return []
    if limit.steps[0] != "parameters":
        return [limit.steps[:-1]] if limit.steps[-1] in _CALENDAR else []
    wanted = f"${limit.steps[1]}"
    return [
        place
        for steps, test in tests(shop.draft.data)
        for spot in nodes(test, steps)
        if spot.is_leaf
        for place in _mappings_with((*spot.steps, spot.name), spot.value, wanted)
    ]


def _mappings_with(steps: Steps, value: Any, wanted: str) -> Iterator[Steps]:
    if isinstance(value, dict):
        if any(value.get(unit) == wanted for unit in _CALENDAR):
            yield steps
        for key, item in value.items():
            yield from _mappings_with((*steps, key), item, wanted)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _mappings_with((*steps, place), item, wanted)


def _by_days(shop: Workshop, limit: Limit, date: str, move: int) -> Variant | None:
    """The policy with the look-back from a date a day or two longer or shorter."""
    assert isinstance(limit.value, int)
    day = earliest(date)
    places = spans(shop, limit)
    found = value_at(shop.draft.data, places[0])
    unit = next(one for one in _CALENDAR if one in found)
    first = months_before(day, limit.value * _CALENDAR[unit])
    days = (day - first) // dt.timedelta(days=1) + move
    changes_ = []
    for steps in places:
        span = value_at(shop.draft.data, steps)
        rest = {key: item for key, item in span.items() if key not in _CALENDAR}
        changes_.append((steps, {**rest, "days": days}))
    return shop.variant_of(changes_)
