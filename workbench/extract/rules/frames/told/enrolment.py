"""Whether a patient is in a study already, or is still to be taken in.

"I will send the enrolment form once she is in" and "subject no. to be assigned" name
the papers of a study that nobody has joined yet.  A sentence that says of somebody that
it was done stands, though a form of it may still be on its way.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion

_OUTSIDE = sought(
    r"\b(?:outside (?:of )?(?:a|any)|not (?:part of|enrolled)|no)\b[^.;\n]{0,25}\b"
    r"(?:clinical )?(?:trial|study)\b",
    re.IGNORECASE,
)
_DONE = sought(
    r"(?<!once )(?<!not )(?<!yet )(?<!if )"
    r"\b(?:(?:was|were|has been|have been|is|are|already|now)\s(?:(?:duly|formally"
    r"|already|now|since)\s)?(?:enroll?ed|randomi[sz]ed|consented|registered"
    r"|accepted|in (?:the|a) (?:study|trial))|enroll?ed\W{1,3}(?:on\s|in\s|yes\b)?"
    r"(?:\d|yes\b|in\b|as\b)|(?:signed|gave)\s(?:(?:the|his|her|study|written)\s){0,3}"
    r"consent|consent signed|(?:has |have )?joined (?:on|in|the)"
    r"|(?:assigned|given) (?:subject|study|number))\b",
    re.IGNORECASE,
)
_WHEN = sought(
    r"\b(?:once|until|after|as soon as|when(?:ever)?|if|provided(?: that)?|assuming"
    r"|unless)\s(?:(?:he|she|they|the patient|pt|mr|mrs|ms|consent|screening"
    r"|eligibility|the irb|irb)\b\W*(?:[\w-]+\s){0,3}?)"
    r"(?:is|are|has|have|was|in|joins?|joined|signs?|signed|consents?|consented|passes"
    r"|passed|qualif\w+|enroll?s?|enroll?ed|meets?|met|gets?|clears?|cleared|done"
    r"|complete[ds]?|approve[ds]?)\b",
    re.IGNORECASE,
)
_COMES = sought(
    r"\b(?:(?:enroll?ment|screening|consent|eligibility|subject (?:no\b\.?|number|id)"
    r"|study (?:id|number|no\b\.?))\b[^.;\n]{0,50}?\b(?:pending|to follow|follows?|tbd"
    r"|to come|awaited|awaiting|to be (?:assigned|given|issued|sent|done|signed|confirmed"  # noqa: E501
    r"|completed|scheduled)|(?:is|are|was|visit) (?:booked|scheduled|planned|set)"
    r"|outstanding|not yet)"
    r"|(?:awaiting|pending|before|prior to|wait(?:ing)? (?:for|on)) (?:\w+\s){0,3}"
    r"(?:enroll?ment|randomi[sz]ation)|possible candidate|potential (?:candidate|subject"  # noqa: E501
    r"|participant)|being screened|screening for (?:the|a) (?:study|trial)"
    r"|(?:has|have) not (?:yet )?(?:signed|consented|joined|enroll?ed))\b",
    re.IGNORECASE,
)


def enrolled(text: str, said: Assertion) -> Assertion:
    """What a sentence that names an enrolment makes of it."""
    if _OUTSIDE.search(text):
        return "absent"
    return "planned" if said == "present" and _is_to_come(text) else said


def _is_to_come(text: str) -> bool:
    if _DONE.search(text):
        return False
    return bool(_WHEN.search(text) or _COMES.search(text))
