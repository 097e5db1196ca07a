"""A text's structure, between Markdown and a page: blocks that hold spans.

The dialect is that of our templates: headings, paragraphs, bold and italic, code
spans, hard breaks, nested lists, block quotes, tables, and a thematic break, which is
a page break.  A link is its words and its address; a picture is its description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right"]
Change: TypeAlias = Literal["in", "out"]


@dataclass(frozen=True)
class Span:
    """Characters in one style.  A hard break is a span of one line break.

    ``change`` says that a person put them in or took them out.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    change: Change | None = None

    @property
    def breaks(self) -> bool:
        """Whether it is a hard break."""
        return self.text == "\n"


BREAK = Span("\n")
Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` is 1 to 6."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text."""

    line: Line


@dataclass(frozen=True)
class Code:
    """Text kept in its lines, as typed."""

    text: str


@dataclass(frozen=True)
class Listing:
    """A list; ``start`` is its first number, None for bullets."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Quote:
    """Blocks set off from the rest."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Table:
    """A head row and further rows, all of as many cells as ``aligns``."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Code | Listing | Quote | Table | PageBreak


def words(line: Line) -> str:
    """The characters of a line, a hard break as one blank."""
    return "".join(span.text for span in line).replace("\n", " ")


def said(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of every line that the blocks show, in order; marks left out."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield words(block.line)
        elif isinstance(block, Quote):
            yield from said(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from said(item)
        elif isinstance(block, Table):
            yield from (
                words(cell) for row in (block.head, *block.rows) for cell in row
            )
        elif isinstance(block, Code):
            yield block.text


def joined(spans: Iterable[Span]) -> Line:
    """The spans, neighbours of one style made one, empty ones left out."""
    out: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        same = bool(out) and replace(out[-1], text="") == replace(span, text="")
        if same and not span.breaks and not out[-1].breaks:
            out[-1] = replace(span, text=out[-1].text + span.text)
        else:
            out.append(span)
    return tuple(out)


def changed(line: Line) -> Change | None:
    """Whether all words of a line were put in, or all of them taken out."""
    found = {span.change for span in line if span.text.strip()}
    return found.pop() if len(found) == 1 else None


def stacked(table: Table) -> Iterator[Line]:
    """Row by row, each cell on a line of its own behind its column's title.

    For a page on which the columns do not fit side by side.
    """
    for row in table.rows:
        spans: list[Span] = []
        for title, cell in zip(table.head, row, strict=True):
            named = [replace(span, bold=True) for span in title]
            lead = [*named, Span(": ", bold=True)] if words(title) else []
            spans += [*([BREAK] if spans else []), *lead, *cell]
        yield tuple(spans)


def stepwise(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with heading levels that begin at 1 and never skip one downward.

    A reader with a screen reader moves by levels; PDF/UA refuses a document that
    skips, and one with a heading that says nothing: such a heading is left out.
    """
    depth: list[int] = []
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        if not words(block.line).strip():
            continue
        while depth and depth[-1] >= block.level:
            depth.pop()
        depth.append(block.level)
        yield replace(block, level=len(depth))
