"""The Word file's styles: one place for faces, sizes, spaces and the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from workbench.narrate.pages.setup import PageSetup
from workbench.narrate.pages.word_parts import edge, shade

if TYPE_CHECKING:
    from docx.document import Document

QUOTE = "Set Off"
CODE = "Code Lines"
TABLE_TEXT = "Table Text"
LETTERHEAD = "Letterhead"
LETTERHEAD_NAME = "Letterhead Name"
_FACE = "Cambria"
INK = "1D2429"
SOFT = "B9C1C8"
BAND = "F1F3F5"
_HEADINGS = (1.35, 1.12, 1.0, 1.0, 1.0, 1.0)
_WORD_2013 = "15"


def margin_inches(setup: PageSetup) -> float:
    """Left and right margin."""
    return 0.75 if setup.sheet else 1.0


def set_styles(document: Document, setup: PageSetup) -> None:
    """Faces, sizes and spaces of every style used; page size, margins, language."""
    _page(document, setup)
    _body(document, setup)
    for level, times in enumerate(_HEADINGS, start=1):
        _heading(document.styles[f"Heading {level}"], setup.points, times)
    for name in ("Header", "Footer"):
        _set(document.styles[name], setup.table_points, after=0)
        stops = document.styles[name].element.pPr.find(_qn("tabs"))
        stops.getparent().remove(stops)
    for name in ("List Bullet", "List Number", "List Continue"):
        _set(document.styles[name], setup.points, after=0.3)
        numbering = document.styles[name].element.pPr.find(_qn("numPr"))
        if numbering is not None:
            numbering.getparent().remove(numbering)
    _added(document, TABLE_TEXT, setup.table_points, before=0.18, after=0.18)
    _added(document, LETTERHEAD, setup.points, after=0)
    name = _added(document, LETTERHEAD_NAME, setup.points * 1.15, before=0.9, after=0)
    name.font.bold = True
    _added(document, CODE, setup.points * 0.85).font.name = "Consolas"
    quote = _added(document, QUOTE, setup.points, before=0.8, after=1)
    properties = quote.element.get_or_add_pPr()
    edge(properties, 24, BAND, left=6, top=4, bottom=4, right=6)
    quote.paragraph_format.left_indent = Pt(9)
    quote.paragraph_format.right_indent = Pt(9)
    shade(properties, BAND)
    _language(document, setup.language)


def _page(document: Document, setup: PageSetup) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(margin_inches(setup))
    section.top_margin = section.bottom_margin = Inches(1)
    section.header_distance = section.footer_distance = Inches(0.5)


def _body(document: Document, setup: PageSetup) -> None:
    normal = document.styles["Normal"]
    _set(normal, setup.points, after=0.65)
    normal.paragraph_format.line_spacing = 1.12
    normal.paragraph_format.widow_control = True


def _heading(style: Any, points: float, times: float) -> None:
    _set(style, points * times, before=1.1, after=0.4)
    style.font.bold = True
    style.font.italic = False
    style.paragraph_format.keep_with_next = True


def _added(
    document: Document,
    name: str,
    points: float,
    *,
    before: float = 0,
    after: float = 0.65,
) -> Any:
    style = document.styles.add_style(name, 1)
    style.base_style = document.styles["Normal"]
    _set(style, points, before=before, after=after)
    return style


def _set(style: Any, points: float, *, before: float = 0, after: float = 0.65) -> None:
    """Face, size and spaces; ``before`` and ``after`` in type sizes."""
    style.font.name = _FACE
    style.font.size = Pt(round(points * 2) / 2)
    style.font.color.rgb = RGBColor.from_string(INK)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(_qn(theme), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(_qn(script), _FACE)
    style.paragraph_format.space_before = Pt(round(points * before, 1))
    style.paragraph_format.space_after = Pt(round(points * after, 1))


def _language(document: Document, language: str) -> None:
    """The language of every run, and Word's present layout rules."""
    root = document.styles.element
    for one in root.iter(_qn("lang")):
        one.set(_qn("val"), language)
    settings = document.settings.element
    for one in settings.iter(_qn("themeFontLang")):
        one.set(_qn("val"), language)
    for one in settings.iter(_qn("compatSetting")):
        if one.get(_qn("name")) == "compatibilityMode":
            one.set(_qn("val"), _WORD_2013)


def _qn(name: str) -> str:
    return str(qn(f"w:{name}"))
