"""Tables of things to tick under Yes or No, whose marks stand in columns.

    Treatment            Yes   No    Helped?
    Physical therapy      X          a little
    Chiropractor                X

A mark belongs to the answer that it stands under.  What is ticked under No is a box
left open, and a row without a mark was not answered and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.layout.boxes import Option
from workbench.extract.rules.layout.piece import Piece
from workbench.extract.rules.words.sought import sought

_YES = r"yes|y|true|tried|done|present|have|had|positive"
_NO = r"no|n|false|not tried|never(?: tried)?|not done|absent|don'?t have|negative"
_OTHER = r"n/?a|unsure|unknown|not sure|don'?t know|\?"
_HEAD = sought(
    rf"(?<![^\s|])(?:(?P<yes>{_YES})|(?P<no>{_NO})|(?P<other>{_OTHER}))"
    r"(?:[ ]?[?:])?(?=[ ]{2}|[ ]*\||[ ]*\Z)",
    re.IGNORECASE,
)
_TICK = re.compile(r"(?<![^\s|(\[])[xX\u2713\u2714\u2611\u2612*](?![^\s|)\]])")
_LEAD = re.compile(r"[ |]*(?P<label>[A-Za-z][^|]{1,60}?)(?=[ ]{2,}|[ ]*\||[ ]*\Z)")
_ASKS_SERVICE = re.compile(
    r"\b(?:procedures?|services?|codes?|cpt|hcpcs|request\w*)\b", re.IGNORECASE
)
"""A table of what is asked for is read by the frames of requests."""
_LONGEST = 140
_NEAR = 6
"""Characters by which a mark may stand beside the middle of its column's name."""
_FEWEST = 2
"""Rows with a mark from which a head with both answers is believed."""


class _Column(NamedTuple):
    """One column of answers: where its name stands and what a mark under it says."""

    middle: float
    cell: int
    answer: bool | None


def _columns(line: str) -> list[_Column]:
    """The columns of answers that a line heads; empty where it lacks yes or no."""
    if len(line) > _LONGEST or "[" in line or "☐" in line:
        return []
    made = [
        _Column(
            (one.start() + one.end()) / 2,
            line.count("|", 0, one.start()),
            True if one["yes"] else False if one["no"] else None,
        )
        for one in _HEAD.finditer(line)
    ]
    both = {one.answer for one in made} >= {True, False}
    both = both and not _ASKS_SERVICE.search(line)
    before = line[: int(made[0].middle)] if made else ""
    # A label, the names of the answers and nothing of a sentence.
    return made if both and not re.search(r"[.:;]\s", before) else []


def _answer(line: str, columns: Sequence[_Column]) -> tuple[str, bool | None] | None:
    """A row's label and what is ticked for it (None: nothing); None for no row."""
    lead = _LEAD.match(line)
    if lead is None or len(line) > _LONGEST or lead["label"].rstrip()[-1:] in ".:":
        return None
    ticks = list(_TICK.finditer(line, lead.end()))
    placed = [one for one in (_under(t, line, columns) for t in ticks) if one]
    if not placed:
        return (lead["label"], None) if not ticks else None
    said = {one.answer for one in placed}
    return lead["label"], said.pop() if len(said) == 1 else None


def _under(
    tick: re.Match[str], line: str, columns: Sequence[_Column]
) -> _Column | None:
    """The column of answers that a mark stands in."""
    if "|" in line:
        cell = line.count("|", 0, tick.start())
        return next((one for one in columns if one.cell == cell), None)
    middle = (tick.start() + tick.end()) / 2
    best = min(columns, key=lambda one: abs(one.middle - middle))
    return best if abs(best.middle - middle) <= _NEAR else None


def answered(lines: Sequence[str]) -> dict[int, tuple[str, bool | None]]:
    """The rows under a head of answers that say no or nothing, by their line."""
    found: dict[int, tuple[str, bool | None]] = {}
    place = 0
    while place < len(lines):
        columns = _columns(lines[place])
        place += 1
        if columns:
            rows = dict(_rows(lines, place, columns))
            marked = [at for at, row in rows.items() if row[1] is not None]
            if len(marked) >= _FEWEST:
                found |= {a: r for a, r in rows.items() if a <= marked[-1] and not r[1]}
                place = marked[-1] + 1
    return found


def _rows(
    lines: Sequence[str], place: int, columns: Sequence[_Column]
) -> Iterator[tuple[int, tuple[str, bool | None]]]:
    for number in range(place, len(lines)):
        line = lines[number]
        if not line.strip(" -=_|+"):
            if line.strip():
                continue
            return
        row = _answer(line, columns)
        if row is None:
            return
        yield number, row


def answered_piece(
    line: str, start: int, number: int, row: tuple[str, bool | None]
) -> Piece:
    """A row ticked under No as a box left open; one without a mark as nothing."""
    label, said = row
    if said is None:
        return Piece("rule", start, start, number)
    indent = line.find(label)
    end = len(line.rstrip())
    box = Option(0, end - indent, label, False)
    return Piece("boxes", start + indent, start + end, number, indent=0, options=(box,))
