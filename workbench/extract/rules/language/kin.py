"""Where a history of the family ends and the patient is spoken of again."""

from __future__ import annotations

from typing import Protocol

from workbench.content import expressions as re

ASIDE = re.compile(
    r"(?:mother|father|parents?|(?:grand|half|step)\w+|sisters?|brothers?|siblings?"
    r"|sons?|daughters?|uncles?|aunts?|cousins?|maternal|paternal|both|no|none|also"
    r"|status|s/p|history|h/o|hx|prior|previous|remote)\b",
    re.IGNORECASE,
)
"""How a line begins that goes on with a list of kin, illnesses or operations."""
_OWN = re.compile(
    r"(?:the )?(?:patient|pt)\b(?!'s)"
    r"(?! (?:has|had|reports) (?:a |an )?(?:strong )?family)",
    re.IGNORECASE,
)
"""How a line begins that speaks of the patient and of none of the kin."""
_TOTAL = re.compile(r"[A-Za-z]{2,12}\b[^.;\n]{0,90}=\s?\d{1,3}\s?/\s?\d{1,3}\W*\Z")
"""A line that adds up a score, which is no kin's."""
_BULLET = re.compile(r"[ ]*(?:[-*\u2022\u00b7>]|\d{1,2}[.)])[ ]")


class Stretch(Protocol):
    """A stretch of a document: from its start to its end."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Piece(Stretch, Protocol):
    """A stretch that is known for what it is."""

    @property
    def kind(self) -> str:
        """Heading, item, text or another kind of line."""


def leaves_kin(
    text: str, piece: Piece, brief: Stretch | None, apart: bool = False
) -> bool:
    """Whether a line under a family history speaks of the patient again.

    It begins with the patient, or is the next item of a list of which one item was the
    family history ("- FHx: ...", "- Mood: ...").  So does a table's row that an empty
    line sets ``apart`` from a family history told on the line of its heading.
    """
    told = text[piece.start : piece.end]
    if _OWN.match(told) or _TOTAL.match(told):
        return True
    if brief is None or piece.kind == "heading" or ASIDE.match(told):
        return False
    if apart and piece.kind == "row":
        return True
    return _bulleted(text, piece.start) and _bulleted(text, brief.start)


def _bulleted(text: str, place: int) -> bool:
    """Whether the line of a place begins with a bullet."""
    begin = text.rfind("\n", 0, place) + 1
    return bool(_BULLET.match(text, begin))
