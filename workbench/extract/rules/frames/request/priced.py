"""Lists of services with a price each: what they cost, and no request for anyone.

    Lumbar injection 62323 .......... $ 890
    Laminectomy, one level .......... $ 14,200

A sheet of charges that names its patient is an estimate or a booking, and may ask, as
does one in whose words somebody asks.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.words.sought import sought

_PRICED = sought(
    r"(?:[$\u20ac\u00a3]\s{0,12}|\b(?:USD|EUR|GBP)\s{0,3})\d[\d,.]*"
    r"|[\s.]\d{1,3}(?:,\d{3})*\.\d\d\s*\Z"
)
_PERSON = re.compile(
    r"\b(?:patient|pt|member|subscriber|insured|claimant|name|dob|d\.o\.b|birth\w*"
    r"|mrn|mbr|enrollee|employee)\b\.?(?: ?(?:name|id|no|number|#))?\s*[:=.#]|\bre:",
    re.IGNORECASE,
)
"""A label of whom a paper is about."""
_FEW, _SHARE = 3, 0.6
"""Priced lines of a list at least, and their share of the lines that name services."""


def lists_prices(document: DocumentView) -> bool:
    """Whether a document of no patient gives the prices of services, line by line."""
    lines = [one.text[:240] for one in document.document.lines if one.text.strip()]
    priced = [one for one in lines if _PRICED.search(one)]
    if len(priced) < _FEW or any(map(_PERSON.search, lines)):
        return False
    if any("ask-direct" in cues(one.text) for one in document.sentences):
        return False
    named = [one for one in lines if find_codes(one) or has_operation(one)]
    both = [one for one in named if _PRICED.search(one)]
    return len(both) >= max(_FEW, _SHARE * len(named))
