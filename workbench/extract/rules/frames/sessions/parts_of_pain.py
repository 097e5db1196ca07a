"""Relief told as a part in words, or by a score that fell.

"Took away three quarters of the leg pain", "a third of the pain went", "brought her
pain from 8 down to 3".  A part that remains is no relief, and a part of the medicine
none of the pain.
"""

from __future__ import annotations

import math

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Range

_I = re.IGNORECASE
_PARTS = {
    "three quarters": (75, 75),
    "two thirds": (66, 67),
    "one third": (33, 34),
    "a third": (33, 34),
    "one quarter": (25, 25),
    "a quarter": (25, 25),
}
_PAIN = r"(?:pain|relief|better|improvement|improved|sciatica|discomfort)"
_PART = sought(
    r"(?:(?P<more>more than|over|at least|better than)\s)?"
    r"(?:(?P<less>at best|at most|less than|not even|under|up to|barely)\s)?"
    r"(?:some |about |around |roughly )?"
    r"\b(?P<part>three[- ]quarters|two[- ]thirds|one[- ]third|a third|one[- ]quarter"
    rf"|a quarter)\s(?:of\s)?(?:the |her |his |my |their )?(?:\w+ ){{0,2}}{_PAIN}\b"
    r"(?![^.;,]{0,15}\b(?:remain\w*|left|still|persist\w*|med\w*|pills?|tablets?))",
    _I,
)
_TOLD_AT = re.compile(
    r"\brelief\b(?:\s(?:of|at|was|is|as|being|put|about|around|roughly|some|near)){1,3}"
    r"\s(?P<part>three[- ]quarters|two[- ]thirds|one[- ]third|a third|one[- ]quarter"
    r"|a quarter)\b",
    _I,
)
"""The part behind the word of relief ("she puts relief at two thirds")."""
_FELL = sought(
    r"\b(?:pain|nrs|nprs|vas|vrs|attacks?|headaches?|scores?|leg|arm|knee|stump)\b"
    r"[^.;\n\d%]{0,40}?"
    r"(?:\bfrom (?:an? )?(?:average (?:of )?)?(?P<from>\d{1,2}(?:\.\d)?)"
    r"(?:\s?(?:/|of)\s?10)?\s?(?:down )?to"
    r"|(?P<down>\d{1,2}(?:\.\d)?)(?:\s?/\s?10)? down to|(?P<arrow>\d{1,2}(?:\.\d)?)(?:\s?/\s?10)?\s?(?:->|-->|→))"  # noqa: E501
    r"\s?(?:an? )?(?:average (?:of )?)?(?P<to>\d{1,2}(?:\.\d)?)"
    r"(?:\s?-\s?(?P<or>\d{1,2}))?(?:\s?/\s?10)?(?![\d%/]|\s?(?:am|pm|weeks?|months?|days?|min\w*|hours?))",
    _I,
)
_TOP = 10.0
_WHOLE = 100


def part(clause: str) -> Range | None:
    """The part of the pain that went, where words name it."""
    match = _PART.search(clause)
    if match is None:
        told = _TOLD_AT.search(clause)
        return _range(told["part"]) if told else None
    low, high = _PARTS[match["part"].lower().replace("-", " ")]
    if match["more"]:
        return Range(low=low, high=_WHOLE)
    return Range(low=0, high=high) if match["less"] else Range(low=low, high=high)


def _range(part: str) -> Range:
    low, high = _PARTS[part.lower().replace("-", " ")]
    return Range(low=low, high=high)


def fall(clause: str) -> Range | None:
    """The share by which a score of pain fell; None where it rose or stayed."""
    match = _FELL.search(clause)
    if match is None:
        return None
    first = float(match["from"] or match["down"] or match["arrow"])
    last = float(match["or"] or match["to"])
    if not 0 <= last < first <= _TOP:
        return None
    share = (first - last) / first * _WHOLE
    return Range(low=math.floor(share), high=math.ceil(share))
