"""Lines on which the description of a coded row goes on, in the column it stands in.

    22633    Arthrodesis, combined    L5-S1      1
             posterolateral, with
             laminectomy to prepare

The words below the row only say what its code is for; a service that they name is the
code's, and none of its own.  A line that begins anew, or gives a place, is a line of
the table.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.vocabulary.tables import procedures

_CODED = re.compile(r"\s*\W?(?P<code>\d{4}[\dT])\W?(?:-\d\d)?\s{2,}(?=[A-Za-z])")
_OPEN = re.compile(
    r"(?:[,;(/&+-]|\b(?:and|or|of|with|without|to|for|by|incl\w*|plus|the|a|an|in|at"
    r"|including|via|using))\Z",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s{2,}")
_MOST = 6
"""Lines over which a description goes on."""


def describes_above(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence is nothing but more of the description of a row above it."""
    if sentence.block.kind not in ("row", "paragraph", "item"):
        return False
    if find_codes(sentence.text) or named_levels(sentence.text):
        return False
    lines = [one.text for one in document.document.lines]
    place = document.source.line_index(sentence.start)
    column = _indent(lines[place])
    above = place - 1
    while above >= max(place - _MOST, 0) and lines[above].strip():
        coded = _CODED.match(lines[above])
        if coded is not None:
            return _names_known(coded["code"]) and _goes_on(lines, above, place)
        if abs(_indent(lines[above]) - column) > 1:
            return False
        above -= 1
    return False


def _names_known(code: str) -> bool:
    """Whether a code says by itself what is done, so that its words need not."""
    known = (*procedures().procedures, *procedures().dependents)
    return any(one.kind in known for one in find_codes(code, labelled=True))


def _goes_on(lines: list[str], row: int, place: int) -> bool:
    """Whether each line from a row to this one carries on the words before it."""
    coded = _CODED.match(lines[row])
    column = coded.end() if coded else -1
    before = _words_at(lines[row], column)
    for line in lines[row + 1 : place + 1]:
        words = _words_at(line, _indent(line))
        small = words[:1].islower() or _OPEN.search(before) is not None
        if abs(_indent(line) - column) > 1 or not small:
            return False
        before = words
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _words_at(line: str, column: int) -> str:
    """What stands in a line from a column up to the next gap."""
    return _GAP.split(line[column:].strip(), maxsplit=1)[0]
