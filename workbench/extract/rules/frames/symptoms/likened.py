"""Complaints told by what they are like, or by what befalls the patient.

"I walk like I am drunk", "hands as if in gloves", "one fall in December": the words
stand in ``near/everyday.yaml``.  Another fact of the same kind in the sentence makes
them needless.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import as_side, find_sides, is_pair
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.language import context
from workbench.extract.rules.words import near
from workbench.schema.case import Side, Symptom


def likened(passage: Passage, told: Collection[str]) -> Iterator[Symptom]:
    """The complaints of a sentence that are told so, of kinds not told already."""
    for mention in near.load("everyday").find(passage.text):
        kind = mention.attributes["kind"]
        if mention.attributes["list"] != "symptoms" or kind in told:
            continue
        seven = mention.implies or context.assertion(
            passage.sentence, mention, state=True
        )
        said = context.to_assertion(seven)
        if said:
            yield Symptom(
                id="?",
                kind=kind,
                assertion=said,
                side=_side(mention.text) if kind in _SIDED else None,
                date=passage.view.document.date,
                evidence=tuple(evidence(passage)),
            )


_SIDED = ("numbness", "neurogenic-claudication")


def _side(words: str) -> Side | None:
    """The side named in the words, or both where they begin with a pair of limbs."""
    sides = {mark.name for mark in find_sides(words)}
    if sides:
        return as_side(sides.pop()) if len(sides) == 1 else None
    first = re.match(r"[a-z]+", words, re.IGNORECASE)
    return "bilateral" if first and is_pair(first.group()) else None
