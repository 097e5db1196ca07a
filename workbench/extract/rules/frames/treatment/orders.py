"""Treatment told in the passive: what was ordered, and whether it was then carried out.

"Physical therapy for 6 weeks was ordered" is a plan with a length; "... was ordered and
completed" and "he did the 6 weeks that were recommended" are care that was given.  A
medicine that was prescribed counts as taken, as anywhere else.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.clauses import Told
from workbench.extract.rules.words.sought import sought

AHEAD = ("ordered", "planned", "recommended", "requested", "scheduled")
"""How the general engine words a thing that is still to come."""
_REACH = 120
MEDICINES = (
    "nsaid",
    "acetaminophen",
    "oral-steroid",
    "neuropathic-medication",
    "muscle-relaxant",
    "opioid",
    "medication",
)
_BE = (
    r"(?:was|were|is|are|be|been|being|(?:has|have|had|will have) been|will be"
    r"|would be|to be|is being|are being)"
)
_ADVERB = (
    r"(?:(?:also|then|again|now|today|next|first|just|only|once more|\w{3,12}ly)\s)"
    r"{0,2}"
)
_VERBS = (
    r"(?:re)?ordered|recommended|suggested|advised|proposed|requested|scheduled"
    r"|arranged|planned|booked|set up|offered|discussed|considered|approved"
    r"|pre-?approved|authori[sz]ed|denied|referred(?: for)?"
)
_VERB = rf"(?:{_VERBS})"
_OR_PRESCRIBED = rf"(?:prescribed|{_VERBS})"
_PRESCRIBED = re.compile(rf"\b{_BE}\s{_ADVERB}{_OR_PRESCRIBED}\b", re.I)
_SAID_AHEAD = re.compile(rf"\b{_BE}\s{_ADVERB}{_VERB}\b", re.I)
_DID = (
    r"(?:completed|finished|done|attended|performed|carried out|undergone|undertaken"
    r"|tried|received|taken)"
)
_CARRIED_OUT = sought(
    rf"\b(?:was|were|has been|have been|had been)\s{_ADVERB}{_DID}\b"
    r"|(?:\band|,|;)\s(?:(?:he|she|they|it|the patient|patient|pt)\s)?"
    rf"(?:(?:has|have|had|was|were)\s)?{_ADVERB}(?:since\s)?"
    r"(?:completed|finished|attended|did|underwent|performed|went to|participated in"
    r"|received|took|tried|trialled|used|worn|wore|applied|practi[sc]ed|adhered to"
    r"|taken(?= (?:from|for|between|over|as|since|\d))"
    r"|done (?:from|for|between|over|\d)|availed|undertaken|followed (?:from|for))\b",
    re.I,
)
_ANOTHER_CLAUSE = re.compile(
    r"\b(?:and|but|so|because|since|when|who|while)\b|,\s\w+\s\w+ed\b", re.I
)
_NOT = re.compile(r"\b(?:not|never|yet|unable|without|cannot)\b|n't\b", re.I)
_GOVERNED = re.compile(
    r"\b(?:completed|finished|did|attended|underwent|performed|received|took)\s"
    r"(?:all\s|both\s)?(?:of\s)?(?:the|his|her|their|this|that)?\b[^.;,]{0,60}$",
    re.I,
)
_AS_ORDERED = re.compile(
    rf"[^.;,]{{0,40}}?\b(?:(?:that|which)\s(?:(?:he|she|they)\s)?{_BE}\s|as\s)"
    rf"{_ADVERB}{_OR_PRESCRIBED}\b",
    re.I,
)


_BY_ME = re.compile(
    r"\b(?:i|we)\s(?:(?:have|am|are|will|would like to|did|also|today|then|just|now"
    r"|going|plan|to|\w{3,12}ly)\s){0,4}?(?:prescrib(?:e|ed|ing)|start(?:ed|ing)?"
    r"|initiat(?:e|ed|ing)|writ(?:e|ing)|wrote|written|provid(?:e|ed|ing)|sen(?:d|t)"
    r"|sending|call(?:ed|ing)? in|add(?:ed|ing)?|giv(?:e|en|ing)|gave|issu(?:e|ed|ing)"
    r"|refill(?:ed|ing)?)\b[^.;]{0,60}$"
    r"|'(?:ve|m|ll|re)\s(?:\w{3,12}ly\s|also\s)?(?:prescrib(?:e|ed|ing)|start(?:ed|ing)"
    r"|giv(?:e|en|ing)|writ(?:ten|ing))\b[^.;]{0,60}$",
    re.I,
)
"""The writer's own prescribing, today's unless the words give another day."""
_BACK_THEN = re.compile(
    r"\b(?:last|previous(?:ly)?|prior|initial(?:ly)?|first|ago|earlier|before|already"
    r"|since|back in|at that (?:time|visit)|had|refill\w*|continu\w+)\b"
    r"|\b(?:in|on)\s(?:\d|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)


def prescribed_now(text: str, told: Told) -> bool:
    """Whether the writer starts it himself, with no earlier day and no result told.

    "I have prescribed meloxicam" is today's plan; "I started her on gabapentin in
    March" and "we gave her a dose pack, which did not help" are care that was given.
    """
    if told.answers or told.spans or told.item.kind not in MEDICINES:
        return False
    left = text[told.clause[0] : told.item.start]
    right = text[told.item.end : told.item.end + _REACH]
    around = left + re.split(r"[.;]", right)[0]
    return bool(_BY_ME.search(left)) and not _BACK_THEN.search(around)


def only_ordered(text: str, told: Told) -> bool:
    """Whether the verb after a treatment, and after its length, only orders it."""
    if told.answers or told.spans:
        return False
    right = text[told.item.end : told.item.end + _REACH]
    right = re.split(r"[.;]", right)[0]
    medicine = told.item.kind in MEDICINES
    found = (_SAID_AHEAD if medicine else _PRESCRIBED).search(right)
    if found is None:
        return False
    between = right[: found.start()]
    return not _ANOTHER_CLAUSE.search(between)


def carried_out(text: str, told: Told) -> bool:
    """Whether what was ordered is also said to have been done."""
    right = text[told.item.end : told.item.end + _REACH]
    right = re.split(r"[.;]", right)[0]
    left = text[told.clause[0] : told.item.start]
    if _AS_ORDERED.match(right) and _GOVERNED.search(left) and not _NOT.search(left):
        return True
    done = _CARRIED_OUT.search(right)
    if done is None:
        return False
    ordered = _PRESCRIBED.search(right[: done.start()]) or re.match(
        rf"[^,]{{0,40}}?\b{_OR_PRESCRIBED}\b", right[: done.start()], re.I
    )
    return bool(ordered) and not _NOT.search(right[: done.end()])


_REFILL_OF = sought(
    r"\b(?:refil{1,2}s?|renewals?|bridge)(?:\s(?:requests?|rx))?\s?:?\s(?:(?:rx|on|of|for|her|his|the"
    r"|my|their)\s){0,2}\Z",
    re.IGNORECASE,
)
_THEN_REFILLED = re.compile(
    r"(?:\s(?!(?:and|or|but|instead|if)\b)[\w/#.-]+){0,4}\s(?:be\s)?"
    r"(?:refil{1,2}(?:ed|s)?|renew(?:ed|al))\b",
    re.IGNORECASE,
)
_TAKEN_NO_MORE = re.compile(
    r"\b(?:stopped|quit|off|old|discontinued|no longer|last year)\b", re.IGNORECASE
)


def refilled(text: str, told: Told) -> bool:
    """Whether a refill of a medicine is asked for or given: it is being taken.

    "Wants refill of gabapentin", "needs gabapentin 300 tid refilled".
    """
    low, high = told.clause
    if _TAKEN_NO_MORE.search(text, low, high):
        return False
    before = _REFILL_OF.search(text[low : told.item.start])
    return bool(before or _THEN_REFILLED.match(text[:high], told.item.end))
