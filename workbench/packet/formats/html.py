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
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|font-size\s*:\s*(?:0*\.?0+(?:px|pt|em|rem|%)?|[01](?:\.\d+)?(?:px|pt))\s*(?:;|!|$)"
    r"|opacity\s*:\s*0*(?:\.0\d*)?\s*(?:;|!|$)|mso-hide\s*:\s*all"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4,}|clip\s*:\s*rect\(\s*0"
    r"|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*;[^}]*overflow\s*:\s*hidden"
    r"|color\s*:\s*transparent",
    re.IGNORECASE,
)
_COLOR = re.compile(r"(?<![\w-])color\s*:\s*([^;!]{1,40})", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})", re.IGNORECASE)
_WHITE = re.compile(
    r"\s*(?:white|#f[c-f]?f[c-f]?f[c-f]?|#fff[0-9a-f]?|rgba?\(\s*25[3-5]\s*,\s*25[3-5]"
    r"\s*,\s*25[3-5].*\))\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_MEDIA = re.compile(r"@media\s+print\b[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_NAME = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_STYLE_BYTES = 200_000
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CHECKED = {True: "[x]", False: "[ ]"}


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
    page = _Page(_hiding_rules(text))
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


def _hiding_rules(text: str) -> frozenset[str]:
    """Simple selectors (".x", "#x", "p.x") that the page's style sheets hide."""
    sheets = re.findall(
        r"<style\b[^>]{0,200}>(.{0,200000}?)</style", text, re.IGNORECASE | re.DOTALL
    )
    css = _MEDIA.sub("", "\n".join(sheets)[:_STYLE_BYTES])
    found: set[str] = set()
    for selectors, body in _RULE.findall(css):
        if _hides(body, shaded=False):
            for one in selectors.split(","):
                one = one.strip().rpartition("}")[2].strip()
                if one and _NAME.fullmatch(one):
                    found.add(one.lower())
    return frozenset(found)


def _hides(style: str, *, shaded: bool) -> bool:
    if _HIDING.search(style):
        return True
    color = _COLOR.search(style)
    if color is None or not _WHITE.match(color[1]):
        return False
    ground = _GROUND.search(style)
    return bool(_WHITE.match(ground[1])) if ground else not shaded


class _Page:
    """Walks the page's nodes and writes lines; counts what it leaves out."""

    def __init__(self, hiding: frozenset[str]) -> None:
        self.lines = Lines()
        self.left: Counter[str] = Counter()
        self.pictures: list[Source] = []
        self._hiding = hiding
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
        elif self._is_left(node, tag):
            return
        else:
            shaded = self._ground(node)
            self._shaded += shaded
            self._element(node, tag, depth)
            self._shaded -= shaded

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
        ground = _GROUND.search(style)
        color = node.attributes.get("bgcolor")
        if ground is None and color is None:
            # A class may colour its ground in a sheet of its own.
            return bool(node.attributes.get("class"))
        return not _WHITE.match(ground[1] if ground else color or "")

    def _is_left(self, node: LexborNode, tag: str) -> bool:
        why = "struck" if tag in _STRUCK else ""
        if not why and self._is_hidden(node, tag):
            why = "hidden"
        if why and (node.text() or "").strip():
            self.left[why] += 1
        return bool(why)

    def _is_hidden(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        if tag == "input" and (attributes.get("type") or "").lower() == "hidden":
            return True
        style = attributes.get("style")
        if style and _hides(style, shaded=self._shaded > 0):
            return True
        color = attributes.get("color")
        if tag == "font" and color and _WHITE.match(color) and not self._shaded:
            return True
        if tag == "font" and (attributes.get("size") or "") == "0":
            return True
        return bool(self._hiding) and self._by_sheet(attributes, tag)

    def _by_sheet(self, attributes: dict[str, str | None], tag: str) -> bool:
        names = [f".{name}" for name in (attributes.get("class") or "").lower().split()]
        if attributes.get("id"):
            names.append(f"#{attributes['id']}".lower())
        return any(n in self._hiding or f"{tag}{n}" in self._hiding for n in names)

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
            self._lists.append(0 if tag == "ol" else None)
            self.walk(node, depth)
            self._lists.pop()
            self.flush()
        elif tag in _BLOCKS:
            self._block(node, tag, depth)
        else:
            self.walk(node, depth)

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
            self._text.append(self._sign())
        self.walk(node, depth)
        self.flush()
        if tag == "p":
            self.lines.gap()
        if re.search(r"(?:page-)?break-after\s*:\s*(?:always|page)", style):
            self.lines.new_page()

    def _sign(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _control(self, node: LexborNode, tag: str) -> None:
        """A form's field as it stands filled in."""
        attributes = node.attributes
        kind = (attributes.get("type") or "text").lower()
        if tag == "input" and kind in ("checkbox", "radio"):
            self._say(_CHECKED["checked" in attributes] + " ")
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
        found: list[LexborNode] = []
        one = table.child
        while one is not None:
            if one.tag in ("tr", "caption"):
                if not self._is_left(one, one.tag):
                    found.append(one)
            elif one.tag in ("thead", "tbody", "tfoot") and not self._is_left(
                one, one.tag
            ):
                found += self._rows(one, depth + 1)
            one = one.next
        return found

    def _cells(self, row: LexborNode) -> list[LexborNode]:
        found: list[LexborNode] = []
        one = row.child
        while one is not None:
            if one.tag in ("td", "th") and not self._is_left(one, one.tag):
                found.append(one)
            one = one.next
        return found

    def _cell(self, cell: LexborNode, depth: int) -> list[str]:
        inner = _Page(self._hiding)
        inner._shaded = self._shaded + self._ground(cell)
        inner.walk(cell, depth + 3)
        inner.flush()
        self.left.update(inner.left)
        return [line.text for line in inner.lines.done() if line.text.strip()]


def _go_on(grid: Grid, open_: dict[int, int]) -> None:
    """Fill the columns that a cell of a row above still covers."""
    while open_.get(len(grid.cells), 0) > 0:
        open_[len(grid.cells)] -= 1
        grid.go_on()


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return max(1, min(int(value), MAX_SPAN)) if value.isdecimal() else 1
