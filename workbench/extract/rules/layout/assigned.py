"""Exports that give a name and its value on each line: "proc1_code=63020".

Three such lines in a row are fields, whatever their names; two columns under
"field,value" are the same with another mark.  A name may hold marks where a written
label has blanks.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.layout.piece import Piece
from workbench.extract.rules.words.sought import sought

_FEWEST = 3
"""Lines in a row from which names and values are an export and no sum."""
_NAME = r"[A-Za-z][\w.\[\]-]{0,40}(?:[ ][\w.]{1,20}){0,2}"
_EQUALS = sought(rf"[ ]{{0,8}}(?P<label>{_NAME})[ ]?=(?!=)[ ]?(?P<value>\S.*?)?[ ]*")
_COLUMNS = sought(
    r"[ ]*\"?(?:field|key|name|item|label|question|attribute|element)s?(?:[ _]name)?\"?"
    r"(?P<mark>[,;|\t])[ ]?\"?(?:value|entry|answer|data|response|content)s?\"?[ ]*",
    re.IGNORECASE,
)


def assigned(lines: Sequence[str]) -> dict[int, tuple[str, int, int, int]]:
    """(label, its start, value's start, value's end) by the number of each line."""
    found: dict[int, tuple[str, int, int, int]] = {}
    run: dict[int, tuple[str, int, int, int]] = {}
    mark: re.Pattern[str] | None = None
    for number, line in enumerate([*lines, ""]):
        head = _COLUMNS.fullmatch(line)
        mark = _parted(head["mark"]) if head else mark if line.strip() else None
        match = (mark or _EQUALS).fullmatch(line)
        if match and not head:
            run[number] = _pair(match)
            continue
        if len(run) >= _FEWEST:
            found |= run
        run = {}
    return {number: one for number, one in found.items() if one[3] > one[2]}


def _parted(mark: str) -> re.Pattern[str]:
    """A line of two columns; a value in quotes may hold the mark again."""
    return re.compile(
        rf"[ ]{{0,8}}\"?(?P<label>{_NAME})\"?[ ]?{re.escape(mark)}"
        r"[ ]?(?P<value>\"[^\"]*\"|[^\"].*?)?[ ]*"
    )


def _pair(match: re.Match[str]) -> tuple[str, int, int, int]:
    """The label and where it and its value stand, the value without its quotes."""
    start, end = match.span("value") if match["value"] else (match.end(), match.end())
    if end - start > 1 and match["value"][0] == match["value"][-1] == '"':
        start, end = start + 1, end - 1
    return match["label"], match.start("label"), start, end


_JOINTS = re.compile(r"[_.\[\]-]+|(?<=[a-z])(?=[A-Z]|\d)|(?<=\d)(?=[A-Za-z])")


def _words(label: str) -> str:
    """The words of a name: "proc1_code" and "procCode" are written as labels are."""
    return " ".join(_JOINTS.sub(" ", label).split())


def assigned_piece(pair: tuple[str, int, int, int], place: int, number: int) -> Piece:
    """The line as a labelled piece."""
    label, start, value, end = pair
    return Piece(
        "label",
        place + start,
        place + end,
        number,
        start,
        label=_words(label),
        label_end=place + value,
    )
