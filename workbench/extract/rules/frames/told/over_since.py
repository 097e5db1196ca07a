"""Risks that were and are over: "discitis in 2015, fully treated".

What takes a risk away is more than what takes a complaint away: it is treated, healed,
relieved by an operation, or the patient was cleared since.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.symptoms.gone_since import gone_since
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought

_CURED = sought(
    r"[^.;]{0,60}?(?:,|\bbut\b|\bwhich\b|\s)\s?(?:(?:was|were|has|have|been|since|now|then"
    r"|fully|successfully|completely|adequately|and|is)\s){0,4}"
    r"(?:healed|eradicated|cured|(?:fully|successfully|completely|adequately) treated"
    r"|relieved (?:by|after|with|at)|decompressed (?:by|in|at)|cleared (?:by|for)"
    r"|optimi[sz]ed|corrected|reversed)\b",
    re.IGNORECASE,
)
_DRUG = (
    r"(?:antibiotics?|abx|treatment|therapy|macrobid|keflex|bactrim|cipro\w*|augmentin"
    r"|levaquin|z-?pak|doxy\w*|clinda\w*|vanc\w*|nitrofurantoin|\w+(?:cillin|floxacin"
    r"|mycin|cycline|penem)|cef\w+|cephalexin|tmp-?smx)"
)
_DONE_WITH = sought(
    r"[^.;|]{0,40}?[\s,(:-](?:"
    r"treated(?:\s(?:with|by|w/)\s[^.,;]{2,30})?(?:\s?[,/&]\s?|\sand\s|\s)"
    r"(?:(?:has|is|was|now|since|then)\s){0,2}(?:cleared|resolved|gone|cured|recovered)"
    r"|(?:finished|completed|ended|done with|off|through with)\s"
    rf"(?:[\w-]+\s){{0,4}}?{_DRUG}"
    rf"|{_DRUG}\s(?:course\s)?(?:(?:was|were|is|are|all|now)\s){{0,2}}"
    r"(?:finished|completed?|done|ended|stopped)"
    r"|(?:test of cure|repeat (?:ua|culture|cx|urine))\s(?:was\s|is\s)?"
    r"neg(?:ative)?)\b",
    re.IGNORECASE,
)
"""An infection whose treatment is at its end ("UTI, finished Macrobid 2/10")."""
_INFECTED = ("systemic-infection", "local-infection", "infection")
_PAST = re.compile(
    r"\b(?:in (?:19|20)\d\d|was|were|had|last year|years ago|prior|previous|since"
    r"|by (?:the )?(?:19|20)\d\d|before)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:not|never|until|to be|will|partially|if|once|when|before|uncorrected)\b",
    re.IGNORECASE,
)


def over_since(text: str, mention: Mention) -> bool:
    """Whether a risk is told to be over since."""
    if gone_since(text, mention.start, mention.end):
        return True
    if mention.attributes.get("kind") in _INFECTED:
        done = _DONE_WITH.match(text, mention.end)
        if done and not _STILL.search(text, mention.end, done.end()):
            return True
    told = _CURED.match(text, mention.end)
    if told is None or _STILL.search(text, mention.end, told.end()):
        return False
    return _PAST.search(text) is not None
