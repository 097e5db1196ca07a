"""Which denials speak against which of the facts found.

A report tells of each part by itself: a patent canal says nothing against a narrow
foramen, a clear left side nothing against the right, and no herniation nothing against
a bulge.  Complaints have their places, too: no flank pain is no word on the low back.
A denial that names no part speaks of all of them.  Activities are told one by one, too:
somebody who walks without trouble may not be able to drive.  A denial of all daily
activities speaks of each.
"""

from __future__ import annotations

from typing import Any

from workbench.evaluate.answer import Facts

_PARTS = {
    "ImagingFinding": ("kind", "level", "site", "location", "side"),
    "Symptom": ("site",),
}
"""Fields that name the part which a fact of a type speaks of."""
_BOTH = "bilateral"
_ALL_ACTIVITIES = "daily-activities"


def against(support: Facts, refute: Facts) -> Facts:
    """The denials that speak against what is found: elsewhere all of them."""
    return tuple(one for one in refute if _speaks(one, support))


def _speaks(denial: Any, support: Facts) -> bool:
    if _of_activity(denial):
        return not all(_other_activity(denial, one) for one in support)
    parts = _PARTS.get(_type(denial))
    if parts is None:
        return True
    return not all(_elsewhere(denial, one, parts) for one in support)


def _type(fact: Any) -> str:
    """The name of a fact's type: a case in bulk has types of its own, named alike."""
    return type(fact).__name__


def _of_activity(fact: Any) -> bool:
    return _type(fact) == "FunctionalLimit"


def _other_activity(denial: Any, found: Any) -> bool:
    """Whether both name an activity, and not the same one."""
    kinds = {denial.kind, found.kind}
    return _of_activity(found) and len(kinds) == 2 and _ALL_ACTIVITIES not in kinds


def _elsewhere(denial: Any, found: Any, parts: tuple[str, ...]) -> bool:
    """Whether both are of one type and name a part, and not the same one."""
    return _type(found) == _type(denial) and any(
        _differ(getattr(denial, part), getattr(found, part), part) for part in parts
    )


def _differ(one: str | None, other: str | None, part: str) -> bool:
    if one is None or other is None or one == other:
        return False
    return not (part == "side" and _BOTH in (one, other))
