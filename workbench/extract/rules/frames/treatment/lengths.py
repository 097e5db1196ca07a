"""Lengths that measure no treatment: how long an illness has been, and windows.

"L5 radiculopathy, five months, failed PT" and "Over four years she has had A and B"
give no length of what was done.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import DurationMention
from workbench.extract.rules.words.sought import sought

_ILL = sought(
    r"\b(?:\w*radiculopath\w+|radic\w*|myelopath\w+|stenosis|herniation|hnp|extrusion"
    r"|protrusion|fractures?|fx|claudication|spondyl\w+|sciatica|syndrome|pain|neuralgia"
    r"|degeneration|ddd|strain)\b",
    re.I,
)
_SET_APART = re.compile(
    r",\s(?:now\s|for\s|about\s|approximately\s|over\s|almost\s|nearly\s){0,2}\Z", re.I
)


def of_illness(text: str, one: DurationMention, named: bool) -> bool:
    """Whether a length set apart by commas is how long the illness before it has been.

    "L5 radiculopathy, five months, failed PT" gives no length of the therapy.
    """
    before = text[: one.start]
    if not re.match(r"\s?[,;.]", text[one.end :]) or not _SET_APART.search(before):
        return False
    return not named and _ILL.search(before) is not None


_THROUGH = re.compile(
    r"\s*,?\s?(?:the\s)?(?:he|she|they|pt|patient)\s(?:has|have)\s", re.I
)


def is_window(text: str, length: DurationMention) -> bool:
    """Whether a length only frames a list ("Over four years she has had A and B")."""
    opens = re.match(r"(?:over|in|during)\b", text[length.start :], re.I)
    lead = re.search(r"\b(?:over|in|during)\s(?:the\s)?\Z", text[: length.start], re.I)
    return bool(opens or lead) and _THROUGH.match(text, length.end) is not None
