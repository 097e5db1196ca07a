"""What a frame tells of a text, one short line per fact, for tables of expectations.

``kind site side value !assertion roots=.. ~detail @date``; a part that is not there is
left out, and the note's own date is not printed.
"""

from __future__ import annotations

from importlib import import_module

from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import PacketView
from workbench.schema.case import Fact
from workbench.schema.packet import Document, DocumentKind, Line, Packet

DATE = "2026-03-02"


def document(text: str, kind: DocumentKind, date: str | None = DATE) -> Document:
    lines = tuple(
        Line(number=place, text=line) for place, line in enumerate(text.split("\n"), 1)
    )
    return Document(id="D1", kind=kind, date=date, lines=lines)


def facts(frame: str, text: str, kind: DocumentKind = "clinic-note") -> list[Fact]:
    view = segment(document(text, kind))
    packet = Packet(sha256="0" * 64, sources=(), documents=(view.document,))
    seen = PacketView(packet=packet, documents=(view,))
    module = import_module(f"workbench.extract.rules.frames.{frame}")
    found = module.read(view, seen)
    for fact in found:
        for quote in fact.evidence:
            joined = text.replace("\n", " ")
            assert joined[quote.start : quote.end] == quote.quote
    return list(found)


def line(fact: Fact) -> str:
    parts: list[str] = [fact.kind]
    for name in ("site", "side", "grade", "indicates", "result"):
        value = getattr(fact, name, None)
        parts += [value] if value else []
    if getattr(fact, "value", None) is not None:
        sign = getattr(fact, "comparator", None) or ""
        name = f"{fact.name} " if fact.kind == "score" else ""  # type: ignore[attr-defined]
        unit = f" {fact.unit}" if fact.unit else ""  # type: ignore[attr-defined]
        parts.append(f"{name}{sign}{fact.value}{unit}")  # type: ignore[attr-defined]
    parts += [f"!{fact.assertion}"] if fact.assertion != "present" else []
    roots = getattr(fact, "roots", ())
    parts += ["roots=" + ",".join(roots)] if roots else []
    parts += [f"~{fact.detail}"] if fact.detail else []
    parts += [f"@{fact.date}"] if fact.date not in (None, DATE) else []
    return " ".join(parts)


def told(frame: str, text: str, kind: DocumentKind = "clinic-note") -> list[str]:
    """The facts of a text, as short lines, each once and in order of the alphabet."""
    return sorted({line(fact) for fact in facts(frame, text, kind)})
