"""C-CDA documents: who the patient is, then each section's title and narrative.

The narrative is what its author attested; coded entries repeat it for programs and are
left alone, so that nothing is read that the text does not say.  A document that only
wraps another file (nonXMLBody) gives that file as a part.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from workbench.content import expressions as re
from workbench.errors import PacketError
from workbench.packet.formats.build import MAX_SPAN, Grid, Lines
from workbench.packet.formats.ccda_body import wrapped
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.xml import attribute, child, children, local, parse
from workbench.schema.packet import PacketFlag

_TITLES = {
    "34133-9": "Continuity of care document",
    "11506-3": "Progress note",
    "11488-4": "Consultation note",
    "34117-2": "History and physical",
    "18748-4": "Diagnostic imaging report",
    "11504-8": "Operative note",
    "28570-0": "Procedure note",
    "18842-5": "Discharge summary",
    "57133-1": "Referral note",
}
"""LOINC codes of document types, with a title for documents that have none."""
_SPACE = re.compile(r"[ \t\r\n]+")
_LINES = {"paragraph", "item", "caption", "list", "table", "text", "renderMultiMedia"}
_DEEPEST_SECTION = 12
_NAMES = ("given", "family")
"""The parts of a name in the order in which they are said."""


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """The lines of a clinical document.  Raises PacketError for broken XML."""
    root = parse(data, name, "this C-CDA file")
    lines = Lines()
    _head(root, lines)
    narrative = _Narrative(lines)
    body = child(root, "component", "structuredBody")
    for number, component in enumerate(children(body, "component"), 1):
        for section in children(component, "section"):
            narrative.section(section, f"component[{number}].section", 0)
    inside = wrapped(root, name)
    if inside.text:
        lines.gap()
        for row in inside.text.strip("\n").splitlines():
            lines.add(row, "nonXMLBody")
    flags = []
    if narrative.deleted:
        note = f"{name} holds text marked as deleted, which was not read"
        flags.append(PacketFlag(kind="tracked-changes", note=note))
    if narrative.bare:
        note = f"{name} holds coded entries without their text, which were not read"
        flags.append(PacketFlag(kind="unreadable", note=note))
    if inside.elsewhere:
        note = (
            f"{name} only names a file that holds its text, and that file was not sent"
        )
        flags.append(PacketFlag(kind="unreadable", note=note))
    parts = (inside.file,) if inside.file else ()
    return Converted("c-cda", lines.done(), tuple(flags), parts)


def _head(root: Element, lines: Lines) -> None:
    title = _flat(child(root, "title"))
    title = title or _TITLES.get(attribute(child(root, "code"), "code") or "", "")
    lines.add(title or "Clinical document", "title")
    role = child(root, "recordTarget", "patientRole")
    patient = child(role, "patient")
    _field(lines, "Patient", _name(child(patient, "name")), "recordTarget")
    _field(lines, "DOB", _date(child(patient, "birthTime")), "recordTarget")
    sex = child(patient, "administrativeGenderCode")
    shown = attribute(sex, "displayName") or attribute(sex, "code") or ""
    _field(lines, "Sex", {"F": "Female", "M": "Male"}.get(shown, shown), "recordTarget")
    number = attribute(child(role, "id"), "extension") or ""
    _field(lines, "MRN", number, "recordTarget")
    visit = child(root, "componentOf", "encompassingEncounter", "effectiveTime")
    seen = _date(visit) or _date(child(visit, "low"))
    _field(lines, "Date of service", seen, "componentOf")
    if not seen:
        _field(lines, "Date", _date(child(root, "effectiveTime")), "effectiveTime")
    _field(lines, "Author", _author(root), "author")


def _author(root: Element) -> str:
    """Who wrote the document; where a program did, who signed it."""
    paths = (
        ("author", "assignedAuthor"),
        ("legalAuthenticator", "assignedEntity"),
        ("authenticator", "assignedEntity"),
    )
    named = (_name(child(root, *path, "assignedPerson", "name")) for path in paths)
    return next((one for one in named if one), "")


def _field(lines: Lines, label: str, value: str, path: str) -> None:
    if value:
        lines.add(f"{label}: {value}", path)


def _flat(element: Element | None) -> str:
    if element is None:
        return ""
    return _SPACE.sub(" ", "".join(element.itertext())).strip()


def _name(element: Element | None) -> str:
    if element is None:
        return ""
    parts = [_flat(one) for part in _NAMES for one in children(element, part)]
    shown = " ".join(part for part in parts if part) or _flat(element)
    ranks = [_flat(one) for one in children(element, "suffix")]
    return ", ".join([shown, *(rank for rank in ranks if rank)])


def _date(element: Element | None) -> str:
    """The day of a time stamp ("20260302101500-0500") as 2026-03-02."""
    value = attribute(element, "value") or ""
    match = re.match(r"(\d{4})(\d\d)(\d\d)?", value)
    return "-".join(part for part in match.groups() if part) if match else ""


class _Narrative:
    """Writes sections: a title, then paragraphs, list items and rows."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.deleted = 0
        self.bare = 0
        """Sections with coded entries and no text that says them."""

    def section(self, section: Element, path: str, depth: int) -> None:
        """A section and those in it; one without narrative is left out."""
        if depth > _DEEPEST_SECTION:
            raise PacketError("its sections lie too deep")
        title, text = child(section, "title"), child(section, "text")
        inner = [
            (number, one)
            for number, component in enumerate(children(section, "component"), 1)
            for one in children(component, "section")
        ]
        if text is None and child(section, "entry") is not None:
            self.bare += 1
        if text is not None or inner:
            self._lines.gap()
            if _flat(title):
                self._lines.add(_flat(title), f"{path}.title")
        if text is not None:
            self._block(text, f"{path}.text", "")
        for number, one in inner:
            self.section(one, f"{path}.component[{number}].section", depth + 1)

    def _block(self, element: Element, path: str, sign: str) -> None:
        """Text and blocks of an element in order; inline marks are only text."""
        pending = [sign]

        def flush() -> None:
            for piece in "".join(pending).split("\n"):
                text = _SPACE.sub(" ", piece).strip()
                if text and text != sign.strip():
                    self._lines.add(text, path)
            pending[:] = []

        for kind, value in self._pieces(element):
            if kind == "text":
                pending.append(str(value))
                continue
            flush()
            if isinstance(value, Element):
                self._inner(value, path)
        flush()

    def _pieces(self, element: Element) -> Iterator[tuple[str, str | Element]]:
        yield "text", _SPACE.sub(" ", element.text or "")
        for one in element:
            name = local(one)
            if attribute(one, "revised") == "delete":
                self.deleted += 1
            elif name == "caption" and local(element) == "item":
                pass  # said in front of the item
            elif name in _LINES:
                yield "block", one
            elif name == "br":
                yield "text", "\n"
            elif name:
                yield from self._pieces(one)
            yield "text", _SPACE.sub(" ", one.tail or "")

    def _inner(self, element: Element, path: str) -> None:
        name = local(element)
        if name == "table":
            self._table(element, path)
        elif name == "list":
            ordered = attribute(element, "listType") == "ordered"
            caption = child(element, "caption")
            if caption is not None:
                self._block(caption, path, "")
            for number, item in enumerate(children(element, "item"), 1):
                sign = f"{number}. " if ordered else "- "
                self._block(item, path, sign + _led(item))
        else:
            self._block(element, path, "")

    def _table(self, table: Element, path: str) -> None:
        self._lines.gap()
        if _flat(child(table, "caption")):
            self._lines.add(_flat(child(table, "caption")), path)
        grid = Grid()
        open_: dict[int, int] = {}
        for row in _rows(table):
            grid.start()
            for cell in (one for one in row if local(one) in ("th", "td")):
                while open_.get(len(grid.cells), 0) > 0:
                    open_[len(grid.cells)] -= 1
                    grid.go_on()
                down = _span(cell, "rowspan")
                if down > 1:
                    open_[len(grid.cells)] = down - 1
                grid.add(self._cell(cell, path), _span(cell, "colspan"))
            self._lines.row(grid.cells, path)
        self._lines.gap()

    def _cell(self, cell: Element, path: str) -> list[str]:
        inner = Lines()
        narrative = _Narrative(inner)
        narrative._block(cell, path, "")
        self.deleted += narrative.deleted
        return inner.of_cell()


def _led(item: Element) -> str:
    """An item's caption in front of its text, as a page shows it ("C4-5: bulge")."""
    caption = _flat(child(item, "caption"))
    if not caption:
        return ""
    return f"{caption} " if caption[-1] in ".:" else f"{caption}: "


def _rows(table: Element) -> list[Element]:
    """A table's own rows as a page shows them: a foot written first stands last."""
    parts = {"thead": 0, "tbody": 1, "tr": 1, "tfoot": 2}
    own = sorted(
        (one for one in table if local(one) in parts),
        key=lambda one: parts[local(one)],
    )
    return [
        row
        for one in own
        for row in ([one] if local(one) == "tr" else children(one, "tr"))
    ]


def _span(cell: Element, name: str) -> int:
    value = attribute(cell, name) or "1"
    return max(1, min(int(value), MAX_SPAN)) if value.isdecimal() else 1
