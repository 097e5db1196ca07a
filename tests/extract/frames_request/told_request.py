"""A packet from plain texts, and the facts that one frame reads from it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from workbench.extract.rules.model import PacketView
from workbench.extract.rules.segment import segment
from workbench.schema.packet import Document, Line, Packet


def document(text: str, kind: str, number: int = 1, date: str | None = None) -> Document:
    lines = tuple(
        Line(number=place, text=line)
        for place, line in enumerate(text.strip("\n").split("\n"), 1)
    )
    return Document(id=f"D{number}", kind=kind, date=date, lines=lines)


def packet(*documents: Document) -> PacketView:
    made = Packet(sha256="0" * 64, sources=(), documents=documents)
    return PacketView(made, tuple(segment(one) for one in documents))


def facts(frame: str, text: str, kind: str, date: str | None = None) -> list[Any]:
    view = packet(document(text, kind, date=date))
    module = import_module(f"workbench.extract.rules.frames.{frame}")
    return module.read(view.documents[0], view)
