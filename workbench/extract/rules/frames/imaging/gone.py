"""Findings told together with their end: what was there once and is there no more.

"Cord signal change at C5-6, which is gone on today's scan", "a nonunion, revised, and
has since healed": the words behind a finding make it a thing of the past.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_GONE_SINCE = sought(
    r"[^.;:]{0,50}?(?:,|\b(?:which|that|and|but)\b)\s?"
    r"(?:(?:which|that|and|but|it)\s)?"
    r"(?:(?:is|are|was|were|has|have|had|been|now|since|then|already|completely"
    r"|in the meantime)\s){1,4}"
    r"(?:gone\b(?! on to)|resolved|disappeared|vanished|healed|cured|absent now"
    r"|no longer (?:seen|present|visible|there|evident|apparent|demonstrated)"
    r"|relieved|cleared|resorbed|reabsorbed)",
    re.IGNORECASE,
)


def gone_since(text: str, end: int) -> bool:
    """Whether the words behind a finding that ends there say that it has gone."""
    return _GONE_SINCE.match(text, end) is not None
