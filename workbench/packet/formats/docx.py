"""Word files (DOCX, DOCM): headers, body, footers, notes and comments, macros never.

The file is a ZIP of XML parts.  Headers stand before the body, since they often hold
the only member identity; footers, notes and comments stand behind it, marked as such.
Pictures of pages and inserted files come back as parts.  A link to an outside part is
reported and never followed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from xml.etree.ElementTree import Element

from workbench.errors import PacketError
from workbench.packet.formats.archive import unpacked
from workbench.packet.formats.build import Lines
from workbench.packet.formats.docx_text import Walker
from workbench.packet.formats.limits import MAX_PART_BYTES, MAX_XML_BYTES
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.pasted import may_tell
from workbench.packet.formats.xml import attribute, child, children, local, parse
from workbench.packet.sources import Source
from workbench.schema.packet import FlagKind, PacketFlag

_WHAT = "this Word file"
_NOTES: dict[str, tuple[FlagKind, str]] = {
    "tracked": ("tracked-changes", "holds tracked changes; deleted text was not read"),
    "struck": ("tracked-changes", "holds struck-out text, which was not read"),
    "hidden": ("hidden-text", "holds hidden text, which was not read"),
}


class _Package:
    """The parts of the file by name, unpacked one at a time."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise PacketError(
                "this Word file is damaged or cut off",
                where=name,
                fix="open and save it again, or print it to PDF",
            ) from None
        self.names = {info.filename: info for info in self._zip.infolist()}

    def data(self, part: str, most: int) -> bytes | None:
        info = self.names.get(part)
        if info is None:
            return None
        try:
            return unpacked(self._zip, info, most)
        except PacketError as error:
            raise PacketError(
                f"a part of this Word file cannot be unpacked: {error.what}",
                where=self.name,
            ) from None

    def xml(self, part: str) -> Element | None:
        data = self.data(part, MAX_XML_BYTES)
        return None if data is None else parse(data, self.name, _WHAT)

    def links(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Relations of a part: id to (kind, target, outside)."""
        folder, leaf = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{leaf}.rels"))
        found: dict[str, tuple[str, str, bool]] = {}
        for one in children(root, "Relationship"):
            target = attribute(one, "Target") or ""
            outside = (attribute(one, "TargetMode") or "").lower() == "external"
            kind = (attribute(one, "Type") or "").rpartition("/")[2]
            if not outside:
                joined = posixpath.join("/", folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            found[attribute(one, "Id") or ""] = (kind, target, outside)
        return found


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """A Word file's lines.  Raises PacketError when it has no readable body."""
    package = _Package(data, name)
    main = _main_part(package)
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise PacketError("this Word file has no text body", where=name)
    links = package.links(main)
    walker = Walker(_markers(package, links))
    lines = Lines()
    _edges(package, links, body, walker, lines, "headerReference")
    walker.blocks(body, lines)
    lines.gap()
    _edges(package, links, body, walker, lines, "footerReference")
    _notes(package, links, walker, lines)
    flags = [
        PacketFlag(kind=_NOTES[why][0], note=f"{name} {_NOTES[why][1]}")
        for why in _NOTES
        if walker.left[why]
    ]
    flags += _active(package, links, name)
    parts = _parts(package, links, walker.linked)
    return Converted("docx", lines.done(), tuple(flags), parts)


def _main_part(package: _Package) -> str:
    for kind, target, outside in package.links("").values():
        if kind == "officeDocument" and not outside and target in package.names:
            return target
    if "word/document.xml" in package.names:
        return "word/document.xml"
    raise PacketError(
        "this Word file has no text body",
        where=package.name,
        fix="open and save it again, or print it to PDF",
    )


_Links = dict[str, tuple[str, str, bool]]


def _target(links: _Links, kind: str) -> str | None:
    return next((t for k, t, out in links.values() if k == kind and not out), None)


def _edges(
    package: _Package,
    links: _Links,
    body: Element,
    walker: Walker,
    lines: Lines,
    reference: str,
) -> None:
    """The headers or footers of all sections, each wording once."""
    said: set[tuple[str, ...]] = set()
    for section in (one for one in body.iter() if local(one) == "sectPr"):
        for one in children(section, reference):
            _, target, outside = links.get(attribute(one, "id") or "", ("", "", True))
            root = None if outside else package.xml(target)
            if root is None:
                continue
            inner = Lines()
            walker.blocks(root, inner)
            texts = tuple(line.text for line in inner.done())
            if texts and texts not in said:
                said.add(texts)
                for text in texts:
                    lines.add(text)
    if said:
        lines.gap()


def _notes(package: _Package, links: _Links, walker: Walker, lines: Lines) -> None:
    for kind, item, word in (
        ("footnotes", "footnote", "Footnote"),
        ("endnotes", "endnote", "Endnote"),
        ("comments", "comment", "Comment"),
    ):
        target = _target(links, kind)
        root = package.xml(target) if target else None
        for one in children(root, item):
            if attribute(one, "type") in ("separator", "continuationSeparator"):
                continue
            inner = Lines()
            walker.blocks(one, inner)
            text = " ".join(line.text for line in inner.done() if line.text.strip())
            who = attribute(one, "author") or attribute(one, "id") or ""
            if text:
                lines.gap()
                lines.add(f"{word} ({who}): {text}")


def _markers(package: _Package, links: _Links) -> Callable[[Element], str]:
    """Gives the list sign of a paragraph: "- ", or its number."""
    target = _target(links, "numbering")
    root = package.xml(target) if target else None
    forms: dict[str, dict[str, str]] = {}
    for one in children(root, "abstractNum"):
        forms[attribute(one, "abstractNumId") or ""] = {
            attribute(level, "ilvl") or "0": attribute(child(level, "numFmt"), "val")
            or ""
            for level in children(one, "lvl")
        }
    lists = {
        attribute(one, "numId") or "": forms.get(
            attribute(child(one, "abstractNumId"), "val") or "", {}
        )
        for one in children(root, "num")
    }
    counts: dict[tuple[str, str], int] = defaultdict(int)

    def marker(paragraph: Element) -> str:
        numbered = child(paragraph, "pPr", "numPr")
        style = attribute(child(paragraph, "pPr", "pStyle"), "val") or ""
        if numbered is None:
            return "- " if style.lower().startswith("listbullet") else ""
        number = attribute(child(numbered, "numId"), "val") or ""
        level = attribute(child(numbered, "ilvl"), "val") or "0"
        if number == "0":
            return ""
        form = lists.get(number, {}).get(level, "bullet")
        if form == "none":
            return ""
        if form == "bullet":
            return "- "
        counts[number, level] += 1
        return f"{counts[number, level]}. "

    return marker


def _active(package: _Package, links: _Links, name: str) -> list[PacketFlag]:
    """Macros, objects and outside parts that the file carries; none was touched."""
    found: Counter[str] = Counter()
    leaves = [part.lower() for part in package.names]
    found["macros"] += any(leaf.endswith("vbaproject.bin") for leaf in leaves)
    found["embedded objects"] += any("oleobject" in leaf for leaf in leaves)
    found["embedded objects"] += any("/activex/" in leaf for leaf in leaves)
    settings = package.links("word/settings.xml") if links else {}
    outside = [
        kind
        for kind, _, out in (*links.values(), *settings.values())
        if out and kind != "hyperlink"
    ]
    found["links to outside parts"] += len(outside)
    return [
        PacketFlag(
            kind="active-content",
            note=f"{name} holds {what}; none was run or followed",
        )
        for what, count in found.items()
        if count
    ]


def _parts(package: _Package, links: _Links, linked: list[str]) -> tuple[Source, ...]:
    """Pictures large enough to be scanned pages, and documents set into this one."""
    parts: list[Source] = []
    for id_ in dict.fromkeys(linked):
        kind, target, outside = links.get(id_, ("", "", True))
        info = package.names.get(target)
        if outside or info is None:
            continue
        if kind not in ("image", "aFChunk", "package"):
            continue
        data = package.data(target, MAX_PART_BYTES)
        if data and (kind != "image" or may_tell(data)):
            parts.append(Source(posixpath.basename(target), data))
    return tuple(parts)
