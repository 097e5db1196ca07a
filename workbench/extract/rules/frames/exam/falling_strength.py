"""Strength that one sentence tells to have fallen, from a grade to a lower one.

A clinician who writes that power dropped since the last visit calls the weakness
progressive, and so do numbers that fall by more than a grade.  Two numbers a grade or
less apart are two examinations: whether they differ enough is the policy's to weigh.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import muscles
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary import spine

_HIGH = r"(?P<high>[1-5][+-]?)(?:\s?/\s?5)?"
_LOW = r"(?P<low>[0-4][+-]?)(?:\s?/\s?5)?(?![\d/%]|\s?(?:mm|cm|kg|lbs?|weeks|months))"
_FALLS = (
    sought(
        rf"(?P<verb>\b(?:dropp\w+|fall(?:s|en|ing)?|fell|declin\w+|decreas\w+|worsen\w+"
        rf"|deteriorat\w+|progress\w+|slipp\w+|weaken\w+|went|gone|goes|going)\s)?"
        rf"(?:down\s)?from (?:a )?{_HIGH}(?:\s(?:in|on|at) [\w/ ]{{2,14}})?"
        rf" (?:down )?to (?:a )?{_LOW}",
        re.IGNORECASE,
    ),
    sought(
        rf"(?P<verb>\bwas\s|\bwere\s)?{_HIGH},? (?:and )?(?:is )?now"
        rf" (?:only |at )?{_LOW}",
        re.IGNORECASE,
    ),
)
_FELL = re.compile(
    r"(?:dropp|fall|fell|declin|decreas|worsen|deteriorat|progress|slipp|weaken)", re.I
)
_WHILE = re.compile(
    r"\bsince\b|\bover (?:the )?(?:past|last|\d|two|three|few|several)"
    r"|\bin (?:just )?(?:\d+|two|three|four|a|few) (?:days?|weeks?|wks?|months?|mos?)\b"
    r"|\blast (?:visit|exam|seen|week|wk|month)|\bprevious (?:visit|exam)"
    r"|\bbetween visits\b|\bserial\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:pain|nrs|vas|odi|ndi|scores?|a1c|bmi|sleep|hours?|tablets?|reflex\w*|jerks?"
    r"|modic|grade of slip|meyerding|improv\w+|recover\w+|if|unless|risk|should|not|no"
    r"|never|without)\b",
    re.IGNORECASE,
)
_GRADE = 3
"""Steps of the scale in a whole grade."""


def has_fallen(text: str) -> bool:
    """Whether a sentence tells that strength fell by enough, or that it is falling."""
    for pattern in _FALLS:
        for match in pattern.finditer(text):
            lead = text[max(match.start() - 60, 0) : match.start()]
            if _OTHER.search(re.split(r"[.;]", lead)[-1]) or not _of_strength(text):
                continue
            steps = _steps(match["high"], match["low"])
            fell = bool(match["verb"] and _FELL.match(match["verb"]))
            if steps > _GRADE or (steps > 0 and fell and _WHILE.search(text)):
                return True
    return False


def _of_strength(text: str) -> bool:
    words = lexicon.load("exam-strength").find(text)
    named = any(word.concept in ("context", "weak") for word in words)
    return named or bool(muscles().find(text)) or "drop" in text.lower()


def _steps(high: str, low: str) -> int:
    scale = spine().strength
    if high not in scale or low not in scale:
        return 0
    return scale.index(high) - scale.index(low)
