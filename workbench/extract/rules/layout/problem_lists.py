"""Problems that a note numbers with a hash: "# DM2, A1c 7.2", "# Tobacco use".

One such line is a title.  Several in one text, none of them with more hashes than one
and most of them no heading that is known, are the items of a list, and what they say is
content.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.layout.headings import guessed_role

_HASH = re.compile(r"[ ]{0,8}#[ ](?P<words>[^\s#].*)")
_DEEPER = re.compile(r"[ ]{0,8}##")
_FEWEST = 2


def unhashed(lines: Sequence[str], cells: Sequence[bool] = ()) -> list[str]:
    """The lines with a dash for each problem's hash; every sign keeps its place.

    ``cells`` tells the lines whose hash is a cell of a table.
    """
    if any(cells):
        return list(lines)
    marked = [match for line in lines if (match := _HASH.match(line))]
    deeper = any(_DEEPER.match(line) for line in lines)
    problems = [match for match in marked if _is_problem(match["words"])]
    if deeper or len(problems) < _FEWEST or 2 * len(problems) <= len(marked):
        return list(lines)
    return [_itemised(line) for line in lines]


def _is_problem(words: str) -> bool:
    return guessed_role(words.split(":")[0]) is None


def _itemised(line: str) -> str:
    match = _HASH.match(line)
    if match is None or not _is_problem(match["words"]):
        return line
    at = line.index("#")
    return f"{line[:at]}-{line[at + 1 :]}"
