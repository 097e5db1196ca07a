"""Lines of values parted by commas or semicolons, as programs export them.

"case,member,cpt,level" over "S-1,KORHONEN P,22551,C5-6" is a table like any other.
Prose has a blank behind its commas; an export has none, and one count on every line.
A semicolon between two blanks parts cells as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.layout.tables import Part

_FEWEST, _MOST = 3, 40
"""Cells of a line."""
_LONGEST = 4_000
_NAME = re.compile(r"\W{0,2}[A-Za-z#%][\w#%/. ()-]{0,38}\W{0,2}")
"""A cell of the first line: the name of a column."""
_NAME_WORDS = 5


def delimited(lines: Sequence[str]) -> dict[int, tuple[Part, ...]]:
    """The cells of each line of such a block, by the number of the line."""
    found: dict[int, tuple[Part, ...]] = {}
    number = 0
    while number < len(lines) - 1:
        block = _block(lines, number)
        for place, row in enumerate(block):
            found[number + place] = row
        number += max(len(block), 1)
    return found


def _block(lines: Sequence[str], first: int) -> list[tuple[Part, ...]]:
    """The rows of the block that a line opens; none where it opens none."""
    for mark in (",", ";"):
        head = _cells(lines[first], mark)
        if not head or not all(_is_name(cell.text) for cell in head):
            continue
        rows = [head]
        for line in lines[first + 1 :]:
            row = _cells(line, mark)
            if len(row) != len(head):
                break
            rows.append(row)
        if len(rows) > 1:
            return rows
    return []


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and len(text.split()) <= _NAME_WORDS


def _cells(line: str, mark: str) -> tuple[Part, ...]:
    """The cells of a line that is parted by a mark; a quoted cell may hold it."""
    if line.count(mark) < _FEWEST - 1:
        return ()
    text = line.rstrip()
    if len(text) > _LONGEST:
        return ()
    edges, quoted = [-1], False
    for place, sign in enumerate(text):
        if sign == '"':
            quoted = not quoted
        elif sign == mark and not quoted:
            if text[place + 1 : place + 2] == " " and not _set_apart(text, place):
                return ()
            edges.append(place)
    edges.append(len(text))
    if quoted or not _FEWEST <= len(edges) - 1 <= _MOST:
        return ()
    return tuple(
        _part(text, start + 1, end)
        for start, end in zip(edges, edges[1:], strict=False)
    )


def _set_apart(text: str, place: int) -> bool:
    """Whether blanks stand on both sides of a semicolon, as prose never has them."""
    return text[place] == ";" and text[place - 1 : place] == " "


def _part(text: str, start: int, end: int) -> Part:
    """A cell without its quotes and outer blanks."""
    while start < end and text[start] in ' "':
        start += 1
    while end > start and text[end - 1] in ' "':
        end -= 1
    return Part(start, end, text[start:end])
