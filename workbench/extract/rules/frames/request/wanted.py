"""Whether a document says in a field or column that authorization is wanted, or held.

"Authorization ..... requested with this order", "AUTH  to be obtained", a column "Auth"
with "pending": whatever kind of paper it is, its services are asked for.  Where a field
says "on file" or "obtained", they are not.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_AUTH = sought(
    r"\b(?:auth\w*|p\.?a\.?|pre-?cert\w*|pre-?auth\w*|approval)\b", re.IGNORECASE
)
_NO_STATE = re.compile(
    r"\b(?:no|nos|number|num|id|date|by|on|phone|fax|rep|contact|type|#)\b|#",
    re.IGNORECASE,
)
"""Words of a label that names the number or day of an authorization."""
_WANTING = re.compile(
    r"\W*(?:yes|y|x|needed|need|required|requested|requesting|to (?:be )?request\w*"
    r"|to be (?:obtained|submitted|sent|started)|to (?:send|submit|get)|submit|send"
    r"|pending|awaiting|open"
    r"|not (?:yet )?(?:obtained|started|requested|submitted|sent)"
    r"|(?:please|kindly) (?:get|obtain|start|request|authori[sz]e|approve|submit))\b",
    re.IGNORECASE,
)


def wants(label: str, value: str) -> bool:
    """Whether a label is of the authorization and its value says that it is wanted."""
    named = _AUTH.search(label) and not _NO_STATE.search(label)
    return bool(named) and _WANTING.match(value) is not None


_PAIR = re.compile(r"\W*(?P<label>[A-Za-z][\w /&-]{1,40}?)(?:[ ]?[:=?]|\.{2,}|[ ]{2,})")
"""A label at the start of a line, and what sets its value off."""


def line_wants(text: str) -> bool:
    """Whether a line is a field that says that authorization is wanted."""
    match = _PAIR.match(text) if _AUTH.search(text) else None
    if match is None:
        return False
    return wants(match["label"], text[match.end() :].lstrip(" :.=-_?>"))


_OF_ALL = re.compile(
    r"(?:surgical |surgery |insurance )?(?:prior |pre-?)?"
    r"(?:auth(?:ori[sz]ation)?|cert(?:ification)?)(?: status)?",
    re.IGNORECASE,
)
"""The whole label of the authorization of what a paper is about."""
_HELD = re.compile(
    r"\W*(?:on file\W{1,3}approved|approved\W{1,3}(?:on file|\d|#)|obtained\W{1,3}\d)"
    r"(?![^\n]*\b(?:not|denied|partial\w*|pending|until|only|except|ext\w*|expire[sd]"
    r"|expiring|request\w*|need\w*)\b)",
    re.IGNORECASE,
)


def line_holds(text: str) -> bool:
    """Whether a line is a field that says that the authorization has been given."""
    match = _PAIR.match(text) if _AUTH.search(text) else None
    if match is None or not _OF_ALL.fullmatch(match["label"].strip()):
        return False
    return _HELD.match(text[match.end() :].lstrip(" :.=-_?>")) is not None


_HELD_LABEL = re.compile(
    r"(?:(?:prior|existing|current|plan|insurance|payer) )?"
    r"(?:auth(?:ori[sz]ation)?|approval|pre-?cert(?:ification)?|p\.?a\.?)"
    r"(?: (?:no|number|#))?[ .]{0,2}(?:is )?(?:already )?"
    r"(?:on file|on record|in place|in hand|held|obtained|received|issued|granted)",
    re.IGNORECASE,
)
"""The label of an authorization that has been given."""
_HAS_NUMBER = re.compile(
    r"[ :.=#-]{0,6}(?:(?:no|ref|number)\b\W{1,3})?[\w-]*\d[\w-]{3,}"
)


def is_held_field(sentence: Sentence) -> bool:
    """Whether a field gives the number of an authorization that is there."""
    label = sentence.block.label or ""
    if sentence.block.kind not in ("field", "paragraph"):
        return False
    if not _HELD_LABEL.fullmatch(label):
        return False
    return _HAS_NUMBER.match(sentence.text.removeprefix(label)) is not None


def is_wanted_row(sentence: Sentence) -> bool:
    """Whether a row of orders says that its service still needs authorization."""
    if sentence.block.kind != "row" or not find_codes(sentence.text):
        return False
    cells = sentence.block.cells
    return any(cell.header and wants(cell.header, cell.text) for cell in cells)


_SETTLED = re.compile(
    r"\W*(?:n/?a|none|not (?:needed|required|applicable)"
    r"|no (?:auth|pa)(?: (?:needed|required))?|[A-Z]{0,4}[- ]?\d{3,}[A-Z\d-]*"
    r"|on file|approved|obtained|granted|used|done|closed)"
    r"(?:\W+(?:used|closed|approved|done|expired|on file|ok))?\W*",
    re.IGNORECASE,
)
"""What a row of a schedule says whose authorization is there, or is not needed."""


def is_held_row(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a row's authorization is there, where another row's is to be got."""
    own = _auth_cell(sentence)
    if own is None or not _SETTLED.fullmatch(own):
        return False
    return document.once(
        is_held_row, lambda: any(map(is_wanted_row, document.sentences))
    )


def _auth_cell(sentence: Sentence) -> str | None:
    """What a row has in its column of the authorization."""
    for cell in sentence.block.cells if sentence.block.kind == "row" else ():
        head = cell.header or ""
        if _AUTH.search(head) and not _NO_STATE.search(head):
            return cell.text
    return None


def wants_authorization(pairs: DocumentView) -> bool:
    """Whether a field of a document in pairs says that authorization is wanted."""
    return pairs.once(wants_authorization, lambda: any(map(_wants, pairs.sentences)))


def _wants(sentence: Sentence) -> bool:
    label = sentence.block.label or ""
    if sentence.block.kind != "field":
        return False
    return wants(label, sentence.text.removeprefix(label).lstrip(" :.=-_?>"))
