"""Parts of a page that stand side by side, although the file holds one after another.

A row of a modern form is a box whose style sets its parts abreast ("Tobacco" beside
"never"); a list of names and values sets each value behind its name.
"""

from __future__ import annotations

from collections.abc import Collection

from selectolax.lexbor import LexborNode

from workbench.packet.formats.html_marks import MARKS

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_CELL = "h1,h2,h3,h4,h5,h6,table,ul,ol,pre,hr,dl"
_ROW_LENGTH = 300
"""Characters of parts side by side up to which they are one row and no page."""
_MOST_PARTS = 60
_NAME_LENGTH = 80
_SIGNS = tuple(MARKS.values())


def row_parts(node: LexborNode, dropped: Collection[str]) -> list[LexborNode]:
    """The parts of an element that may stand in one row; none for a page's columns."""
    if len(node.text() or "") > _ROW_LENGTH or _has_text(node):
        return []
    parts = elements(node, dropped)
    fit = 1 < len(parts) <= _MOST_PARTS
    if not fit or any(one.tag in _HEADINGS or one.css_first(_NO_CELL) for one in parts):
        return []
    return parts


def paired(name: list[str], told: list[list[str]]) -> str | None:
    """A name and what is said of it as one line, None where either is longer."""
    short = len(name) == 1 and len(name[0]) <= _NAME_LENGTH
    if not short or not told or any(len(cell) != 1 for cell in told):
        return None
    mark = " " if name[0].endswith((":", "?", ".")) else ": "
    return name[0] + mark + "; ".join(cell[0] for cell in told)


def follows_label(node: LexborNode) -> bool:
    """Whether a field that is written into stands right behind its label."""
    kind = (node.attributes.get("type") or "text").lower()
    before = node.prev
    if before is not None and before.tag == "-text" and not before.text().strip():
        before = before.prev
    written = kind not in ("checkbox", "radio", "button", "submit", "reset")
    return written and before is not None and before.tag == "label"


def elements(node: LexborNode, dropped: Collection[str]) -> list[LexborNode]:
    """The elements right in another, without those that show nothing."""
    found: list[LexborNode] = []
    one = node.child
    while one is not None:
        if not (one.tag or "-").startswith(("-", "!")) and one.tag not in dropped:
            found.append(one)
        one = one.next
    return found


def _has_text(node: LexborNode) -> bool:
    """Whether words stand right in an element, beside its parts."""
    one = node.child
    while one is not None:
        if one.tag == "-text" and (one.text_content or "").strip():
            return True
        one = one.next
    return False


def marked(cells: list[list[str]]) -> list[list[str]]:
    """Cells with boxes that stand beside each other as the choices of one field."""
    found: list[list[str]] = []
    for cell in cells:
        boxed = bool(cell) and cell[0].startswith(_SIGNS)
        if boxed and found and found[-1] and found[-1][0].startswith(_SIGNS):
            found[-1] = [f"{found[-1][0]}  {cell[0]}"]
        else:
            found.append(list(cell))
    return found
