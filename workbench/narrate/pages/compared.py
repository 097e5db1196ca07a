"""Two texts as one, with what was taken out and what was put in marked.

Blocks are lined up first, then the words of blocks that stand for each other.  Without
what is marked as taken out, the result reads as the later text; without what is marked
as put in, as the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from workbench.content import expressions as re
from workbench.narrate.pages.blocks import (
    BREAK,
    Block,
    Change,
    Code,
    Heading,
    Line,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    joined,
)

_PIECES = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Against:
    """The earlier text that pages are marked against, who changed it, and when.

    ``at`` is a moment in ISO 8601 as Word writes it: ``2026-05-04T09:00:00Z``.
    """

    markdown: str
    author: str
    at: str


def compared(before: Sequence[Block], after: Sequence[Block]) -> tuple[Block, ...]:
    """The later blocks with the earlier ones' words marked as taken out in them."""
    return tuple(_all(before, after))


def _all(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Block]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            yield from after[start:end]
            continue
        for old, new in zip_longest(before[first:last], after[start:end]):
            yield from _pair(old, new)


def _pair(old: Block | None, new: Block | None) -> Iterator[Block]:
    """Two blocks that stand for each other as one; else one out, the other in."""
    same = _same(old, new) if old is not None and new is not None else None
    if same is not None:
        yield same
        return
    if old is not None:
        yield from _whole(old, "out")
    if new is not None:
        yield from _whole(new, "in")


def _same(old: Block, new: Block) -> Block | None:
    if isinstance(old, Heading) and isinstance(new, Heading):
        return replace(new, line=_line(old.line, new.line))
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        return Paragraph(_line(old.line, new.line))
    if isinstance(old, Quote) and isinstance(new, Quote):
        return Quote(compared(old.blocks, new.blocks))
    if isinstance(old, Listing) and isinstance(new, Listing):
        if (old.start is None) == (new.start is None):
            return replace(new, items=tuple(_items(old, new)))
    if isinstance(old, Table) and isinstance(new, Table):
        return _table(old, new)
    return None


def _items(old: Listing, new: Listing) -> Iterator[tuple[Block, ...]]:
    matcher = SequenceMatcher(None, old.items, new.items, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            yield from new.items[start:end]
            continue
        pairs = zip_longest(old.items[first:last], new.items[start:end], fillvalue=())
        for left, right in pairs:
            yield compared(left, right)


def _table(old: Table, new: Table) -> Table | None:
    """The cells one by one where nothing but words differs."""
    if old.aligns != new.aligns or len(old.rows) != len(new.rows):
        return None
    rows = tuple(
        tuple(_line(a, b) for a, b in zip(left, right, strict=True))
        for left, right in zip(old.rows, new.rows, strict=True)
    )
    heads = zip(old.head, new.head, strict=True)
    return replace(new, head=tuple(_line(a, b) for a, b in heads), rows=rows)


def _line(before: Line, after: Line) -> Line:
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Span] = []
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            found += new[start:end]
            continue
        found += [replace(span, change="out") for span in old[first:last]]
        found += [replace(span, change="in") for span in new[start:end]]
    return joined(found)


def _words(line: Line) -> list[Span]:
    return [
        piece
        for span in line
        for piece in (
            [span]
            if span.breaks
            else [replace(span, text=text) for text in _PIECES.findall(span.text)]
        )
    ]


def _marked(line: Iterable[Span], change: Change) -> Line:
    return joined(replace(span, change=change) for span in line)


def _whole(block: Block, change: Change) -> Iterator[Block]:
    """A block all of whose words are marked; a page break that is gone leaves none."""
    if isinstance(block, Heading | Paragraph):
        yield replace(block, line=_marked(block.line, change))
    elif isinstance(block, Quote):
        yield Quote(tuple(b for one in block.blocks for b in _whole(one, change)))
    elif isinstance(block, Listing):
        items = (
            tuple(b for one in item for b in _whole(one, change))
            for item in block.items
        )
        yield replace(block, items=tuple(items))
    elif isinstance(block, Table):
        rows = (block.head, *block.rows)
        head, *rest = (tuple(_marked(cell, change) for cell in row) for row in rows)
        yield replace(block, head=head, rows=tuple(rest))
    elif isinstance(block, Code):
        spans = [Span(line, code=True) for line in block.text.split("\n")]
        broken = [one for span in spans for one in (BREAK, span)][1:]
        yield Paragraph(_marked(broken, change))
    elif isinstance(block, PageBreak) and change == "in":
        yield block
