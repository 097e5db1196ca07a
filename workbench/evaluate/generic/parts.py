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
_SIGN = "ExamFinding"
_ALL_SIGNS = frozenset({"myelopathic-signs", "neurological-deficit"})
"""Kinds of sign that stand for several, so that their denial speaks of each."""
_DIAGNOSIS = "Diagnosis"
_FRACTURE = "fracture"
"""The kind of diagnosis that stands for several: "no fracture" speaks of each."""
_RISK = "RiskFactor"
_ALL_RISKS = frozenset({"surgical-contraindication"})
"""Kinds of risk that stand for several: "no contraindications" speaks of each."""


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
    if name == _ACTIVITY:
        return not all(_other_activity(denial, one) for one in support)
    if name == _COMPLAINT:
        return not _of_another_place(denial, support)
    if name == _SIGN:
        return not all(_other_sign(denial, one) for one in support)
    if name == _RISK:
        return not all(_other_risk(denial, one) for one in support)
    if name == _DIAGNOSIS and denial.assertion == "absent":
        return not all(_other_diagnosis(denial, one) for one in support)
    return name != _PICTURE or any(
        _type(one) != name or not _elsewhere(denial, one) for one in support
    )


def _type(fact: Any) -> str:
    """The name of a fact's type: a case in bulk has types of its own, named alike."""
    return type(fact).__name__


def _other_activity(denial: Any, found: Any) -> bool:
    """Whether one activity is denied, and what is found is another or several."""
    other = _type(found) == _ACTIVITY and denial.kind != found.kind
    return other and denial.kind != _ALL_ACTIVITIES


def _other_sign(denial: Any, found: Any) -> bool:
    """Whether one sign is denied, and what is found is another or several."""
    other = _type(found) == _SIGN and denial.kind != found.kind
    return other and denial.kind not in _ALL_SIGNS


def _other_risk(denial: Any, found: Any) -> bool:
    """Whether one risk is denied, and what is found is another or several."""
    other = _type(found) == _RISK and denial.kind != found.kind
    return other and denial.kind not in _ALL_RISKS


def _other_diagnosis(denial: Any, found: Any) -> bool:
    """Whether one illness is denied, and what is found is another."""
    if _type(found) != _DIAGNOSIS or denial.kind == found.kind:
        return False
    return not (denial.kind == _FRACTURE and found.kind.endswith(_FRACTURE))


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
