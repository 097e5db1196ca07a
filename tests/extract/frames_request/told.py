"""A packet from plain texts, and what one frame reads from it, told in short words."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from workbench.extract.grounding import supports
from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import PacketView
from workbench.schema.packet import Document, DocumentKind, Line, Packet


def document(
    text: str, kind: DocumentKind, number: int = 1, date: str | None = None
) -> Document:
    lines = tuple(
        Line(number=place, text=line)
        for place, line in enumerate(text.strip("\n").split("\n"), 1)
    )
    return Document(id=f"D{number}", kind=kind, date=date, lines=lines)


def packet(*documents: Document) -> PacketView:
    made = Packet(sha256="0" * 64, sources=(), documents=documents)
    return PacketView(made, tuple(segment(one) for one in documents))


def facts(
    frame: str, text: str, kind: DocumentKind, date: str | None = "2026-04-20"
) -> list[Any]:
    """The facts of one document; every one of them must stand on its own quotes."""
    view = packet(document(text, kind, date=date))
    module = import_module(f"workbench.extract.rules.frames.{frame}")
    found: list[Any] = module.read(view.documents[0], view)
    for fact in found:
        assert supports(fact, view.packet, polarity=False) is None
    return found


def requested(text: str, kind: DocumentKind = "request-form") -> list[str]:
    """Each requested or planned procedure as one line, sorted."""
    return sorted(_procedure(fact) for fact in facts("request.document", text, kind))


def _procedure(fact: Any) -> str:
    name = fact.name if fact.kind == "other" else None
    parts = (
        "plan" if fact.origin == "plan" else None,
        f"stage{fact.stage}" if fact.stage else None,
        fact.kind,
        f"({name})" if name else None,
        fact.level or fact.site,
        fact.side,
        "+".join(fact.codes) or None,
        f"x{fact.count}" if fact.count else None,
    )
    return " ".join(part for part in parts if part)
