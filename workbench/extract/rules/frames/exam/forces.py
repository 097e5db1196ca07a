"""Force of the hand by an instrument: "Jamar R 14 kg // L 29 kg", "Grip L 42 lb".

A number of pounds or kilograms is no grade and shows no deficit by itself; it is kept
with its side as a measure of strength.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import (
    about_patient,
    finding,
    is_goal,
)
from workbench.extract.rules.frames.exam.marks import as_side, find_sides
from workbench.extract.rules.frames.exam.normed import named
from workbench.extract.rules.frames.passages import Passage, is_study_text
from workbench.schema.case import ExamFinding

_VALUE = re.compile(
    r"[\s:=,;/|(]{0,4}(?:(?:and|vs\.?|force|measured|is|was|at|of|avg|mean)\s){0,3}"
    r"(?P<side>R|L|Rt|Lt|right|left)[\s:=]{1,3}(?P<n>\d{1,3}(?:\.\d)?)"
    r"\s?(?P<unit>kgs?|kilograms?|lbs?\.?|pounds?|#)?(?![\w/%])",
    re.IGNORECASE,
)
_MOST = 4
"""Values that may follow one name."""


def read_sentence(passage: Passage) -> Iterator[ExamFinding]:
    """The forces of a sentence, one for each side that has a number."""
    if passage.role == "plan" or is_goal(passage) or is_study_text(passage):
        return
    for word in named("force").finditer(passage.text):
        yield from _sides(passage, word.end())


def _sides(passage: Passage, place: int) -> Iterator[ExamFinding]:
    read = []
    for _ in range(_MOST):
        match = _VALUE.match(passage.text, place)
        if match is None:
            break
        read.append(match)
        place = match.end()
    units = [one["unit"] for one in read if one["unit"]]
    for one in read if units else ():
        if about_patient(passage, *one.span("n"), "strength") is None:
            return
        yield finding(
            passage,
            "strength",
            one.span("n"),
            site="grip",
            side=as_side(find_sides(one["side"])[0].name),
            value=float(one["n"]),
            unit="kg" if units[0].lower().startswith("k") else "lb",
        )
