"""A packet's lines with the cited stretches marked, for a page that shows evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from workbench.packet.text import DocumentText
from workbench.schema.case import Case, Fact, all_facts
from workbench.schema.packet import Document, Packet


class Segment(NamedTuple):
    """A stretch of a line; ``facts`` are the facts that cite it, if any do."""

    text: str
    facts: tuple[str, ...]


class ShownLine(NamedTuple):
    """One numbered line in segments."""

    number: int
    segments: tuple[Segment, ...]


class ShownDocument(NamedTuple):
    """One document with its lines."""

    id: str
    kind: str
    title: str
    lines: tuple[ShownLine, ...]


def shown(packet: Packet, case: Case | None) -> tuple[ShownDocument, ...]:
    """Every document of the packet, cited stretches marked with their facts."""
    facts = all_facts(case) if case else ()
    return tuple(
        ShownDocument(
            document.id, document.kind, document.title, _lines(document, facts)
        )
        for document in packet.documents
    )


def _lines(document: Document, facts: Iterable[Fact]) -> tuple[ShownLine, ...]:
    source = DocumentText(document)
    cited: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for fact in facts:
        for item in fact.evidence:
            if item.document != document.id:
                continue
            if item.start is None or item.end is None:
                continue
            for number in item.lines:
                start = source.line_start(number - 1)
                cited[number].append((item.start - start, item.end - start, fact.id))
    return tuple(
        ShownLine(line.number, _segments(line.text, cited[line.number]))
        for line in document.lines
    )


def _segments(text: str, marks: list[tuple[int, int, str]]) -> tuple[Segment, ...]:
    """The line cut at every edge of a mark."""
    edges = {0, len(text)}
    for start, end, _ in marks:
        edges |= {min(max(start, 0), len(text)), min(max(end, 0), len(text))}
    cuts = sorted(edges)
    made = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        facts = dict.fromkeys(id_ for s, e, id_ in marks if s <= low and high <= e)
        made.append(Segment(text[low:high], tuple(facts)))
    return tuple(made)
