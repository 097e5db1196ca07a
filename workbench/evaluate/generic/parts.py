"""Which denials of a picture speak against which findings of it.

A report tells of each part by itself: a patent canal says nothing against a narrow
foramen, a clear left side nothing against the right, and no herniation nothing against
a bulge.  A denial that names no part speaks of all of them.
"""

from __future__ import annotations

from typing import Any

from workbench.evaluate.answer import Facts

_PARTS = ("kind", "level", "site", "location", "side")
_BOTH = "bilateral"


def against(support: Facts, refute: Facts) -> Facts:
    """The denials that speak against what is found; all of them outside pictures."""
    return tuple(one for one in refute if _speaks(one, support))


def _speaks(denial: Any, support: Facts) -> bool:
    if not _of_picture(denial):
        return True
    return not all(_elsewhere(denial, one) for one in support)


def _of_picture(fact: Any) -> bool:
    """Whether a fact is a finding of imaging (a case in bulk has types of its own)."""
    return type(fact).__name__ == "ImagingFinding"


def _elsewhere(denial: Any, found: Any) -> bool:
    """Whether both name a part, and not the same one."""
    if not _of_picture(found):
        return False
    return any(
        _differ(getattr(denial, part), getattr(found, part), part) for part in _PARTS
    )


def _differ(one: str | None, other: str | None, part: str) -> bool:
    if one is None or other is None or one == other:
        return False
    return not (part == "side" and _BOTH in (one, other))
