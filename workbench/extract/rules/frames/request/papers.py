"""Scans that are named among the papers that go with a request, and not asked for.

"Sent along with this referral, office notes and MRI.", "Faxed: IR consult, MRI, H&P."
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.request.scans import names_region

_PAPER = (
    r"(?:(?:office|clinic|progress|chart|therapy|pt)[ ])?(?:notes?|consults?"
    r"|consultations?|h ?& ?p|records?|reports?|letters?|logs?|mar|labs?|films?)"
)
_AMONG_PAPERS = re.compile(
    rf"\b{_PAPER}(?:,|[ ]?[&+/]|,? and)[ ]?(?:the[ ]|an?[ ])?\Z", re.IGNORECASE
)
_THEN_PAPERS = re.compile(
    rf"(?:,|[ ]?[&+/]|,? and)[ ]?(?:the[ ]|an?[ ])?{_PAPER}\b", re.IGNORECASE
)
"""Papers before or behind a scan in a list ("notes and MRI", "MRI, H&P")."""
_REACH = 30
"""Characters before a scan in which the paper before it stands."""


def is_among_papers(text: str, one: Operation) -> bool:
    """Whether a scan of no named part stands in a list of papers."""
    if names_region(one.name or ""):
        return False
    before = _AMONG_PAPERS.search(text[max(one.start - _REACH, 0) : one.start])
    return before is not None or _THEN_PAPERS.match(text, one.end) is not None
