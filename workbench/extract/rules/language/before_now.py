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
_SINCE_THEN_NOT = re.compile(
    r"(?:\A|[,(])\W{0,3}(?:(?:but|and)\s)?(?:before (?:that|this|then|it"
    r"|the (?:fall|accident|injury|crash))|until then|up to then"
    r"|prior to (?:that|this|the (?:fall|accident|injury|crash)))"
    r"\b[^.;]{0,24}?\b(?:no|never|not|without|denies)\b",
    re.IGNORECASE,
)
"""What leads a denial of an earlier time ("Before that no back pain")."""
_WHILE_IT_LASTED = re.compile(
    r"\b(?:lasted|held|worked|helped)\s(?:until|till|for|through|about|into)\s[^.;]{2,50}?"
    r",\s(?:he |she |and )?(?:could |was able to )?(?:walked|walk|slept|sleep|worked"
    r"|work|did|was|had|drove|drive|went)\b[^.;,]{0,24}?\b(?:w/o|without|no)\b",
    re.IGNORECASE,
)
"""What was so while a treatment lasted ("lasted until May, slept without pain")."""


def only_before(text: str, start: int, end: int) -> bool:
    """Whether a denial of what stands at a place ends where the present begins.

    The denial may stand in the words themselves ("no pain in the arm before that").
    """
    clause = re.split(r"[.;:]", text[max(start - 2 * _LEAD, 0) : end])[-1]
    if _SINCE_THEN_NOT.search(clause) or _WHILE_IT_LASTED.search(clause):
        return True
    tail = _TILL_THEN.match(text, end)
    if tail is None:
        return False
    lead = re.split(r"[.;:]", text[max(start - _LEAD, 0) : end])[-1]
    return bool(_DENIES.search(lead))
