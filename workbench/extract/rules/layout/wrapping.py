"""Whether a line of a document carries on what stands above it.

Lines are cut where a page or a form was full: a sentence goes on below, the value of
a field under its value, the last cell of a row under that cell.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.layout.headings import begin_alike
from workbench.extract.rules.layout.piece import Piece
from workbench.extract.rules.model import BlockKind
from workbench.extract.rules.values.levels import opens_level
from workbench.extract.rules.words.sought import sought

MOST_WIDTH = 140
_LEAST_WIDTH = 50
_FULL_ENOUGH = 0.82
_LEAST_HANG = 4
_PRINTED = 96
"""Characters of a line that fills its page; one that ends nothing goes on below."""
_CLOSED = re.compile(r"[.:;?!][)\"'\]]?[ ]*\Z")
_OPEN_END = re.compile(
    r"(?:[,(/&-]|\b(?:and|or|of|the|with|to|for|a|an|at|in|on|is|was|are|were|by|no"
    r"|not|left"
    r"|right|from|since|until|than|every|that|has|have|had|his|her|as|mild|moderate|severe|bilateral"
    r"|without))[ ]*\Z",
    re.IGNORECASE,
)
_GRADED_END = re.compile(r"\b(?:mild|moderate|severe|bilateral)[ ]*\Z", re.IGNORECASE)
"""A grade with which an entry may end, as it may with its level."""
_YES_NO = re.compile(
    r"\W*(?:yes|no|none|y|n|never|n/a)(?:\s?[/,]\s?(?:yes|no|y|n|n/a)){0,4}\W*",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[a-z][\w/ ()'&,-]{1,60}\?[ ]{2,}\S")
"""A line that asks in small letters and has its answer in the column behind it."""
_PARTY = sought(
    r"(?:requesting |rendering |servicing |attending |ordering |operating |referring )?"
    r"(?:surgeon|provider|physician|doctor|facility|hospital|site|place of service"
    r"|location|patient|pt|member|name|dob|insurance|payer|phone|fax|address|npi)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"(?:[CTL]\d{1,2}\b|\d{5}\b|(?:CPT|HCPCS)\b)")
"""How a line begins that names a service: a level, a code or their label."""


class Open:
    """A paragraph, item or labelled piece that may go on over the next lines."""

    def __init__(self, kind: BlockKind, piece: Piece, label: str | None = None) -> None:
        self.kind = kind
        self.start, self.end = piece.start, piece.end
        self.label, self.label_end = label, piece.label_end
        self.line, self.indent = piece.line, piece.indent


class Lines:
    """The lines of one document, and the width at which they were wrapped."""

    def __init__(self, raw: str, text: str) -> None:
        self.raw, self.text = raw, text
        self.width = _wrap_width(raw)

    def carries_cell(self, last: Piece, piece: Piece) -> bool:
        """Whether a line carries on the last cell of the row before it.

        It stands under that cell, or runs on at the margin from a full line.
        """
        if piece.line != last.line + 1 or "\t" in self.raw[last.start : last.end]:
            return False
        begin = self.raw.rfind("\n", 0, last.start) + 1
        column = last.start - begin - last.row[0].start + last.row[-1].start
        if abs(piece.indent - column) <= 1:
            return True
        small = self.text[piece.start : piece.start + 1].islower()
        open_end = _OPEN_END.search(self.text[max(last.end - 20, begin) : last.end])
        full = last.end - begin >= _FULL_ENOUGH * max(self.width, _LEAST_WIDTH)
        return len(last.row) == 2 and full and bool(small or open_end)

    def goes_on(self, last: Open, piece: Piece) -> bool:
        """Whether a line carries on the one before it."""
        if piece.line == last.line:
            return False
        if last.kind == "item" and piece.indent > last.indent:
            return True
        if self._hangs(last, piece):
            return True
        if self._leaves(last, piece) or _ASKED.match(self.text, piece.start):
            return False
        first = self.text[piece.start : piece.start + 40].split(" ", 1)[0]
        begin = self.raw.rfind("\n", 0, last.end)
        length = last.end - begin - 1
        alike = begin_alike(self.text, last.start, piece.start)
        alike = alike or self._next_level(begin + 1, piece.start)
        small = last.kind == "field" and (last.label or "A")[0].islower()
        lower = first[:1].islower() and not first[1:2].isupper()  # no "mJOA"
        ended = alike or (small and length < _LEAST_WIDTH)
        if first[:1] in "(,;&" or (lower and not ended):
            return True  # where labels are small letters, a short line just ended
        tail = self.text[max(last.end - 20, begin + 1) : last.end]
        if _OPEN_END.search(tail) and not (alike and _GRADED_END.search(tail)):
            return True
        if alike:
            return False  # level by level or day by day, without a full stop
        if length >= _PRINTED and not _CLOSED.search(
            self.text[last.end - 3 : last.end]
        ):
            return True
        return (
            self.width >= _LEAST_WIDTH
            and length + 1 + len(first) >= _FULL_ENOUGH * self.width
        )

    def _next_level(self, above: int, below: int) -> bool:
        """Whether the line above, though not the first, and this begin with a level."""
        return opens_level(self.text, above) and opens_level(self.text, below)

    def _leaves(self, last: Open, piece: Piece) -> bool:
        """Whether a field has its yes or no, or is a person's or place's name and the
        line below begins with a level or code."""
        if last.kind != "field":
            return False
        if _YES_NO.fullmatch(self.text, last.label_end, last.end):
            return True
        if not _PARTY.match(last.label or ""):
            return False
        return _SERVICE.match(self.text, piece.start, piece.end) is not None

    def _hangs(self, last: Open, piece: Piece) -> bool:
        """Whether a line hangs under the value that a label or heading opened."""
        if not last.label_end:
            return False
        begin = self.raw.rfind("\n", 0, last.label_end) + 1
        column = last.label_end - begin
        return column >= _LEAST_HANG and abs(piece.indent - column) <= 1


def _wrap_width(text: str) -> int:
    """Width at which lines were wrapped; 0 where fewer than two lines are full."""
    widths = [len(line) for line in text.split("\n")]
    widest = max((w for w in widths if w <= MOST_WIDTH), default=0)
    full = sum(_FULL_ENOUGH * widest <= w <= widest for w in widths)
    return widest if full > 1 else 0
