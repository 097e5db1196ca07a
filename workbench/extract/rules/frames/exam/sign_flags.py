"""Flags of a sign for both sides at once, and what belongs to a reflex beside it."""

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
    """Whether a word of loss or a grade is of a reflex named after the last sign."""
    graded = text[value.start] == "+" and text[value.start - 1 : value.start].isdigit()
    if not (graded or _WEAKENED.match(text, value.start)):
        return False
    last = max((one.end for one in items if one.end <= value.start), default=0)
    return any(
        last < one.start and one.end <= value.start and value.start - one.end < _NEAR
        for one in reflexes().find(text)
    )


_PART = re.compile(r"[,;.](?=\s|\Z)|\b(?:but|and|with|while)\b", re.IGNORECASE)
_LED = re.compile(r",\s(?:(?:the|her|his|a|an)\s)?\Z|\ba\s\Z", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:[CTLS]\d|dis[ck]\b|foramin\w+|facet|stenosis|protrusion|herniation|extrusion"
    r"|weak\b|numb\b|stiff\b|sore\b|clumsy\b|heavy\b)",
    re.IGNORECASE,
)
"""Words of a spine's picture, or of what somebody feels, behind their own side."""


def of_other(text: str, side: Mark, marks: Iterable[Mark]) -> bool:
    """Whether a side is of something else ("no clonus, a right disc bulge")."""
    if side.label or not _LED.search(text[: side.start]):
        return False
    stop = _PART.search(text, side.end)
    end = stop.start() if stop else len(text)
    if any(side.end <= one.start < end for one in marks):
        return False
    rest = text[side.end : end]
    return _ELSE.search(rest) is not None
