"""An edited Word file as blocks, with what its reviewers inserted and not the rest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workbench.errors import InputError, PacketError
from workbench.narrate.markdown import control_shown
from workbench.narrate.pages.blocks import (
    BREAK,
    Align,
    Block,
    Code,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    words,
)
from workbench.narrate.pages.edited_lists import Item, nested
from workbench.narrate.pages.edited_styles import Look, Styles
from workbench.narrate.pages.trim import trimmed
from workbench.packet.formats.archive import unpacked
from workbench.packet.formats.limits import MAX_XML_BYTES
from workbench.packet.formats.xml import attribute, child, children, local, parse

_GONE = {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "Fallback"}
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_OFF = {"0", "false", "off"}


def blocks(data: bytes, name: str) -> tuple[Block, ...]:
    """The body's blocks, then its foot notes.  Raises InputError for a damaged file."""
    package = _Package(data, name)
    body = child(package.part("word/document.xml"), "body")
    if body is None:
        raise InputError("this Word file has no text body", where=name)
    styles = Styles(package.part("word/styles.xml"), package.part("word/numbering.xml"))
    found = list(_gathered(_flow(body, styles)))
    for kind in ("footnotes", "endnotes"):
        notes = children(package.part(f"word/{kind}.xml"), kind.removesuffix("s"))
        for note in notes:
            found += _gathered(_flow(note, styles))
    return tuple(found)


def edges(data: bytes, name: str) -> tuple[str, ...]:
    """Paragraphs of headers and footers, each wording once, in order of the parts."""
    package = _Package(data, name)
    styles = Styles(None, None)
    said: dict[str, None] = {}
    for part in package.names("word/header") + package.names("word/footer"):
        root = package.part(part)
        for paragraph in root.iter() if root is not None else ():
            if local(paragraph) == "p":
                text = words(trimmed(_spans(paragraph, Span(""), styles))).strip()
                said.setdefault(text)
    return tuple(text for text in said if text)


class _Package:
    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise InputError(
                "this Word file is damaged or cut off",
                where=name,
                fix="open it in Word and save it again as DOCX",
            ) from None

    def names(self, opening: str) -> list[str]:
        return sorted(n for n in self._zip.namelist() if n.startswith(opening))

    def part(self, name: str) -> Element | None:
        """The root of a part, None where the file has none."""
        if name not in self._zip.namelist():
            return None
        try:
            info = self._zip.getinfo(name)
            data = unpacked(self._zip, info, MAX_XML_BYTES)
            return parse(data, self._name, "this Word file")
        except PacketError as error:
            raise InputError(error.what, where=self._name, fix=error.fix) from None


class _Piece(NamedTuple):
    """A paragraph or table of the body, with what its style says of it."""

    look: Look
    block: Block


def _flow(parent: Element, styles: Styles) -> Iterator[_Piece]:
    for element in parent:
        name = local(element)
        if name == "p":
            yield from _paragraph(element, styles)
        elif name == "tbl":
            table = _table(element, styles)
            if table is not None:
                yield _Piece(Look(), table)
        elif name not in _GONE:
            yield from _flow(element, styles)


def _paragraph(element: Element, styles: Styles) -> Iterator[_Piece]:
    look = styles.look(element)
    if look.breaks_before:
        yield _Piece(Look(), PageBreak())
    spans = list(_spans(element, Span(""), styles))
    if any(span.text == "\f" for span in spans):
        yield _Piece(Look(), PageBreak())
    line = trimmed(span for span in spans if span.text != "\f")
    if look.code:
        text = "".join(span.text for span in line)
        yield _Piece(look, Code(text))
    elif look.heading and line:
        yield _Piece(look, Heading(look.heading, _level(line)))
    elif line:
        yield _Piece(look, Paragraph(line))
    for box in element.iter():
        if local(box) == "txbxContent":
            yield from _flow(box, styles)


def _level(line: Line) -> Line:
    """A heading's own weight is no emphasis."""
    return trimmed(replace(span, bold=False) for span in line)


def _gathered(pieces: Iterator[_Piece]) -> Iterator[Block]:
    """Items that follow each other as lists, set-off paragraphs as quotes."""
    for kind, group in groupby(pieces, lambda piece: piece.look.group):
        found = list(group)
        if kind == "list":
            items = (
                Item(p.look.level, p.look.number, p.look.start, p.block) for p in found
            )
            yield from nested(list(items))
        elif kind == "quote":
            yield Quote(tuple(piece.block for piece in found))
        else:
            yield from (piece.block for piece in found)


def _table(element: Element, styles: Styles) -> Table | None:
    rows = [row for row in _rows(element) if child(row, "trPr", "del") is None]
    cells = [list(_cells(row)) for row in rows]
    width = max(map(len, cells), default=0)
    if not width:
        return None
    lines = [tuple(_cell(cell, styles) for cell in row) for row in cells]
    full = [row + ((),) * (width - len(row)) for row in lines]
    titled = child(rows[0], "trPr", "tblHeader") is not None
    aligns: list[Align] = [_align(cell) for cell in cells[0]]
    aligns += ["left"] * (width - len(aligns))
    head: tuple[Line, ...] = tuple(map(_level, full[0])) if titled else ((),) * width
    return Table(head, tuple(full[1:] if titled else full), tuple(aligns))


def _rows(element: Element) -> Iterator[Element]:
    for one in element:
        if local(one) == "tr":
            yield one
        elif local(one) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(one)


def _cells(element: Element) -> Iterator[Element]:
    for one in element:
        if local(one) == "tc":
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(one)


def _cell(element: Element, styles: Styles) -> Line:
    spans: list[Span] = []
    for paragraph in element.iter():
        if local(paragraph) == "p":
            spans += [*([BREAK] if spans else []), *_spans(paragraph, Span(""), styles)]
    return trimmed(spans)


def _align(cell: Element) -> Align:
    value = attribute(child(cell, "p", "pPr", "jc"), "val")
    if value in ("right", "end"):
        return "right"
    return "center" if value == "center" else "left"


def _spans(element: Element, style: Span, styles: Styles) -> Iterator[Span]:
    """Spans of a paragraph; text boxes in it are read apart."""
    for one in element:
        name = local(one)
        if name in _GONE or name == "txbxContent":
            continue
        if name == "r":
            properties = child(one, "rPr")
            if not _on(properties, "vanish"):
                yield from _spans(one, _styled(properties, styles), styles)
        elif name == "t":
            yield replace(
                style, text=control_shown((one.text or "").replace("\n", " "))
            )
        elif name == "br":
            page = attribute(one, "type") == "page"
            yield Span("\f") if page else BREAK
        elif name in _SIGNS:
            text = _SIGNS[name]
            yield BREAK if text == "\n" else replace(style, text=text)
        else:
            yield from _spans(one, style, styles)


def _styled(properties: Element | None, styles: Styles) -> Span:
    fonts = child(properties, "rFonts")
    face = attribute(fonts, "ascii") or ""
    return Span(
        "",
        bold=_on(properties, "b"),
        italic=_on(properties, "i"),
        code=face in styles.code_faces,
    )


def _on(properties: Element | None, name: str) -> bool:
    found = child(properties, name)
    return found is not None and (attribute(found, "val") or "1").lower() not in _OFF
