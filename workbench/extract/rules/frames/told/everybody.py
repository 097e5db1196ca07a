"""Sentences of forms and leaflets that tell everybody what to do in urgent cases.

"Call 911 for an emergency", "The enrollee or the physician may ask for an expedited
decision if waiting could harm" say nothing of the urgency of the request at hand.
"""

from __future__ import annotations

from workbench.content import expressions as re

_EVERYBODY = re.compile(
    r"\b(?:call|dial) 911\b|\b(?:enrollees?|members?|physicians?|providers?|you) (?:or"
    r" (?:the|your|their) \w+ )?(?:may|can|must|should) (?:ask|request|call|mark|use)\b"
    r"|\brequests? (?:marked|flagged|labell?ed|that are)\b|\burgent requests are\b"
    r"|\bif (?:waiting|you|the (?:member|enrollee|provider))\b",
    re.IGNORECASE,
)


def tells_everybody(text: str) -> bool:
    """Whether a sentence is an instruction for all, and told of no patient."""
    return _EVERYBODY.search(text) is not None
