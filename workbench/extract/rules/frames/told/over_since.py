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
    told = _CURED.match(text, mention.end)
    if told is None or _STILL.search(text, mention.end, told.end()):
        return False
    return _PAST.search(text) is not None
