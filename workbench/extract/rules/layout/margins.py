"""Prose beside a word in the margin, which looks like a row of two cells.

    done    PT (list). naproxen jan-apr. L4-5 TFESI 4/14, 2 weeks good.

Several sentences beside a plain word tell what a note tells, each for itself; beside a
level or a number they are the cell of a table.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.layout.piece import Piece
from workbench.extract.rules.layout.sentences import sentence_spans
from workbench.extract.rules.model import BlockKind

_CELLS = 2
_WORD = re.compile(r"[A-Za-z]{2,14}(?: [A-Za-z]{2,14})?")
_SENTENCES = 3
"""Sentences from which the words beside the margin are prose and no cell."""


def row_kind(text: str, piece: Piece, headed: bool) -> BlockKind:
    """What a row is: a paragraph where prose stands beside a margin without a head."""
    return "row" if headed or not _is_beside_margin(text, piece) else "paragraph"


def _is_beside_margin(text: str, piece: Piece) -> bool:
    """Whether a row is a word in the margin with prose beside it."""
    if len(piece.row) != _CELLS or not _WORD.fullmatch(piece.row[0].text.strip()):
        return False
    start = piece.start - piece.row[0].start + piece.row[1].start
    return len(list(sentence_spans(text, start, piece.end))) >= _SENTENCES
