"""Tables as plain text: columns shared out within a width, cells wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

GAP = "  "
LEAST = 6
_LONGEST_WORD = 14


def lay_out(rows: Sequence[Sequence[str]], width: int) -> str:
    """The rows as text; the first row is the head, underlined."""
    columns = max(len(row) for row in rows)
    filled = [[*row, *[""] * (columns - len(row))] for row in rows]
    widths = share(filled, width - len(GAP) * (columns - 1))
    head, *body = [_row(row, widths) for row in filled]
    rule = GAP.join("-" * size for size in widths).rstrip()
    apart = "\n\n" if any("\n" in row for row in body) else "\n"
    return "\n".join((head, rule, apart.join(body)))


def share(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths of the columns: narrow ones as they are, the rest by what they hold."""
    texts = list(zip(*rows, strict=True))
    wanted = [max(map(len, column)) for column in texts]
    if sum(wanted) <= room:
        return wanted
    least = [max(LEAST, min(_word(column), _LONGEST_WORD)) for column in texts]
    least = [min(pair) for pair in zip(least, wanted, strict=True)]
    spare = max(room - sum(least), 0)
    weight = [
        min(size, 4 * room) ** 0.5 - low**0.5 if size > low else 0.0
        for size, low in zip(wanted, least, strict=True)
    ]
    total = sum(weight) or 1.0
    return [
        min(size, low + int(spare * part / total))
        for size, low, part in zip(wanted, least, weight, strict=True)
    ]


def _word(column: Sequence[str]) -> int:
    return max((len(word) for cell in column for word in cell.split()), default=0)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    wrapped = [
        wrap(cell, size, break_on_hyphens=False) or [""]
        for cell, size in zip(cells, widths, strict=True)
    ]
    height = max(map(len, wrapped))
    lines = (
        GAP.join(
            (column[index] if index < len(column) else "").ljust(size)
            for column, size in zip(wrapped, widths, strict=True)
        ).rstrip()
        for index in range(height)
    )
    return "\n".join(lines)
