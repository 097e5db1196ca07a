"""The day of a request whose form has no labelled date: the asking document's own.

A letter, an e-mail or a sheet that asks carries its date in its head.  A note that asks
does not date a request: notes are older than what is made of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.packet.dates import first_date
from workbench.packet.text import DocumentText
from workbench.schema.case import Fact, RequestedProcedure, RequestHeader
from workbench.schema.packet import Document, DocumentKind, Packet
from workbench.schema.partial_date import is_exact

_DATING: tuple[DocumentKind, ...] = ("request-form", "letter", "other")


def dated(
    header: RequestHeader, facts: Iterable[Fact], packet: Packet
) -> RequestHeader:
    """The header, with the date of the document that asks where it has none."""
    if header.date is not None:
        return header
    documents = {document.id: document for document in packet.documents}
    for fact in facts:
        if isinstance(fact, RequestedProcedure) and fact.origin == "request":
            document = documents.get(fact.evidence[0].document)
            if document and document.kind in _DATING:
                return _with_day(header, document)
    return header


def _with_day(header: RequestHeader, document: Document) -> RequestHeader:
    if document.date is None or not is_exact(document.date):
        return header
    source = DocumentText(document)
    for index, line in enumerate(document.lines):
        if first_date(line.text) == document.date:
            start = source.line_start(index)
            quote = source.cite(start, start + len(line.text))
            evidence = (*header.evidence, quote)
            return header.model_copy(
                update={"date": document.date, "evidence": evidence}
            )
    return header
