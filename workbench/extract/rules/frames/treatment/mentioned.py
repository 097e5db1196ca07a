"""Treatments named only to say when, from whom or for the first time: none was given.

"RTC 2 weeks after injection" and "comes for her next epidural" name one that is to
come, "evaluation for a block" one that is thought of, "exercises from PT" says who
taught them, and "First injection for this patient: yes" that there was none.  In a
section of plans an injection with no verb beside it ("Interlaminar ESI at C7-T1 under
fluoro, then reassess") is what will be done.
"""

from __future__ import annotations

import re

from workbench.extract.rules.frames.treatment.clauses import Told
from workbench.extract.rules.language.context import DONE
from workbench.extract.rules.model import Sentence
from workbench.extract.rules.words.sought import sought

_COMES_AFTER = sought(
    r"\b(?:rtc|rto|return|recheck|re-?check|follow[- ]?up|f/?u|reassess|re-?evaluate"
    r"|(?:see|call|phone|contact) (?:him|her|them|us|patient|pt)|will|shall|going to)\b"
    r"[^.;:]{0,60}\b(?:after|following|post|before|until|prior to)\s(?:the\s|her\s"
    r"|his\s"
    r"|each\s|this\s|that\s|any\s){0,2}\Z",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|upcoming|future|forthcoming)\s(?:\w+\s)?\Z", re.IGNORECASE
)
_NEXT_TO_COME = re.compile(
    r"\b(?:for|before|until|awaiting|wants|due|schedule\w*|book\w*)\b[^.;]{0,30}\Z",
    re.IGNORECASE,
)
_TAUGHT_BY = re.compile(
    r"\b(?:exercises?|exs?|exer|stretch(?:es|ing)?|program(?:me)?|hep|sheet|routine|moves)"
    r"\s(?:that\s|he\s|she\s|they\s|was\s|were\s|as\s){0,2}(?:from|by|per"
    r"|given (?:by|in"
    r"|at)|taught (?:by|in|at)|shown (?:by|in|at)|(?:learned|learnt) (?:in|from|at"
    r"|with))"
    r"\s(?:her\s|his\s|the\s|their\s|last\s|earlier\s|prior\s)?\Z",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\W*(?:is\sthis\s(?:the\s|a\s)?)?first\s(?:ever\s)?(?:\w+\s){0,3}?(?:injections?"
    r"|esis?|epidurals?|blocks?|trials?|series)\b[^:?.]{0,40}[:?]\W{0,20}(?:yes|y|x)\b",
    re.IGNORECASE,
)
_PROCEDURES = frozenset(
    {
        "epidural-injection",
        "injection",
        "nerve-block",
        "facet-injection",
        "radiofrequency",
        "trigger-point-injection",
    }
)
_THERAPIES = frozenset({"physical-therapy", "chiropractic", "occupational-therapy"})
_PLANS = re.compile(r"\bplans?\b|\brecommend|\bA\s?/\s?P\b", re.IGNORECASE)
_LEAD = re.compile(
    r"\W*(?:\d{1,2}[.)]\s)?(?:(?:repeat|left|right|bilateral|bilat|[LRB]|one|single|a|an"
    r"|[CTLS]\d[\w/-]{0,8}|at|caudal|lumbar|cervical|thoracic|interlaminar|diagnostic"
    r"|transforaminal|selective|medial|branch|root|nerve|steroid|epidural)\s){0,6}\Z",
    re.IGNORECASE,
)
"""What may stand before an injection that opens its sentence without a verb."""


def is_mentioned(text: str, told: Told) -> bool:
    """Whether a treatment is named only as a time to come, or as who taught another."""
    if told.answers or told.spans or told.days or told.visits:
        return False
    left = text[told.clause[0] : told.item.start][-120:]
    if told.item.kind in _THERAPIES:
        return _TAUGHT_BY.search(left) is not None
    if told.item.kind not in _PROCEDURES:
        return False
    if _COMES_AFTER.search(left) or is_weighed(text, told.item.start, told.item.end):
        return True
    upcoming = _NEXT.search(left)
    return bool(upcoming and _NEXT_TO_COME.search(left[: upcoming.start()]))


def is_weighed(text: str, start: int, end: int) -> bool:
    """Whether a needle is only what an evaluation is for ("eval of an epidural").

    "Evaluated for relief after her epidural" and "evaluation of the block given in May"
    speak of one that was given.
    """
    left = text[max(start - 120, 0) : start]
    right = re.split(r"[.;]", text[end : end + 60])[0]
    return bool(_WEIGHED.search(left)) and not _GIVEN_THEN.search(right)


def leads_plan(title: str, text: str, start: int) -> bool:
    """Whether a needle opens a sentence without a verb under a title of plans."""
    left = text[:start]
    return bool(
        _PLANS.search(title) and _LEAD.fullmatch(left) and not DONE.search(left)
    )


_WEIGHED = sought(
    r"\b(?:evaluat\w*|evals?|assess(?:ed|ment)|consult(?:ation|ed)?|opinion|suitability)"
    r"\s(?:today\s)?(?:of|for|about|regarding|re|as to)\s"
    r"(?:(?:an?|another|possible|potential|new|repeat|initial|first|further|her|his"
    r"|(?:the )?(?:need|role|possibility|appropriateness|candidacy) (?:for|of)"
    r"|diagnostic|therapeutic|interventional|fluoroscopic|image-guided|caudal|lumbar"
    r"|cervical|thoracic|left|right|bilateral|[CTLS]\d[\w/-]{0,8}|interlaminar"
    r"|transforaminal|selective|medial|branch|nerve|root|facet|spinal|steroid|epidural"
    r"|trigger|point|and|or|/)\s){0,6}\Z",
    re.IGNORECASE,
)
"""An evaluation up to the needle that it is to judge."""
_GIVEN_THEN = re.compile(
    r"\b(?:response|results?|relief|outcome|benefits?|site|effect|complication|reaction"
    r"|given|done|performed|received|had|on \d|(?:in|of) (?:19|20)\d\d|ago|last)\b"
    r"|\d{1,2}/\d",
    re.IGNORECASE,
)
"""What follows a needle that was given before it is judged."""


def is_first(text: str) -> bool:
    """Whether a form says that an injection is the patient's first."""
    return _FIRST.match(text) is not None


def opens_plan(sentence: Sentence, told: Told) -> bool:
    """Whether an injection opens a verbless sentence of a section that tells plans."""
    if told.item.kind not in _PROCEDURES or told.answers or told.spans or told.days:
        return False
    titled = sentence.role == "plan" or _PLANS.search(sentence.section.title)
    left = sentence.text[: told.item.start]
    if not titled or DONE.search(left):
        return False
    return _LEAD.fullmatch(left) is not None or _of_lead(sentence.text, told)


def _of_lead(text: str, told: Told) -> bool:
    """Whether the injection is named again of the one that opens its sentence.

    "Interlaminar ESI at C7-T1 under fluoro with contrast, one injection".
    """
    left = text[: told.item.start]
    return bool(_AGAIN.search(left)) and bool(_ESI.search(left))


_AGAIN = re.compile(r",\s(?:one|a single|single|1)\s\Z", re.IGNORECASE)
_ESI = re.compile(r"\b(?:ESIs?|TFESI|ILESI|epidural|block|MBB|RFA)\b", re.IGNORECASE)
