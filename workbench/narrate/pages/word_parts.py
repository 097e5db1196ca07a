"""The parts of a Word file that have no call of their own: fields, numbering, bytes.

Element names and their order are those of ECMA-376, part 1, chapters 17.3 to 17.16.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from workbench.narrate.markdown import plain
from workbench.narrate.pages.blocks import Change

if TYPE_CHECKING:
    from docx.document import Document

_BULLETS = ("•", "–", "▪")
_AFTER_SHADE = (
    *("tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
    *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd"),
    *("snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
    *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap"),
    *("outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    *("noWrap", "tcMar", "tcFitText", "vAlign", "hideMark"),
)
"""What may stand behind a background in a paragraph's or a cell's properties."""


def element(tag: str, **attributes: str) -> Any:
    """A WordprocessingML element, its attributes in the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field such as PAGE; ``shown`` stands until Word counts for itself."""
    run = paragraph.add_run()
    run._r.append(element("fldChar", fldCharType="begin"))
    run = paragraph.add_run()
    text = element("instrText")
    text.text = f" {instruction} "
    run._r.append(text)
    run = paragraph.add_run()
    run._r.append(element("fldChar", fldCharType="separate"))
    paragraph.add_run(shown)
    run = paragraph.add_run()
    run._r.append(element("fldChar", fldCharType="end"))


def add_numbering(document: Document, start: int | None, indent: int) -> int:
    """A list of its own, beginning at ``start`` or with bullets; gives its number id.

    ``indent`` is the hanging indent of a level in twentieths of a point.
    """
    numbering = document.part.numbering_part.element
    used = [int(n.get(_w("abstractNumId"))) for n in numbering.iter(_w("abstractNum"))]
    abstract_id = str(max(used, default=0) + 1)
    abstract = element("abstractNum", abstractNumId=abstract_id)
    abstract.append(element("multiLevelType", val="multilevel"))
    for level in range(9):
        abstract.append(_level(level, start, indent))
    first = numbering.find(_w("num"))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    return int(numbering.add_num(int(abstract_id)).numId)


def _level(level: int, start: int | None, indent: int) -> Any:
    made = element("lvl", ilvl=str(level))
    made.append(element("start", val=str(1 if start is None else start)))
    made.append(element("numFmt", val="bullet" if start is None else "decimal"))
    mark = _BULLETS[level % len(_BULLETS)] if start is None else f"%{level + 1}."
    made.append(element("lvlText", val=mark))
    made.append(element("lvlJc", val="left"))
    places = element("pPr")
    left = str((level + 1) * indent)
    places.append(element("ind", left=left, hanging=str(indent)))
    made.append(places)
    return made


def set_numbering(paragraph: Any, number: int, level: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number


def shade(properties: Any, fill: str) -> None:
    """A background for a paragraph, a style or a cell, given its properties."""
    shading = element("shd", val="clear", color="auto", fill=fill)
    _put(properties, shading, _AFTER_SHADE)


def edge(properties: Any, size: int, color: str, **spaces: int) -> None:
    """Rules at the sides named, each with its space in points to the text.

    ``size`` is in eighths of a point.
    """
    edges = element("pBdr")
    for side in ("top", "left", "bottom", "right", "between"):
        if side in spaces:
            edges.append(border(side, size, color, spaces[side]))
    _put(properties, edges, ("shd", *_AFTER_SHADE))


def table_borders(properties: Any, borders: Any) -> None:
    """Borders of a table, given its properties."""
    _put(properties, borders, ("shd", "tblLayout", "tblCellMar", "tblLook"))


def cell_margins(properties: Any, width: int) -> None:
    """Left and right margin of a table's cells, in twentieths of a point."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=str(width), type="dxa"))
    _put(properties, margins, ("tblLook",))


def _put(parent: Any, child: Any, successors: tuple[str, ...]) -> None:
    """Word refuses a file whose elements stand in another order than its schema's."""
    parent.insert_element_before(child, *(f"w:{name}" for name in successors))


def border(side: str, size: int, color: str, space: int = 1) -> Any:
    """One border; ``size`` in eighths of a point."""
    return element(side, val="single", sz=str(size), space=str(space), color=color)


class Marks:
    """Tracked changes of one author: runs, paragraph marks and rows put in or out."""

    def __init__(self, author: str, at: str) -> None:
        self._author = plain(author) or "reviewer"
        self._at = at
        self._last = 0

    def run(self, run: Any, change: Change) -> None:
        """Put a run inside a mark; the words of one taken out are ``delText``."""
        made = self._mark(change)
        run.addprevious(made)
        made.append(run)
        if change == "out":
            for text in run.findall(_w("t")):
                text.tag = _w("delText")

    def paragraph(self, paragraph: Any, change: Change) -> None:
        """Mark the end of a paragraph, so that it goes or comes with its words."""
        own = element("rPr")
        own.append(self._mark(change))
        _put(paragraph.get_or_add_pPr(), own, ("sectPr", "pPrChange"))

    def row(self, row: Any, change: Change) -> None:
        """Mark a row of a table."""
        row.get_or_add_trPr().append(self._mark(change))

    def _mark(self, change: Change) -> Any:
        self._last += 1
        tag = "ins" if change == "in" else "del"
        return element(tag, id=str(self._last), author=self._author, date=self._at)


def same_bytes(document: Document) -> bytes:
    """The file with a fixed date on each part, so that equal texts are equal bytes."""
    made = io.BytesIO()
    document.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def _w(name: str) -> str:
    return str(qn(f"w:{name}"))
