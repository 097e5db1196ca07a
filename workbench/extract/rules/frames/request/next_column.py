"""Sheets of two columns: what was done today, and what is to be authorized next.

    TODAY                    | NEXT VISIT - GET AUTH FIRST
    99213 est pt    (X)      | 62323 L/S interlam ESI   (X)  L5-S1
    20610 joint inj ( )      | 64493 facet L/S          ( )

A bill of the day asks for nothing; the column beside it, by its head, does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import Block, Cell, DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_BAR = "|"
_AUTH = r"(?:auth(?:s|ori[sz]\w*)?|pre-?auth\w*|pre-?cert\w*|p\.?a\.?|approv\w*)"
_WANTED = sought(
    rf"\b(?:get|gets|need|needs|to be|prior|obtain|start|request|for|awaiting)\W{{1,3}}"
    rf"(?:\w+\W{{1,3}}){{0,2}}?{_AUTH}\b|\b{_AUTH}\W{{1,3}}(?:\w+\W{{1,3}}){{0,2}}?"
    r"(?:needed|first|required|requested|wanted|to get)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:today|done|performed|rendered|charges?|billed|this visit|completed)\b", re.I
)
_TICKED = re.compile(r"[(\[<]\s?[xX\u2713\u2714\u2612*]\s?[)\]>]")
_BOX = re.compile(r"[(\[<]\s{0,3}[xX\u2713\u2714\u2612*]?\s{0,3}[)\]>]")


def wants_auth(head: str) -> bool:
    """Whether the head of a column says that what stands below is to be authorized."""
    return _WANTED.search(head) is not None


def tells_done(head: str) -> bool:
    """Whether the head of a column says that what stands below was done."""
    return _DONE.search(head) is not None


class _Column(NamedTuple):
    """The lines of a table and the number of the column that asks."""

    first: int
    last: int
    number: int


def wants_column(document: DocumentView) -> bool:
    """Whether a column beside that of the day's services is to be authorized."""
    return _column(document) is not None


def only_next(document: DocumentView) -> DocumentView:
    """The document without what stands in the column of what was done."""
    column = document.once(_column, lambda: _column(document))
    if column is None:
        return document
    boxed = list(_boxed(document, column))
    lines = {number for number, _ in boxed}
    kept = [
        one
        for one in document.sentences
        if _stays(document, one, column)
        and document.source.line_index(one.start) not in lines
    ]
    made = [row for _, row in boxed if row]
    found = sorted([*kept, *made], key=lambda one: one.start)
    return document.with_sentences(found)


def _boxed(
    document: DocumentView, column: _Column
) -> Iterator[tuple[int, Sentence | None]]:
    """The lines of the column that asks that hold a box; the ticked ones as rows."""
    source = document.source
    base = document.sentences[0].block
    for number in range(column.first + 1, column.last + 1):
        cells = document.document.lines[number].text.split(_BAR)
        if len(cells) <= column.number or not _BOX.search(cells[column.number]):
            continue
        at = source.line_start(number) + sum(
            len(one) + 1 for one in cells[: column.number]
        )
        yield number, _ticked(document, base, at, cells[column.number])


def _ticked(document: DocumentView, base: Block, at: int, text: str) -> Sentence | None:
    """A line with a ticked box as a row of what stands before and after the box."""
    box = _TICKED.search(text)
    if box is None:
        return None
    parts = ((0, box.start()), (box.end(), len(text)))
    spans = [(at + start, at + end) for start, end in parts if text[start:end].strip()]
    cells = tuple(
        Cell(start, end, " ".join(document.words(start, end).split()))
        for start, end in spans
    )
    if not cells:
        return None
    start, end = cells[0].start, cells[-1].end
    block = replace(
        base, kind="row", start=start, end=end, label=None, checked=None, cells=cells
    )
    return Sentence(document.words(start, end), start, end, block)


def _column(document: DocumentView) -> _Column | None:
    lines = [line.text for line in document.document.lines]
    for number, text in enumerate(lines):
        cells = text.split(_BAR)
        asked = [n for n, cell in enumerate(cells) if _WANTED.search(cell)]
        done = [n for n, cell in enumerate(cells) if _DONE.search(cell)]
        if len(asked) == 1 and done and asked[0] not in done:
            return _Column(number, _last(lines, number), asked[0])
    return None


def _last(lines: list[str], first: int) -> int:
    """The last line of a table; a line of rules belongs to it."""
    return max(_table(lines, first), default=first)


def _table(lines: list[str], first: int) -> Iterator[int]:
    for number in range(first, len(lines)):
        text = lines[number].strip()
        if _BAR not in text and text.strip("-=+_ "):
            return
        yield number


def _stays(document: DocumentView, sentence: Sentence, column: _Column) -> bool:
    """Whether a sentence stands outside the table, or in the column that asks."""
    source = document.source
    number = source.line_index(sentence.start)
    if not column.first <= number <= column.last:
        return True
    lead = source.text[source.line_start(number) : sentence.start]
    return lead.count(_BAR) == column.number
