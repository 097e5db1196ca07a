"""Boxes to tick that are drawn on a page of text, as squares or rings.

The text layer knows nothing of them: an option beside an empty square would read like
one that was chosen.  So each becomes a word, ``[x]`` or ``[ ]`` (``(x)`` or ``( )`` for
a ring), by the ink within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from workbench.packet.formats.model import Box
from workbench.packet.formats.word import Word

_LEAST, _MOST = 5.0, 17.0
"""Points of a side; smaller ones are bullets, larger ones places to write in."""
_SQUARE = 1.3
"""How much longer one side may be than the other."""
_REACH = 26.0
"""Points within which a word stands beside a box: what it is to be ticked for."""
_SAME, _NEXT = 0.6, 1.25
"""Widths between the centres of shapes that are one box at most, and of neighbours."""
_INSET = 0.24
"""Part of a side that its outline takes, where no tick is looked for."""
_DARK = 150
_EMPTY, _SOLID = 0.03, 0.85
"""Parts of a box that are ink: up to the first it is empty, from the second a spot."""
_TICKS = frozenset("xX*+✓✔✗✘√•●■/\\vV")
SCALE = 5.0
"""Pixels a point at which boxes are looked at: a small one has 25 across."""


class Shape(NamedTuple):
    """A box, its form, and how much of its inside is ink."""

    box: Box
    round: bool
    ink: float


def is_small_square(box: Box) -> bool:
    """Whether a shape has the size and form of a box to tick."""
    wide, high = box[2] - box[0], box[3] - box[1]
    sides = min(wide, high), max(wide, high)
    return _LEAST <= sides[0] and sides[1] <= _MOST and sides[1] <= _SQUARE * sides[0]


def with_boxes(
    words: Sequence[Word], squares: Sequence[Box], pixels: Any, scale: float
) -> tuple[Word, ...]:
    """The words of a page with its boxes among them, the ticks within these left out.

    A square that holds other text is a cell of a table or a key on a drawing, one that
    touches a neighbour is part of a comb to write in, and one far from all words is
    part of a drawing: none of these is a box.
    """
    boxes = [one for one in _merged(squares) if _stands_alone(one, squares)]
    shapes = [
        shape
        for box in boxes
        if _beside(box, words) and (shape := _shape(box, words, pixels, scale))
    ]
    hollow = [one for one in shapes if one.ink < _SOLID]
    # Without an empty one of its form on the page, a dark spot is a bullet.
    told = [
        one
        for one in shapes
        if one.ink < _SOLID or any(one.round == other.round for other in hollow)
    ]
    made = [_word(one) for one in told]
    kept = [word for word in words if not any(_within(word, one.box) for one in told)]
    return (*kept, *made)


def _merged(squares: Sequence[Box]) -> list[Box]:
    """Each place once: a fill and its outline are one box."""
    made: list[Box] = []
    for box in sorted(squares, key=lambda one: one[0] - one[2]):
        if not any(_overlap(box, other) for other in made):
            made.append(box)
    return made


def _overlap(one: Box, other: Box) -> bool:
    across, down = _apart(one, other)
    return max(abs(across), abs(down)) < _SAME


def _stands_alone(box: Box, squares: Sequence[Box]) -> bool:
    """Whether no other square stands right beside it on the same height."""
    steps = (_apart(box, other) for other in squares)
    return not any(
        abs(down) < 1 - _SAME and _SAME <= abs(across) <= _NEXT
        for across, down in steps
    )


def _apart(one: Box, other: Box) -> tuple[float, float]:
    """How far two centres are apart, across and down, in widths of the first."""
    wide = one[2] - one[0]
    across = (other[0] + other[2] - one[0] - one[2]) / 2 / wide
    return across, (other[1] + other[3] - one[1] - one[3]) / 2 / wide


def _beside(box: Box, words: Sequence[Word]) -> bool:
    return any(
        box[1] - 2 <= word.middle <= box[3] + 2
        and not _within(word, box)
        and -2 <= max(word.left - box[2], box[0] - word.right) <= _REACH
        for word in words
    )


def _within(word: Word, box: Box) -> bool:
    middle = (word.left + word.right) / 2
    return box[0] <= middle <= box[2] and box[1] <= word.middle <= box[3]


def _shape(box: Box, words: Sequence[Word], pixels: Any, scale: float) -> Shape | None:
    """The box as it looks; None where it is no box or holds text of its own."""
    inner = "".join(word.text for word in words if _within(word, box))
    if inner and not set(inner) <= _TICKS:
        return None
    left, top, right, bottom = (round(edge * scale) for edge in box)
    part = pixels[max(top, 0) : bottom, max(left, 0) : right] < _DARK
    if min(part.shape) < 8:
        return None
    rim = max(round(_INSET * min(part.shape)), 2)
    core = part[rim:-rim, rim:-rim]
    ink = float(core.mean()) if core.size else 0.0
    corner = max(rim // 2, 2)
    corners = (
        part[:corner, :corner],
        part[:corner, -corner:],
        part[-corner:, :corner],
        part[-corner:, -corner:],
    )
    angled = sum(bool(one.any()) for one in corners)
    edges = (part[:rim], part[-rim:], part[:, :rim].T, part[:, -rim:].T)
    # An outline runs along all four sides, a ring along the middle of each.
    middle = [one[:, len(one[0]) // 3 : -(len(one[0]) // 3)] for one in edges]
    if not all(one.any(axis=0).mean() > 0.9 for one in middle) or 0 < angled < 4:
        return None
    if inner and ink <= _EMPTY:
        return None  # a sign that leaves no ink tells nothing
    return Shape(box, not angled, ink)


def _word(shape: Shape) -> Word:
    ticked = shape.ink > _EMPTY
    sign = "x" if ticked else " "
    text = f"({sign})" if shape.round else f"[{sign}]"
    return Word(text, *shape.box)
