"""Markdown as a Word file that a reviewer edits: real styles, lists, repeated heads.

The letterhead stands in the first page's header and the running lines in the headers
and footers, so the body holds the text and nothing else (``edited`` reads it back).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import docx
from docx.shared import Inches, Pt, Twips

from workbench.narrate.markdown import plain
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
    Span,
    Table,
    changed,
    stacked,
    stepwise,
    words,
)
from workbench.narrate.pages.compared import Against, compared
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import PageSetup, logo_kind
from workbench.narrate.pages.widths import line_count, shares
from workbench.narrate.pages.word_parts import (
    Marks,
    add_field,
    add_numbering,
    border,
    cell_margins,
    edge,
    element,
    same_bytes,
    set_numbering,
    shade,
    table_borders,
)
from workbench.narrate.pages.word_styles import (
    BAND,
    CODE,
    INK,
    LETTERHEAD,
    LETTERHEAD_NAME,
    QUOTE,
    SOFT,
    TABLE_TEXT,
    set_styles,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

_WIDE = 0.5
"""Mean width of a character as a part of the type size, on the safe side."""
_TOGETHER = 12
_CELL_MARGIN = 80
"""Left and right in a cell, in twentieths of a point."""


def render_docx(
    markdown: str, setup: PageSetup, against: Against | None = None
) -> bytes:
    """The text as a Word file.  The same input gives the same bytes.

    ``against`` an earlier text the changes stand in it as tracked changes, to accept
    or reject.  Raises InputError for a logo that is neither PNG nor JPEG.
    """
    document = docx.Document()
    set_styles(document, setup)
    _properties(document, setup)
    _running_lines(document, setup)
    blocks = read(markdown)
    if against:
        blocks = compared(read(against.markdown), blocks)
    marks = Marks(against.author, against.at) if against else None
    writer = _Writer(document, setup, marks)
    writer.all(stepwise(blocks))
    return same_bytes(document)


def _properties(document: Document, setup: PageSetup) -> None:
    core = document.core_properties
    core.title = plain(setup.title)
    core.author = core.last_modified_by = plain(setup.sender)
    core.comments = core.keywords = core.subject = ""
    core.language = setup.language
    core.revision = 1
    if setup.date:
        day = setup.date
        core.created = core.modified = dt.datetime(day.year, day.month, day.day, 12)
    else:
        root = core._element
        for dated in [
            one for one in root if one.tag.endswith(("}created", "}modified"))
        ]:
            root.remove(dated)


def _running_lines(document: Document, setup: PageSetup) -> None:
    section = document.sections[0]
    if setup.letterhead or setup.logo:
        section.different_first_page_header_footer = True
        first = section.first_page_header
        first.is_linked_to_previous = False
        _head(first, setup)
        _letterhead(first, setup)
        _foot(section.first_page_footer, setup, section)
    _head(section.header, setup)
    _foot(section.footer, setup, section)


def _head(header: Any, setup: PageSetup) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    if not setup.running_head:
        return
    paragraph.alignment = 1
    paragraph.add_run(plain(setup.running_head)).bold = True
    edge(paragraph._p.get_or_add_pPr(), 4, SOFT, bottom=4)


def _letterhead(header: Any, setup: PageSetup) -> None:
    if setup.logo:
        logo_kind(setup.logo)
        paragraph = header.add_paragraph(style=LETTERHEAD)
        picture = paragraph.add_run().add_picture(
            io.BytesIO(setup.logo), height=Inches(0.6)
        )
        picture._inline.docPr.set("descr", plain(setup.sender or setup.title))
    for index, line in enumerate(setup.letterhead):
        style = LETTERHEAD if index else LETTERHEAD_NAME
        header.add_paragraph(plain(line), style=style)
    edge(header.paragraphs[-1]._p.get_or_add_pPr(), 8, INK, bottom=6)
    header.add_paragraph(style=LETTERHEAD).paragraph_format.line_spacing = 0.7


def _foot(footer: Any, setup: PageSetup, section: Any) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    width = _text_width(section)
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, 2)
    page, of = setup.page_words
    paragraph.add_run(f"{plain(setup.running_foot or '')}\t{page} ")
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(f" {of} ")
    add_field(paragraph, "NUMPAGES", "1")


def _text_width(section: Any) -> int:
    """In English Metric Units, of which a point has 12,700."""
    return int(section.page_width - section.left_margin - section.right_margin)


class _Writer:
    """Adds blocks to the document's body."""

    def __init__(
        self, document: Document, setup: PageSetup, marks: Marks | None = None
    ) -> None:
        self._document = document
        self._setup = setup
        self._marks = marks
        self._break_before = False
        self._indent = round(setup.points * 20 * 1.9)
        self._width = _text_width(document.sections[0])
        # Looking a style up by name walks all of them: once here, not per paragraph.
        self._style_ids = {style.name: style.style_id for style in document.styles}

    def all(self, blocks: Iterable[Block], *, style: str = "Normal") -> None:
        for block in blocks:
            self._one(block, style)

    def _one(self, block: Block, style: str) -> None:
        if isinstance(block, Heading):
            self._paragraph(block.line, f"Heading {block.level}")
        elif isinstance(block, Paragraph):
            self._paragraph(block.line, style)
        elif isinstance(block, Listing):
            self._listing(block, 0)
            last = self._document.paragraphs[-1]
            last.paragraph_format.space_after = Pt(self._setup.points * 0.65)
        elif isinstance(block, Quote):
            self.all(block.blocks, style=QUOTE)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Code):
            lines = [Span(line) for line in block.text.split("\n")]
            spans = [x for line in lines for x in (BREAK, line)][1:]
            self._paragraph(tuple(spans), CODE)
        elif isinstance(block, PageBreak):
            self._break_before = True

    def _paragraph(self, line: Line, style: str) -> WordParagraph:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._style_ids[style]
        if self._break_before:
            paragraph.paragraph_format.page_break_before = True
            self._break_before = False
        if BREAK in line and len(words(line)) < 400:
            paragraph.paragraph_format.keep_together = True
        _fill(paragraph, line, marks=self._marks)
        gone = changed(line)
        if self._marks and gone:
            self._marks.paragraph(paragraph._p, gone)
        return paragraph

    def _listing(self, listing: Listing, level: int) -> None:
        number = add_numbering(self._document, listing.start, self._indent)
        style = "List Bullet" if listing.start is None else "List Number"
        for item in listing.items:
            self._item(item, style, number, level)

    def _item(
        self, blocks: tuple[Block, ...], style: str, number: int, level: int
    ) -> None:
        marked = False
        for block in blocks:
            if isinstance(block, Listing):
                self._listing(block, level + 1)
            elif isinstance(block, Paragraph) and not marked:
                set_numbering(self._paragraph(block.line, style), number, level)
                marked = True
            elif isinstance(block, Paragraph):
                made = self._paragraph(block.line, "List Continue")
                made.paragraph_format.left_indent = Twips((level + 1) * self._indent)
            else:
                self._one(block, "Normal")

    def _table(self, table: Table) -> None:
        room = self._width / 12_700 / (self._setup.table_points * _WIDE)
        parts = shares(table, room)
        if parts is None:
            self._stacked(table)
            return
        if self._break_before:
            self._paragraph((), "Normal")
        titled = any(map(words, table.head))
        rows = [*([table.head] if titled else []), *table.rows]
        made = self._document.add_table(len(rows), len(parts))
        made.autofit = False
        _rules(made)
        for column, part in zip(made.columns, parts, strict=True):
            column.width = round(self._width * part)
        for index, (row, cells) in enumerate(zip(made.rows, rows, strict=True)):
            self._row(row, cells, table, parts, head=titled and index == 0)
            if line_count(cells, parts, room) <= _TOGETHER:
                row._tr.get_or_add_trPr().append(element("cantSplit"))
            if titled and index == 0:
                row._tr.get_or_add_trPr().append(element("tblHeader"))
            gone = changed(tuple(span for cell in cells for span in cell))
            if self._marks and gone:
                self._marks.row(row._tr, gone)
        self._document.add_paragraph()._p.style = self._style_ids[LETTERHEAD]

    def _row(
        self,
        row: Any,
        cells: tuple[Line, ...],
        table: Table,
        parts: tuple[float, ...],
        *,
        head: bool,
    ) -> None:
        turns = {"left": 0, "center": 1, "right": 2}
        for cell, line, align, part in zip(
            row.cells, cells, table.aligns, parts, strict=True
        ):
            cell.width = round(self._width * part)
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self._style_ids[TABLE_TEXT]
            if align != "left":
                paragraph.alignment = turns[align]
            _fill(paragraph, line, bold=head, marks=self._marks)
            if head:
                shade(cell._tc.get_or_add_tcPr(), BAND)

    def _stacked(self, table: Table) -> None:
        for line in stacked(table):
            made = self._paragraph(line, "Normal")
            edge(made._p.get_or_add_pPr(), 4, SOFT, bottom=4, between=4)


def _rules(table: Any) -> None:
    """Rules above, below and between the rows; none between columns."""
    borders = element("tblBorders")
    borders.append(border("top", 8, INK, 0))
    borders.append(border("bottom", 8, INK, 0))
    borders.append(border("insideH", 4, SOFT, 0))
    table_borders(table._tbl.tblPr, borders)
    cell_margins(table._tbl.tblPr, _CELL_MARGIN)


def _fill(
    paragraph: WordParagraph,
    line: Line,
    *,
    bold: bool = False,
    marks: Marks | None = None,
) -> None:
    for span in line:
        if span.breaks:
            run = paragraph.add_run()
            run.add_break()
            if marks and span.change:
                marks.run(run._r, span.change)
            continue
        run = paragraph.add_run(span.text)
        run.bold = True if bold or span.bold else None
        run.italic = True if span.italic else None
        if span.code:
            run.font.name = "Consolas"
        if marks and span.change:
            marks.run(run._r, span.change)
