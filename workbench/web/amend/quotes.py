"""A person's quotes, held to the source: they stand there word for word or are refused.

Line breaks of a selection read as one space, as in every quote; nothing else may
differ.  Where words stand in several places, the place that was pointed at counts.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.extract.grounding import nearest
from workbench.packet.text import DocumentText
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, Packet


class Sought(NamedTuple):
    """What was found of a quote: the evidence, or text that is like it."""

    evidence: Evidence | None
    like: Evidence | None = None


def sought(packet: Packet, quote: str, near: str = "") -> Sought:
    """Where a quote stands; ``near`` is a place like ``D2:14`` to prefer."""
    words = _one_line(quote)
    if not words:
        return Sought(None)
    places = [
        found
        for document in packet.documents
        for found in _in_document(document, words)
    ]
    if not places:
        return Sought(None, nearest(packet, words[:1000]))
    return Sought(min(places, key=lambda one: _distance(one, near)))


def _one_line(quote: str) -> str:
    """A selection as a quote: each line break one space, outer blanks dropped."""
    return quote.replace("\r\n", "\n").replace("\r", "\n").replace("\n", " ").strip()


def _in_document(document: Document, words: str) -> list[Evidence]:
    source = DocumentText(document)
    text = source.text.replace("\n", " ")
    found: list[Evidence] = []
    at = text.find(words)
    while at >= 0 and len(found) < 50:
        found.append(source.cite(at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _distance(found: Evidence, near: str) -> tuple[bool, int]:
    document, _, line = near.partition(":")
    if not line.isdigit():
        return False, 0
    return found.document != document, abs(found.lines[0] - int(line))
