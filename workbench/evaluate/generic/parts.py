"""Which denials speak against which of the facts found.

A report tells of each part by itself: a patent canal says nothing against a narrow
foramen, a clear left side nothing against the right, and no herniation nothing against
a bulge.  Complaints have their places, too: no flank pain is no word on the low back.
A denial that names no part speaks of all of them.  Activities are told one
by one, too: somebody who walks without trouble may not be able to drive.  A denial of
all daily activities speaks of each.
"""

from __future__ import annotations

from typing import Any

from workbench.evaluate.answer import Facts

_PARTS = ("kind", "level", "site", "location", "side")
_BOTH = "bilateral"
_ALL_ACTIVITIES = "daily-activities"


def against(support: Facts, refute: Facts) -> Facts:
    """The denials that speak against what is found: elsewhere all of them."""
    return tuple(one for one in refute if _speaks(one, support))


def _speaks(denial: Any, support: Facts) -> bool:
    if _of_activity(denial):
        return not all(_other_activity(denial, one) for one in support)
    if _of_complaint(denial):
        return not all(_other_place(denial, one) for one in support)
    if not _of_picture(denial):
        return True
    return not all(_elsewhere(denial, one) for one in support)


def _of_picture(fact: Any) -> bool:
    """Whether a fact is a finding of imaging (a case in bulk has types of its own)."""
    return type(fact).__name__ == "ImagingFinding"


def _of_complaint(fact: Any) -> bool:
    return type(fact).__name__ == "Symptom"


def _other_place(denial: Any, found: Any) -> bool:
    """Whether both complaints name a place of the body, and not the same one."""
    return _of_complaint(found) and _differ(denial.site, found.site, "site")


def _of_activity(fact: Any) -> bool:
    return type(fact).__name__ == "FunctionalLimit"


def _other_activity(denial: Any, found: Any) -> bool:
    """Whether both name an activity, and not the same one."""
    kinds = {denial.kind, found.kind}
    return _of_activity(found) and len(kinds) == 2 and _ALL_ACTIVITIES not in kinds


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
