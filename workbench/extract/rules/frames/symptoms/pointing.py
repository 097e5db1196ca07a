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
