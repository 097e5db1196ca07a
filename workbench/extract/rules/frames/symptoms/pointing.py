"""Sides that a complaint takes from what was told just before it.

"Numbness in the same finger" is that of the arm named before; claudication is of the
legs that ache.
"""

from __future__ import annotations

import re

from workbench.extract.rules.frames.symptoms.complaints import AXIAL
from workbench.extract.rules.frames.symptoms.turns import LEGS
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Symptom


def with_legs(text: str, found: list[Symptom]) -> list[Symptom]:
    """The facts, claudication with the side of the legs that it is told of."""
    legs = {
        one.side
        for one in found
        if one.site in LEGS and one.assertion == "present" and one.side
    }
    if not legs and _BOTH_LEGS.search(text):
        legs = {"bilateral"}
    if len(legs) != 1:
        return found
    return [
        one.model_copy(update={"side": next(iter(legs))})
        if one.kind == "neurogenic-claudication" and not one.side
        else one
        for one in found
    ]


_BOTH_LEGS = sought(
    r"\b(?:both|bilat(?:eral)?|b/l)\s(?:\w+\s)?(?:legs|calves|thighs|buttocks|lower)\b"
    r"|\b(?:legs|calves|thighs)\s(?:\w+\s){0,2}bilat(?:eral(?:ly)?)?\b",
    re.IGNORECASE,
)
_UPPER = frozenset(
    {"arm", "shoulder", "scapula", "forearm", "elbow", "wrist", "hand", "radial-hand"}
    | {"ulnar-hand", "thumb", "index-finger", "middle-finger", "ring-finger"}
    | {"little-finger", "fingers"}
)
_LOWER = LEGS | {
    "lateral-foot",
    "dorsal-foot",
    "medial-foot",
    "great-toe",
    "toes",
    "knee",
}
_TWO_SIDES = sought(
    r"\b(?:both|bilat\w*|b/l|other|opposite|contralateral|either|each|now the"
    r"|sometimes the|alternat\w+)\b",
    re.IGNORECASE,
)
_POINTS = sought(
    r"\bthere\b(?! (?:is|are|was|were|has|have|may|might))|\bwhich\b"
    r"|\bsame (?:distribution|area|place|spot|territory|pattern|path|region|part)s?\b",
    re.IGNORECASE,
)


def of_one_side(
    text: str, found: list[Symptom], before: list[Symptom]
) -> list[Symptom]:
    """The facts, those of a limb with the one side that is told of that limb.

    "R arm pain, neck to thumb, tingling of thumb and index" is all of the right arm;
    what is told "there" is of the side told just before.
    """
    if _TWO_SIDES.search(text):
        return found
    points = _POINTS.search(text) is not None
    here = [one for one in found if one.side and one.assertion == "present"]
    told = here or [one for one in (before if points else ()) if one.side]
    return [_with_side_of(one, told, points) for one in found]


def _with_side_of(one: Symptom, told: list[Symptom], points: bool) -> Symptom:
    if one.side or one.assertion != "present":
        return one
    limb = next((limb for limb in (_UPPER, _LOWER) if one.site in limb), None)
    if limb is None and not (points and one.site is None):
        return one
    near = [other for other in told if limb is None or other.site in limb]
    if len({other.side for other in near}) != 1 or near[0].side == "bilateral":
        return one
    cites = (*one.evidence, *near[0].evidence)
    kept = tuple(dict.fromkeys(cites))
    return one.model_copy(update={"side": near[0].side, "evidence": kept})


_SAME_PART = sought(
    r"\b(?:(?:the|that|this|those|these|in|on)\s(?:very\s)?same|that|those|these)\s"
    r"(?P<part>side|arm|hand|leg|foot|limb|thigh|calf|fingers?|digits?|toes?|thumb"
    r"|shoulder|forearm|distribution|area|place)\b",
    re.IGNORECASE,
)


def pointing_back(
    text: str, found: list[Symptom], before: list[Symptom]
) -> list[Symptom]:
    """The facts, with the side of the sentence before where words point back to it.

    "Pain down the left arm to the middle finger.  Numbness in the same finger."
    """
    sided = [one for one in before if one.side]
    points = _SAME_PART.search(text)
    if not found or not points or len({one.side for one in sided}) != 1:
        return found
    whole = points["part"].lower() == "side"
    first = sided[0]
    return [
        one.model_copy(
            update={"side": first.side, "evidence": (*one.evidence, *first.evidence)}
        )
        if one.side is None and (whole or one.site) and one.site not in AXIAL
        else one
        for one in found
    ]
