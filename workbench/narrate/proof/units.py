"""The passages of a Markdown text: rows, items, paragraphs, each under its heads.

A passage is what a reader takes in at once; its tokens must trace to what it, or a
heading above it, names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.narrate.markdown import unescape
from workbench.narrate.proof.citations import Cited

_HEADING = re.compile(r"(#{1,6}) +(.*)")
_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)]) +(.*)")
_RULE = re.compile(r"\|[-:| ]+\|?\s*\Z")
_CELL = re.compile(r"(?<!\\)\|")
_SECTION = re.compile(r"\A\d+(?:\.\d+)*\.? ")


class Unit(NamedTuple):
    """One passage in plain words, the lines it stands on, and what stands above it.

    ``last`` is its last line.  ``cited`` are the places that it cites, once they were
    looked up.
    """

    text: str
    line: int
    above: tuple[str, ...]
    section: str
    row: bool = False
    cited: tuple[Cited, ...] = ()
    last: int = 0


def units(markdown: str) -> tuple[Unit, ...]:
    """The passages in order, headings among them."""
    return tuple(_read(markdown.split("\n")))


def _read(lines: list[str]) -> Iterator[Unit]:
    heads: list[tuple[int, str]] = []
    items: list[tuple[int, str]] = []
    pending: list[str] = []
    start = 0

    def flush() -> Iterator[Unit]:
        if pending:
            unit = _unit(" ".join(pending), start, heads, items[:-1])
            yield unit._replace(last=start + len(pending) - 1)
            pending.clear()

    for number, line in enumerate(lines, 1):
        heading, item = _HEADING.match(line), _ITEM.match(line)
        row = line.lstrip().startswith("|")
        if heading or item or row or not line.strip():
            yield from flush()
        if heading:
            items.clear()
            depth = len(heading[1])
            heads[:] = [head for head in heads if head[0] < depth]
            yield _unit(_SECTION.sub("", heading[2], count=1), number, heads, [])
            heads.append((depth, words(heading[2])))
        elif row:
            items.clear()
            if not _RULE.match(line.strip()):
                yield _unit(_row(line), number, heads, [])._replace(row=True)
        elif item:
            indent = len(item[1])
            items[:] = [kept for kept in items if kept[0] < indent]
            items.append((indent, words(item[3])))
            pending, start = [item[3]], number
        elif line.strip():
            if not pending:
                start = number
                if not line.startswith(" "):
                    items.clear()
            pending.append(line.strip().removeprefix("> "))
    yield from flush()


def _unit(
    text: str, line: int, heads: list[tuple[int, str]], items: list[tuple[int, str]]
) -> Unit:
    above = tuple(words for _, words in (*heads, *items))
    section = heads[-1][1] if heads else ""
    return Unit(words(text), line, above, section, last=line)


def _row(line: str) -> str:
    return " | ".join(cells(line))


def cells(row: str) -> list[str]:
    """The cells of a table's row, as Markdown."""
    return [cell.strip() for cell in _CELL.split(row.strip().strip("|"))]


def words(markdown: str) -> str:
    """Inline Markdown without its emphasis marks and escapes."""
    return unescape(re.sub(r"(?<!\\)[*`]+", "", markdown))
