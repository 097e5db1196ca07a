"""What a page's styles do to what the eye sees: hide it, strike it, set it apart.

Only simple selectors (".x", "#x", "p.x", the last part of ".nav a") are followed, and
only what changes the reading: text nobody sees, text struck out, and parts that stand
side by side with room between them although nothing stands between them in the file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workbench.packet.formats.html_marks import Attributes

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
GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]{1,60})", re.IGNORECASE)
WHITE = re.compile(
    r"\s*(?:white|#f[c-f]?f[c-f]?f[c-f]?|#fff[0-9a-f]?|rgba?\(\s*25[3-5]\s*,\s*25[3-5]"
    r"\s*,\s*25[3-5].*\))\s*$",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_APART = re.compile(
    r"display\s*:\s*(?:block|inline-block|inline-flex|flex|grid|table|list-item)"
    r"|(?:margin|padding)(?:-left|-right|-inline(?:-start|-end)?)?\s*:\s*(?!0(?![.\d]))"
    r"|float\s*:\s*(?:left|right)|border(?:-left|-right)?\s*:\s*(?!0|none)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"display\s*:\s*(?:(?:inline-)?flex|table-row)\b(?!.*flex-direction\s*:\s*column)",
    re.IGNORECASE | re.DOTALL,
)
_GRID = re.compile(r"display\s*:\s*(?:inline-)?grid", re.IGNORECASE)
_COLUMNS = re.compile(
    r"grid-template(?:-columns)?\s*:\s*(?:[^;/]*/)?([^;]+)", re.IGNORECASE
)
_REPEAT = re.compile(r"repeat\(\s*(\d{1,2})\s*,[^()]*(?:\([^()]*\))?[^()]*\)")
_SIZE = re.compile(r"[\w.-]+\([^()]*\)|[\d.]+(?:fr|px|em|rem|%|ch|pt)|auto")
_SHEET = re.compile(
    r"<style\b[^>]{0,200}>(.{0,200000}?)</style", re.IGNORECASE | re.DOTALL
)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_MEDIA = re.compile(r"@media\s+print\b[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_NAME = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.IGNORECASE)
_STYLE_BYTES = 200_000


class Styles(NamedTuple):
    """A page's style sheets: selectors that hide, and what every selector says."""

    hiding: frozenset[str]
    struck: frozenset[str]
    said: dict[str, str]

    def hides(self, attributes: Attributes, tag: str) -> bool:
        """Whether a sheet hides an element."""
        return bool(self.hiding) and any(
            one in self.hiding for one in selectors(attributes, tag)
        )

    def strikes(self, attributes: Attributes, tag: str) -> bool:
        """Whether an element is struck out, by its own style or a sheet's."""
        if _STRUCK.search(attributes.get("style") or ""):
            return True
        return bool(self.struck) and any(
            one in self.struck for one in selectors(attributes, tag)
        )

    def of(self, attributes: Attributes, tag: str) -> str:
        """All that the sheets and its own style say of an element."""
        told = [
            self.said[one] for one in selectors(attributes, tag) if one in self.said
        ]
        return ";".join([self.said.get(tag, ""), *told, attributes.get("style") or ""])

    def apart(self, attributes: Attributes, tag: str) -> bool:
        """Whether room is left between an element and its neighbours in a line."""
        return bool(_APART.search(self.of(attributes, tag)))

    def abreast(self, attributes: Attributes, tag: str) -> int:
        """How many parts of an element stand side by side; 0 for one under another."""
        said = self.of(attributes, tag)
        if _BESIDE.search(said):
            return MOST_ABREAST
        if not _GRID.search(said):
            return 0
        columns = _COLUMNS.search(said)
        return _sizes(columns[1]) if columns else 0


MOST_ABREAST = 8
"""Parts that one row may hold; more are no row of a form."""


def _sizes(said: str) -> int:
    """The number of columns that a grid names; 0 for one and for what is not known."""
    repeated = _REPEAT.match(said.strip())
    number = int(repeated[1]) if repeated else len(_SIZE.findall(said))
    return number if 1 < number <= MOST_ABREAST else 0


def selectors(attributes: Attributes, tag: str) -> list[str]:
    """The simple selectors that an element answers to."""
    names = [f".{name}" for name in (attributes.get("class") or "").lower().split()]
    if attributes.get("id"):
        names.append(f"#{attributes['id']}".lower())
    return [made for name in names for made in (name, f"{tag}{name}")]


def styles(text: str) -> Styles:
    """The style sheets that a page holds itself."""
    css = _MEDIA.sub("", "\n".join(_SHEET.findall(text))[:_STYLE_BYTES])
    hiding: set[str] = set()
    struck: set[str] = set()
    said: dict[str, str] = {}
    for names, body in _RULE.findall(css):
        for one in names.split(","):
            one = one.strip().rpartition("}")[2].strip().lower()
            if one and _NAME.fullmatch(one):
                hiding.update([one] if hides(body, shaded=False) else [])
                struck.update([one] if _STRUCK.search(body) else [])
            last = one.split()[-1] if one else ""
            if last and _NAME.fullmatch(last):
                said[last] = f"{said.get(last, '')};{body}"
    return Styles(frozenset(hiding), frozenset(struck), said)


def hides(style: str, *, shaded: bool) -> bool:
    """Whether a style hides text; white letters are seen on a shaded ground."""
    if _HIDING.search(style):
        return True
    color = _COLOR.search(style)
    if color is None or not WHITE.match(color[1]):
        return False
    ground = GROUND.search(style)
    return bool(WHITE.match(ground[1])) if ground else not shaded
