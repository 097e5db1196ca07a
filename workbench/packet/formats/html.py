"""HTML pages, as portals and record systems print them: what a person would see.

Scripts, styles and comments are dropped.  Text that the page hides from the eye, in its
own styles or in its style sheet, is dropped and reported, since it could only be meant
for a program.  Nothing is loaded; a picture that the page itself holds is a part.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbench.errors import PacketError
from workbench.packet.decode import decode_text
from workbench.packet.formats.build import MAX_SPAN, Grid, Lines
from workbench.packet.formats.html_beside import (
    elements,
    follows_label,
    marked,
    paired,
    row_parts,
)
from workbench.packet.formats.html_marks import MARKS, drawn
from workbench.packet.formats.html_style import GROUND, WHITE, Styles, hides, styles
from workbench.packet.formats.limits import MAX_XML_DEPTH
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.pasted import of_address
from workbench.packet.sources import Source
from workbench.schema.packet import PacketFlag

_DROPPED = {
    "script", "style", "noscript", "template", "head", "title", "meta", "link",
    "object", "embed", "applet", "svg", "canvas", "audio", "video", "iframe",
    "datalist", "-comment", "_comment", "map",
}  # fmt: skip
_STRUCK = {"s", "strike", "del"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "nav", "ol", "p", "pre", "section", "summary", "ul", "tr", "caption", "tbody",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_REMOTE = re.compile(
    rb"<(?:img|iframe|frame|link|script|object|embed)\b[^>]{0,300}?"
    rb"(?:src|href|data)\s*=\s*[\"']?(?:https?:)?//",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w.)%]$")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """The lines that a person would see.  Raises PacketError for what is no page."""
    decoded = decode_text(_declared(data), where=name)
    lines, flags, pictures = page_lines(decoded.text, name)
    if _REMOTE.search(data):
        note = f"{name} holds links to outside parts; none was followed"
        flags.append(PacketFlag(kind="active-content", note=note))
    return Converted("html", lines.done(), tuple(flags), pictures, decoded.damaged)


_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)


def _declared(data: bytes) -> bytes:
    """The bytes as UTF-8, when the page names another encoding that Python knows."""
    match = _CHARSET.search(data[:4_096])
    if match is None or match[1].lower() in (b"utf-8", b"utf8", b"utf-16"):
        return data
    try:
        return data.decode(match[1].decode("ascii"), errors="replace").encode("utf-8")
    except (LookupError, UnicodeError):
        return data


class PageLines(NamedTuple):
    """A page's text as lines, what it hid, and the pictures that it holds itself."""

    lines: Lines
    flags: list[PacketFlag]
    pictures: tuple[Source, ...]


def page_lines(text: str, name: str) -> PageLines:
    """A page as a person would see it.

    Raises PacketError for a page nested deeper than any page is.
    """
    _check_depth(text, name)
    tree = LexborHTMLParser(text)
    root = tree.body or tree.root
    if root is None:
        raise PacketError("this page holds nothing", where=name)
    page = _Page(styles(text))
    page.walk(root, 0)
    page.flush()
    kinds = {
        "hidden": ("hidden-text", "hides text from the eye, which was not read"),
        "struck": ("tracked-changes", "holds struck-out text, which was not read"),
    }
    flags = [
        PacketFlag.model_validate({"kind": kind, "note": f"{name} {said}"})
        for why, (kind, said) in kinds.items()
        if page.left[why]
    ]
    return PageLines(page.lines, flags, tuple(page.pictures))


_NESTING = re.compile(
    r"<(?P<end>/?)(?:div|span|table|section|article|blockquote|[ou]l|font|b)\b", re.I
)
_DEEPEST = 3_000
"""Elements open at once; parsing deeper pages takes time that grows with the square."""


def _check_depth(text: str, name: str) -> None:
    depth = 0
    for match in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if match["end"] else depth + 1
        if depth > _DEEPEST:
            raise PacketError(f"it nests more than {_DEEPEST} elements", where=name)


class _Page:
    """Walks the page's nodes and writes lines; counts what it leaves out."""

    def __init__(self, styles: Styles) -> None:
        self.lines = Lines()
        self.left: Counter[str] = Counter()
        self.pictures: list[Source] = []
        self._styles = styles
        self._text: list[str] = []
        self._lists: list[int | None] = []
        self._pre = 0
        self._shaded = 0

    def flush(self) -> None:
        """End the line in the making."""
        text = "".join(self._text)
        self._text.clear()
        pieces = text.split("\n")
        if len(pieces) > 1 and not pieces[-1].strip():
            pieces.pop()
        elif len(pieces) == 1 and not text.strip():
            return
        for piece in pieces:
            if piece.strip():
                self.lines.add(piece if self._pre else piece.strip(" "))
            else:
                # A break of its own is an empty line to the eye.
                self.lines.gap()

    def walk(self, node: LexborNode, depth: int) -> None:
        """A node and all in it."""
        if depth > MAX_XML_DEPTH:
            raise PacketError(f"it nests more than {MAX_XML_DEPTH} elements")
        one = node.child
        while one is not None:
            self._node(one, depth + 1)
            one = one.next

    def _node(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._say(node.text_content or "")
        elif tag in _DROPPED or tag.startswith(("-", "!")):
            return
        elif (mark := drawn(tag, node.attributes, node.text(strip=True))) is not None:
            self._set_off()
            self._say(f"{mark} ")
            self._said_of_mark(node, tag, depth)
        elif self._is_left(node, tag):
            return
        else:
            shaded = self._ground(node)
            self._shaded += shaded
            self._element(node, tag, depth)
            self._shaded -= shaded

    def _said_of_mark(self, node: LexborNode, tag: str, depth: int) -> None:
        """What a drawn box says beside its sign, where it is no bare icon."""
        if node.attributes.get("role") and tag != "img":
            self.walk(node, depth)

    def _say(self, text: str) -> None:
        if self._pre:
            self._text.append(text.replace("\r\n", "\n"))
            return
        text = _BLANKS.sub(" ", text)
        if self._text and self._text[-1].endswith((" ", "\n")):
            text = text.lstrip(" ")
        self._text.append(text)

    def _ground(self, node: LexborNode) -> bool:
        """Whether a node sets a ground on which white letters could be read."""
        style = node.attributes.get("style") or ""
        ground = GROUND.search(style)
        color = node.attributes.get("bgcolor")
        if ground is None and color is None:
            # A class may colour its ground in a sheet of its own.
            return bool(node.attributes.get("class"))
        return not WHITE.match(ground[1] if ground else color or "")

    def _is_left(self, node: LexborNode, tag: str) -> bool:
        struck = tag in _STRUCK or self._styles.strikes(node.attributes, tag)
        why = "struck" if struck else ""
        if not why and self._is_hidden(node, tag):
            why = "hidden"
        if why and (node.text() or "").strip():
            self.left[why] += 1
        return bool(why)

    def _is_hidden(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        if "hidden" in attributes:
            return True
        if tag == "input" and (attributes.get("type") or "").lower() == "hidden":
            return True
        style = attributes.get("style")
        if style and hides(style, shaded=self._shaded > 0):
            return True
        color = attributes.get("color")
        if tag == "font" and color and WHITE.match(color) and not self._shaded:
            return True
        if tag == "font" and (attributes.get("size") or "") == "0":
            return True
        if tag == "dialog" and "open" not in attributes:
            return True
        return self._styles.hides(attributes, tag)

    def _element(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag == "img":
            made = of_address(node.attributes.get("src") or "", len(self.pictures) + 1)
            self.pictures += [made] if made else []
        elif tag == "table":
            self._table(node, depth)
        elif tag in ("input", "select", "textarea"):
            self._control(node, tag)
        elif tag == "pre":
            self.flush()
            self._pre += 1
            self.walk(node, depth)
            self.flush()
            self._pre -= 1
        elif tag in ("ul", "ol"):
            self.flush()
            first = _whole(node.attributes.get("start"), 1)
            self._lists.append(first - 1 if tag == "ol" else None)
            self.walk(node, depth)
            self._lists.pop()
            self.flush()
        elif tag in _BLOCKS:
            self._block(node, tag, depth)
        else:
            if self._room_before(node, tag):
                self._say(" ")
            self.walk(node, depth)

    def _room_before(self, node: LexborNode, tag: str) -> bool:
        """Whether the eye sees room between an inline element and what precedes it."""
        if not self._text or self._text[-1].endswith((" ", "\n")):
            return False
        if self._styles.apart(node.attributes, tag):
            return True
        before = node.prev
        if before is None or (before.tag or "-").startswith("-"):
            return False
        own = node.attributes.get("class") or ""
        other = before.attributes.get("class") or ""
        if self._styles.apart(before.attributes, before.tag or ""):
            return True
        if before.tag == tag and tag in ("a", "button"):
            return True
        opens = (node.text() or "")[:1]
        return bool(
            own and other and own != other and _WORD.search(self._text[-1])
        ) and (opens.isupper() or opens.isdigit())

    def _abreast(self, node: LexborNode, tag: str, depth: int) -> bool:
        """Write parts that stand side by side as rows; whether they do."""
        across = self._styles.abreast(node.attributes, tag)
        parts = row_parts(node, _DROPPED) if across else []
        if not parts:
            return False
        self.flush()
        shown = [one for one in parts if not self._is_left(one, one.tag or "")]
        cells = [self._cell(one, depth, whole=True) for one in shown]
        if any(len(cell) > 1 for cell in cells):
            self.lines.cell_lines([line for cell in cells for line in cell])
            return True
        for start in range(0, len(cells), across):
            self.lines.row(marked(cells[start : start + across]))
        return True

    def _pairs(self, node: LexborNode, depth: int) -> None:
        """A list of names and what is said of each: one line where both are short."""
        waiting = elements(node, _DROPPED)
        while waiting:
            first = waiting.pop(0)
            said: list[LexborNode] = []
            while first.tag == "dt" and waiting and waiting[0].tag == "dd":
                said.append(waiting.pop(0))
            if self._is_left(first, first.tag or ""):
                continue
            if first.tag == "div":
                self._pairs(first, depth + 1)
            elif not said:
                self._node(first, depth + 1)
            else:
                self._pair(first, said, depth)

    def _pair(self, first: LexborNode, said: list[LexborNode], depth: int) -> None:
        name = self._cell(first, depth)
        told = [self._cell(one, depth) for one in said if not self._is_left(one, "dd")]
        line = paired(name, told)
        lines = [*name, *(one for cell in told for one in cell)]
        self.lines.cell_lines(lines if line is None else [line])

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        self.flush()
        style = node.attributes.get("style") or ""
        if re.search(r"(?:page-)?break-before\s*:\s*(?:always|page)", style):
            self.lines.new_page()
        if tag in _HEADINGS or tag == "hr":
            self.lines.gap()
        if tag == "hr":
            self.lines.add("-" * 40)
        if tag == "li":
            self._text.append(self._sign(node))
        if tag == "dl":
            self._pairs(node, depth)
        elif tag in _HEADINGS or tag == "li" or not self._abreast(node, tag, depth):
            self.walk(node, depth)
        self.flush()
        if tag == "p":
            self.lines.gap()
        if re.search(r"(?:page-)?break-after\s*:\s*(?:always|page)", style):
            self.lines.new_page()

    def _sign(self, node: LexborNode) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] = _whole(node.attributes.get("value"), self._lists[-1] + 1)
        return f"{self._lists[-1]}. "

    def _set_off(self, *, label: bool = False) -> None:
        """The room that the eye sees before a field, behind its label if it has one."""
        while label and self._text and not self._text[-1].strip(" "):
            self._text.pop()
        before = self._text[-1] if self._text else ""
        if label and before.rstrip(" ")[-1:].isalnum():
            self._text[-1] = f"{before.rstrip(' ')}: "
        elif before.strip() and not before.endswith(("\n", " ")):
            self._text.append(" ")

    def _control(self, node: LexborNode, tag: str) -> None:
        """A form's field as it stands filled in."""
        attributes = node.attributes
        self._set_off(label=follows_label(node))
        kind = (attributes.get("type") or "text").lower()
        if tag == "input" and kind in ("checkbox", "radio"):
            self._say(MARKS["checked" in attributes] + " ")
        elif tag == "input" and kind not in ("button", "submit", "reset", "image"):
            self._say((attributes.get("value") or "") + " ")
        elif tag == "textarea":
            self._text.append(node.text_content or node.text() or "")
        elif tag == "select":
            chosen = [
                one.text(strip=True)
                for one in node.css("option")
                if "selected" in one.attributes
            ]
            self._say(", ".join(chosen))

    def _table(self, table: LexborNode, depth: int) -> None:
        self.flush()
        self.lines.gap()
        grid = Grid()
        open_: dict[int, int] = {}
        for row in self._rows(table, depth):
            if row.tag == "caption":
                self.walk(row, depth)
                self.flush()
                continue
            grid.start()
            for cell in self._cells(row):
                _go_on(grid, open_)
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                if down > 1:
                    open_[len(grid.cells)] = down - 1
                grid.add(self._cell(cell, depth), across)
            _go_on(grid, open_)
            self.lines.row(grid.cells)
        self.lines.gap()

    def _rows(self, table: LexborNode, depth: int) -> list[LexborNode]:
        """A table's rows as the eye meets them: a foot written first stands last."""
        found: list[LexborNode] = []
        foot: list[LexborNode] = []
        one = table.child
        while one is not None:
            if one.tag in ("tr", "caption"):
                if not self._is_left(one, one.tag):
                    found.append(one)
            elif one.tag in ("thead", "tbody", "tfoot") and not self._is_left(
                one, one.tag
            ):
                into = foot if one.tag == "tfoot" else found
                into += self._rows(one, depth + 1)
            one = one.next
        return found + foot

    def _cells(self, row: LexborNode) -> list[LexborNode]:
        found: list[LexborNode] = []
        one = row.child
        while one is not None:
            if one.tag in ("td", "th") and not self._is_left(one, one.tag):
                found.append(one)
            one = one.next
        return found

    def _cell(self, cell: LexborNode, depth: int, *, whole: bool = False) -> list[str]:
        """What a cell holds; ``whole`` reads the element itself and not only within."""
        inner = _Page(self._styles)
        inner._shaded = self._shaded + self._ground(cell)
        if whole:
            inner._node(cell, depth + 3)
        else:
            inner.walk(cell, depth + 3)
        inner.flush()
        self.left.update(inner.left)
        self.pictures += inner.pictures
        return inner.lines.of_cell()


def _whole(value: str | None, otherwise: int) -> int:
    """A list's number as its page tells it."""
    said = (value or "").strip()
    return int(said) if said.isdecimal() and len(said) < 5 else otherwise


def _go_on(grid: Grid, open_: dict[int, int]) -> None:
    """Fill the columns that a cell of a row above still covers."""
    while open_.get(len(grid.cells), 0) > 0:
        open_[len(grid.cells)] -= 1
        grid.go_on()


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return max(1, min(int(value), MAX_SPAN)) if value.isdecimal() else 1
