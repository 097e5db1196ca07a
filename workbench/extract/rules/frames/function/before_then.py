"""Limits that belong to a time before: "before the shots he could hardly walk".

What stands behind "before the operation", "at the start" or "until the block" in the
past tense was so then, and is not said of today unless "now" or "still" follows.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_COULD_NOT = (
    r"(?:could\s?n[o'\u2019]?t|could (?:not|hardly|barely|only)|was (?:not able|unable"
    r"|hardly able|barely able|only able))"
)
_HAD = r"(?:had (?:to|trouble|difficulty)|needed|was (?:limited|confined|dependent))"
_ACT = (
    r"(?:operation|surgery|injections?|shots?|blocks?|trial|treatment|therapy|implant"
    r"|procedure|ESIs?|epidurals?|RFA|ablation|fusion|program|course)"
)
_THEN = sought(
    r"(?:\b(?:before|prior to|until)\s(?:(?:the|her|his|my|this|that|these|last|first)"
    rf"\s){{0,2}}(?:\w+\s)?{_ACT}\b"
    r"|\bbefore (?:we|i|they|treatment|therapy) (?:began|started|operated|treated)\b"
    r"|\b(?:at the (?:start|outset|beginning)|in the beginning|at first|initially"
    r"|earlier|back then|on arrival|on admission|at intake)\b"
    r"|[,;]\s?before\b)"
    rf"[^.;]{{0,40}}?\b(?:{_COULD_NOT}|{_HAD})\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(?:now|still|today|currently|remains?|again)\b", re.IGNORECASE)


def is_before(text: str, start: int, end: int) -> bool:
    """Whether the limit that stands in a stretch is told of a time before."""
    then = _THEN.search(text)
    if then is None or then.start() >= end or _NOW.search(text, then.end(), end):
        return False
    return start > then.start() and ";" not in text[then.end() : max(start, then.end())]
