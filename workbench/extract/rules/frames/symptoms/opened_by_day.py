"""A sentence that opens with the day on which a complaint began.

"In May she began to have pain" and "Late in March 2026, with no fall, pain set in": the
words between the day and the complaint tell how it came, and are no care.
"""

from __future__ import annotations

from workbench.content import expressions as re

_I = re.IGNORECASE
_OPENING = re.compile(
    r"(?:[A-Za-z][A-Za-z ]{1,20}:)?\W*(?:(?:in|about|around|during|sometime|by|early"
    r"|late|mid|the|first|second|third|fourth|last|week|days?|beginning|start|middle|end"
    r"|part|of|towards?|very|few|opening|closing|at|near|half)[\s-]+)*",
    _I,
)
_HOW = re.compile(
    r"(?:\s(?:of\s)?(?:this|last)\syear)?,?\s(?:with|without|after|while|when|following"
    r"|for|from|on|having|out of|not after|through)\s[^.;,:]{2,60},(?=\s)",
    _I,
)
"""A clause between the day and the complaint ("with no accident," "while digging,")."""
_CARE = re.compile(
    r"\b(?:relief|therap\w+|PT|physio\w*|exercis\w+|chiropract\w+|medic\w+|gabapentin"
    r"|nsaids?|injections?|injected|ESIs?|epidurals?|blocks?|brac\w+|surgery|operation"
    r"|fusion|discectomy|laminectomy|procedure|treat\w+|visits?|sessions?|improv\w+"
    r"|benefit|stopp\w+|discharged?)\b",
    _I,
)
"""Care, behind which a complaint is the old one that came again or changed."""
_SHE_BEGAN = re.compile(
    r"(?:\s(?:of\s)?(?:this|last)\syear)?,?\s(?:(?:s?he|they|i|the\s(?:patient|pt)|pt"
    r"|patient|(?:mrs?|ms|miss)\.?\s[\w'-]+)\s)(?:first\s|suddenly\s|gradually\s)?"
    r"(?:(?:began|started)\s(?:to\s(?:have|feel|get|notice)|having|feeling|getting)"
    r"|developed|noticed|had\sthe\sonset)\b[^.;]{0,60}?"
    r"\b(?:pain|sciatica|ache|aching|symptoms?|numbness|burning|tingling|headaches?)\b"
    r"|,?\s(?:(?!for\s|therap|from)[a-z]+\s){0,4}?(?:pains?|sciatica|aching|symptoms|numbness|tingling)\s"
    r"(?:\w+ly\s|first\s)?(?:began|started|came\son|set\sin|appeared)\b"
    r"(?!\s(?:to\s)?(?:eas|improv|lessen|settl|fad|subsid|abat|wan|diminish|resolv"
    r"|decreas|wors|increas|grow))",
    _I,
)
"""A sentence that opens with the day ("In May she began to have pain, pain began")."""


def opens_with_day(text: str, start: int, end: int) -> bool:
    """Whether a sentence opens with the day at a place, and a complaint begins then."""
    if not _OPENING.fullmatch(text, 0, start):
        return False
    if _SHE_BEGAN.match(text, end):
        return True
    how = _HOW.match(text, end)
    apart = how is not None and not _CARE.search(how.group())
    return bool(how and apart and _SHE_BEGAN.match(text, how.end()))
