"""Readings from a table row: the item in the first cell, a value in each other one.

The header above a cell supplies the side ("Right", "L"), the item of a matrix table
("Delt", "Bi") or the date of a column.  A row without sides gives a value only where
all its cells agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import Mark, as_side, find_sides
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Block, Cell, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side

Find = Callable[[str], Iterable[Mark]]
_FEW = 8
EARLIER = re.compile(
    r"\b(?:initial|baseline|eval(?:uation)?|intake|prior|previous|pre|start|before|first|"
    r"admission)\b",
    re.IGNORECASE,
)
"""Headers of columns that tell of an earlier state than the document's own."""


class CellReading(NamedTuple):
    """One cell's value: what it is of, the side, and the cell that quotes it."""

    item: str
    value: Mark
    side: Side | None
    cell: Cell


def is_row(sentence: Sentence) -> bool:
    """Whether the sentence is a table row with a first cell and values."""
    return sentence.block.kind == "row" and len(sentence.block.cells) > 1


_TIMES = sought(
    rf"{EARLIER.pattern}|\b(?:current|discharge|today|now|final|re-?eval\w*|last|status)\b"
    r"|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)


def headed(passage: Passage) -> tuple[Cell, ...]:
    """The row's cells with headers, else those of a row above of sides or times."""
    cells = passage.sentence.block.cells
    if any(cell.header for cell in cells):
        return cells
    for block in _rows_above(passage)[:-1]:
        if len(block.cells) == len(cells) - 1 and _all_days(block.cells):
            return (cells[0], *map(_under, cells[1:], block.cells))
        sides = [c for c in block.cells[1:] if _heads(c.text)]
        if len(block.cells) == len(cells) and len(sides) == len(cells) - 1:
            return tuple(map(_under, cells, block.cells))
    return cells


_FINDING = re.compile(r"\d|[+-](?=\s|\Z)|\b(?:pos|neg|nl|dec|absent|normal)\b", re.I)
"""What tells that a cell with a side holds a finding and heads no column."""


def _heads(text: str) -> bool:
    """Whether a cell heads a column of a side or a time."""
    if _TIMES.search(text):
        return True
    return bool(_side(text)) and not _FINDING.search(text)


_DAY = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
    r"[a-z]*\.?\s\d{1,2}(?:,?\s\d{4})?",
    re.IGNORECASE,
)


def _all_days(cells: Iterable[Cell]) -> bool:
    """Whether every cell of a row names a day: the head of a table of days that has
    no head over its first column."""
    return all(_DAY.fullmatch(cell.text.strip()) for cell in cells)


def _under(cell: Cell, top: Cell) -> Cell:
    return replace(cell, header=top.text, header_start=top.start, header_end=top.end)


def _rows_above(passage: Passage) -> list[Block]:
    sentence = passage.sentence
    return [
        block
        for block in passage.view.blocks
        if block.kind == "row"
        and block.section is sentence.section
        and block.start <= sentence.start
    ][-_FEW:]


def _side(text: str | None) -> Side | None:
    marks = find_sides(text) if text else []
    return as_side(marks[0].name) if marks else None


def _first(find: Find, text: str | None) -> Mark | None:
    return next(iter(find(text)), None) if text else None


def table_text(passage: Passage) -> str:
    """Title, headers and the rows down to this one: what the table is about."""
    rows = _rows_above(passage)
    headers = " ".join(c.header or "" for c in passage.sentence.block.cells)
    firsts = " ".join(row.cells[0].text for row in rows if row.cells)
    return f"{passage.label} {headers} {firsts}"


def read_row(passage: Passage, items: Find, values: Find) -> list[CellReading]:
    """The readings of a row; ``values`` is asked about one cell's text at a time."""
    cells = headed(passage)
    first, *rest = cells
    named = _names(items, first.text)
    row_side = _side(first.text)
    found: list[CellReading] = []
    for cell in rest:
        value = _first(values, cell.text)
        if value is None:
            continue
        heads = named or _names(items, cell.header)
        side = _side(cell.header) or _side(cell.text) or row_side
        own = any(items(cell.text))
        told = (not own and _each_side(cell.text, values)) or [(value, side)]
        found += [CellReading(name, *one, cell) for one in told for name in heads]
    return _agreeing(found)


def _each_side(text: str, values: Find) -> list[tuple[Mark, Side | None]]:
    """The values of a cell that gives one to each of its sides ("R 4+  L 5")."""
    sides = find_sides(text)
    if len(sides) < 2:
        return []
    ends = [one.start for one in sides[1:]] + [len(text)]
    found = []
    for side, end in zip(sides, ends, strict=True):
        value = next((one for one in values(text) if side.end <= one.start < end), None)
        if value is None:
            return []
        found.append((value, as_side(side.name)))
    return found


def listed(text: str, sentence: Sentence, items: Find) -> str:
    """The row's text with ";" before each cell that names an item of its own.

    A row of entries ("Biceps 2+   Triceps 1+ left") then reads like prose.
    """
    out = list(text)
    for before, cell in pairwise(sentence.block.cells):
        gap = cell.start - sentence.start - 1
        wide = cell.start - before.end > 1 and 0 <= gap < len(out)
        if wide and any(items(cell.text)):
            out[gap] = ";"
    return "".join(out)


def _names(items: Find, text: str | None) -> list[str]:
    names = [mark.name for mark in items(text)][:_FEW] if text else []
    # "tri DTR" is the reflex of one muscle, "DTR" alone is all of them.
    return [one for one in names if one != "all"] or names


def _agreeing(found: list[CellReading]) -> list[CellReading]:
    """Leave out values that differ where no side tells them apart.

    Of columns of which all but one tell of an earlier state that one counts.
    """
    kept = []
    for one in found:
        rivals = [r for r in found if r.item == one.item and r.side == one.side]
        dated = one.cell.header is not None and any(
            c.isdigit() for c in one.cell.header
        )
        now = [r for r in rivals if not EARLIER.search(r.cell.header or "")]
        told = now if one in now and len(now) < len(rivals) else rivals
        if dated or all(r.value.name == one.value.name for r in told):
            kept.append(one)
    return kept
