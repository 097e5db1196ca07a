"""Blocks written as Markdown of our dialect, so that reading gives the same blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from workbench.narrate.markdown import escape
from workbench.narrate.pages.blocks import (
    BREAK,
    Align,
    Block,
    Code,
    Heading,
    Line,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
)

_RULES: dict[Align, str] = {"left": "---", "center": ":-:", "right": "--:"}


def write(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown; ends with a line break where there is text."""
    text = "\n\n".join(filter(None, _blocks(blocks)))
    return f"{text}\n" if text else ""


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Each block's text.  Lists of one kind in a row differ in their marks."""
    before: Block | None = None
    other = False
    for block in blocks:
        other = not other and _joins(before, block)
        yield _listing(block, other) if isinstance(block, Listing) else _block(block)
        before = block


def _joins(before: Block | None, block: Block) -> bool:
    """Whether two lists would be read as one."""
    if not isinstance(before, Listing) or not isinstance(block, Listing):
        return False
    return (before.start is None) == (block.start is None)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_line(block.line).replace(chr(10), ' ')}"
    if isinstance(block, Paragraph):
        return _line(block.line)
    if isinstance(block, Quote):
        inner = write(block.blocks).rstrip("\n")
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Code):
        fence = "`" * max(3, 1 + _longest_run(block.text))
        return f"{fence}\n{block.text}\n{fence}"
    assert isinstance(block, PageBreak)
    return "---"


def _listing(listing: Listing, other: bool) -> str:
    out = []
    for index, item in enumerate(listing.items):
        if listing.start is None:
            mark = "* " if other else "- "
        else:
            mark = f"{listing.start + index}{')' if other else '.'} "
        inner = _item(item)
        pad = " " * len(mark)
        lines = inner.split("\n")
        out.append(
            "\n".join(
                (mark if i == 0 else pad) + line if line else ""
                for i, line in enumerate(lines)
            ).rstrip()
        )
    return "\n".join(out)


def _item(blocks: tuple[Block, ...]) -> str:
    """An item's blocks; a list right behind a paragraph needs no empty line."""
    out = ""
    for block, text in zip(blocks, _blocks(blocks), strict=True):
        tight = isinstance(block, Listing) and block.start in (None, 1)
        out += f"{chr(10) if tight else chr(10) * 2}{text}" if out else text
    return out


def _table(table: Table) -> str:
    rows = [table.head, *table.rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    rule = "|" + "|".join(_RULES[align] for align in table.aligns) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _cell(line: Line) -> str:
    return _line(tuple(Span(" ") if span == BREAK else span for span in line))


def _line(line: Line) -> str:
    """The spans with their marks; blanks at the edges of a mark stand outside it."""
    out = []
    for (bold, italic), spans in groupby(line, lambda s: (s.bold, s.italic)):
        mark = "***" if bold and italic else "**" if bold else "*" if italic else ""
        text = "".join(_span(span) for span in spans)
        inner = text.strip(" ")
        if not mark or not inner:
            out.append(text)
            continue
        lead, _, tail = text.partition(inner)
        out.append(f"{lead}{mark}{inner}{mark}{tail}")
    return "".join(out).strip()


def _span(span: Span) -> str:
    if span == BREAK or span.text == "\n":
        return "\\\n"
    if span.code:
        tick = "`" * (1 + _longest_run(span.text))
        pad = " " if span.text.startswith("`") or span.text.endswith("`") else ""
        return f"{tick}{pad}{span.text}{pad}{tick}"
    return str(escape(span.text))


def _longest_run(text: str) -> int:
    """Length of the longest run of back quotes."""
    runs = (len(list(run)) for char, run in groupby(text) if char == "`")
    return max(runs, default=0)
