"""An edited HTML page as blocks: what a person would see, without its running lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbench.content import expressions as re
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
)
from workbench.narrate.pages.trim import trimmed

RUNNING = "running"
"""Class of what our pages show beside the text: running lines and letterhead."""
_DROPPED = {
    "head", "script", "style", "template", "noscript", "title", "del", "s", "strike",
    "svg", "iframe", "object", "-comment", "_comment",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "p", "div", "ul", "ol", "blockquote", "table", "hr", "pre", "main", "section",
    "article", "header", "footer", "body", "html", "address", "dl", "dt", "dd",
    "figure", "tbody", "thead", "tr", "td", "th", *_HEADINGS,
}  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def blocks(page: str) -> tuple[Block, ...]:
    """The blocks of a page."""
    body = LexborHTMLParser(page).body
    return () if body is None else tuple(_flow(body))


def _flow(parent: LexborNode) -> Iterator[Block]:
    """The blocks under an element; text between them makes paragraphs."""
    loose: list[Span] = []
    for node in parent.iter(include_text=True):
        if _hidden(node):
            continue
        if node.tag not in _BLOCKS:
            loose += _spans(node, Span(""))
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _block(node)
    yield from _paragraph(loose)


def _paragraph(spans: Iterable[Span]) -> Iterator[Block]:
    line = trimmed(spans)
    if line:
        yield Paragraph(line)


def _block(node: LexborNode) -> Iterator[Block]:
    tag = str(node.tag)
    if tag in _HEADINGS:
        line = trimmed(_inner(node, Span("")))
        if line:
            yield Heading(_HEADINGS[tag], line)
    elif tag in ("ul", "ol"):
        yield from _listing(node)
    elif tag == "blockquote":
        yield Quote(tuple(_flow(node)))
    elif tag == "table" and node.attributes.get("role") != "presentation":
        yield from _table(node)
    elif tag == "hr":
        yield PageBreak()
    elif tag == "pre":
        yield Code(control_shown(node.text().rstrip("\n")))
    else:
        yield from _flow(node)


def _listing(node: LexborNode) -> Iterator[Block]:
    items = tuple(tuple(_flow(li)) for li in node.iter() if li.tag == "li")
    first = node.attributes.get("start") or "1"
    start = int(first) if first.isdigit() else 1
    if items:
        yield Listing(start if node.tag == "ol" else None, items)


def _table(node: LexborNode) -> Iterator[Block]:
    rows = [row for row in node.css("tr") if not _hidden(row)]
    cells = [[c for c in row.iter() if c.tag in ("td", "th")] for row in rows]
    width = max(map(len, cells), default=0)
    if not width:
        return
    lines = [tuple(trimmed(_inner(cell, Span(""))) for cell in row) for row in cells]
    full = [row + ((),) * (width - len(row)) for row in lines]
    titled = all(cell.tag == "th" for cell in cells[0])
    aligns: list[Align] = [_align(cell) for cell in cells[0]]
    aligns += ["left"] * (width - len(aligns))
    head: tuple[Line, ...] = full[0] if titled else ((),) * width
    rest = tuple(full[1:] if titled else full)
    yield Table(_unbold(head), rest, tuple(aligns))


def _unbold(head: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(tuple(replace(span, bold=False) for span in cell) for cell in head)


def _align(cell: LexborNode) -> Align:
    style = cell.attributes.get("style") or ""
    if "right" in style:
        return "right"
    return "center" if "center" in style else "left"


def _hidden(node: LexborNode) -> bool:
    if node.tag in _DROPPED:
        return True
    if node.tag == "-text":
        return False
    attributes = node.attributes
    return (
        "hidden" in attributes
        or bool(_HIDING.search(attributes.get("style") or ""))
        or RUNNING in (attributes.get("class") or "").split()
    )


def _inner(node: LexborNode, style: Span) -> Iterator[Span]:
    for one in node.iter(include_text=True):
        if not _hidden(one):
            yield from _spans(one, style)


def _spans(node: LexborNode, style: Span) -> Iterator[Span]:
    tag = node.tag
    if tag == "-text":
        text = control_shown(_BLANKS.sub(" ", node.text(deep=False)))
        yield replace(style, text=text)
    elif tag == "br":
        yield BREAK
    else:
        if tag in _BLOCKS:
            yield BREAK
        yield from _inner(node, _styled(style, str(tag)))


def _styled(style: Span, tag: str) -> Span:
    if tag in ("b", "strong"):
        return replace(style, bold=True)
    if tag in ("i", "em", "cite"):
        return replace(style, italic=True)
    return replace(style, code=True) if tag in ("code", "tt", "kbd") else style
