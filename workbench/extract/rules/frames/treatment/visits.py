"""A course of therapy that its therapist tells by the visits alone.

"Seen 12 visits 12/1/25 - 1/30/26.  Manual therapy, HEP.  Goals partially met." nowhere
says physical therapy; the words of the trade around the count do.
"""

from __future__ import annotations

import re

from workbench.extract.rules.frames.treatment.words import Item, items
from workbench.extract.rules.model import DocumentView, Mention, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Treatment

_SEEN = sought(
    r"\b(?:seen|attended|completed|received|has had|had|treated(?: for)?|finished"
    r"|discharged? (?:after|following))\s"
    r"(?:for\s|a total of\s|total of\s|all\s|x\s?)?(?P<n>\d{1,2})\s(?:of \d{1,2}\s)?"
    r"(?:skilled\s|scheduled\s|authori[sz]ed\s|approved\s|outpatient\s|total\s|tx\s|treatment\s)?"
    r"(?P<visits>visits?|sessions?|appointments?|treatments)\b",
    re.IGNORECASE,
)
_NUMBERED = sought(
    r"\b(?P<visits>v(?=\s?#)|(?:pool|land|aquatic|clinic|rehab)\svisits?|visits?|sessions?|tx|treatments?|appt|appointment|rx)\s?(?:no\.?\s|#\s?|"
    r"number\s|:\s?)?(?P<n>\d{1,2})\b(?!\s?(?:weeks?|wks?|months?|min|days?|times|x|%"
    r"|[-/.]\d{1,2}[-/]|per))(?:\s?(?:/|of|out of)\s?\d{1,2})?"
    r"|\b(?:attended|completed|used|seen|kept)\s(?P<a>\d{1,2})\s?(?:/|of"
    r"|out of)\s?\d{1,2}\b"
    r"(?![/-]\d)|\b(?P<b>\d{1,2})\s?(?:/|of|out of)\s?\d{1,2}\s(?:visits?|sessions?"
    r"|appointments?)?\s?(?:used|attended|kept|completed|seen)\b"
    r"|\bused:?\s(?P<c>\d{1,2})\b",
    re.IGNORECASE,
)
"""A visit told by its number ("Visit 7 of 12", "Tx #6", "attended 11/12")."""
_AHEAD = re.compile(
    r"\b(?:auth\w*|approved|allowed|scheduled|remaining|request\w*|order\w*|next|plan"
    r"|until|up to|for|will|needs?|before|after|by)\W{1,3}\Z",
    re.IGNORECASE,
)
_AT_REHAB = sought(
    r"\b(?P<n>\d{1,2}|six|eight|ten|twelve)\s(?P<visits>visits?|sessions?|appointments?"
    r"|times)\s(?:\w+\s){0,2}?(?:at|with|through)\s(?:the\s)?(?:[A-Z][\w'-]+\s){0,3}"
    r"(?:Rehab(?:ilitation)?|Physio(?:therapy)?)\b"
)
"""Visits to a place whose name is its trade ("14 visits at Gullwing Rehab")."""
_TRADE = sought(
    r"\b(?:HEP|STM|quad sets?|[Mm]anual(?=\s?\+)|home program"
    r"|ther(?:apeutic|\.)? ?ex\w*|therex|ther-ex|manual therapy"
    r"|neuro ?re-?ed\w*|STGs?|LTGs?|POC|plan of care|MHP|IFC|UBE|chin tucks"
    r"|strengthening|stretching|nerve glides?|joint mobili[sz]\w+|soft tissue mob\w*"
    r"|goals? (?:partially |not |all )?(?:met|achieved)|\d of \d goals|MMT|AROM|PROM"
    r"|gait training|stabili[sz]ation|dry needling|MT|DNF|deep neck flexors?"
    r"|neck flexor training|manual traction|mech\w* (?:\w+ )?traction|moist heat"
    r"|ice massage|e-?stim|US x|ultrasound x|theraband|[Tt]hera-?[Bb]and|McKenzie"
    r"|[Nn]oodle|[Ww]all squats?|hip abd(?:uction)?|[Aa]quatic|per flowsheet"
    r"|prone press|[Cc]lams?hells?|bridges|cat[- ]cow|ULTT"
    r"|ULNT|[Cc]ont(?:inue)? \dx/wk|work conditioning|fl-waist"
    r"|[Jj]ob demand|isometrics|recumbent bike|postural|Kinesio|traction"
    r"|plateau\w*|skilled PT"
    r"|D/C to|discharged? to (?:HEP|independent))\b"
)
_OTHER_TRADE = sought(
    r"\b(?:adjust(?:ed|ments?)|subluxations?|DC|D\.C\.|L\.?Ac|[Aa]cu(?:puncture)?|cupping|needles?"
    r"|chiropract\w*|massage therapist|LMT|psycholog\w*|counsel\w*|CBT|dialysis"
    r"|chemo\w*|radiation)\b"
)
_DOSED = sought(
    r"\b\d{1,2}\s?(?:min\b|mins\b|minutes?\b|lbs?\b|#|pounds?\b|reps?\b|sets?\b)"
    r"|\bx\s?\d{1,2}\s?(?:min|')|\b\d\s?x\s?\d{1,2}\b",
    re.IGNORECASE,
)
"""How long, how heavy or how often a therapist gave something."""
_WORDS = 2
"""Different words of the trade that make a record a therapist's."""


def told(view: DocumentView, sentence: Sentence) -> Item | None:
    """The therapy that a sentence counts visits of without its name."""
    seen = _AT_REHAB.search(sentence.text)
    if seen is None and _of_therapist(view):
        seen = _SEEN.search(sentence.text)
        if seen is None:
            return _numbered(sentence.text)
    if seen is None:
        return None
    start, end = seen.span("visits")
    kind = "physical-therapy"
    return Item(kind, start, end, Mention(kind, start, end, seen["visits"]))


def opens(view: DocumentView, sentence: Sentence) -> Item | None:
    """The therapy whose visit's number opens a sentence ("Tx #6: traction, heat")."""
    if not _of_therapist(view):
        return None
    seen = _NUMBERED.match(sentence.text.lstrip())
    return _numbered(sentence.text) if seen else None


_OF_ALL = sought(
    r"(?:\A|[.;,]\s)\W*(?:visits?|sessions?|tx|treatments?)\s?#?\s?\d{1,2}\s?"
    r"(?:/|of|out of)\s?\d{1,2}\b(?![/-])",
    re.IGNORECASE,
)
"""A visit counted out of all that were granted ("Visit 7/12")."""


def had(sentence: Sentence, facts: list[Treatment]) -> list[Treatment]:
    """A visit that is counted was had, though its count stands under a plan."""
    if sentence.role != "plan" or not _OF_ALL.search(sentence.text):
        return facts
    return [
        one.model_copy(update={"assertion": "present", "status": "done"})
        if one.assertion == "planned"
        else one
        for one in facts
    ]


def _numbered(text: str) -> Item | None:
    """A visit that its number tells, and no one that is only granted or planned."""
    for seen in _NUMBERED.finditer(text):
        if not _AHEAD.search(text[max(seen.start() - 24, 0) : seen.start()]):
            start, end = seen.span()
            kind = "physical-therapy"
            return Item(kind, start, end, Mention(kind, start, end, seen.group()))
    return None


def _of_therapist(view: DocumentView) -> bool:
    """Whether a document is a therapist's; a record of therapy tells it by one word."""
    wanted = 1 if view.document.kind == "therapy-record" else _WORDS
    return view.once(_of_therapist, lambda: _is_therapists(view.source.text, wanted))


def _is_therapists(text: str, wanted: int) -> bool:
    """Whether a record has a therapist's words and those of no other trade."""
    written = (text, text.lower())
    words = {one.group().lower() for way in written for one in _TRADE.finditer(way)}
    named = any(one.kind == "chiropractic" for one in items(text[:2000]))
    other = named or bool(_OTHER_TRADE.search(text))
    return len(words) >= wanted and not other


def given_at(view: DocumentView, sentence: Sentence) -> bool:
    """Whether a therapist's "O:" lists what was given ("mech traction 10 min").

    So does a field for exercises at home below it ("HEP: daily").
    """
    if sentence.role != "exam" or not _of_therapist(view):
        return False
    return bool(_DOSED.search(sentence.text) or _HOME.match(sentence.block.label or ""))


_HOME = re.compile(r"\W*(?:HEP\b|home (?:exercise|program))", re.IGNORECASE)
