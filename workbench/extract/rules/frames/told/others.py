"""Clauses about somebody of the patient's family or house.

"Her husband was admitted with back pain", "his wife declined surgery", "Husband hurt in
a crash; she cares for him" tell nothing of the patient.  What kin say of her does ("her
husband says she fell"), and whoever writes "my mother" or "Mum" writes of her.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought

_KIN = (
    r"(?:(?:ex-?|step|half-|grand)?(?:husband|wife|spouse|partner|brother|sister|sibling"
    r"|son|daughter|child|boyfriend|girlfriend|roommate|neighbou?r|friend|cousin|uncle"
    r"|aunt|nephew|niece|coworker))"
)
_PARENT = r"(?:mother|father|mom|mum|dad|parents?|grandmother|grandfather|in-laws?)"
_AILS = r"(?:c/o|complain\w*|has|had|suffer\w*|got|gets|w/|was dx'?d|is also|have)\b"
_SUBJECT = sought(
    r"(?:\A|[.;:!?\n(]\s?|,\s(?:and|but)\s|\bbecause\s|\bas\s"
    rf"|,\s(?=(?:(?:his|her)\s)?(?:{_KIN}|{_PARENT})\s(?:also\s|too\s)?{_AILS}))\W{{0,3}}"
    r"(?:(?:his|her|their|the patient's|pt's|patient's)\s(?:\w+\s)?"
    rf"(?:{_KIN}|{_PARENT})"
    rf"|(?:an?\s)?{_KIN})(?:'s|s')?(?=\s)(?!\s(?:and (?:he|she|i)\b|is (?:worried"
    r"|concerned|present|here)|(?:\w+\s)?(?:says?|said|reports?|reported|states?|stated"
    r"|notes?|noted|thinks?|feels?|believes?|tells?|told|confirms?|confirmed|brought"
    r"|drove|drives|found|saw|witnessed|helps?|describes?|called|wrote|writes)\b))",
    re.IGNORECASE,
)
_PATIENT = re.compile(
    r"\b(?:she|he|i|patient|pt|they)\b|\b(?:dropped|hit|pushed|ran|backed|fell on"
    r"|landed on|kicked|struck|pulled|knocked)\b|[.;!?]\s",
    re.IGNORECASE,
)


def of_another(text: str, mention: Mention) -> bool:
    """Whether the clause that holds a mention has somebody else for its subject."""
    for one in _SUBJECT.finditer(text):
        if one.start() > mention.start:
            return False
        between = text[one.end() : max(mention.start, one.end())]
        if not _PATIENT.search(between):
            return True
    return False


_OWNER = re.compile(rf"\b(?:{_KIN}|{_PARENT})['\u2019]s (?:\w+ )?\Z", re.IGNORECASE)
"""A relative whose illness a word right behind names ("missed one, son's fever")."""


def is_a_relatives(text: str, mention: Mention) -> bool:
    """Whether an illness belongs to a relative by the word right before it."""
    return _OWNER.search(text[: mention.start]) is not None
