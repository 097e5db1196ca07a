"""Documents that name services and ask for none of them, by title or words.

A bill, a consent, a schedule of many, a list of codes, a notice of the plan, an
opinion, a question how things stand and a request taken back all read like requests.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.decided import DENIED, lists_decisions
from workbench.extract.rules.frames.request.marked import says_which
from workbench.extract.rules.frames.request.next_column import wants_column
from workbench.extract.rules.frames.request.priced import lists_prices
from workbench.extract.rules.frames.request.signs import (
    appeals,
    appeals_now,
    bills,
    lists_cases,
    says,
    tells_only,
)
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.frames.request.taken_back import is_undisputed
from workbench.extract.rules.frames.request.wanted import line_holds, line_wants
from workbench.extract.rules.model import DocumentView, Sentence
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
_SUBJECT = re.compile(r"\s*(?:re|subject|subj|regarding)\s?:\s*(?P<what>\S.*)", re.I)
_OPENING = 15
"""Lines among which a letter or fax names its subject."""
_ENDS = (".", ":", ";", "?", "!")
_LATER = sought(
    r"\b(?:will|would|may|might|can|could|shall|plan to|intend to)\b[^.;]*"
    r"\b(?:if|when|once|should|in case|as soon as|at that time|at a later)\b"
    r"|\b(?:if|when|once|as soon as)\b[^.;]*\b(?:will|would|may|shall)\b",
    re.IGNORECASE,
)
"""A promise that hangs on what comes ("we will send a new one if she recovers")."""
_NOTHING = re.compile(
    r"\b(?:nothing|no (?:new|other|further|second|replacement) (?:request|service"
    r"|procedure|surgery|treatment|code|auth\w*))\b[^.;]{0,30}"
    r"\b(?:asked|requested|wanted|sought|needed|planned|sent|submitted|follows?|replaces?"
    r"|in its place|instead)\b",
    re.IGNORECASE,
)
"""What says that no other request comes ("nothing else is asked in its place")."""
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
    if tells_only(heads) or (bills(heads) and not wants_column(document)):
        return True
    if lists_prices(document):
        return True
    if lists_cases(heads) and not (says_which(document) or _OPEN.search(text)):
        return True
    if heads and _EXCHANGE.match(heads[0]) and _SETTLES.search(text):
        return True
    if document.document.kind in _NOTES:
        return any(map(line_holds, lines)) and not any(map(line_wants, lines))
    if any(_STAMP.fullmatch(one.strip()) for one in lines[:_STAMPED]):
        return True
    return bool(_DRAFT.search(" ".join(heads)[:_FIRST])) or _declares(document)


def _declares(document: DocumentView) -> bool:
    """Whether its sentences say that nothing is asked for, or that it is no longer."""
    texts = [text for text in _running(document) if len(text) <= _LONG]
    if says((one for one in texts if not _waits(one)), "nothing"):
        return not (
            any(map(_submits, texts)) or any(map(_is_request, document.sentences))
        )
    decided = says(texts, "decision") or lists_decisions(document)
    closed = says(texts, "closed") and not any(map(_asks_directly, texts))
    if (decided or closed) and not _is_appeal(document, texts):
        return True
    gone = says(texts, "revoked") or (says(texts, "enquiry") and says(texts, "sent"))
    gone = gone or says(_subjects(document), "subject")
    open_ones = (one for one in texts if not (_waits(one) or _NOTHING.search(one)))
    return gone and not says(open_ones, "renewed")


_SUBMITS = sought(
    r"\b(?:I|we)\s(?:(?:hereby|herewith|now|therefore|am|are)\s){0,2}(?:submit\w*|request\w*"
    r"|ask(?:ing)?|seek(?:ing)?|appl(?:y|ying))\b[^.;]{0,60}?\b(?:authori[sz]\w+"
    r"|approv\w+|pre-?cert\w*|certif\w+|your consent)",
    re.IGNORECASE,
)
"""Words in which the writer sends a service for authorization."""
_IS_REQUEST = sought(
    r"\bthis (?:form|sheet|page|fax|slip|booking|order|document|letter|paper)\s?"
    r"(?:=|is|serves as|will serve as|is to serve as|acts as|counts as|doubles as"
    r"|constitutes)\s(?:also )?(?:(?:a|an|the|our|your|my)\s)?(?:(?:formal|prior|pre"
    r"|auth\w*|pre-?cert\w*|pre-?auth\w*|approval)[ -]){0,3}(?:request|order)\b",
    re.IGNORECASE,
)


def _asks_directly(text: str) -> bool:
    """Whether a sentence asks, or appeals, whatever the others say."""
    found = cues(text)
    told = found.keys() & {"told-of-request", "option-cue", "not-cue"}
    return ("ask-direct" in found and not told) or appeals_now([text])


def _is_request(sentence: Sentence) -> bool:
    """Whether a form says of itself that it is the request, in no box left empty."""
    if sentence.block.checked is False:
        return False
    return _IS_REQUEST.search(sentence.text) is not None


_AFTER_NOT = re.compile(
    r"\b(?:not|never|n't|if|once|when|before|had|have)\b", re.IGNORECASE
)


def _submits(text: str) -> bool:
    """Whether a sentence sends the service that it names for authorization.

    What another sentence leaves out ("nothing is asked for the low back") is apart.
    """
    said = _SUBMITS.search(text)
    if said is None or not has_operation(text):
        return False
    return _AFTER_NOT.search(said.group()) is None


def _running(document: DocumentView) -> Iterator[str]:
    """The sentences, each with the heading that it runs on into.

    "The services below meet our criteria and are / APPROVED:" is one sentence.
    """
    for one, after in zip_longest(document.sentences, document.sentences[1:]):
        yield one.text
        if after is None or after.section is one.section:
            continue
        if not one.text.rstrip().endswith(_ENDS) and after.section.title:
            yield f"{one.text} {after.section.title}"


def _subjects(document: DocumentView) -> list[str]:
    """What the lines of subject at the head of a letter or fax say."""
    lines = (one.text for one in document.document.lines[:_OPENING])
    return [match["what"] for one in lines if (match := _SUBJECT.match(one))]


def _waits(text: str) -> bool:
    """Whether a sentence tells of a later request, for which something must happen."""
    return _LATER.search(text) is not None


def denied_fields(document: DocumentView) -> frozenset[int]:
    """Numbers of the fields in which an appeal names by code what was denied.

    Where other sentences name codes too, or set something apart, these say what is
    still disputed.
    """
    fields = [
        one for one in document.sentences if _names_denied(one) and find_codes(one.text)
    ]
    texts = [one.text for one in document.sentences if len(one.text) <= _LONG]
    if not fields or says(texts, "apart") or not _is_appeal(document, texts):
        return frozenset()
    named = frozenset(one.index for one in fields)
    others = (
        one
        for one in document.sentences
        if one.index not in named and not is_undisputed(one)
    )
    return frozenset() if any(find_codes(one.text) for one in others) else named


_OPENS_DENIED = re.compile(
    r"\W*(?:refused|denied|declined|disallowed|rejected|turned down"
    r"|not (?:approved|allowed|certified|authori[sz]ed))"
    r"(?: (?:items?|services?|codes?|lines?|parts?))?\s?:",
    re.IGNORECASE,
)
"""How a sentence begins that counts up what a decision denied."""


def _names_denied(sentence: Sentence) -> bool:
    """Whether a label, the heading or the first words say that it was denied."""
    if DENIED.fullmatch(sentence.section.title) or _OPENS_DENIED.match(sentence.text):
        return True
    label = sentence.block.label if sentence.block.kind == "field" else None
    return "label-denied" in slots(label or "")


def _is_appeal(document: DocumentView, texts: list[str]) -> bool:
    """Whether a document argues against the decision that it quotes."""
    heads = (line.text for line in document.document.lines[:_TITLE])
    return appeals(heads) or appeals_now(texts)
