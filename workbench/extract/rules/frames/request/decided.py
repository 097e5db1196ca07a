"""Services listed under what a plan decided of them: a notice, and no request.

    APPROVED                         Certified:
      63047  laminectomy L4-5          22551  C5-6
    NOT APPROVED                     Non-certified:
      63048  laminectomy L5-S1         22552  C6-7

Two such headings, each with a service below it, are a decision that was made, and so is
a decision behind each service ("22633 L4-5   Decision: approved, valid to 5/30").  One
heading alone, or boxes for the plan to tick, are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView

_WHAT = (
    r"(?:\s(?:as (?:requested|submitted)|in (?:full|part)|services?|procedures?|lines?"
    r"|codes?|items?|levels?|units?))*"
)
ALLOWED = re.compile(
    r"[*#=\s-]*(?:(?:we have|the plan|services?|procedures?|lines?)\s)?"
    rf"(?:approved|authori[sz]ed|certified|allowed|granted|favou?rable){_WHAT}[*#=\s:-]*",
    re.IGNORECASE,
)
"""A heading over what was allowed."""
DENIED = re.compile(
    r"[*#=\s-]*(?:(?:we have|the plan|services?|procedures?|lines?)\s)?"
    r"(?:(?:not|non)[ -]?(?:approved|authori[sz]ed|certified|allowed|covered)|denied"
    r"|refused|disallowed|declined|adverse|unfavou?rable|not medically necessary)"
    rf"{_WHAT}[*#=\s:-]*",
    re.IGNORECASE,
)
"""A heading over what was refused."""


def lists_decisions(document: DocumentView) -> bool:
    """Whether services stand under headings of what was allowed and what refused."""
    if not ({ALLOWED, DENIED} <= {*_headings(document)} or _decides_each(document)):
        return False
    return not any("ask-direct" in cues(one.text) for one in document.sentences)


_DECIDED = re.compile(
    r"\b(?:decision|determination|outcome|disposition)\b[\W_]{1,12}"
    r"(?:approved|authori[sz]ed|certified|granted|denied|not approved|non-?certified"
    r"|adverse|favou?rable|modified|partial\w*)\b",
    re.IGNORECASE,
)
"""What a plan decided, behind the service on its line."""


_DECIDED_CELL = re.compile(
    r"(?:\s{2,}|\t|\|\s?)((?:not |non-?)?(?:approved|authori[sz]ed|certified|denied))"
    r"(?! (?:needed|required|requested|pending))\b",
    re.IGNORECASE,
)
"""A decision in a column of its own behind the service."""
_FOR_IT = re.compile(r"(?:approved|authori[sz]ed|certified)", re.IGNORECASE)


def _decides_each(document: DocumentView) -> bool:
    """Whether each line that gives the code of a service gives its decision, too.

    Without the word for a decision before it, one of them is that it was approved.
    """
    lines = [one.text for one in document.document.lines if find_codes(one.text)]
    if lines and all(map(_DECIDED.search, lines)):
        return True
    told = [match[1] for one in lines if (match := _DECIDED_CELL.search(one))]
    return len(told) == len(lines) and any(map(_FOR_IT.match, told))


def _headings(document: DocumentView) -> Iterator[re.Pattern[str]]:
    """The kinds of headings of a decision that have a service in the next line."""
    lines = [one.text for one in document.document.lines if one.text.strip()]
    for line, after in zip(lines, lines[1:], strict=False):
        if not (find_codes(after) or has_operation(after)):
            continue
        yield from (one for one in (ALLOWED, DENIED) if one.fullmatch(line))
