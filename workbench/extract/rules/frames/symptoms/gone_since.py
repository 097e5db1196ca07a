"""Complaints that were and went: "tingling after the fall, which went away in a week".

The general triggers end at a comma; what went is told behind one, of the complaint
itself or of what it took ("clumsy hands before the operation, dexterity came back").
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_GONE = (
    r"(?:resolved(?! only)|went away|gone away|cleared(?: up)?|settled|subsided|abated"
    r"|recovered|disappeared|vanished|faded|wore off"
    r"|(?<!he )(?<!they )(?<!who )(?<!I )(?<!pt )(?<!patient )(?:lifted|stopped)"
    r"(?!\s(?:an?|the|his|her|my|some\w*|heavy|two|three|work\w*|driving|taking|going)\b)"
    r"|gone (?:afterwards?|after|since|now|by|within|again|completely)"
    r"|came back (?:fully|completely|to normal)|(?:back|returned) to normal"
    r"|normali[sz]ed|none since|not (?:recurred|returned|come back)|no recurrence"
    r"|never (?:recurred|returned|came back)|symptom[- ]free since"
    r"|now (?:steady|fine|normal|well|okay|ok|stable)\b"
    r"|(?:full|complete) (?:recovery|resolution))"
)
_FILL = (
    r"(?:which|that|this|it|they|these|all|both|has|have|had|is|are|was|were|since|now"
    r"|then|but|and|eventually|soon|later|quickly|gradually|slowly|spontaneously|fully"
    r"|completely|entirely|largely|with \w+|after \w+|his|her|the|my|\w+ness"
    r"|(?:dexterity|balance|gait|control|continence|sensation|feeling|symptoms?))"
)
_SINCE = sought(
    rf"[^.;,]{{0,60}}?(?:[,(]|\s[-\u2013\u2014]|\b(?:which|that|but|and|has|have)\b)\s?"
    rf"(?:{_FILL}\s){{0,5}}{_GONE}\b"
    r"(?!\s(?:partially|partly|incompletely|somewhat|in part|only|for (?:a|two|three"
    r"|\d)"
    r"|temporarily|briefly))",
    re.IGNORECASE,
)
_BARE = sought(rf"[^.;,]{{0,40}}?\s{_GONE}\b", re.IGNORECASE)
_DATED = re.compile(
    r"\b(?:in (?:19|20)\d\d|before|after|following|transient|brief|initial|episode of"
    r"|at the time|years ago|last year)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:not|never|until|partially|partly|incompletely|still|persist\w*|remains?"
    r"|ongoing|again|return(?:ed|s)|recurr\w+|came back(?! (?:fully|completely|to))"
    r"|now "
    r"(?:with|has)|but (?:now|still)|worse|mostly|almost|nearly|once|if|when)\b",
    re.IGNORECASE,
)


def gone_since(text: str, start: int, end: int) -> bool:
    """Whether a complaint at a place of a sentence is told to have gone since."""
    told = _SINCE.match(text, end)
    if told is None and _DATED.search(text, max(start - 30, 0)):
        told = _BARE.match(text, end)
    if told is None:
        return False
    after = text[end : told.end() + 40].replace("not recurred", "")
    return _STILL.search(after) is None


_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several"
    r"|many|some|a few|a couple of)"
)
_WAS = re.compile(
    r"(?:\b(?:was|were|remained|stayed|had|felt|did)\b(?! not| n't)"
    r"(?<!has been )(?<!have been ))[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_BOUND_THEN = re.compile(
    r"[^.;,]{0,24}?\s(?:(?:for|x)\s"
    r"(?:about\s|almost\s|nearly\s|over\s|the next\s|some\s)?"
    rf"{_NUMBER}\s(?:good\s|full\s)?(?:days|weeks|months|years|wks|mos|yrs)\b"
    r"|(?:un)?till?\b|up to\b|up until\b)(?!\s(?:now|today|date)\b)",
    re.IGNORECASE,
)


def well_then(text: str, start: int, end: int) -> bool:
    """Whether a complaint was away for a time that is over.

    "He was pain free for three years", "had no leg pain until March": no word on today.
    What "has been" so goes on.
    """
    lead = text[max(start - 60, 0) : end]
    return bool(_WAS.search(lead)) and _BOUND_THEN.match(text, end) is not None
