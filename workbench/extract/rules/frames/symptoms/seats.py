"""Places that answer where it hurts: "Where: neck and between the shoulder blades".

The label asks for the place; that it is pain which sits there the label says itself, or
the form's title does.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.symptoms.complaints import AXIAL, Place, places_of
from workbench.schema.case import Symptom

_WHERE = re.compile(
    r"\s*(?:\d{1,2}[.)]\s)?(?:where(?:\s(?:is\s(?:it|the\spain|your\spain)|does\sit\shurt"
    r"|do\syou\shurt|is\syour\sworst\spain))?|location|sites?|areas?)\s?[:?-]+\s*",
    re.IGNORECASE,
)
_OF_PAIN = re.compile(r"\b(?:pain|hurts?|ache|symptoms?)\b", re.IGNORECASE)
_NONE = re.compile(
    r"\s*(?:none|no|nil|n/?a)\b|\b(?:cent(?:er|re)|clinic|hospital|suite)\b", re.I
)


def seats(passage: Passage) -> Iterator[Symptom]:
    """The pain at each place that answers where it is."""
    asked = _WHERE.match(passage.text)
    if asked is None or not _OF_PAIN.search(f"{asked.group()} {_title(passage)}"):
        return
    if _NONE.search(passage.text, asked.end()):
        return
    for place in places_of(passage.text):
        if place.start >= asked.end():
            yield pain_at(passage, place)


def pain_at(passage: Passage, place: Place) -> Symptom:
    """The pain of a sentence at one of its places; the trunk has no side."""
    return Symptom(
        id="?",
        kind="pain",
        site=place.site,
        side=None if place.site in AXIAL else place.side,
        date=passage.view.document.date,
        evidence=tuple(evidence(passage)),
    )


def _title(passage: Passage) -> str:
    return passage.sentence.section.title
