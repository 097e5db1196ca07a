"""Labels and questions of a form that ask for the illnesses of the family.

"Illness in the family: ...", "Anyone else in the family with it? aunt" and "Mother or
father diabetic? Y" tell of no patient.  A family's doctor, phone or consent is another
matter, and so is what a relative says of the patient.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_KIN = (
    r"(?:(?:grand)?(?:mother|father|parents?)|mom|mum|dad|sisters?|brothers?|siblings?"
    r"|aunts?|uncles?|cousins?|relatives?|kin)"
)
_OF_KIN = sought(
    r"\b(?:(?:in|of|run(?:s|ning)? in)\s(?:the|your|my|his|her|their)\s"
    r"(?:immediate\s|close\s|own\s)?family|among\s(?:your\s)?relatives)\b"
    r"|\bfamily\s(?:illness(?:es)?|diseases?|conditions?|members?\s(?:with|who|had))\b"
    rf"|\A\W{{0,4}}(?:(?:does|do|has|have|did|is|are|was|were|any)\s)?(?:your\s|a\s)?{_KIN}"
    rf"(?:\s?(?:,|/|or|and)\s?{_KIN}){{1,3}}\b(?=\s\w)",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:doctor|physician|practi\w+|phone|contact|notified|consent|present|lives?"
    r"|support|help|leave|planning|informed|aware|emergency|name|dr|pcp)\b",
    re.IGNORECASE,
)


def asks_of_kin(label: str) -> bool:
    """Whether a label or question asks what the family has had."""
    return _OF_KIN.search(label) is not None and not _ELSE.search(label)
