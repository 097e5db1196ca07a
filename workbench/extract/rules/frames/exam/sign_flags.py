"""Flags of a sign for both sides at once, and words of loss that belong to a reflex."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import Mark, reflexes
from workbench.extract.rules.words.sought import sought

_NEAR = 25
BOTH_FLAGS = sought(
    r"(?<=[A-Za-z's)])[ :]{1,3}(?P<flag>[+-])\s?/\s?(?P=flag)(?![\w/+-])"
)
"""One flag a side ("Hoffmann -/-")."""
_WEAKENED = re.compile(r"(?:absent|diminished|reduced|decreased)\b", re.IGNORECASE)


def of_reflex(text: str, value: Mark, items: Iterable[Mark]) -> bool:
    """Whether a word of loss is said of a reflex named after the last sign."""
    if not _WEAKENED.match(text, value.start):
        return False
    last = max((one.end for one in items if one.end <= value.start), default=0)
    return any(
        last < one.start and one.end <= value.start and value.start - one.end < _NEAR
        for one in reflexes().find(text)
    )
