"""A whole typst document from blocks and a page setup; no file and no clock is read."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.narrate.pages.blocks import (
    BREAK,
    Block,
    Code,
    Heading,
    Line,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    stacked,
    words,
)
from workbench.narrate.pages.setup import PageSetup, logo_kind
from workbench.narrate.pages.typst_text import Writer
from workbench.narrate.pages.widths import line_count, shares

PAGE_INCHES = (8.5, 11.0)
_FACE = 1.045
"""Libertinus is cut smaller than Times: by this much, its x-height equals Times'."""
_WIDE = 0.47
"""Mean width of a character as a part of the type size, on the safe side."""
_TOGETHER = 12
"""A table row of at most so many lines is not broken across pages."""

_STYLE = """
#let ink = rgb("#1d2429")
#let soft = rgb("#4a555d")
#let rule-ink = rgb("#b9c1c8")
#let band = rgb("#f1f3f5")
#let code(it) = text(font: ("DejaVu Sans Mono", "Libertinus Serif"), size: 0.82em, it)
#set text(
  font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"),
  fill: ink, hyphenate: false, overhang: false,
)
#set par(leading: 0.62em, spacing: 1.15em, justify: false)
#set block(spacing: 1.15em)
#set list(
  indent: 0.35em, body-indent: 0.6em, spacing: 0.72em, marker: ([•], [–], [▪]),
)
#set enum(indent: 0.1em, body-indent: 0.55em, spacing: 0.72em, number-align: right)
#show list: set block(above: 0.85em, below: 1.15em)
#show enum: set block(above: 0.85em, below: 1.15em)
#show heading: set block(above: 1.55em, below: 0.85em)
#show heading: set par(leading: 0.45em)
#show heading.where(level: 1): set text(size: 1.22em)
#show heading.where(level: 2): set text(size: 1.08em)
#show heading.where(level: 3): set text(size: 1em)
#show quote.where(block: true): set block(spacing: 1.3em)
#show quote.where(block: true): it => block(
  width: 100%, fill: band, stroke: (left: 2.2pt + rule-ink),
  inset: (x: 0.9em, y: 0.7em), it.body,
)
#set table(
  inset: (x: 0.5em, y: 0.42em),
  stroke: (x, y) => (
    top: if y == 0 { 0.9pt + ink } else { none },
    bottom: 0.4pt + rule-ink,
  ),
)
#show table: set par(leading: 0.5em)
"""


def source(
    blocks: Iterable[Block], setup: PageSetup, missing: frozenset[str] = frozenset()
) -> str:
    """The document as typst code.  Characters in ``missing`` show by their number."""
    write = Writer(missing, chips=setup.sheet)
    maker = _Maker(write, setup)
    body = "\n".join(maker.block(block) for block in blocks)
    return f"{_settings(setup, write)}{_letterhead(setup, write)}{body}\n"


def _margin(setup: PageSetup) -> float:
    return 0.75 if setup.sheet else 1.0


def _room(setup: PageSetup, inset_inches: float = 0.0) -> float:
    """Characters on a line of a table that is as wide as the text."""
    inches = PAGE_INCHES[0] - 2 * _margin(setup) - inset_inches
    return inches * 72 / (setup.table_points * _FACE * _WIDE)


def _settings(setup: PageSetup, write: Writer) -> str:
    language, _, region = setup.language.partition("-")
    date = "none"
    if setup.date:
        day = setup.date
        date = f"datetime(year: {day.year}, month: {day.month}, day: {day.day})"
    size = setup.points * _FACE
    author = f", author: {write.literal(setup.sender)}" if setup.sender else ""
    place = f", region: {write.literal(region)}" if region.isalpha() else ""
    top = 1.0 if setup.running_head else 0.8
    if setup.large_print:
        top += 0.25
    return (
        f"#set document(title: {write.literal(setup.title)}, date: {date}{author})\n"
        f"#set text(size: {size:g}pt, lang: {write.literal(language)}{place})\n"
        f'{_STYLE}#set page(paper: "us-letter", '
        f"margin: (x: {_margin(setup)}in, top: {top}in, bottom: 1in), "
        f"header: {_head(setup, write)}, footer: {_foot(setup, write)})\n"
    )


def _running(setup: PageSetup) -> str:
    return f"size: {setup.table_points * _FACE * (0.9 if setup.sheet else 1):g}pt"


def _head(setup: PageSetup, write: Writer) -> str:
    if not setup.running_head:
        return "none"
    words_ = write.literal(setup.running_head)
    return (
        f"align(center, block(width: 100%, inset: (bottom: 5pt), text({_running(setup)}"
        f', weight: "bold", tracking: 0.03em, {words_})'
        ", stroke: (bottom: 0.6pt + rule-ink)))"
    )


def _foot(setup: PageSetup, write: Writer) -> str:
    page, of = (write.literal(word) for word in setup.page_words)
    number = (
        f"#{page} #context counter(page).display() #{of} "
        "#context counter(page).final().first()"
    )
    left = write.literal(setup.running_foot or "")
    return (
        f"text({_running(setup)}, fill: soft, grid(columns: (1fr, auto), "
        f"column-gutter: 1em, align: (left + top, right + top), {left}, [{number}]))"
    )


def _letterhead(setup: PageSetup, write: Writer) -> str:
    if not setup.letterhead and not setup.logo:
        return ""
    picture = "none"
    if setup.logo:
        data = ",".join(map(str, setup.logo))
        described = write.literal(setup.sender or setup.title)
        picture = (
            f'image(bytes(({data},)), format: "{logo_kind(setup.logo)}".replace("jpeg",'
            f' "jpg"), height: 0.6in, fit: "contain", alt: {described})'
        )
    name, *rest = setup.letterhead or ("",)
    lines = "#linebreak()".join(f"#{write.literal(line)}" for line in rest)
    text = f'#text(size: 1.15em, weight: "bold", {write.literal(name)})'
    if rest:
        text += f"#linebreak()#text(fill: soft)[{lines}]"
    cells = f"[{text}]" if picture == "none" else f"{picture}, [{text}]"
    columns = "(1fr,)" if picture == "none" else "(auto, 1fr)"
    return (
        f"#block(width: 100%, below: 1.6em, inset: (bottom: 0.8em), "
        f"stroke: (bottom: 0.9pt + ink), grid(columns: {columns}, "
        f"column-gutter: 1em, align: horizon, {cells}))\n"
    )


class _Maker:
    """Turns blocks into typst calls."""

    def __init__(self, write: Writer, setup: PageSetup) -> None:
        self._write = write
        self._setup = setup

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            line = self._write.line(block.line)
            return f"#heading(level: {block.level})[{line}]"
        if isinstance(block, Paragraph):
            return self._paragraph(block.line)
        if isinstance(block, Listing):
            return self._listing(block)
        if isinstance(block, Quote):
            return f"#quote(block: true)[{self._all(block.blocks)}]"
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Code):
            lines = (f"#{self._write.literal(one)}" for one in block.text.split("\n"))
            return f"#block(code[{'#linebreak()'.join(lines)}])"
        assert isinstance(block, PageBreak)
        return "#pagebreak(weak: true)"

    def _all(self, blocks: Iterable[Block]) -> str:
        return "\n".join(self.block(block) for block in blocks)

    def _paragraph(self, line: Line) -> str:
        """Lines broken by hand (an address, a signature) stay on one page."""
        text = self._write.line(line)
        if BREAK in line and len(words(line)) < 400:
            return f"#block(breakable: false, par[{text}])"
        return f"#par[{text}]"

    def _listing(self, listing: Listing) -> str:
        items = ", ".join(f"[{self._item(item)}]" for item in listing.items)
        if listing.start is None:
            return f"#list(tight: false, {items})"
        return f"#enum(tight: false, start: {listing.start}, {items})"

    def _item(self, blocks: tuple[Block, ...]) -> str:
        first, rest = blocks[:1], blocks[1:]
        if first and isinstance(first[0], Paragraph):
            return self._write.line(first[0].line) + "\n" + self._all(rest)
        return self._all(blocks)

    def _table(self, table: Table) -> str:
        room = _room(self._setup)
        parts = shares(table, room)
        size = self._setup.table_points * _FACE
        if parts is None:
            return f"#block(width: 100%)[{self._stacked(table)}]"
        columns = ", ".join(f"{part:.4f}fr" for part in parts)
        cells = []
        if any(map(words, table.head)):
            head = self._cells(table.head, True, head=True)
            cells.append(f"table.header({head}, table.hline(stroke: 0.6pt + ink))")
        for row in table.rows:
            together = line_count(row, parts, room) <= _TOGETHER
            cells.append(self._cells(row, together))
        return (
            f"#block[#set text(size: {size:g}pt)\n#table(columns: ({columns},), "
            f"align: ({', '.join(table.aligns)},), {', '.join(cells)})]"
        )

    def _cells(
        self, row: tuple[Line, ...], together: bool, *, head: bool = False
    ) -> str:
        kept = "false" if together else "true"
        texts = (self._write.line(cell) for cell in row)
        if head:
            texts = (f"#strong[{text}]" for text in texts)
        fill = ", fill: band" if head else ""
        return ", ".join(
            f"table.cell(breakable: {kept}{fill})[{text}]" for text in texts
        )

    def _stacked(self, table: Table) -> str:
        """Row by row, each cell behind its column's title."""
        out = []
        for line in stacked(table):
            short = len(words(line)) < 500
            out.append(
                f"#block(breakable: {'false' if short else 'true'}, width: 100%, "
                f"spacing: 0.55em, stroke: (bottom: 0.5pt + rule-ink), "
                f"inset: (y: 0.45em), [{self._write.line(line)}])"
            )
        return "\n".join(out)
