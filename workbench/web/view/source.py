"""The source pane: documents as numbered lines, cut where quotes begin and end.

A stretch of text that facts quote names those facts, so that a quote leads to its
facts.  Text is text: nothing here is markup, and the template escapes all of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workbench.schema.case import Case, all_facts
from workbench.schema.evidence import DOUBTFUL, Evidence
from workbench.schema.packet import Document, Line, Packet
from workbench.web.view import words

LONG_LINE = 2000
"""Characters of a line that are shown at first; the rest is one press away."""


class Stretch(NamedTuple):
    """A run of characters of one line, and the facts that quote it."""

    text: str
    facts: tuple[str, ...] = ()


class SourceLine(NamedTuple):
    """One line as shown: ``page`` is set where a new page begins."""

    number: int
    page: int | None
    stretches: tuple[Stretch, ...]
    doubt: int | None
    rest: str = ""


class SourceDocument(NamedTuple):
    """One document of the packet as shown."""

    id: str
    kind: str
    title: str
    date: str | None
    author: str | None
    pages: int
    file: str
    lines: tuple[SourceLine, ...]
    quoted: int


class Span(NamedTuple):
    """Characters of one line that a fact quotes; line counts from 1."""

    line: int
    start: int
    end: int
    fact: str


class Hit(NamedTuple):
    """A line that holds the words searched for, cut around them."""

    document: str
    line: int
    before: str
    match: str
    after: str


def documents(packet: Packet, case: Case) -> tuple[SourceDocument, ...]:
    """All documents of the packet with the quotes of the case's facts."""
    spans = quoted(packet, case)
    return tuple(
        one(document, spans.get(document.id, ())) for document in packet.documents
    )


def one(document: Document, spans: Iterable[Span]) -> SourceDocument:
    """One document with the stretches that facts quote."""
    by_line: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_line[span.line].append(span)
    lines: list[SourceLine] = []
    page = 0
    for line in document.lines:
        turned = line.page != page
        page = line.page
        lines.append(_line(line, by_line.get(line.number, ()), turned))
    facts = {span.fact for found in by_line.values() for span in found}
    return SourceDocument(
        id=document.id,
        kind=words.KINDS[document.kind],
        title=document.title,
        date=document.date,
        author=document.author,
        pages=document.pages,
        file=document.source,
        lines=tuple(lines),
        quoted=len(facts),
    )


def _line(line: Line, spans: Iterable[Span], turned: bool) -> SourceLine:
    doubt = line.confidence is not None and line.confidence < DOUBTFUL
    text, rest = line.text[:LONG_LINE], line.text[LONG_LINE:]
    return SourceLine(
        number=line.number,
        page=line.page if turned else None,
        stretches=tuple(stretches(text, spans)),
        doubt=round(100 * (line.confidence or 0)) if doubt else None,
        rest=rest,
    )


def stretches(text: str, spans: Iterable[Span]) -> Iterator[Stretch]:
    """The text cut at every begin and end of a span; empty text gives one stretch."""
    spans = sorted(spans)
    cuts = {0, len(text)}
    for span in spans:
        cuts |= {min(max(span.start, 0), len(text)), min(span.end, len(text))}
    ordered = sorted(cuts)
    if len(ordered) == 1:
        yield Stretch("")
    for start, end in zip(ordered, ordered[1:], strict=False):
        facts = [span.fact for span in spans if span.start <= start and end <= span.end]
        yield Stretch(text[start:end], tuple(dict.fromkeys(facts)))


def quoted(packet: Packet, case: Case) -> dict[str, tuple[Span, ...]]:
    """Per document the spans that facts quote."""
    known = {document.id: document for document in packet.documents}
    found: dict[str, list[Span]] = defaultdict(list)
    for fact in all_facts(case):
        for evidence in fact.evidence:
            document = known.get(evidence.document)
            if document is not None:
                found[document.id] += spans_of(document, evidence, fact.id)
    return {name: tuple(spans) for name, spans in found.items()}


def spans_of(document: Document, evidence: Evidence, fact: str) -> Iterator[Span]:
    """Where a quote stands, line by line; nothing where it stands nowhere."""
    numbers = [n for n in evidence.lines if n <= len(document.lines)]
    if not numbers:
        return
    texts = [document.lines[number - 1].text for number in numbers]
    start = " ".join(texts).find(evidence.quote)
    if start < 0:
        return
    end, place = start + len(evidence.quote), 0
    for number, text in zip(numbers, texts, strict=True):
        low, high = max(start - place, 0), min(end - place, len(text))
        if low < high:
            yield Span(number, low, high, fact)
        place += len(text) + 1


def search(packet: Packet, wanted: str, most: int = 200) -> tuple[Hit, ...]:
    """Lines that hold the words, whatever their case, in the order of the packet."""
    needle = wanted.casefold().strip()
    if not needle:
        return ()
    found: list[Hit] = []
    for document in packet.documents:
        for line in document.lines:
            at = line.text.casefold().find(needle)
            if at < 0:
                continue
            end = at + len(needle)
            found.append(
                Hit(
                    document.id,
                    line.number,
                    line.text[max(at - 40, 0) : at],
                    line.text[at:end],
                    line.text[end : end + 60],
                )
            )
            if len(found) >= most:
                return tuple(found)
    return tuple(found)


def mentions(packet: Packet, terms: Iterable[str]) -> dict[str, int]:
    """How often each term begins a word of the packet, whatever its case.

    Terms of several words count where they stand on one line.
    """
    text = "\n".join(line.text for one in packet.documents for line in one.lines)
    low = text.casefold()
    return {
        term: len(re.findall(rf"(?<!\w){re.escape(term.casefold())}", low))
        for term in dict.fromkeys(terms)
    }
