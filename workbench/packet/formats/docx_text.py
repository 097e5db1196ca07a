"""The text of Word XML: paragraphs, runs, fields, boxes and tables in reading order.

What is deleted, moved away, struck out or hidden is left out and counted; inserted text
is kept.  An alternative for older programs never doubles the text that it replaces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workbench.packet.formats.build import MAX_SPAN, Grid, Lines
from workbench.packet.formats.symbols import OFF, ON, signs_of
from workbench.packet.formats.xml import attribute, child, children, local

_GONE = {"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TINY_HALF_POINTS = 4
_FALSE = {"0", "false", "off", "none"}


def is_on(element: Element | None, name: str) -> bool:
    """Whether an on-off property (``<w:vanish/>``) is set."""
    found = child(element, name)
    if found is None:
        return False
    return (attribute(found, "val") or "1").lower() not in _FALSE


class Block(NamedTuple):
    """A paragraph: its text, and what its style and lists say of it."""

    text: str
    heading: bool
    breaks_before: bool
    breaks_after: bool


class Walker:
    """Reads one part of a Word file; counts what it leaves out.

    ``marker`` gives the list sign of a paragraph.  ``linked`` collects the ids of
    pictures and inserted files in reading order.
    """

    def __init__(self, marker: Callable[[Element], str]) -> None:
        self._marker = marker
        self.left: Counter[str] = Counter()
        self.linked: list[str] = []
        self._boxes: list[Element] = []
        self._shaded = 0

    def blocks(self, parent: Element, lines: Lines) -> None:
        """All paragraphs and tables under an element, as lines."""
        for element in self._flow(parent):
            if local(element) == "tbl":
                lines.gap()
                self._table(element, lines)
                lines.gap()
            elif local(element) == "altChunk":
                self.linked.append(attribute(element, "id") or "")
            else:
                self._paragraph(element, lines)

    def _flow(self, parent: Element) -> Iterator[Element]:
        for element in parent:
            name = local(element)
            if name in ("p", "tbl", "altChunk"):
                yield element
            elif name in ("del", "moveFrom"):
                self.left["tracked"] += 1
            elif name == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self._flow(content)
            elif name == "AlternateContent":
                yield from self._flow(_chosen(element))
            elif name in ("ins", "moveTo", "customXml", "smartTag", "txbxContent"):
                self.left["tracked"] += name in ("ins", "moveTo")
                yield from self._flow(element)

    def _paragraph(self, element: Element, lines: Lines) -> None:
        block = self.paragraph(element)
        boxes, self._boxes = self._boxes, []
        if block.breaks_before:
            lines.new_page()
        if block.heading:
            lines.gap()
        lines.add(block.text)
        for box in boxes:
            self.blocks(box, lines)
        if block.breaks_after:
            lines.new_page()

    def paragraph(self, element: Element) -> Block:
        """One paragraph's text, with its list sign."""
        properties = child(element, "pPr")
        if child(properties, "rPr", "del") is not None:
            self.left["tracked"] += 1
        text = "".join(self._runs(element))
        style = (attribute(child(properties, "pStyle"), "val") or "").lower()
        heading = style.startswith(("heading", "title", "berschrift"))
        before = is_on(properties, "pageBreakBefore") or "\f" in text[:1]
        section = child(properties, "sectPr")
        kind = attribute(child(section, "type"), "val")
        after = "\f" in text[1:] or (section is not None and kind != "continuous")
        text = text.replace("\f", "")
        sign = self._marker(element) if text.strip() else ""
        return Block(sign + text, heading or outlined(properties), before, after)

    def _runs(self, element: Element) -> Iterator[str]:
        for one in element:
            name = local(one)
            if name in _GONE:
                self.left["tracked"] += name in ("del", "moveFrom")
            elif name == "r":
                yield from self._run(one)
            elif name == "AlternateContent":
                yield from self._runs(_chosen(one))
            elif name == "sdt":
                yield from self._control(one)
            elif name == "t":
                # Formulas hold their text without runs of this namespace.
                yield one.text or ""
            elif name in ("lastRenderedPageBreak",):
                yield "\f"
            else:
                self.left["tracked"] += name in ("ins", "moveTo")
                yield from self._runs(one)

    def _control(self, element: Element) -> Iterator[str]:
        """A content control: its box, or its text unless it only invites to write."""
        properties = child(element, "sdtPr")
        box = child(properties, "checkbox")
        if box is not None:
            value = attribute(child(box, "checked"), "val") or "0"
            yield OFF if value.lower() in _FALSE else ON
        elif not is_on(properties, "showingPlcHdr"):
            content = child(element, "sdtContent")
            if content is not None:
                yield from self._runs(content)

    def _run(self, run: Element) -> Iterator[str]:
        properties = child(run, "rPr")
        left = self._left_out(properties)
        if left:
            if any(local(one) == "t" and (one.text or "").strip() for one in run):
                self.left[left] += 1
            return
        fonts = child(properties, "rFonts")
        font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "").lower()
        for one in run:
            yield from self._piece(one, font)

    def _left_out(self, properties: Element | None) -> str:
        """Why the text of a run is not read; empty for text that is."""
        if properties is None:
            return ""
        if is_on(properties, "vanish"):
            return "hidden"
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            return "struck"
        size = attribute(child(properties, "sz"), "val") or ""
        if size.isdigit() and int(size) <= _TINY_HALF_POINTS:
            return "hidden"
        white = (attribute(child(properties, "color"), "val") or "").upper()
        plain = (
            child(properties, "shd") is None and child(properties, "highlight") is None
        )
        return "hidden" if white == "FFFFFF" and plain and not self._shaded else ""

    def _piece(self, one: Element, font: str) -> Iterator[str]:
        name = local(one)
        if name == "t":
            yield _in_font(one.text or "", font)
        elif name == "br" and attribute(one, "type") == "page":
            yield "\f"
        elif name == "lastRenderedPageBreak":
            yield "\f"
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _symbol(one)
        elif name == "fldChar":
            yield _old_field(one)
        elif name == "AlternateContent":
            for inner in _chosen(one):
                yield from self._piece(inner, font)
        elif name in ("drawing", "pict", "object"):
            self._drawn(one)

    def _drawn(self, element: Element) -> None:
        """Text boxes, set behind the paragraph that holds them, and pictures."""
        for one in element:
            if local(one) == "txbxContent":
                # What is drawn in a box is found when the box is read.
                self._boxes.append(one)
                continue
            if local(one) == "AlternateContent":
                self._drawn(_chosen(one))
                continue
            self._drawn(one)
            if local(one) == "blip":
                self.linked.append(attribute(one, "embed") or "")
            elif local(one) in ("imagedata", "OLEObject"):
                self.linked.append(attribute(one, "id") or "")

    def _table(self, table: Element, lines: Lines) -> None:
        styled = child(table, "tblPr", "tblStyle") is not None
        self._shaded += styled
        grid = Grid()
        for row in self._rows(table):
            if child(row, "trPr", "del") is not None:
                self.left["tracked"] += 1
                continue
            grid.start(_count(child(row, "trPr", "gridBefore"), 0))
            for cell in _cells(row):
                merge = child(cell, "tcPr", "vMerge")
                goes_on = merge is not None and attribute(merge, "val") != "restart"
                across = _count(child(cell, "tcPr", "gridSpan"), 1)
                if goes_on:
                    grid.go_on(across)
                else:
                    grid.add(self._cell(cell), across)
            lines.row(grid.cells)
        self._shaded -= styled

    def _rows(self, parent: Element) -> Iterator[Element]:
        for element in parent:
            if local(element) == "tr":
                yield element
            elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
                yield from self._rows(element)

    def _cell(self, cell: Element) -> list[str]:
        """The paragraphs of a cell."""
        shaded = child(cell, "tcPr", "shd") is not None
        self._shaded += shaded
        inner = Lines()
        self.blocks(cell, inner)
        self._shaded -= shaded
        return [line.text for line in inner.done()]


def outlined(properties: Element | None) -> bool:
    """Whether a paragraph has a place in the outline, as headings have."""
    level = attribute(child(properties, "outlineLvl"), "val") or ""
    return level.isdigit() and int(level) < 9


def _chosen(element: Element) -> Element:
    """The alternative that a program of today shows."""
    choice = child(element, "Choice")
    if choice is not None and any(
        local(one) in ("t", "txbxContent", "blip") for one in choice.iter()
    ):
        return choice
    fallback = child(element, "Fallback")
    return (
        fallback
        if fallback is not None
        else (choice if choice is not None else element)
    )


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if local(element) == "tc":
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _cells(element)


def _count(element: Element | None, usual: int) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), MAX_SPAN) if value.isdigit() else usual


def _in_font(text: str, font: str) -> str:
    signs = signs_of(font)
    if signs is None:
        return text
    return "".join(signs.get(ord(char) & 0xFF, char) for char in text)


def _symbol(element: Element) -> str:
    font = (attribute(element, "font") or "").lower()
    try:
        code = int(attribute(element, "char") or "", 16) & 0xFF
    except ValueError:
        return ""
    return (signs_of(font) or {}).get(code, "")


def _old_field(element: Element) -> str:
    """A check box or list of an old form; other fields hold their text in runs."""
    data = child(element, "ffData")
    box = child(data, "checkBox")
    if box is not None:
        name = "checked" if child(box, "checked") is not None else "default"
        return ON if is_on(box, name) else OFF
    choices = child(data, "ddList")
    if choices is None:
        return ""
    entries = [attribute(one, "val") or "" for one in children(choices, "listEntry")]
    chosen = attribute(child(choices, "result"), "val") or "0"
    place = int(chosen) if chosen.isdigit() else 0
    return entries[place] if place < len(entries) else ""
