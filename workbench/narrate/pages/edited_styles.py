"""What a Word paragraph's style and numbering make of it: heading, item, quote."""

from __future__ import annotations

from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

from workbench.packet.formats.xml import attribute, child, children

_CODE_FACES = frozenset({"Consolas", "Courier New", "Courier", "Menlo"})
_QUOTES = ("quote", "intense quote", "set off")
_CODES = ("code lines", "html preformatted")
_MOST_STEPS = 20


class Look(NamedTuple):
    """A paragraph's part in the text."""

    heading: int = 0
    quote: bool = False
    code: bool = False
    number: str = ""
    level: int = 0
    start: int | None = None
    breaks_before: bool = False

    @property
    def group(self) -> Literal["list", "quote", "plain"]:
        """What paragraphs that follow each other are gathered by."""
        if self.number and not self.heading:
            return "list"
        return "quote" if self.quote else "plain"


class Styles:
    """The styles and numberings of one file."""

    code_faces = _CODE_FACES

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = {
            attribute(one, "styleId") or "": one for one in children(styles, "style")
        }
        self._abstract = {
            attribute(one, "abstractNumId") or "": one
            for one in children(numbering, "abstractNum")
        }
        self._numbers = {
            attribute(one, "numId") or "": one for one in children(numbering, "num")
        }

    def look(self, paragraph: Element) -> Look:
        """What a paragraph is, by its own properties first and then its styles'."""
        own = child(paragraph, "pPr")
        chain = self._chain(attribute(child(own, "pStyle"), "val") or "")
        names = [(attribute(child(one, "name"), "val") or "").lower() for one in chain]
        layers = [own, *(child(one, "pPr") for one in chain)]
        number, level = _numbering(layers)
        start = self._start(number, level) if number else None
        return Look(
            heading=_heading(names, layers),
            quote=any(name in _QUOTES for name in names),
            code=any(name in _CODES for name in names),
            number=number,
            level=level,
            start=start,
            breaks_before=_on(child(own, "pageBreakBefore")),
        )

    def _chain(self, style: str) -> list[Element]:
        """A style and those that it is based on."""
        chain: list[Element] = []
        while style in self._styles and len(chain) < _MOST_STEPS:
            chain.append(self._styles[style])
            style = attribute(child(chain[-1], "basedOn"), "val") or ""
        return chain

    def _start(self, number: str, level: int) -> int | None:
        """A list's first number at a level; None for bullets."""
        made = self._numbers.get(number)
        abstract = attribute(child(made, "abstractNumId"), "val") or ""
        for one in children(self._abstract.get(abstract), "lvl"):
            if attribute(one, "ilvl") == str(level):
                if attribute(child(one, "numFmt"), "val") in ("bullet", "none"):
                    return None
                first = attribute(child(one, "start"), "val") or "1"
                return int(first) if first.isdigit() else 1
        return 1


def _heading(names: list[str], layers: list[Element | None]) -> int:
    for name in names:
        if name == "title":
            return 1
        level = name.removeprefix("heading ")
        if level != name and level.isdigit() and 1 <= int(level) <= 6:
            return int(level)
    for layer in layers:
        outline = attribute(child(layer, "outlineLvl"), "val") or ""
        if outline.isdigit() and int(outline) < 6:
            return int(outline) + 1
    return 0


def _numbering(layers: list[Element | None]) -> tuple[str, int]:
    """Id of the list and level in it; an id of 0 takes a paragraph out of its list."""
    for layer in layers:
        found = child(layer, "numPr")
        number = attribute(child(found, "numId"), "val")
        if number is not None:
            level = attribute(child(found, "ilvl"), "val") or "0"
            return ("" if number == "0" else number), int(level)
    return "", 0


def _on(element: Element | None) -> bool:
    if element is None:
        return False
    return (attribute(element, "val") or "1").lower() not in ("0", "false", "off")
