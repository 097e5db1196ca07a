"""Markdown read into blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from markdown_it.token import Token

from workbench.narrate.html import reader
from workbench.narrate.markdown import control_shown
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
    joined,
)


def read(markdown: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text.  Raw HTML is text; nothing is run or loaded."""
    return _blocks(_Tokens(reader().parse(markdown)), "")


class _Tokens:
    """Tokens in order, taken one at a time."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._next = 0

    def until(self, closing: str) -> Iterator[Token]:
        """The tokens up to one of this type, which is taken too."""
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            if token.type == closing:
                return
            yield token


def _blocks(tokens: _Tokens, closing: str) -> tuple[Block, ...]:
    out: list[Block] = []
    for token in tokens.until(closing):
        if token.type == "heading_open":
            line = _line_until(tokens, "heading_close")
            out.append(Heading(int(token.tag[1:]), line))
        elif token.type == "paragraph_open":
            out.append(Paragraph(_line_until(tokens, "paragraph_close")))
        elif token.type == "bullet_list_open":
            out.append(Listing(None, _items(tokens, "bullet_list_close")))
        elif token.type == "ordered_list_open":
            first = token.attrGet("start")
            start = 1 if first is None else int(first)
            out.append(Listing(start, _items(tokens, "ordered_list_close")))
        elif token.type == "blockquote_open":
            out.append(Quote(_blocks(tokens, "blockquote_close")))
        elif token.type == "table_open":
            out.append(_table(tokens))
        elif token.type == "hr":
            out.append(PageBreak())
        elif token.type in ("fence", "code_block"):
            out.append(Code(control_shown(token.content.rstrip("\n"))))
    return tuple(out)


def _items(tokens: _Tokens, closing: str) -> tuple[tuple[Block, ...], ...]:
    return tuple(
        _blocks(tokens, "list_item_close")
        for token in tokens.until(closing)
        if token.type == "list_item_open"
    )


def _line_until(tokens: _Tokens, closing: str) -> Line:
    lines = [_line(t.children or ()) for t in tokens.until(closing) if t.children]
    return lines[0] if lines else ()


def _table(tokens: _Tokens) -> Table:
    rows: list[tuple[Line, ...]] = []
    aligns: list[Align] = []
    for token in tokens.until("table_close"):
        if token.type == "tr_open":
            rows.append(_row(tokens, aligns))
    head, *rest = rows
    return Table(head, tuple(rest), tuple(aligns[: len(head)]))


def _row(tokens: _Tokens, aligns: list[Align]) -> tuple[Line, ...]:
    cells: list[Line] = []
    for token in tokens.until("tr_close"):
        if token.type in ("th_open", "td_open"):
            style = str(token.attrGet("style") or "text-align:left")
            aligns.append(cast(Align, style.rpartition(":")[2]))
        elif token.type == "inline":
            cells.append(_line(token.children or ()))
    return tuple(cells)


def _line(children: Sequence[Token]) -> Line:
    return joined(_spans(children))


def _spans(children: Sequence[Token]) -> Iterator[Span]:
    bold = italic = 0
    links: list[tuple[str, int]] = []
    said: list[str] = []
    for child in children:
        if child.type.startswith("strong_"):
            bold += 1 if child.type == "strong_open" else -1
        elif child.type.startswith("em_"):
            italic += 1 if child.type == "em_open" else -1
        elif child.type == "hardbreak":
            yield BREAK
        elif child.type == "link_open":
            links.append((str(child.attrGet("href") or ""), len(said)))
        elif child.type == "link_close":
            address, since = links.pop()
            if address and address != "".join(said[since:]):
                yield Span(f" ({address})", bold > 0, italic > 0)
        else:
            text = " " if child.type == "softbreak" else control_shown(child.content)
            said.append(text)
            yield Span(text, bold > 0, italic > 0, child.type == "code_inline")
