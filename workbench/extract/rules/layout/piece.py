"""Pieces of lines: the types and patterns that finding them shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.layout.boxes import Option
from workbench.extract.rules.layout.tables import Part
from workbench.extract.rules.model import Role

PieceKind = Literal[
    "blank", "rule", "heading", "level", "label", "item", "boxes", "row", "text"
]

LABEL = re.compile(
    r"(?P<label>[A-Za-z#*_][^:|?\t]{0,60}?)[ *_]{0,4}(?:(?P<colon>:)(?=[\s*_,]|$"
    r"|[A-Z\[(])"
    r"|(?P<dash>[ ]-{1,2}(?=[ ]|$))|(?P<dots>\??[ ]?\.{3,})|(?P<ask>\?))"
)
"""A label and the mark that ends it: a colon, a dash, dots or a question mark."""
MARKER = re.compile(
    r"(?:[-*•·▪◦●○■➢►>»]|\+(?![ ](?i:tinel|froment|hoff|bab|spurl|slr|faber"
    r"|phalen|durkan|lhermitte|romberg|clonus|slump|neer|hawkins|gaenslen|roos|adson"
    r"|crossed|sciatic))|o(?=[ ][A-Z])|\([ ]\d\)|\(?\d{1,2}[.)]|\([a-z]\)|[a-z][.)]"
    r"|[A-Z][.)]|#\d{1,2}[.:)]?|Q\d{1,3}[a-z]?[.)])[ ]+"
    r"(?=\S)"
)
"""The bullet or number of a list item."""
MOST_WORDS = 8
"""Words of a heading."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line; ``start`` and ``end`` are offsets in the document.

    ``label_end`` is where the value begins; ``role`` is set for known headings.
    """

    kind: PieceKind
    start: int
    end: int
    line: int
    indent: int = 0
    label: str | None = None
    label_end: int = 0
    role: Role | None = None
    options: tuple[Option, ...] = ()
    row: tuple[Part, ...] = ()
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line and what its neighbours are like."""

    number: int
    start: int
    raw: str
    text: str
    before_blank: bool
    after_blank: bool
    after_rule: bool
    caps_near: bool
    listed: bool = False
    """One of several lines in a row that begin with a label in small letters."""
    leads: bool = False
    """Whether it stands at the margin right over a line that is indented."""
    runs_on: bool = False
    """Whether the line above it breaks off in the midst of a sentence."""


@dataclass(frozen=True, slots=True)
class Body:
    """A stretch of a line without its bullet and emphasis marks.

    ``whole`` tells that it fills the line, ``marked`` that a bullet stood before it.
    """

    text: str
    start: int
    whole: bool
    emphatic: bool
    marked: bool

    @property
    def end(self) -> int:
        """Offset in the document after its last character."""
        return self.start + len(self.text)


def is_caps(text: str) -> bool:
    """Whether all letters are capitals, and there are at least three."""
    if not text.isupper():
        return False
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)
