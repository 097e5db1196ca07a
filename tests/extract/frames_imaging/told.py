"""Invented reports read end to end, and facts written short for tables of tests."""

from __future__ import annotations

from workbench.extract.rules.frames.imaging import document as imaging
from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import PacketView
from workbench.schema.case import ImagingFinding, ImagingStudy
from workbench.schema.packet import Document, DocumentKind, Line, Packet

HEAD = "MRI CERVICAL SPINE WITHOUT CONTRAST\nEXAM DATE: 03/02/2031\n\nFINDINGS:\n"


def document(
    text: str, kind: DocumentKind = "imaging-report", date: str | None = None
) -> Document:
    lines = text.split("\n")
    return Document(
        id="D1",
        kind=kind,
        date=date,
        lines=tuple(Line(number=n, text=t) for n, t in enumerate(lines, 1)),
    )


def studies(
    text: str, kind: DocumentKind = "imaging-report", date: str | None = None
) -> list[ImagingStudy]:
    one = document(text, kind, date)
    packet = Packet(sha256="0" * 64, sources=(), documents=(one,))
    view = segment(one)
    return imaging.read(view, PacketView(packet=packet, documents=(view,)))


def brief(fact: ImagingFinding) -> str:
    """``stenosis C5-6 left foraminal severe``; "-" for what is not said."""
    words = [fact.kind, fact.level or fact.site or "-", fact.side or "-"]
    words.append(fact.location or "-")
    if fact.assertion != "present":
        words.append(f"!{fact.assertion}")
    if fact.severity is not None:
        grade = fact.severity
        exact = grade.low == grade.high
        words.append(grade.label if exact else f"{grade.low}..{grade.high}")
    if fact.contact is not None:
        words.append(f"{fact.contact.label}:{fact.contact.target}")
    if fact.name is not None:
        words.append(fact.name)
    if fact.value is not None:
        words.append(f"{fact.value}{fact.unit or ''}")
    if fact.detail is not None:
        words.append(f"({fact.detail})")
    return " ".join(words)


def of_report(text: str) -> list[str]:
    """Findings of a report whose FINDINGS are the text, sorted and written short."""
    return sorted(
        brief(one) for study in studies(HEAD + text) for one in study.findings
    )


def heads(found: list[ImagingStudy]) -> list[str]:
    """``mri cervical 2031-03-02``, with the assertion where not present."""
    made = []
    for study in found:
        words = [study.kind, study.site or "-", study.date or "-"]
        if study.assertion != "present":
            words.append(f"!{study.assertion}")
        made.append(" ".join(words))
    return made
