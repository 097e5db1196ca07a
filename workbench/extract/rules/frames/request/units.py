"""Units of what is asked for, over codes of a procedure or lines of one code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.extract.rules.frames.request.items import Item


def total(items: Iterable[Item]) -> int | None:
    """Units of a procedure without levels: over its codes, each at its fullest."""
    by_code: dict[str, int] = {}
    for one in items:
        if one.code and one.count:
            by_code[one.code] = max(by_code.get(one.code, 0), one.count)
    return sum(by_code.values()) or None


def most(items: Sequence[Item]) -> int | None:
    """Units of one code: summed within a sentence, the most of any sentence."""
    sums: dict[int, int] = {}
    for one in items:
        place = id(one.ask.sentence)
        sums[place] = sums.get(place, 0) + (one.count or 1)
    found = max(sums.values(), default=1)
    return found if found > 1 or any(one.count for one in items) else None
