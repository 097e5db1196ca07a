"""Names of places in the spine: vertebrae and interspaces, and how they combine.

Pure naming, no tables beyond the order of the segments: which root leaves where is
data (``workbench.vocabulary``).  Canonical forms: vertebra ``"C5"``, interspace
``"C5-6"``, at a junction ``"C7-T1"``, ``"T12-L1"``, ``"L5-S1"``.
"""

from __future__ import annotations

import re

_COUNTS = (("C", 7), ("T", 12), ("L", 5), ("S", 1))
SEGMENTS: tuple[str, ...] = tuple(
    f"{letter}{number}" for letter, count in _COUNTS for number in range(1, count + 1)
)
"""C1 to S1 from head to tail."""

_INDEX = {name: place for place, name in enumerate(SEGMENTS)}
_FORM = re.compile(r"([CTLS]\d{1,2})-([CTLS]?)(\d{1,2})\Z")
_WRITTEN = re.compile(r"([CTLS])(\d{1,2})\s?[-/\u2013]\s?([CTLS]?)(\d{1,2})\Z")
REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}


def is_vertebra(name: str) -> bool:
    """Whether ``name`` is a canonical vertebra."""
    return name in _INDEX


def interspace(upper: str, lower: str) -> str:
    """Canonical name of the interspace between two vertebrae that touch.

    Raises ValueError when they are not neighbours in this order.
    """
    if _INDEX.get(lower, -9) - _INDEX.get(upper, -99) != 1:
        raise ValueError("the two vertebrae are not neighbours")
    return f"{upper}-{lower[1:] if upper[0] == lower[0] else lower}"


INTERSPACES: tuple[str, ...] = tuple(
    interspace(upper, lower)
    for upper, lower in zip(SEGMENTS, SEGMENTS[1:], strict=False)
)
"""C1-2 to L5-S1 from head to tail."""


def interspace_written(text: str) -> str | None:
    """The interspace that a person writes: "L4-L5", "l4/5" and "L4-5" are L4-5."""
    match = _WRITTEN.match(text.strip().upper())
    if not match:
        return None
    letter, upper, other, lower = match.groups()
    try:
        return interspace(f"{letter}{upper}", f"{other or letter}{lower}")
    except ValueError:
        return None


def interspace_meant(text: str) -> str | None:
    """The one interspace whose letters and numbers a text has: "L45" has L4-5."""
    plain = re.sub(r"[^CTLS0-9]", "", text.upper())
    found = [
        name
        for name in INTERSPACES
        if plain in ("".join(bounds(name)), re.sub("-", "", name))
    ]
    return found[0] if len(found) == 1 else None


def is_interspace(name: str) -> bool:
    """Whether ``name`` is a canonical interspace."""
    return name in INTERSPACES


def bounds(name: str) -> tuple[str, str]:
    """Upper and lower vertebra of an interspace.  Raises ValueError for other names."""
    match = _FORM.match(name)
    if not match or name not in INTERSPACES:
        raise ValueError(f"{name!r} is not an interspace")
    upper, letter, number = match.groups()
    return upper, f"{letter or upper[0]}{number}"


def between(upper: str, lower: str) -> tuple[str, ...]:
    """The interspaces from one vertebra down to another: C3, C5 gives C3-4, C4-5.

    Raises ValueError for unknown vertebrae or an upward range.
    """
    if upper not in _INDEX or lower not in _INDEX or _INDEX[upper] >= _INDEX[lower]:
        raise ValueError("not a downward range of vertebrae")
    return INTERSPACES[_INDEX[upper] : _INDEX[lower]]


def around(vertebra: str) -> tuple[str, ...]:
    """The interspaces above and below a vertebra (one at either end of the spine)."""
    place = _INDEX[vertebra]
    return INTERSPACES[max(place - 1, 0) : place + 1]


def below(vertebra: str) -> str | None:
    """The interspace below a vertebra; None below S1."""
    place = _INDEX[vertebra]
    return INTERSPACES[place] if place < len(INTERSPACES) else None


def neighbours(level: str) -> tuple[str, ...]:
    """The interspaces directly above and below an interspace."""
    place = INTERSPACES.index(level)
    return tuple(
        INTERSPACES[other]
        for other in (place - 1, place + 1)
        if 0 <= other < len(INTERSPACES)
    )


def region(name: str) -> str:
    """Region of a vertebra or interspace, by its upper vertebra: "cervical" ..."""
    return REGIONS[name[0]]
