"""Which denials speak against which of the facts found.

A report tells of each part by itself: a patent canal says nothing against a narrow
foramen, a clear left side nothing against the right, and no herniation nothing against
a bulge.  Complaints have their places, too: no flank pain is no word on the low back.
A denial that names no part speaks of all of them.  Activities are told one by one, too:
somebody who walks without trouble may not be able to drive, and one that stays limited
is enough.  A denial of all daily activities speaks of each.  Signs of an examination
are told one by one as well: no clonus is no word against a positive Hoffmann,
"no myelopathic signs" is.  So are risks and illnesses: no fever takes back no suspected
tumour, no regional pain syndrome no injured nerve.
A denial of one side says nothing against what is on the other, be it a complaint, a
sign or a diagnosis.

Events pass, denials of them do not last: "no earlier injection" of November says
nothing of an injection in December.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.evaluate.answer import Facts
from workbench.evaluate.facts import days_of

Days = tuple[int, int]
"""First and last day, as ordinals."""

_PICTURE = "ImagingFinding"
_PARTS = ("kind", "level", "site", "location", "side")
"""Fields that name the part of a picture which a finding speaks of."""
_COMPLAINT = "Symptom"
_BOTH = "bilateral"
_ACTIVITY = "FunctionalLimit"
_OTHER = {"left": "right", "right": "left"}
_EVENTS = frozenset({"ProcedureDone", "ImagingStudy"})
"""Types of facts that happen on a day."""
_ALL_ACTIVITIES = "daily-activities"
_DIAGNOSIS = "Diagnosis"
_FRACTURE = "fracture"
"""A diagnosis that stands for all of its name: "no fracture" speaks of each."""
_SEVERAL: dict[str, frozenset[str]] = {
    _ACTIVITY: frozenset({_ALL_ACTIVITIES}),
    "ExamFinding": frozenset({"myelopathic-signs", "neurological-deficit"}),
    "RiskFactor": frozenset({"surgical-contraindication"}),
    _DIAGNOSIS: frozenset(),
}
"""Types of which each kind is told by itself, and kinds that stand for several."""


def against(support: Facts, refute: Facts) -> Facts:
    """The denials that speak against what is found: elsewhere all of them."""
    sides = {one.side for one in support if one.side}
    left = _limits_left(support, refute)
    return tuple(
        [
            one
            for one in refute
            if not (sides and _on_other_side(one, sides))
            and not (left and _type(one) == _ACTIVITY)
            and _speaks(one, support)
        ]
    )


def _limits_left(support: Facts, refute: Facts) -> bool:
    """Whether an activity is limited that no denial names: one is enough."""
    denied = {one.kind for one in refute if _type(one) == _ACTIVITY}
    if not denied or _ALL_ACTIVITIES in denied:
        return False
    return any(_type(one) == _ACTIVITY and one.kind not in denied for one in support)


def outlived(denial: Any, others: Facts, written: Callable[[Any], Days | None]) -> bool:
    """Whether a denied event took place after the denial was written.

    ``written`` tells the days on which the document of a fact can be written.
    """
    if denial.assertion != "absent" or not passes(denial):
        return False
    day = written(denial)
    return day is not None and any(
        _type(one) == _type(denial) and one.date and days_of(one.date)[0] > day[1]
        for one in others
        if one.assertion != "absent"
    )


def passes(fact: Any) -> bool:
    """Whether a fact is an event of a day: a denial written before says nothing."""
    return _type(fact) in _EVENTS


def _on_other_side(denial: Any, sides: set[str]) -> bool:
    """Whether a denial is of one side, and all that names a side is on the other."""
    side = denial.side
    return side in _OTHER and sides == {_OTHER[side]}


def _opposite(denial: Any, found: Any) -> bool:
    """Whether one is of the left and the other of the right."""
    return denial.side in _OTHER and found.side == _OTHER[denial.side]


def _of_another_place(denial: Any, support: Facts) -> bool:
    """Whether a complaint is denied at one place, and all places named are others.

    "Low back pain ... no leg pain": that pain is told once more without its place
    makes it no pain in the leg.
    """
    places = {one.site for one in support if _type(one) == _COMPLAINT} - {None}
    return denial.site is not None and bool(places) and denial.site not in places


def _speaks(denial: Any, support: Facts) -> bool:
    name = _type(denial)
    support = tuple([one for one in support if not _opposite(denial, one)])
    if not support:
        return False
    if name == _COMPLAINT:
        return not _of_another_place(denial, support)
    if name in _SEVERAL and (name != _DIAGNOSIS or denial.assertion == "absent"):
        return not all(_another(denial, one) for one in support)
    return name != _PICTURE or any(
        _type(one) != name or not _elsewhere(denial, one) for one in support
    )


def _type(fact: Any) -> str:
    """The name of a fact's type: a case in bulk has types of its own, named alike."""
    return type(fact).__name__


def _another(denial: Any, found: Any) -> bool:
    """Whether one thing is denied, and what is found of its type is another or several.

    A denial of what stands for several speaks of each.
    """
    name = _type(denial)
    if _type(found) != name or denial.kind == found.kind:
        return False
    if name == _DIAGNOSIS and denial.kind == _FRACTURE:
        return not found.kind.endswith(_FRACTURE)
    return denial.kind not in _SEVERAL[name]


def _elsewhere(denial: Any, found: Any) -> bool:
    """Whether both name a part, and not the same one."""
    for part in _PARTS:
        one = getattr(denial, part)
        if one is None:
            continue
        other = getattr(found, part)
        if other is None or one == other:
            continue
        if part != "side" or _BOTH not in (one, other):
            return True
    return False
