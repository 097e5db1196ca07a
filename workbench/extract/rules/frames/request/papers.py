"""Scans that are named as papers that go with a request, and not asked for.

"Sent along with this referral, office notes and MRI.", "Faxed: IR consult, MRI, H&P.",
"levels per MRI", "because a scan of this year was not received".
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.request.scan_regions import names_region

SCANS = ("imaging-procedure", "spine-mri")
_REPORTED = re.compile(
    r"[ ]?(?:(?:of|dated|from|done|on)[ ])?\(?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)?"
    r"(?:[ ]\d{1,2}:\d\d)?[ ]?:[ ]?(?=[a-z])|[ ](?:(?:was|were|is) )?(?:done|obtained"
    r"|completed)\b|[ ](?:report|findings)\b"
    r"|[ ](?:with|w/)[ ](?:[a-z-]+[ ]){0,2}[CTLS]\d"
    r"|[ ](?:of|dated|from)[ ](?:the[ ])?\(?(?:\d{1,2}[/.-]\d{1,2}\b|(?:19|20)\d\d\b"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?[ ])?(?:of[ ])?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep"
    r"|Oct|Nov|Dec)[a-z]*\b)",
)
"""The day of a scan with what it showed ("MRI 03/12 02:15: large extrusion"), that it
was done, or the day that it is of."""
_CITED = re.compile(
    r"\b(?:per|as per|by|on|according to|see|cf\.?|refer to|look at)"
    r" (?:the |his |her )?\Z",
    re.I,
)
"""Words before a scan that is the source of something else ("level per MRI")."""
_MISSING = re.compile(
    r"[^.;:|\d]{0,40}?\b(?:(?:was|were|is|are|had been|has been) (?:never|not|nowhere)"
    r" (?:yet )?(?:received|submitted|sent|supplied|provided|included|enclosed|attached"
    r"|found|seen|available|on file|in (?:the|your|our) (?:file|records?))"
    r"|(?:was|were|is|are) (?:missing|lacking|outstanding))\b",
    re.IGNORECASE,
)
"""What is said of a paper that a plan did not get."""
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


def is_only_paper(text: str, one: Operation) -> bool:
    """Whether a scan is spoken of as a report: seen, cited, missing, among papers."""
    if _REPORTED.match(text, one.end) or _CITED.search(text, 0, one.start):
        return True
    return _MISSING.match(text, one.end) is not None or _is_among_papers(text, one)


def _is_among_papers(text: str, one: Operation) -> bool:
    """Whether a scan of no named part stands in a list of papers."""
    if names_region(one.name or ""):
        return False
    before = _AMONG_PAPERS.search(text[max(one.start - _REACH, 0) : one.start])
    return before is not None or _THEN_PAPERS.match(text, one.end) is not None
