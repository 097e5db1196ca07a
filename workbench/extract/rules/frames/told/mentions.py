"""Where the words of the lists stand in a passage, in the order that they count.

A list of phrases or of words near each other names what it tells; of two that tell the
same kind the earlier is taken, so the order here is what decides between them.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon, near

_PHRASES = ("told", "told-statements", "told-risk", "told-diagnoses")
_FRAMES = ("frames-care", "frames-papers")
_FIRST = ("told-grounds", "told-care")
_NEAR = (
    "told",
    "told-medicare",
    "told-risk",
    "examined",
    "signs-told",
    "courses",
    "conditions",
)
_JUDGED = ("patient-education", "psychological-evaluation")
HEAD = 1200
"""Characters at the head of a document that tell whom it is written to."""


def mentions(passage: Passage) -> tuple[Mention, ...]:
    """What the lists tell in a passage, in the order in which it counts."""
    return tuple(_unveiled(tuple(_found(passage))))


def _found(passage: Passage) -> Iterator[Mention]:
    """Phrases first, then words that stand near each other.

    Before both comes what is told by whole clauses: "unclear how much of the pain is
    from the fracture" holds the phrase of a certainty, and is none.
    A verdict comes before both: "screened: no contraindication" is a screening done,
    and not a denial of one.  Frames of classes are the widest: what they deny comes
    first of all, and what they assert only where nothing else told it.
    """
    document = passage.view.source.text[:HEAD]
    framed = list(near.load(*_FRAMES).find(passage.text, document))
    denied = [one for one in framed if one.implies == "negated"]
    yield from denied
    yield from near.load(*_FIRST).find(passage.text, document)
    loose = list(near.load(*_NEAR).find(passage.text, document))
    judged = [
        one for one in loose if one.implies == "present" and one.concept in _JUDGED
    ]
    yield from judged
    for name in _PHRASES:
        yield from lexicon.load(name).find(passage.text)
    yield from (one for one in loose if one not in judged)
    yield from (one for one in framed if one not in denied)


def _unveiled(found: tuple[Mention, ...]) -> Iterator[Mention]:
    """Those that no wider thing said covers, as ``veils`` in the word lists has it.

    A randomized trial that a device once completed is not the study of this patient.
    """
    wide = [one for one in found if "veils" in one.attributes]
    for one in found:
        kind = one.attributes.get("kind")
        if kind and not any(
            other is not one
            and kind in other.attributes["veils"].split()
            and one.start < other.end
            and other.start < one.end
            for other in wide
        ):
            yield one
