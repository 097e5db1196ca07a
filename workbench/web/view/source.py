"""The source pane: documents as numbered lines, cut where quotes begin and end.

Documents are shown in chunks of lines.  The first chunks of a packet are ready with the
page; the others are made when somebody comes near them, so that a packet of a thousand
pages opens as fast as one of ten.  A stretch of text that facts quote names those
facts, so that a quote leads to its facts.  Text is text: nothing here is markup, and
the template escapes all of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.schema.case import Case, all_facts
from workbench.schema.evidence import DOUBTFUL, Evidence
from workbench.schema.packet import Document, Line, Packet
from workbench.web.view import words

LONG_LINE = 2000
"""Characters of a line that are shown at first; the rest is one press away."""
CHUNK_LINES = 200
CHUNK_CHARACTERS = 40_000
INLINE = 1_500
"""Lines of a packet that are ready with the page; a usual packet has fewer."""


class Stretch(NamedTuple):
    """A run of characters of one line, and the facts that quote it."""

    text: str
    facts: tuple[str, ...] = ()


class SourceLine(NamedTuple):
    """One line as shown: ``page`` is set where a new page begins, ``rest`` counts the
    characters of a long line that are shown on request."""

    number: int
    page: int | None
    stretches: tuple[Stretch, ...]
    doubt: int | None
    rest: int = 0


class Chunk(NamedTuple):
    """Some lines of a document; ``lines`` None: they are fetched on request.

    ``cited`` counts the quotes that touch it.
    """

    number: int
    first: int
    last: int
    cited: int
    lines: tuple[SourceLine, ...] | None


class SourceDocument(NamedTuple):
    """One document of the packet as shown."""

    id: str
    kind: str
    title: str
    date: str | None
    author: str | None
    pages: int
    file: str
    chunks: tuple[Chunk, ...]


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


Cited = Mapping[str, Sequence[tuple[Evidence, str]]]
"""By document the quotes in it, each with the fact that has it."""


def documents(packet: Packet, case: Case) -> tuple[SourceDocument, ...]:
    """All documents of the packet; the first lines with the quotes of the facts."""
    quotes, left = cited(case), INLINE
    found = []
    for document in packet.documents:
        own = quotes.get(document.id, ())
        touched = Counter(line for evidence, _ in own for line in set(evidence.lines))
        made: list[Chunk] = []
        for number, (first, last) in enumerate(parts(document)):
            ready = left > 0
            left -= last - first + 1
            lines = lines_of(document, own, first, last) if ready else None
            count = sum(touched[line] for line in range(first, last + 1))
            made.append(Chunk(number, first, last, count, lines))
        found.append(_document(document, tuple(made)))
    return tuple(found)


def _document(document: Document, chunks: tuple[Chunk, ...]) -> SourceDocument:
    return SourceDocument(
        id=document.id,
        kind=words.KINDS[document.kind],
        title=document.title,
        date=document.date,
        author=document.author,
        pages=document.pages,
        file=document.source,
        chunks=chunks,
    )


def parts(document: Document) -> Iterator[tuple[int, int]]:
    """First and last line of each chunk of a document; one for an empty document."""
    first, size = 1, 0
    for line in document.lines:
        size += min(len(line.text), LONG_LINE)
        if line.number - first + 1 >= CHUNK_LINES or size >= CHUNK_CHARACTERS:
            yield first, line.number
            first, size = line.number + 1, 0
    if first <= len(document.lines) or not document.lines:
        yield first, len(document.lines)


def cited(case: Case) -> Cited:
    """The quotes of all facts by document."""
    found: dict[str, list[tuple[Evidence, str]]] = defaultdict(list)
    for fact in all_facts(case):
        for evidence in fact.evidence:
            found[evidence.document].append((evidence, fact.id))
    return found


def lines_of(
    document: Document, quotes: Iterable[tuple[Evidence, str]], first: int, last: int
) -> tuple[SourceLine, ...]:
    """Lines ``first`` to ``last`` with the stretches that facts quote."""
    by_line: dict[int, list[Span]] = defaultdict(list)
    for evidence, fact in quotes:
        if any(first <= line <= last for line in evidence.lines):
            for span in spans_of(document, evidence, fact):
                by_line[span.line].append(span)
    found: list[SourceLine] = []
    page = document.lines[first - 2].page if first > 1 else 0
    for line in document.lines[first - 1 : last]:
        found.append(_line(line, by_line.get(line.number, ()), line.page != page))
        page = line.page
    return tuple(found)


def _line(line: Line, spans: Iterable[Span], turned: bool) -> SourceLine:
    doubt = line.confidence is not None and line.confidence < DOUBTFUL
    return SourceLine(
        number=line.number,
        page=line.page if turned else None,
        stretches=tuple(stretches(line.text[:LONG_LINE], spans)),
        doubt=round(100 * (line.confidence or 0)) if doubt else None,
        rest=max(0, len(line.text) - LONG_LINE),
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
    return {term: _begun(low, term.casefold()) for term in dict.fromkeys(terms)}


def _begun(text: str, term: str) -> int:
    """How often a term stands in a text without a letter or digit before it."""
    count, at = 0, text.find(term) if term else -1
    while at >= 0:
        before = text[at - 1] if at else " "
        count += not (before.isalnum() or before == "_")
        at = text.find(term, at + len(term))
    return count
