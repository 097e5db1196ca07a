"""Tables that stand on their side: the labels in the first column, a service a column.

    Code       22612       22614
    Service    L3-4 PLF    L4-5 PLF

Each column becomes a row of its own with the labels as headers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.slots import is_label
from workbench.extract.rules.model import Cell, DocumentView, Sentence

_FEWEST = 2
"""Rows and services below which lines of cells are a form in two columns."""


def turned(document: DocumentView, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences with each column of a table on its side as a row."""
    for count, run in groupby(sentences, key=_columns):
        rows = list(run)
        if count > _FEWEST and len(rows) >= _FEWEST and _codes_each(rows):
            for column in range(1, count):
                yield _service(document, rows, column)
        else:
            yield from rows


def _columns(sentence: Sentence) -> int:
    """Cells of a row that begins with a label and has no headers; 0 of others."""
    cells = sentence.block.cells
    if sentence.block.kind != "row" or any(cell.header for cell in cells):
        return 0
    return len(cells) if cells and is_label(cells[0].text) else 0


def _codes_each(rows: Sequence[Sentence]) -> bool:
    """Whether one row has a code in every column and nothing else."""
    return any(
        all(
            len(found := find_codes(cell.text, labelled=True)) == 1
            and found[0].end - found[0].start == len(cell.text.strip())
            for cell in row.block.cells[1:]
        )
        for row in rows
    )


def _service(document: DocumentView, rows: Sequence[Sentence], column: int) -> Sentence:
    cells = tuple(_under(row.block.cells, column) for row in rows)
    start, end = rows[0].start, rows[-1].end
    block = replace(rows[0].block, start=start, end=end, cells=cells)
    text = document.words(start, end)
    return Sentence(text, start, end, block, rows[0].index)


def _under(cells: Sequence[Cell], column: int) -> Cell:
    label = cells[0]
    return replace(
        cells[column],
        header=label.text,
        header_start=label.start,
        header_end=label.end,
    )
