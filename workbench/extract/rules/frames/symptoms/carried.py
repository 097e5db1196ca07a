"""The side that a limb has when its complaint names none: the one already told.

"R arm pain, tingling thumb and index", "L leg: pain to the ankle": thumb and ankle
belong to the limb just named.  From one sentence to the next a side is carried only
where words point back ("pins and needles in the same area").  Nothing is carried where
both sides, another side or a pair is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import is_pair
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.symptoms.complaints import places_of
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side, Symptom

_ARM = frozenset(
    "arm upper-arm elbow medial-elbow forearm lateral-forearm dorsal-forearm"
    " medial-forearm wrist hand radial-hand ulnar-hand fingers thumb index-finger"
    " middle-finger ring-finger little-finger".split()
)
_LEG = frozenset(
    "buttock groin leg anterior-thigh medial-thigh lateral-thigh posterior-thigh knee"
    " ankle medial-calf lateral-calf posterior-calf dorsal-foot lateral-foot"
    " foot".split()
)
_OTHER = re.compile(r"\b(?:other|opposite|contralateral)\b", re.IGNORECASE)
"""A word of the side that is not the one told."""
_POINTS = sought(
    r"\b(?:in\s|over\s|of\s|on\s)?(?:the\s|that\s)?same\s"
    r"(?:distribution|area|places?|region|path|pattern|spots?|territory|side)\b"
    r"|\bthere\s(?:too|also|as well)\b"
    r"|\b(?:on\s)?(?:the\s)?(?:top|back|side|sole|bottom|outside|inside)\sof\s(?:it|that)\b",
    re.IGNORECASE,
)
"""Words that put a complaint where another one was told to be."""


def carried(
    passage: Passage, found: list[Symptom], before: Passage | None
) -> list[Symptom]:
    """The complaints of a sentence, those of a limb with the side told of it before."""
    text = passage.text
    if not any(one.side is None for one in found) or _OTHER.search(text):
        return found
    here = _sides(text)
    pointed = _POINTS.search(text) is not None
    made = []
    for one in found:
        side, source = None, None
        limb = _limb(one.site)
        free = one.side is None and one.assertion == "present"
        if free and limb and not _spoken_in_pairs(text):
            side = _only(here, limb)
        elif free and pointed and one.site is None and here:
            side = _common(here)
        elif free and pointed and one.site is None:
            side, source = _common(_said(before, passage)), before
        made.append(_placed(one, side, source) if side else one)
    return made


def _placed(one: Symptom, side: Side, source: Passage | None) -> Symptom:
    quotes = one.evidence
    if source is not None:
        quotes = tuple(dict.fromkeys((*quotes, *evidence(source))))
    return one.model_copy(update={"side": side, "evidence": quotes})


def _limb(site: str | None) -> frozenset[str] | None:
    return next((limb for limb in (_ARM, _LEG) if site in limb), None)


def _sides(text: str) -> list[tuple[str, Side]]:
    """The places of a sentence that have a side."""
    return [(one.site, one.side) for one in places_of(text) if one.side]


def _said(before: Passage | None, passage: Passage) -> list[tuple[str, Side]]:
    """The same of the sentence before, where it stands in the same paragraph."""
    if before is None or before.sentence.section is not passage.sentence.section:
        return []
    gap = passage.sentence.index - before.sentence.index
    return _sides(before.text) if gap == 1 else []


def _only(told: Sequence[tuple[str, Side]], limb: Iterable[str]) -> Side | None:
    """The one side that is told of a limb; the other side is told of no place."""
    if not any(site in limb for site, _ in told):
        return None
    return _common(told)


def _common(told: Sequence[tuple[str, Side]]) -> Side | None:
    sides = {side for _, side in told}
    side = sides.pop() if len(sides) == 1 else None
    return None if side == "bilateral" else side


def _spoken_in_pairs(text: str) -> bool:
    """Whether a paired part stands in the plural ("tingling of the hands")."""
    return any(is_pair(text[one.start : one.end]) for one in places_of(text))
