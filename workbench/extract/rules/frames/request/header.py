"""The request's own date, urgency, coverage, state and day of service.

The date of a request is the day it was made: asked, submitted, signed or, failing all
of these, faxed.  A date of birth, of service, of surgery or of an enclosed note is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.coverage import read_coverage
from workbench.extract.rules.frames.request.forms import request_lines
from workbench.extract.rules.frames.request.urgency import urgency
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.extract.rules.values.dates import find_dates
from workbench.schema.case import RequestHeader
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, is_exact

_NAMED_DATE = (
    r"date (?:of )?(?:this )?(?:auth(?:ori[sz]ation)? )?request(?:ed)?"
    r"|req(?:uest(?:ed)?)?\.? (?:date|dt)\b|date req(?:'?d|\.)?(?![a-z])|requested on"
    r"|date rec'?d ?/ ?req\w*|authored ?on"
    r"|request (?:was )?(?:received|rec'?d|dated|filed)(?: (?:and|/|&) dated)?"
)
"""Words that name the date of a request and no other."""
_DATE_LABELS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"\b(?:{_NAMED_DATE}"
        r"|date of submission|submi(?:ssion|tted) date|date submitted|submitted(?: on)?"
        r"|date of (?:this )?(?:order|booking|application)|order(?:ed)? date|booking"
        r" date"
        r"|form date|date (?:form )?completed|completed(?: on)?|date prepared"
        r"|today'?s date)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:signature|signed|date signed|e-?signed|electronically signed)\b", re.I
    ),
    re.compile(r"^\W{0,3}(?:date|dated|sent|date sent)\b\W{0,3}", re.IGNORECASE),
    re.compile(
        r"\b(?:received|date received|(?:case |file |date |request )?(?:opened|logged"
        r"|created|registered|entered)(?: on)?|intake date|date of (?:call|intake))\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:fax(?:ed)?|transmi\w+|rcvd)\b", re.IGNORECASE),
)
"""Labels of the request's date, the surest first."""
_DATED = frozenset({"clinic-note", "letter", "reviewer-worksheet", "other"})
_NAMED = re.compile(rf"\b(?:{_NAMED_DATE})\b", re.IGNORECASE)
_OTHER_DATE = re.compile(
    r"\b(?:birth\w*|dob|service|dos|surgery|procedure|operation|visit|injury|inj|accident|incident|loss|onset|exam\w*"
    r"|mri|imaging|study|evaluation|scheduled|effective|expir\w*|admission|injection"
    r"|last seen|appointment|tentative|planned|proposed|anticipated|therapy|coverage"
    r"|decision|due|denial|report|collected|start|end)\b",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"\W*(?:dated?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)?\W*", re.IGNORECASE
)
_HEAD_LINES = 60
_LABEL = 40
"""Characters of a line above a bare day that may be its label."""


class _Said(NamedTuple):
    value: PartialDate
    evidence: Evidence


def read_header(packet: PacketView) -> RequestHeader:
    """Date, urgency, coverage, state and day of service; null where not stated."""
    requests = _requests(packet)
    date = _request_date(requests)
    urgent = urgency(requests)
    covered = read_coverage(requests)
    quotes = [*([date.evidence] if date else []), *([urgent[1]] if urgent else [])]
    return RequestHeader(
        date=date.value if date else None,
        urgency=urgent[0] if urgent else None,
        line_of_business=covered.line_of_business,
        state=covered.state,
        service_date=covered.service_date,
        evidence=tuple(dict.fromkeys((*quotes, *covered.evidence))),
    )


def _requests(packet: PacketView) -> list[DocumentView]:
    """The request forms; without one, what asks, names a request's day or lists it."""
    forms = [one for one in packet.documents if one.document.kind == "request-form"]
    if forms:
        return forms
    asking = [
        one
        for one in packet.documents
        if one.document.kind in ("letter", "other") and _asks(one)
    ]
    known = {one.document.id for one in asking}
    fields = (one for one in packet.documents if one.document.id not in known)
    asking = [*(one for one in fields if request_lines(one, packet)), *asking]
    return asking or [one for one in packet.documents if _names_date(one)]


def _names_date(document: DocumentView) -> bool:
    """Whether a note or worksheet carries the date of its own request by that name."""
    if document.document.kind not in _DATED:
        return False
    return _labelled_date(document, _NAMED) is not None


def _asks(document: DocumentView) -> bool:
    for sentence in document.sentences:
        found = cues(sentence.text)
        direct = "ask-direct" in found or {"ask-verb", "ask-object"} <= found.keys()
        if direct and "told-of-request" not in found:
            return True
    return False


def _request_date(documents: list[DocumentView]) -> _Said | None:
    for pattern in _DATE_LABELS:
        for document in documents:
            found = _labelled_date(document, pattern)
            if found:
                return found
    for document in documents:
        found = _letter_date(document)
        if found:
            return found
    return None


def _labelled_date(document: DocumentView, label: re.Pattern[str]) -> _Said | None:
    for start, text in _told(document):
        match = label.search(text)
        if match is None:
            continue
        lead = re.split(r"[.;|]|\s{3,}", text[: match.start()])[-1]
        if _OTHER_DATE.search(lead) or _OTHER_DATE.search(match.group()):
            continue
        found = _first_date(text, match.end())
        if found:
            return _Said(found, document.cite(start, start + len(text)))
    return None


def _told(document: DocumentView) -> Iterator[tuple[int, str]]:
    """The sentences of a document, and what stands before the boxes of a line.

    "Date of request  05/06/2026     [X] new   [ ] again" dates the request, too.
    """
    for sentence in document.sentences:
        if sentence.block.kind == "checkbox":
            source = document.source
            low = source.line_start(source.line_index(sentence.start))
            lead = source.text[low : sentence.start]
            if lead.strip() and not _BOX.search(lead):
                yield low, lead.rstrip()
        yield sentence.start, sentence.text


_BOX = re.compile(r"[\[(]\s?[xX\u2713]?\s?[\])]|[\u2610-\u2612]")


def _first_date(text: str, start: int) -> PartialDate | None:
    """The first exact date after a label, unless another label comes between."""
    for one in find_dates(text):
        if one.start < start or not is_exact(one.value):
            continue
        between = text[start : one.start]
        near = len(between) <= 80 and not _OTHER_DATE.search(between)
        return one.value if near else None
    return None


def _letter_date(document: DocumentView) -> _Said | None:
    """The date line of a letter, or the date that the document was filed under."""
    for sentence in document.sentences[:_HEAD_LINES]:
        for one in find_dates(sentence.text)[:1]:
            rest = sentence.text[: one.start] + sentence.text[one.end :]
            above = document.sentences[sentence.index - 1] if sentence.index else None
            if above and _OTHER_DATE.search(above.text[-_LABEL:]):
                continue
            if is_exact(one.value) and _DATE_LINE.fullmatch(rest):
                return _Said(one.value, document.cite_sentence(sentence))
    return None
