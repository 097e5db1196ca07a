"""Reading treatments out of a made-up document, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from workbench.extract.rules.frames.treatment import document as treatments
from workbench.extract.rules.layout import segment
from workbench.schema.case import Treatment
from workbench.schema.packet import Document, DocumentKind, Line, Packet

WRITTEN = "2026-03-20"


def packet_of(
    text: str, kind: DocumentKind = "clinic-note", date: str | None = WRITTEN
) -> Packet:
    """One document of one made-up text."""
    lines = tuple(
        Line(number=place, text=line)
        for place, line in enumerate(text.split("\n"), start=1)
    )
    document = Document(id="D1", kind=kind, date=date, lines=lines)
    return Packet(sha256="0" * 64, sources=(), documents=(document,))


def read(
    text: str, kind: DocumentKind = "clinic-note", date: str | None = WRITTEN
) -> list[Treatment]:
    """The treatment facts of a text."""
    view = segment.view(packet_of(text, kind, date))
    return treatments.read(view.documents[0], view)


def told(fact: Treatment, expected: dict[str, Any]) -> dict[str, Any]:
    """The fields of a fact that an expectation names, for a readable comparison."""
    found = {name: getattr(fact, name) for name in expected}
    if found.get("days_range"):
        found["days_range"] = (fact.days_range.low, fact.days_range.high)  # type: ignore[union-attr]
    return found
