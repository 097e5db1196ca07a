"""Fields and rows of a request that name what is asked for, and no treatment given.

"Procedure: TFESI L4-5, one session" on a form asks for a session; "Prior procedures:
TFESI 3/2025" beside it tells of one.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought

_ASKED = sought(
    r"\b(?:procedures?|services?|operations?|surger(?:y|ies)|requested|requesting"
    r"|cpt|hcpcs|(?:procedure|service) codes?|proc|injections? requested|what"
    r"|steroid|injectate|agent)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\W*(?:subject|subj|re|regarding)\W*", re.IGNORECASE)
_SOUGHT = re.compile(
    r"\b(?:auth\w*|pre-?auth\w*|pre-?cert\w*|request\w*|approval|pa)\b", re.IGNORECASE
)
"""What makes the subject of a message name what is asked for."""
_TOLD = re.compile(
    r"\b(?:prior(?! ?auth)|previous|past|earlier|last|history|hx|tried|failed"
    r"|done|performed|completed|conservative|result|response|relief|benefit|outcome|lasted|duration"
    r"|treatments?|since|date of (?:last|prior))\b",
    re.IGNORECASE,
)

_NONE = re.compile(
    r"\W*(?:none(?: ever| to date)?|never|nil|no|n/?a)\W*", re.IGNORECASE
)
_PAIR = 2
_GAP = 8
"""Characters between a label and the first words of its text."""


def asks_for(view: DocumentView, sentence: Sentence) -> bool:
    """Whether a field or row of a request form says what is to be authorised."""
    if _SUBJECT.fullmatch(sentence.block.label or "") and _SOUGHT.search(sentence.text):
        return True
    if view.document.kind != "request-form":
        return False
    block, title = sentence.block, sentence.section.title
    if _coded(sentence):
        return True
    if block.kind == "row":
        heads = " ".join(cell.header or "" for cell in block.cells).strip()
        if not heads and len(block.cells) == _PAIR:
            label, value = (cell.text for cell in block.cells)
            return bool(_NONE.fullmatch(value)) or _names(label, title)
        return _names(heads, title)
    if block.kind == "field":
        return _names(block.label or "", title)
    first = sentence.start - sentence.section.start <= len(title) + _GAP
    return first and sentence.role == "request" and _names(title, "")


def _coded(sentence: Sentence) -> bool:
    """Whether a sentence gives a service its code, and no day of the past."""
    text = sentence.text
    if not find_codes(text) or _TOLD.search(f"{text} {sentence.section.title}"):
        return False
    return not find_dates(text)


def _names(label: str, title: str) -> bool:
    """Whether a label names what is asked for, under no title of what was done."""
    return bool(_ASKED.search(label)) and not _TOLD.search(f"{label} {title}")
