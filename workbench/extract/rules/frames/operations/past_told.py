"""What tells that an operation is past beside words for it: tables, years, films."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, earliest

_OPERATIONS_HEAD = sought(r"\b(?:operations?|procedures?|surger\w+)\b", re.I)
_DAY_HEAD = re.compile(r"\b(?:year|date|when|performed)\b", re.IGNORECASE)


def tabled(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a row of a table of operations and their years lies in the past."""
    own = document.document.date
    heads = [cell.header or "" for cell in sentence.block.cells]
    if own is None or not any(_OPERATIONS_HEAD.search(one) for one in heads):
        return False
    for cell, head in zip(sentence.block.cells, heads, strict=True):
        if _DAY_HEAD.search(head):
            year = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", cell.text)
            found = find_dates(cell.text, own)
            day = year.group(1) if year else found[0].value if found else None
            if day is not None and earliest(day) < earliest(own):
                return True
    return False


_FUSED = re.compile(
    r"(?:(?:i|we|he|she|they)\s)?(?:fused|released)\b"
    r"|(?:\w+\s){1,3}(?:was|were|been)\s(?:fused|operated|released|decompressed)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:\A|[.;:]\s)\W{0,3}post(?:-op(?:erative)?)?[\s-]\Z", re.IGNORECASE
)
_IMPLANTED = re.compile(
    r"\b(?:interbody|instrument\w+|prosthes[ie]s|arthroplasty|disc replacement"
    r"|cement\w*|augmentation|kyphoplasty|vertebroplasty|[atpxl]lif|olif|acdf|fusion"
    r"|arthrodesis|corpectomy|\w*lamin\w+|\w*discectomy|foraminotomy)\b",
    re.IGNORECASE,
)
_NOT_OF_FILM: frozenset[str] = frozenset(
    {"indication", "history", "request", "plan", "technique"}
)


def told_done(text: str, lead: str, one: Operation) -> bool:
    """ "I fused her at C4-5", "Post ACDF C6-7": the words themselves tell of the past.

    "Post" before a bare fusion may be short for posterior.
    """
    if _FUSED.match(one.name):
        return True
    if _POST.search(lead) is None or _SYNDROME.match(text, one.end):
        return False
    return one.concept not in _EITHER_WAY


_EITHER_WAY = ("fusion", "decompression", "instrumentation")
_SYNDROME = re.compile(r"\s(?:pain\s)?syndrome\b", re.IGNORECASE)


def on_film(document: DocumentView, sentence: Sentence, one: Operation) -> bool:
    """Whether a report describes what an operation left at a level."""
    if document.document.kind != "imaging-report" or one.place is None:
        return False
    if sentence.role in _NOT_OF_FILM:
        return False
    if _GROWN.search(sentence.text[max(one.start - 40, 0) : one.start]):
        return False
    return bool(_IMPLANTED.search(one.name))


_LEFT = sought(
    r"\bpost(?:-?op(?:erative)?)?(?=[\s-](?:hemi)?lamin\w+)(?![\s-]\w+[\s-](?:pain|syndrome))"
    r"|(?<=ectomy) defects?\b",
    re.IGNORECASE,
)


def left_on_film(text: str) -> str:
    """The text of a film with "post" and "defect" blanked beside a laminectomy.

    Elsewhere "post laminectomy" names a pain; a film shows what was taken away.
    """
    return _LEFT.sub(lambda one: " " * len(one.group()), text)


_GROWN = re.compile(
    r"\b(?:congenital|spontaneous|auto|ankylos\w+|developmental|segmentation|facet"
    r"|block vertebra\w*|bony|no|without|not|lack of|early|for)\W+(?:\w+\W+){0,2}\Z",
    re.IGNORECASE,
)
"""Words before a fusion that nobody made, or that is not there."""


_YEARS_LEAD = re.compile(
    r"\W{0,3}(?:[A-Za-z][\w &/.]{1,30}:\s{0,2})?(?:19|20)\d\d\b(?!\s?\))"
)
_YEAR_JUST_BEFORE = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)\s{0,2}[-:\u2013]?\s{0,2}(?:[RL]\.?\s)?\Z"
)


def year_leading(text: str, one: Operation) -> PartialDate | None:
    """The year right before an operation in a list whose entries begin with years."""
    if not _YEARS_LEAD.match(text):
        return None
    start = min(one.start, one.place.start) if one.place else one.start
    found = _YEAR_JUST_BEFORE.search(text[max(start - 14, 0) : start])
    return found["year"] if found else None
