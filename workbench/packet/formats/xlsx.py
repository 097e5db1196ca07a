"""Excel files (XLSX): each sheet's rows as table rows, values as they were last saved.

Formulas are not computed and macros are not run; hidden sheets, rows and columns are
left out and reported.  Dates are told by the cell's number format.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from workbench.content import expressions as re
from workbench.errors import PacketError
from workbench.packet.formats.archive import unpacked
from workbench.packet.formats.build import Lines
from workbench.packet.formats.limits import MAX_COLUMNS, MAX_XML_BYTES
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.xml import attribute, child, children, local, parse
from workbench.schema.packet import PacketFlag

_WHAT = "this Excel file"
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_DATES = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 57}
_DATE_FORM = re.compile(r"(?<![\\\"])[dy]", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
_EPOCH = dt.date(1899, 12, 30)
_LAST_DAY = 2_958_465


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """The rows of all visible sheets.  Raises PacketError for a broken file."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise PacketError("this Excel file is damaged or cut off", where=name) from None
    names = {info.filename: info for info in archive.infolist()}

    def part(path: str) -> Element | None:
        info = names.get(path)
        if info is None:
            return None
        return parse(unpacked(archive, info, MAX_XML_BYTES), name, _WHAT)

    lines = Lines()
    hidden = 0
    shared = [_text(one) for one in children(part("xl/sharedStrings.xml"), "si")]
    is_date = _date_styles(part("xl/styles.xml"))
    for title, path, shown in _sheets(part):
        root = part(path) if shown else None
        hidden += not shown
        if root is None:
            continue
        lines.new_page()
        lines.add(title)
        hidden += _rows(root, shared, is_date, lines)
    flags = []
    if hidden:
        note = f"{name} holds hidden sheets or rows, which were not read"
        flags.append(PacketFlag(kind="hidden-text", note=note))
    if any(path.lower().endswith("vbaproject.bin") for path in names):
        note = f"{name} holds macros; none was run"
        flags.append(PacketFlag(kind="active-content", note=note))
    return Converted("xlsx", lines.done(), tuple(flags))


def _sheets(part: Callable[[str], Element | None]) -> Iterator[tuple[str, str, bool]]:
    links = {
        attribute(one, "Id"): attribute(one, "Target") or ""
        for one in children(part("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    for sheet in children(child(part("xl/workbook.xml"), "sheets"), "sheet"):
        own = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = links.get(own, "")
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        shown = (attribute(sheet, "state") or "visible") == "visible"
        yield attribute(sheet, "name") or "Sheet", path, shown


def _text(element: Element | None) -> str:
    """The text of a shared or inline string, without its phonetic hints."""
    if element is None:
        return ""
    parts = [child(element, "t"), *(child(r, "t") for r in children(element, "r"))]
    return "".join(one.text or "" for one in parts if one is not None)


def _date_styles(root: Element | None) -> list[bool]:
    custom = {
        attribute(one, "numFmtId"): attribute(one, "formatCode") or ""
        for one in children(child(root, "numFmts"), "numFmt")
    }
    found = []
    for style in children(child(root, "cellXfs"), "xf"):
        number = attribute(style, "numFmtId") or "0"
        form = _QUOTED.sub("", custom.get(number, ""))
        known = number.isdigit() and int(number) in _DATES
        found.append(known or bool(_DATE_FORM.search(form)))
    return found


def _rows(root: Element, shared: list[str], is_date: list[bool], lines: Lines) -> int:
    """Write the rows of a sheet; gives how many were hidden."""
    hidden = 0
    for row in (one for one in root.iter() if local(one) == "row"):
        if attribute(row, "hidden") in ("1", "true"):
            hidden += 1
            continue
        cells: dict[int, str] = {}
        for cell in children(row, "c"):
            column = _column(attribute(cell, "r") or "", len(cells))
            if column < MAX_COLUMNS:
                cells[column] = _value(cell, shared, is_date)
        first, last = min(cells, default=0), max(cells, default=-1)
        lines.row([[cells.get(place, "")] for place in range(first, last + 1)])
    return hidden


def _column(reference: str, usual: int) -> int:
    match = _REFERENCE.match(reference)
    if match is None:
        return usual
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Element, shared: list[str], is_date: list[bool]) -> str:
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        return _text(child(cell, "is"))
    held = child(cell, "v")
    raw = (held.text or "") if held is not None else ""
    if kind == "s":
        return shared[int(raw)] if raw.isdigit() and int(raw) < len(shared) else ""
    if kind == "b":
        return {"1": "Yes", "0": "No"}.get(raw, raw)
    style = attribute(cell, "s") or "0"
    dated = style.isdigit() and int(style) < len(is_date) and is_date[int(style)]
    if kind == "n" and raw:
        return _number(raw, dated)
    return raw


def _number(raw: str, dated: bool) -> str:
    try:
        value = float(raw)
    except ValueError:
        return raw
    if dated and 1 <= value <= _LAST_DAY:
        return (_EPOCH + dt.timedelta(days=int(value))).isoformat()
    return f"{value:.10g}" if abs(value) < 1e15 else raw
