"""Numbers with units: the same quantity in the unit that the policy uses.

A unit that is missing or of another quantity gives no number: it is never guessed,
except that a bare score is in points.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.vocabulary.tables import units


@lru_cache(maxsize=512)
def conversion(given: str | None, wanted: str) -> tuple[float, float] | None:
    """Factor and offset from a record's unit to the policy's; None where there is none.

    ``wanted`` "" asks for no unit: only a number without one, or points, fits.
    """
    if (given or "").strip().lower() == wanted.strip().lower():
        return 1.0, 0.0
    here = _named(wanted or "points")
    there = _named(given or ("points" if wanted in ("", "points") else ""))
    for quantity, (factor, offset) in there.items():
        if quantity in here:
            to_factor, to_offset = here[quantity]
            return factor / to_factor, (offset - to_offset) / to_factor
    return None


@lru_cache(maxsize=512)
def _named(spelling: str) -> dict[str, tuple[float, float]]:
    """The quantities with a unit so written: factor and offset to the base unit."""
    word = spelling.strip().lower()
    found: dict[str, tuple[float, float]] = {}
    for name, quantity in units().items():
        for unit in quantity.units.values():
            if word in (one.lower() for one in unit.spellings):
                found[name] = (unit.factor, unit.offset)
    return found


def known_unit(spelling: str) -> bool:
    """Whether the table has a unit so written."""
    return spelling == "" or bool(_named(spelling))


def in_unit(value: float, given: str | None, wanted: str) -> float | None:
    """A value in the policy's unit; None where it cannot be compared."""
    pair = conversion(given, wanted)
    if pair is None:
        return None
    factor, offset = pair
    return value if (factor, offset) == (1.0, 0.0) else value * factor + offset
