"""Documents that name services and ask for none of them, by title or words.

A bill, a consent, a schedule of many, a list of codes, a notice of the plan, an
opinion, a question how things stand and a request taken back all read like requests.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.marked import says_which
from workbench.extract.rules.frames.request.signs import (
    appeals,
    appeals_now,
    lists_cases,
    says,
    tells_only,
)
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.words.sought import sought

_HEAD, _TITLE = 2, 5
"""Lines with words in which a title stands, and lines at all."""
_EXCHANGE = re.compile(r"\s*(?:ISA|GS|ST)[*|^]")
_SETTLES = re.compile(
    r"(?:\A|[~\n\r]\s{0,4})(?:BHT[*|^]0007[*|^](?:01|06|11)[*|^]|HCR[*|^]A[1-46][*|^~]"
    r"|UM[*|^][A-Z]{2}[*|^]3[*|^])"
)
"""Segments of an answer of the plan (a response, a decision) or of a cancellation."""
_OPEN = sought(
    r"\b(?:needs?|pending|open|awaiting|requesting|to get|get)\W{1,3}(?:prior )?"
    r"(?:auth\w*|p\.?a\b|pre-?cert\w*|approval)|\b(?:auth\w*|p\.?a|pre-?cert\w*"
    r"|approval)\W{1,3}(?:still )?(?:pending|needed|open|req\w*|wanted|to be \w+"
    r"|not (?:yet )?(?:obtained|started|sent|requested))\b",
    re.IGNORECASE,
)
"""What a row of a schedule says that is still to be authorized."""
_DRAFT = re.compile(
    r"\bdraft\b\W{1,8}(?:not (?:sent|submitted|for submission)"
    r"|(?:do not|don't) (?:send|submit|process|file))\b",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"[\W_]*(?:c ?a ?n ?c ?e ?l ?(?:l ?)?e ?d|v ?o ?i ?d ?(?:e ?d)?"
    r"|w ?i ?t ?h ?d ?r ?a ?w ?n"
    r"|not (?:sent|submitted|ours)|do not (?:process|send|submit|file)|superseded)"
    r"(?:\W+(?:by \w+|on|per \w+|in full|\d[\d/.-]{2,9}))*[\W_]*",
    re.IGNORECASE,
)
"""A line that is a stamp and nothing else ("/// C A N C E L L E D ///")."""
_STAMPED = 6
"""Lines among which a stamp stands."""
_FIRST = 400
"""Characters in which a document says that it is only a draft."""
_NOTES = (
    "clinic-note",
    "imaging-report",
    "laboratory",
    "nerve-study",
    "therapy-record",
)
"""Kinds whose words are about the patient: what they say of requests is retold."""
_LONG = 600


def asks_nothing(document: DocumentView) -> bool:
    """Whether a document's title, its form or its words say that it asks nothing."""
    return document.once(asks_nothing, lambda: _asks_nothing(document))


def _asks_nothing(document: DocumentView) -> bool:
    lines = [one.text for one in document.document.lines if one.text.strip()]
    heads = lines[:_HEAD]
    text = document.source.text
    if tells_only(heads):
        return True
    if lists_cases(heads) and not (says_which(document) or _OPEN.search(text)):
        return True
    if heads and _EXCHANGE.match(heads[0]) and _SETTLES.search(text):
        return True
    if document.document.kind in _NOTES:
        return False
    if any(_STAMP.fullmatch(one.strip()) for one in lines[:_STAMPED]):
        return True
    return bool(_DRAFT.search(" ".join(heads)[:_FIRST])) or _declares(document)


def _declares(document: DocumentView) -> bool:
    """Whether its sentences say that nothing is asked for, or that it is no longer."""
    texts = [one.text for one in document.sentences if len(one.text) <= _LONG]
    if says(texts, "nothing"):
        return True
    if says(texts, "decision") and not _is_appeal(document, texts):
        return True
    gone = says(texts, "revoked") or (says(texts, "enquiry") and says(texts, "sent"))
    return gone and not says(texts, "renewed")


def _is_appeal(document: DocumentView, texts: list[str]) -> bool:
    """Whether a document argues against the decision that it quotes."""
    heads = (line.text for line in document.document.lines[:_TITLE])
    return appeals(heads) or appeals_now(texts)
