"""How wide a table's columns are, for every kind of page alike.

Each column gets at least its longest word; what is left goes to the columns with the
most text, none more than its longest cell needs.  Where even the longest words do not
fit side by side, the table is not one for this page: its rows are set one below the
other instead, each cell behind its column's title, so that nothing is lost or cut.
"""

from __future__ import annotations

from workbench.narrate.pages.blocks import Line, Table, words

LONG_WORD = 22
"""Characters from which a word (an address, a hash) may be broken anywhere."""
_SHORT_TITLE = 15
_PADDING = 2.0


def shares(table: Table, room: float) -> tuple[float, ...] | None:
    """Each column's share of the width, summing to 1; None where they do not fit.

    ``room`` is the number of characters that one line of the whole width holds.
    """
    columns = [_column(table, i) for i in range(len(table.aligns))]
    least = [_PADDING + _least(column) for column in columns]
    most = [_PADDING + max(_least(c), *map(len, c)) for c in columns]
    if sum(least) > room:
        return None
    if sum(most) <= room:
        return tuple(width / sum(most) for width in most)
    weights = [(max(c) + sum(c) / len(c)) / 2 for c in _lengths(columns)]
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


def _column(table: Table, index: int) -> list[str]:
    return [words(row[index]) for row in (table.head, *table.rows)]


def _lengths(columns: list[list[str]]) -> list[list[int]]:
    return [[len(text) for text in column] for column in columns]


def _least(column: list[str]) -> float:
    """The longest word; a short title, set in bold, stands on one line."""
    title = column[0] if len(column[0]) <= _SHORT_TITLE else ""
    return max(*map(_longest_word, column), len(title) * 1.1)


def _longest_word(text: str) -> int:
    return min(LONG_WORD, max(map(len, text.split()), default=0))


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
