"""Sides that the answer of a form gives to the complaint that its label names.

"Numb hands: YES, right" is the right hand, "Weakness reported: left triceps" the left,
and so is what a second question asks for ("numb fingers - which hand?  LEFT").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.frames.symptoms.complaints import AXIAL
from workbench.schema.case import Side, Symptom

_SIDE = r"(?P<side>left|right|lt|rt|l|r|both|bilat(?:eral(?:ly)?)?|b/l)(?![\w/'-]| or )"
_AFTER_YES = re.compile(
    r"[\s:?.,=|-]{0,90}(?:(?:yes|y|pos(?:itive)?|present)\b[\s:;,.(-]{1,40})?"
    rf"(?:(?:in|on|the|my|her|his|more|mostly|worse|mainly)\s){{0,3}}{_SIDE}",
    re.IGNORECASE,
)
_ASKED_SIDE = re.compile(
    r"(?:which\s(?:hand|side|arm|leg|foot|one|limb)s?|what side|side)\s?[?:]"
    rf"[\s\"'_]{{0,12}}{_SIDE}",
    re.IGNORECASE,
)
_NAMES: dict[str, Side] = {"l": "left", "r": "right", "b": "bilateral"}


def answered_sides(passage: Passage, found: Sequence[Symptom]) -> Iterator[Symptom]:
    """The complaints of a passage, with the side that its answer gives them."""
    side = _answered(passage)
    for one in found:
        taken = side and one.assertion == "present" and one.site not in AXIAL
        yield one.model_copy(update={"side": side}) if taken else one


def _answered(passage: Passage) -> Side | None:
    text, label = passage.text, passage.sentence.block.label or ""
    said = _ASKED_SIDE.search(text)
    if said is None and label and text.startswith(label):
        said = _AFTER_YES.match(text, len(label))
    return _NAMES[said["side"][0].lower()] if said else None
