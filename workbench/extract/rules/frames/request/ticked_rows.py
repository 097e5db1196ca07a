"""Tables with a column to tick: the rows left blank ask for nothing.

    NEEDS PRE-AUTH            ck     side         TODAY            ck
    27096  SI joint inj        x      L           99214 visit       x
    62323  LESI               ___                 20553 TPI         x

A printed slip lists every service of the house; the ticked ones are meant.  Where one
table of a slip is to be authorized, the table of the day's services is a bill.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.labels import CROSS
from workbench.extract.rules.frames.request.next_column import tells_done, wants_auth
from workbench.extract.rules.model import Cell, DocumentView, Sentence

_TICK_HEAD = re.compile(
    r"\W*(?:ck|chk|check(?:ed)?|x|tick(?:ed)?|mark(?:ed)?|sel(?:ect(?:ed)?)?|order(?:ed)?"
    r"|req(?:uest(?:ed)?)?|want(?:ed)?|needed|yes|y|circle)?\W*",
    re.IGNORECASE,
)
"""The head of a column to tick."""
_LINE = re.compile(r"\s*_{2,}\s*")
_BLANK = re.compile(r"[\s_.\-\[\]()\u2610\u25a1]*")


def without_unticked(document: DocumentView) -> DocumentView:
    """The document without rows that a table to tick leaves blank, or bills."""
    rows = [one for one in document.sentences if _heads(one)]
    ticks = {_heads(one) + (name,) for one in rows for name in _ticked_under(one)}
    wanted = any(wants_auth(" ".join(_heads(one))) for one in rows)
    if not ticks and not wanted:
        return document
    gone = {
        one.index
        for one in rows
        if _is_blank(one, ticks) or (wanted and _is_billed(one))
    }
    if not gone:
        return document
    return document.with_sentences(
        one for one in document.sentences if one.index not in gone
    )


def _heads(row: Sentence) -> tuple[str, ...]:
    """What names a row's table: the head of its first column."""
    if row.block.kind != "row" or not row.block.cells:
        return ()
    first = row.block.cells[0].header
    return (first,) if first else ()


def _ticked_under(row: Sentence) -> list[str]:
    """The heads of the columns to tick in which a row has its cross."""
    cells = row.block.cells[1:]
    return [
        one.header
        for one in cells
        if one.header and (_is_tick(one) or _is_left_blank(one))
    ]


def _is_tick(cell: Cell) -> bool:
    named = _TICK_HEAD.fullmatch(cell.header or "")
    return named is not None and CROSS.fullmatch(cell.text.strip()) is not None


def _is_left_blank(cell: Cell) -> bool:
    """Whether a line to tick on was printed under a head that names a mark."""
    head = (cell.header or "").strip()
    return bool(head and _TICK_HEAD.fullmatch(head) and _LINE.fullmatch(cell.text))


def _is_blank(row: Sentence, ticks: set[tuple[str, ...]]) -> bool:
    """Whether a row of a table with a column to tick has nothing in it."""
    columns = [name for *head, name in ticks if tuple(head) == _heads(row)]
    return bool(columns) and not any(_filled(row.block.cells, one) for one in columns)


def _filled(cells: Sequence[Cell], name: str) -> bool:
    """Whether a cell stands under a head and is no blank to write on."""
    return any(
        one.header == name and _BLANK.fullmatch(one.text) is None for one in cells
    )


def _is_billed(row: Sentence) -> bool:
    """Whether the head of a row's table calls its services done."""
    head = " ".join(_heads(row))
    return tells_done(head) and not wants_auth(head)
