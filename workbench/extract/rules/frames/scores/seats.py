"""The part of the body that a score of pain is of, and its side."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import as_side, find_sides, find_sites
from workbench.schema.case import Side

SEAT = 24
"""Characters beside a score of pain in which its part of the body stands."""
NO_PLACE: tuple[None, None] = (None, None)
_BACK = re.compile(r"(?<!upper )(?<!mid )\bback\b|\bLBP\b", re.IGNORECASE)
_NEXT = re.compile(
    r"[;,]|\.\s|\band\s(?=\d)"
    r"|(?:\(|\b(?:and|but|with|vs\.?|versus)\s)(?=\s?(?:[A-Za-z-]+\s){1,4}"
    r"\d{1,2}(?:\.\d)?\s?(?:/|of|out of)\s?10\b)"
)
"""Where what follows a score is of another one ("6/10 today (neck 3/10)")."""
_ENDS = re.compile(
    r"[,;.]|\band\b|\((?![^)]*\))|\d\s?(?:/|of|out of)\s?10\b", re.IGNORECASE
)
"""What parts the words before a score from those of the one before it."""


def seat(text: str, start: int, stop: int) -> tuple[str | None, Side | None]:
    """The part of the body that a score of pain is of, and its side.

    The words beside the score count: those after it, else those right before its name.
    """
    after = text[start:stop]
    cut = _NEXT.search(after, 1)
    after = after[: cut.start()] if cut else after
    lead = text[max(start - SEAT, 0) : start]
    lead = _ENDS.split(lead)[-1]
    for part in (after, lead):
        where, side = place_of(part)
        if where is not None:
            return where, side
    return NO_PLACE


def place_of(part: str) -> tuple[str | None, Side | None]:
    """The first part of the body that words name, with the one side they name."""
    found = [(one.start, one.name) for one in find_sites(part)]
    back = _BACK.search(part)
    if back:
        found.append((back.start(), "low-back"))
    if not found:
        return NO_PLACE
    sides = [one.name for one in find_sides(part)]
    return min(found)[1], as_side(sides[0]) if len(sides) == 1 else None
