"""Threads of mail: what an older message below asked for is not asked for again.

    Please correct the request to ACDF C6-7 only, 22551.
    > Please find attached our request for ACDF C5-6.

Where the newest message names the service and its place itself, or takes the request
back, the messages that it quotes are left out.  One that only forwards ("see below")
leaves them standing.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import (
    has_operation,
    operations,
)
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.scan_regions import names_region
from workbench.extract.rules.frames.request.signs import asks_in_words, says
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import RequestedProcedure

_QUOTED = re.compile(r"\s*(?:>|\|(?= ?(?:From|Sent|On|>)\b))")
_OLDER = sought(
    r"\s*(?:-{2,}\s*)?(?:(?:original|forwarded|previous|earlier|older) "
    r"(?:message|e-?mail|mail|post|thread)s?\b|begin forwarded message\b"
    r"|on (?:\w{3,9},? )?[\w./, ]{3,24}(?:,? (?:at )?\d{1,2}[:.]\d\d ?(?:[ap]m)?,?)? "
    r"[^:]{2,60}\bwrote\s?:|_{8,}\s*\Z)",
    re.IGNORECASE,
)
"""The line that stands above the older messages."""
_SENDER = re.compile(r"\s*(?:\*{0,2})from\s?:", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\b(?:withdraw\w*|cancel\w*|retract\w*|pull(?:ed|ing)?|disregard|ignore|void)\b"
    r"[^.;\n]{0,40}\b(?:request|auth\w*|case|order|it|submission|booking)\b",
    re.IGNORECASE,
)


_CORRECTS = re.compile(
    r"\b(?:chang\w+|correct\w*|amend\w*|instead|only|sorry|wrong|typo|mistake|revis\w+"
    r"|updat\w+|replac\w+|should (?:be|read|have)|not)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s*(?:\*{0,2})(?:from|sent|to|date|subject|cc)\s?:", re.IGNORECASE)
_HEADED = 2
"""Lines of a mail's head among the first of a document that make it a mail."""
_FIRST = 5


def without_overridden(
    document: DocumentView,
    packet: PacketView,
    facts: Sequence[RequestedProcedure],
) -> list[RequestedProcedure]:
    """The facts of a mail without those that a newer mail of its thread corrects.

    Where a file was cut into its mails, the newest stands first.
    """
    newest = _newest(document, packet)
    if newest is None or not _overrides(newest.sentences):
        return list(facts)
    texts = [one.text for one in newest.sentences]
    if _takes_back(texts):
        return [one for one in facts if one.origin != "request"]
    if not any(map(_CORRECTS.search, texts)):
        return list(facts)
    kinds = {one.kind for text in texts for one in operations(text)}
    kinds |= {one.kind for text in texts for one in find_codes(text)}
    return [one for one in facts if one.origin != "request" or one.kind not in kinds]


def _newest(document: DocumentView, packet: PacketView) -> DocumentView | None:
    """The first mail of the file that a mail stands in, where it is another one."""
    if not _is_mail(document):
        return None
    for other in packet.documents:
        if other.document.id == document.document.id:
            return None
        if other.document.source == document.document.source and _is_mail(other):
            later = other.document.date, document.document.date
            known = later[0] is not None and later[1] is not None
            return None if known and str(later[0]) < str(later[1]) else other
    return None


def _is_mail(document: DocumentView) -> bool:
    lines = [one.text for one in document.document.lines if one.text.strip()][:_FIRST]
    return sum(bool(_HEAD.match(text)) for text in lines) >= _HEADED


def without_earlier(document: DocumentView) -> DocumentView:
    """The document without quoted messages that its newest one overrides."""
    first = _first_older(document)
    if first is None:
        return document
    at = document.source.line_start(first)
    newest = [one for one in document.sentences if one.start < at]
    if not newest or not _overrides(newest):
        return document
    if any(one.end > at for one in newest):
        return document  # A sentence runs on from the newest message: no quotation.
    return document.with_sentences(newest)


def _first_older(document: DocumentView) -> int | None:
    """The number of the line with which older messages begin; None without any."""
    lines = document.document.lines
    said = senders = 0
    for number, line in enumerate(lines):
        text = line.text[:160]
        if _SENDER.match(text):
            senders += 1
            if senders > 1 and said:
                return number
        elif said and (_QUOTED.match(text) or _OLDER.match(text)):
            return number
        said += bool(text.strip())
    return None


def _takes_back(texts: Sequence[str]) -> bool:
    """Whether a message takes a request back, or all that it quotes."""
    return any(map(_TAKEN_BACK.search, texts)) or says(texts, "all-back")


def _overrides(newest: Sequence[Sentence]) -> bool:
    """Whether a message asks for a service and says where, or takes one back."""
    texts = [one.text for one in newest]
    if _takes_back(texts):
        return True
    named = [text for text in texts if has_operation(text) or find_codes(text)]
    placed = any(level_groups(text) or names_region(text) for text in named)
    return placed and any(map(asks_in_words, texts))
