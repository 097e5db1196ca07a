"""How wide a table's columns are, for every kind of page alike.

Each column gets at least its longest word; what is left goes to the columns with the
most text, none more than its longest cell needs.  Where even the longest words do not
fit side by side, the table is not one for this page: its rows are set one below the
other instead, each cell behind its column's title, so that nothing is lost or cut.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.narrate.pages.blocks import Line, Table, words

LONG_WORD = 22
"""Characters from which a word (an address, a hash) may be broken anywhere."""
_SHORT_TITLE = 15
_SHORT_CELL = 8
_PADDING = 2.4
_BOLD = 1.12
_WIDE = 1.4
_CHARACTER = {
    **dict.fromkeys("ijl.,;:!|'", 0.65),
    **dict.fromkeys("tfI()[] ", 0.75),
    "r": 0.85,
    **dict.fromkeys("mw", 1.6),
    **dict.fromkeys("MW@%", 1.9),
    **dict.fromkeys("0123456789", 1.06),
}
"""Widths of characters in a book face, as parts of the mean; capitals are wide."""


def shares(table: Table, room: float) -> tuple[float, ...] | None:
    """Each column's share of the width, summing to 1; None where they do not fit.

    ``room`` is the number of characters that one line of the whole width holds.
    """
    columns = [_column(table, i) for i in range(len(table.aligns))]
    least = [_PADDING + max(map(_least, column)) for column in columns]
    most = [max(need, *map(_most, c)) for need, c in zip(least, columns, strict=True)]
    if sum(least) > room:
        return None
    if sum(most) <= room:
        return tuple(width / sum(most) for width in most)
    lengths = [[len(words(line)) for line in column] for column in columns]
    weights = [(max(c) + sum(c) / len(c)) / 2 for c in lengths]
    given = _poured(least, most, weights, room - sum(least))
    return tuple(width / sum(given) for width in given)


def line_count(row: tuple[Line, ...], parts: tuple[float, ...], room: float) -> int:
    """About how many lines the longest cell of a row takes."""
    return max(
        (
            1 + int(len(words(cell)) / max(1.0, part * room - _PADDING))
            for cell, part in zip(row, parts, strict=True)
        ),
        default=1,
    )


def _column(table: Table, index: int) -> list[Line]:
    """The cells of a column, its title in bold as it is set."""
    title = tuple(replace(span, bold=True) for span in table.head[index])
    return [title, *(row[index] for row in table.rows)]


def measure(text: str, *, bold: bool = False) -> float:
    """About how wide a text is, in characters of mean width."""
    width = sum(_CHARACTER.get(c, _WIDE if c.isupper() else 1.0) for c in text)
    return width * (_BOLD if bold else 1)


def _least(cell: Line) -> float:
    """The longest word; a short cell or title stands on one line."""
    text = words(cell)
    title = all(span.bold for span in cell)
    if len(text) <= (_SHORT_TITLE if title else _SHORT_CELL):
        return measure(text, bold=title)
    return max(
        (
            measure(word[:LONG_WORD], bold=span.bold)
            for span in cell
            for word in span.text.split()
        ),
        default=0,
    )


def _most(cell: Line) -> float:
    return _PADDING + measure(words(cell), bold=any(span.bold for span in cell))


def _poured(
    least: list[float], most: list[float], weights: list[float], left: float
) -> list[float]:
    """The least widths, and what is left shared by weight until a column is full."""
    widths = list(least)
    open_columns = [i for i in range(len(widths)) if weights[i] > 0]
    while left > 0.01 and open_columns:
        total = sum(weights[i] for i in open_columns)
        gain = {i: left * weights[i] / total for i in open_columns}
        for i in open_columns:
            step = min(gain[i], most[i] - widths[i])
            widths[i] += step
            left -= step
        open_columns = [i for i in open_columns if most[i] - widths[i] > 0.01]
    return widths
