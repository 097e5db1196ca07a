"""Where a grade of strength belongs: a muscle, a limb or all, and its side."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading
from workbench.extract.rules.frames.exam.marks import side_of
from workbench.extract.rules.frames.exam.strength_grades import FULL
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.words import lexicon
from workbench.schema.case import Side

_LEGS = re.compile(
    r"\b(?:hips?|knees?|ankles?|legs?|lower (?:extremit|limb)\w*|LEs?|BLE|[RL]LE|EHL|"
    r"quad\w*|L[2-5]|S1|feet|foot)\b",
    re.IGNORECASE,
)
_ARMS = re.compile(
    r"\b(?:upper|arms?|UEs?|BUE|[RL]UE|deltoids?|biceps|triceps|grip|wrists?|hands?|"
    r"extremities x ?4|all (?:4|four|extremities)|C[4-8]|throughout all|everywhere)\b",
    re.IGNORECASE,
)


def side_of_limb(text: str, reading: Reading) -> Side | None:
    """The side read, or both where a pair of limbs is graded as one ("Legs 5/5")."""
    item = reading.item
    if item and text[item.start : item.end].lower() in ("arms", "legs"):
        return side_of(text, item, reading.side)
    return reading.side


def site_of(place: str | None, grade: str, passage: Passage) -> str | None:
    """The place of a grade: a limb is all of it where it is full."""
    if place in (None, "all") and (_lower(passage.label) or _only_legs(passage.text)):
        return "leg"
    if place in (None, "arm"):
        return "all" if grade == FULL else place
    return place


def _lower(label: str) -> bool:
    found = lexicon.load("exam-strength").find(label)
    names = {word.concept for word in found}
    return "lower" in names and "upper" not in names


def _only_legs(text: str) -> bool:
    return bool(_LEGS.search(text)) and not _ARMS.search(text)
