"""Limits that are only thought to be there: "possibly reduced", "might struggle with".

A doubt counts where it stands right before the limit or its activity, or right behind
them; one that is of the cause ("limited, likely by the disc") or of another thing
("possible stenosis with trouble walking") is none.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_DOUBT = (
    r"(?:(?<!longer )(?<!not )(?<!is )(?<!as )possibl[ey]|probabl[ey]|(?:maybe"
    r"|perhaps)(?! (?:\d|an? |one|two|ten|fifteen|half))"
    r"|might|unclear|unsure|uncertain"
    r"|not (?:sure|certain|known|clear)|hard to (?:say|tell|know|judge)"
    r"|difficult to (?:say|tell|know|judge|assess)|questionabl[ey]|query|presumabl[ey]"
    r"|seems? to|appears? to|suspect(?:s|ed)?"
    r"|may(?= (?:well |also |still |now )?(?:be|have|struggle|find|need)\b))"
)
_ANY = sought(rf"\b{_DOUBT}\b|(?:\A|[\s(])\?(?=\w)", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:\b{_DOUBT}\b|(?:\A|[\s(])\?)"
    r"(?:(?!\b(?:but|with|due|because|from|causing|caused|secondary|and|or|after"
    r"|stenosis|disc|radiculopathy|myelopathy|neuropathy|syndrome|disease|tear|injury"
    r"|that limits?|which)\b)[^.;,:]){0,48}\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[^.;:]{0,24}?[,;(]?\s?(?:but )?\b(?:(?:is|was|are|remains?|seems?) )?"
    r"(?:(?:he|she|pt|patient|they) (?:is|was|are) )?"
    r"(?:unclear|unsure|uncertain|not (?:sure|certain|known|clear|asked|assessed"
    r"|formally|examined)|possibly reduced|possibly limited|unknown)\b",
    re.IGNORECASE,
)


def doubted(text: str, start: int, end: int) -> bool:
    """Whether a limit told in a stretch of a text is only thought to be there."""
    if _ANY.search(text) is None:
        return False
    if _BEFORE.search(text[:start]) or _ANY.search(text, start, end):
        return True
    return _BEHIND.match(text, end) is not None
