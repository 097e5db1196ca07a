"""Numbers with units: the same quantity in the unit that the policy uses.

A unit of another quantity gives no number.  Scores are written out of a top ("/10",
"out of 100"): tops of one scale convert; a percentage is a share of the top only for a
scale that is written so (a pain of "70%" is no 7 of 10).  A bare score of a named scale
is out of that scale's top where it fits under it.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.vocabulary import scales, units

_OUT_OF = re.compile(r"(?:/|out of) ?(\d{1,3})")
POINTS = ("", "points", "point", "pts")


@lru_cache(maxsize=512)
def conversion(
    given: str | None, wanted: str, scale: str | None
) -> tuple[float, float] | None:
    """Factor and offset from a record's unit to the policy's; None where there is none.

    ``scale`` is the name of a scale of vocabulary/scales.yaml, where it is one.
    """
    here, there = (given or "").strip().lower(), wanted.strip().lower()
    if here == there or (here in POINTS and there in POINTS):
        return 1.0, 0.0
    score = _score(here, there, scale)
    if score is not None:
        return score, 0.0
    for quantity, (factor, offset) in _named(here).items():
        target = _named(there).get(quantity)
        if target is not None:
            return factor / target[0], (offset - target[1]) / target[0]
    return None


def _score(here: str, there: str, scale: str | None) -> float | None:
    """Factor between two ways of writing a score; None where they do not compare."""
    left, right = top_of(here), top_of(there)
    if left is not None and right is not None:
        return right / left
    known = scales().scales.get((scale or "").lower())
    if left is not None and there in POINTS:
        return 1.0
    if right is not None and here in POINTS and known is not None:
        return right / known.top
    if known is not None and known.percent:
        if right is not None and here == "%":
            return right / 100
        if left is not None and there == "%":
            return 100 / left
    return None


@lru_cache(maxsize=256)
def top_of(unit: str) -> int | None:
    """The top of a score's unit: 10 of "/10"; None for another unit."""
    match = _OUT_OF.fullmatch(unit.strip().lower())
    return int(match.group(1)) if match and int(match.group(1)) else None


@lru_cache(maxsize=512)
def _named(spelling: str) -> dict[str, tuple[float, float]]:
    """The quantities with a unit so written: factor and offset to the base unit."""
    found: dict[str, tuple[float, float]] = {}
    for name, quantity in units().items():
        for unit in quantity.units.values():
            if spelling in (one.lower() for one in unit.spellings):
                found[name] = (unit.factor, unit.offset)
    return found


def known_unit(spelling: str) -> bool:
    """Whether a policy may use a unit so written."""
    word = spelling.strip().lower()
    return word in POINTS or top_of(word) is not None or bool(_named(word))


def in_unit(
    value: float, given: str | None, wanted: str, scale: str | None = None
) -> float | None:
    """A value in the policy's unit; None where it cannot be compared.

    A value above the top that it is written out of, or that its scale has, is none.
    """
    word = (given or "").strip().lower()
    known = scales().scales.get((scale or "").lower())
    top = top_of(word) or (known.top if known and word in POINTS else None)
    if top is not None and value > top:
        return None
    pair = conversion(given, wanted, scale)
    if pair is None:
        return None
    factor, offset = pair
    return value if (factor, offset) == (1.0, 0.0) else value * factor + offset
