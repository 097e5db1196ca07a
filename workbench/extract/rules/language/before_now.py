"""Denials that speak of the time before ("she had never had back pain before").

They say that what is told now is new, not that it is absent: nothing of the patient's
state today may be made of them.  Of acts ("no injection before") they do deny, which is
why only states ask here.
"""

from __future__ import annotations

from workbench.content import expressions as re

_DENIES = re.compile(r"\b(?:never|no|not|denies|without)\b", re.IGNORECASE)
_TILL_THEN = re.compile(
    r"[^.;,:()]{0,25}\b(?:before(?! (?:noon|bed|meals|breakfast|surgery))|previously"
    r"|until(?! (?:today|now|the present)\b)|prior to (?:this|that|the|his|her|january"
    r"|february|march|april|may|june|july|august|september|october|november|december"
    r"|\d))\b",
    re.IGNORECASE,
)
_LEAD = 60


def only_before(text: str, start: int, end: int) -> bool:
    """Whether a denial of what stands at a place ends where the present begins.

    The denial may stand in the words themselves ("no pain in the arm before that").
    """
    tail = _TILL_THEN.match(text, end)
    if tail is None:
        return False
    lead = re.split(r"[.;:]", text[max(start - _LEAD, 0) : end])[-1]
    return bool(_DENIES.search(lead))
