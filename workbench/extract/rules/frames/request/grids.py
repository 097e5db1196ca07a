"""Tables of a request whose columns say what a row means: levels, or yes and no.

A grid has the levels over its columns and a cross where a procedure is to be done; two
columns of a form may be headed anew further down ("PROCEDURE | LEVEL / SIDE").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.request.labels import CROSS
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import Cell, DocumentView, Sentence

_LEVEL_ONLY = re.compile(r"[CTLS]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}", re.IGNORECASE)
_ASKING = frozenset({"label-procedure", "label-code", "label-level"})
_NEAR = 4
"""Characters that a cross may stand off the column it belongs to."""


def is_grid(sentence: Sentence) -> bool:
    """Whether a line is a row of a table: with headers, over levels, with crosses."""
    if sentence.block.kind != "row":
        return False
    cells = sentence.block.cells
    if any(cell.header for cell in cells):
        return not _is_card(cells)
    texts = [cell.text.strip() for cell in cells[1:]]
    levels = sum(bool(_LEVEL_ONLY.fullmatch(text)) for text in texts)
    return levels > 1 or bool(texts and all(map(CROSS.fullmatch, texts)))


def _is_card(cells: Sequence[Cell]) -> bool:
    """Whether a row is a label and its value on a card whose first line is a name.

    "name  A. Fenn / block  transforaminal / code  64483" has no head.
    """
    if len(cells) != 2 or not (cells[0].header and cells[1].header):
        return False
    return "label-party" in slots(cells[0].header) and not slots(cells[1].header)


def with_grids(document: DocumentView) -> DocumentView:
    """The document with grids of crosses under levels as rows that name their levels.

    A line of such a grid without a cross is left out: it is not asked for.
    """
    heads = [one for one in document.sentences if _is_head(one)]
    if not heads:
        return document
    made = gridded(document, document.sentences)
    crossed = [one for one in made if one.block.checked and one.block.kind == "row"]
    if not crossed:
        return document
    kept = [one for one in made if not _is_blank_line(document, one, heads)]
    return document.with_sentences(kept)


def _is_head(sentence: Sentence) -> bool:
    """Whether a row is nothing but levels, with at most a name before them."""
    cells = [one for one in sentence.block.cells if one.text.strip()]
    levels = sum(bool(_LEVEL_ONLY.fullmatch(one.text)) for one in cells)
    return sentence.block.kind == "row" and levels > 1 and len(cells) - levels < 2


def _is_blank_line(
    document: DocumentView, sentence: Sentence, heads: Sequence[Sentence]
) -> bool:
    """Whether a line of words stands in the grid below levels and has no cross."""
    if sentence.block.kind != "paragraph" or any(map(str.isdigit, sentence.text)):
        return False
    line = document.source.line_index(sentence.start)
    lines = document.document.lines
    for head in heads:
        first = document.source.line_index(head.start)
        if first < line and all(one.text.strip() for one in lines[first : line + 1]):
            return True
    return False


def gridded(document: DocumentView, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with the rows of grids read by their columns."""
    made: list[Sentence] = []
    levels: list[Cell] = []
    names: list[Cell] = []
    for sentence in sentences:
        cells = [cell for cell in sentence.block.cells if cell.text.strip()]
        if sentence.block.kind != "row" or not cells:
            made.append(sentence)
        elif len(over := [c for c in cells if _LEVEL_ONLY.fullmatch(c.text)]) > 1:
            levels = over
        elif _names_columns(cells):
            names = cells
        elif levels:
            made.append(_crossed(document, sentence, cells, levels))
        else:
            made.append(_headed(document, sentence, cells, names))
    return made


def _names_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row is nothing but labels, one of them of a request."""
    named = [slots(cell.text) for cell in cells]
    plain = not any(char.isdigit() for cell in cells for char in cell.text)
    return (
        len(cells) > 1 and plain and all(named) and bool(_ASKING & set().union(*named))
    )


def _headed(
    document: DocumentView, row: Sentence, cells: Sequence[Cell], names: Sequence[Cell]
) -> Sentence:
    """A row under the labels that stand over its cells on a line of their own."""
    if not names:
        return row
    kept = tuple(
        replace(cell, header=over) if (over := _over(document, cell, names)) else cell
        for cell in cells
    )
    return replace(row, block=replace(row.block, cells=kept))


def _crossed(
    document: DocumentView,
    row: Sentence,
    cells: Sequence[Cell],
    head: Sequence[Cell],
) -> Sentence:
    """A row with the levels that it has a cross under in the place of the crosses."""
    if not all(CROSS.fullmatch(cell.text.strip()) for cell in cells[1:]):
        return row
    over = [
        replace(cell, text=_over(document, cell, head), header="Level")
        for cell in cells[1:]
    ]
    levels = ", ".join(cell.text for cell in over if cell.text)
    if not named_levels(levels):
        return row
    kept = (cells[0], replace(over[0], text=levels))
    start = _line_start(document, head[0].start)
    block = replace(row.block, cells=kept, start=start, checked=True)
    text = document.words(start, row.end)
    return Sentence(text, start, row.end, block, row.index)


def _line_start(document: DocumentView, place: int) -> int:
    return document.source.line_start(document.source.line_index(place))


def _over(document: DocumentView, cell: Cell, head: Sequence[Cell]) -> str:
    """The level whose column a cross stands in."""
    column = _column(document, cell)
    for one in head:
        first = _column(document, one)
        if first - _NEAR <= column <= first + len(one.text) + _NEAR // 2:
            return one.text
    return ""


def _column(document: DocumentView, cell: Cell) -> int:
    source = document.source
    return cell.start - source.line_start(source.line_index(cell.start))
