"""Lines as a converter writes them: paragraphs, rows of tables, pages, within bounds.

A table row becomes one line with its cells between pipes, as the readers know tables.
A cell that ends like a label ("Date of birth:") and its value stand together, as they
do on a form.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.errors import PacketError
from workbench.packet.formats.limits import MAX_CHARACTERS, MAX_COLUMNS, MAX_LINES
from workbench.packet.formats.model import TextLine

_BLANKS = re.compile(r"[\u00a0\u2002-\u200a\u202f]")
_BREAK = re.compile(r"[\r\n\f\v\x85\u2028\u2029]+")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]")

_WITHIN = re.compile(r"\s+\|\s+")
"""A pipe that somebody typed between the parts of one cell."""


class NestedRow(str):
    """A row of a table that stands within a cell, its cells between pipes."""


class Lines:
    """Lines in the making.  Raises PacketError when they outgrow one file's bounds."""

    def __init__(self) -> None:
        self._lines: list[TextLine] = []
        self._size = 0
        self.page = 1
        self._opens = False
        self._rows: set[int] = set()

    def add(self, text: str, path: str | None = None) -> None:
        """One line; breaks within it make several."""
        for piece in _BREAK.split(text) if text else ("",):
            opens, self._opens = self._opens, False
            line = TextLine(tidy(piece), self.page, path=path, opens=opens)
            self._size += len(line.text) + 1
            if self._size > MAX_CHARACTERS or len(self._lines) >= MAX_LINES:
                raise PacketError(
                    "it holds more text than one packet may",
                    fix="leave out what is not part of this request's record",
                )
            self._lines.append(line)

    def gap(self) -> None:
        """An empty line, unless one stands there or nothing does."""
        if self._lines and self._lines[-1].text:
            self.add("")

    def new_page(self) -> None:
        """The next line stands on another page, if this one holds anything."""
        if self._lines and self._lines[-1].page == self.page:
            self.page += 1

    def new_document(self) -> None:
        """The next line opens a document of its own, on a page of its own."""
        self.new_page()
        self._opens = True

    def row(self, cells: Sequence[Sequence[str]], path: str | None = None) -> None:
        """A table row; each cell is its paragraphs.

        A row with one filled cell, or with cells that are texts of their own, is
        layout: its paragraphs become lines, with empty ones between texts side by side.
        """
        cells = cells[:MAX_COLUMNS]
        filled = [cell for cell in cells if any(map(str.strip, cell))]
        if len(filled) <= 1 or any(map(_is_text, filled)) or any(map(_is_page, filled)):
            for place, cell in enumerate(filled):
                if place and _is_text(cell) and _is_text(filled[place - 1]):
                    self.gap()
                    self.add("")
                self.cell_lines(cell, path)
            return
        cells, within = _unnested(cells)
        joined = [
            "; ".join(tidy(text).strip() for text in cell if text.strip())
            for cell in cells
        ]
        self._rows.add(len(self._lines))
        self.add(pipes(labelled(joined)), path)
        self.cell_lines(within, path)

    def cell_lines(self, cell: Sequence[str], path: str | None = None) -> None:
        """What a cell holds, one under another."""
        for paragraph in cell:
            if isinstance(paragraph, NestedRow):
                self._rows.add(len(self._lines))
            if paragraph.strip():
                self.add(paragraph, path)

    def of_cell(self) -> list[str]:
        """What a cell holds: its lines, told apart from rows of a table within it."""
        return [
            NestedRow(line.text) if place in self._rows else line.text
            for place, line in enumerate(self._lines)
            if line.text.strip()
        ]

    def done(self) -> tuple[TextLine, ...]:
        """The lines, without empty ones at either end."""
        first = next((i for i, one in enumerate(self._lines) if one.text.strip()), 0)
        last = len(self._lines)
        while last > first and not self._lines[last - 1].text.strip():
            last -= 1
        return tuple(self._lines[first:last])


class Grid:
    """The cells of a table's rows, each in its column, merged ones filled in.

    A cell merged over several rows is said again in each of them when it is short,
    since each row is read for itself; one merged over columns leaves the rest empty.
    """

    def __init__(self) -> None:
        self.cells: list[list[str]] = []
        self._above: dict[int, list[str]] = {}

    def start(self, skipped: int = 0) -> None:
        """Begin a row, with so many columns left out before its first cell."""
        self.cells = [[] for _ in range(skipped)]

    def add(self, cell: list[str], across: int = 1) -> None:
        """A cell of its own, over so many columns."""
        place = len(self.cells)
        short = sum(map(len, cell)) <= REPEATED
        self._above[place] = cell if short else []
        self.cells += [cell] + [[] for _ in range(across - 1)]

    def go_on(self, across: int = 1) -> None:
        """A cell that is the one above it."""
        above = self._above.get(len(self.cells), [])
        self.cells += [list(above)] + [[] for _ in range(across - 1)]


MAX_SPAN = 40
"""Columns or rows that one merged cell may span."""
REPEATED = 40
"""Characters up to which a cell merged over rows is said again in each."""
LAYOUT_PARAGRAPHS = 5
"""So many paragraphs in a cell make it a column of a page, not a cell of a table."""
LAYOUT_LENGTH = 400


def _unnested(
    cells: Sequence[Sequence[str]],
) -> tuple[list[list[str]], list[str]]:
    """The cells without the table that one of them holds, and that table's rows.

    The rows follow the row that they stand in, as lines of their own; a lone row of two
    cells is a label with its value and stays ("add-on: cage").
    """
    kept: list[list[str]] = []
    rows: list[str] = []
    for cell in cells:
        own = [one for one in cell if not isinstance(one, NestedRow)]
        nested = [one for one in cell if isinstance(one, NestedRow)]
        if len(nested) > 1 or not _is_pair(nested):
            rows += nested
        else:
            own += [one.replace(" | ", ": ") for one in nested]
        kept.append(own)
    return kept, rows


def _is_pair(nested: Sequence[str]) -> bool:
    return all(one.count(" | ") == 1 for one in nested)


def _is_page(cell: Sequence[str]) -> bool:
    """Whether a cell holds a table among texts of its own, as a page does."""
    shown = [text for text in cell if text.strip()]
    rows = [place for place, text in enumerate(shown) if isinstance(text, NestedRow)]
    own = len(shown) - len(rows)
    return bool(rows) and own > 0 and (own > 2 or len(shown) - 1 not in rows)


def _is_text(cell: Sequence[str]) -> bool:
    shown = [text for text in cell if text.strip() and not isinstance(text, NestedRow)]
    return len(shown) >= LAYOUT_PARAGRAPHS or (
        len(shown) > 1 and sum(map(len, shown)) > LAYOUT_LENGTH
    )


def tidy(text: str) -> str:
    """Unusual blanks as plain ones, invisible signs dropped, line breaks as blanks."""
    text = _INVISIBLE.sub("", _BREAK.sub(" ", text))
    return _BLANKS.sub(" ", text).rstrip()


def labelled(cells: Sequence[str]) -> list[str]:
    """Cells with each label that ends in a colon joined to the value behind it."""
    if any(cell.endswith(":") for cell in cells):
        cells = [cell for cell in cells if cell]
    found: list[str] = []
    place = 0
    while place < len(cells):
        cell = cells[place]
        behind = cells[place + 1] if place + 1 < len(cells) else ""
        if cell.endswith(":") and behind and not behind.endswith(":"):
            found.append(f"{cell} {behind}")
            place += 2
        else:
            found.append(cell)
            place += 1
    return found


def pipes(cells: Sequence[str]) -> str:
    """The cells of a row as one line; outer pipes only where an outer cell is empty."""
    clean = [_WITHIN.sub("; ", cell).replace("|", "/") for cell in cells]
    line = " | ".join(clean)
    if clean and not clean[0]:
        line = "| " + line
    return line + " |" if clean and not clean[-1] else line
