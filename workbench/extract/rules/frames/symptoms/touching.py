"""The side that stands right before a complaint: "L-sided sciatica"."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.values import sides
from workbench.schema.case import Side

_TOUCHING = re.compile(
    r"(?:-sided|\ssided)?[ -]?(?:(?:of\s)?(?:my|his|her|the)\s)?", re.IGNORECASE
)


def side_right_before(text: str, start: int) -> Side | None:
    """The side that stands right before a complaint ("L-sided sciatica")."""
    for mark in sides.find_sides(text):
        if mark.end <= start and _TOUCHING.fullmatch(text, mark.end, start):
            return mark.side
    return None
