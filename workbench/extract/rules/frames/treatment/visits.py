"""A course of therapy that its therapist tells by the visits alone.

"Seen 12 visits 12/1/25 - 1/30/26.  Manual therapy, HEP.  Goals partially met." nowhere
says physical therapy; the words of the trade around the count do.
"""

from __future__ import annotations

import re

from workbench.extract.rules.frames.treatment.words import Item, items
from workbench.extract.rules.model import DocumentView, Mention, Sentence
from workbench.extract.rules.words.sought import sought

_SEEN = sought(
    r"\b(?:seen|attended|completed|received|has had|had|treated(?: for)?|finished)\s"
    r"(?:for\s|a total of\s|total of\s|all\s|x\s?)?(?P<n>\d{1,2})\s(?:of \d{1,2}\s)?"
    r"(?:skilled\s|scheduled\s|outpatient\s|total\s|tx\s|treatment\s)?"
    r"(?P<visits>visits?|sessions?|appointments?|treatments)\b",
    re.IGNORECASE,
)
_AT_REHAB = sought(
    r"\b(?P<n>\d{1,2}|six|eight|ten|twelve)\s(?P<visits>visits?|sessions?|appointments?"
    r"|times)\s(?:\w+\s){0,2}?(?:at|with|through)\s(?:the\s)?(?:[A-Z][\w'-]+\s){0,3}"
    r"(?:Rehab(?:ilitation)?|Physio(?:therapy)?)\b"
)
"""Visits to a place whose name is its trade ("14 visits at Gullwing Rehab")."""
_TRADE = sought(
    r"\b(?:HEP|home program|ther(?:apeutic|\.)? ?ex\w*|therex|ther-ex|manual therapy"
    r"|neuro ?re-?ed\w*|STGs?|LTGs?|POC|plan of care|MHP|IFC|UBE|chin tucks"
    r"|strengthening|stretching|nerve glides?|joint mobili[sz]\w+|soft tissue mob\w*"
    r"|goals? (?:partially |not |all )?(?:met|achieved)|\d of \d goals|MMT|AROM|PROM"
    r"|gait training|stabili[sz]ation|dry needling|traction|plateau\w*|skilled PT"
    r"|D/C to|discharged? to (?:HEP|independent))\b"
)
_OTHER_TRADE = sought(
    r"\b(?:adjust(?:ed|ments?)|subluxations?|DC|D\.C\.|L\.?Ac|acupuncture|needles?"
    r"|chiropract\w*|massage therapist|LMT|psycholog\w*|counsel\w*|CBT|dialysis"
    r"|chemo\w*|radiation)\b"
)
_WORDS = 2
"""Different words of the trade that make a record a therapist's."""


def told(view: DocumentView, sentence: Sentence) -> Item | None:
    """The therapy that a sentence counts visits of without its name."""
    seen = _AT_REHAB.search(sentence.text)
    if seen is None and view.once(
        _is_therapists, lambda: _is_therapists(view.source.text)
    ):
        seen = _SEEN.search(sentence.text)
    if seen is None:
        return None
    start, end = seen.span("visits")
    kind = "physical-therapy"
    return Item(kind, start, end, Mention(kind, start, end, seen["visits"]))


def _is_therapists(text: str) -> bool:
    """Whether a record has a therapist's words and those of no other trade."""
    words = {one.group().lower() for one in _TRADE.finditer(text)}
    named = any(one.kind == "chiropractic" for one in items(text[:2000]))
    other = named or bool(_OTHER_TRADE.search(text))
    return len(words) >= _WORDS and not other
