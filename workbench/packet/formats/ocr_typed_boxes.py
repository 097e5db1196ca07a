"""Boxes to tick that were typed, ``[x]`` and ``( )``, told by the form of their ink.

Readers of lines lose brackets more than any other sign, and with them the answer of a
form.  A bracket is a tall, narrow stroke whose two ends turn to the same side; two that
face each other on one height are a box, whatever a reader would make of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from workbench.packet.formats.ocr_marks import Box, Cut

Kind = Literal["square", "round", "stroke"]

_LEAST, _MOST = 0.0062, 0.022
"""Height of a bracket as part of the longer side: letters of about 6 to 20 points."""
_NARROW = 0.52
"""Width of a bracket at most, in heights."""
_TOUCHED = 1.9
"""Width at most of a box whose cross touches its brackets, in heights."""
_STRIP = 0.3
"""Part of a height in which the bracket of such a box stands."""
_NEAR, _FAR = 0.2, 1.5
"""White space between the two brackets, in heights."""
_END = 0.16
"""Part of a bracket's height in which its ends turn to one side."""
_INK = 24
"""How much darker than its surroundings ink is, in levels of grey."""


class Bracket(NamedTuple):
    """One bracket: its form, whether it opens, and its place in pixels."""

    kind: Kind
    opens: bool
    cut: Cut


def typed_boxes(pixels: Any) -> list[Box]:
    """Typed boxes of a level page, with what stands in them: a cross or nothing.

    A pair with anything else inside is no box ("[Redacted]", "(2)") and is left alone.
    """
    ink = _ink(pixels)
    brackets = list(_brackets(ink))
    made: list[Box] = []
    for first in brackets:
        partners = [one for one in brackets if first.opens and _face(first, one)]
        if not partners:
            continue
        last = min(partners, key=lambda one: one.cut[0])
        top, bottom = min(first.cut[1], last.cut[1]), max(first.cut[3], last.cut[3])
        ticked = _crossed(ink[top:bottom, first.cut[2] : last.cut[0]])
        cut = (first.cut[0], top, last.cut[2], bottom)
        if ticked is not None and not any(_over(cut, box.cut) for box in made):
            made.append(Box(cut, ticked))
    return made


def _over(one: Cut, other: Cut) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] > one[1]


def _ink(pixels: Any) -> Any:
    import cv2

    smooth = cv2.GaussianBlur(pixels, (0, 0), 0.8)
    return cv2.adaptiveThreshold(
        smooth, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, _INK
    )


def _brackets(ink: Any) -> Iterator[Bracket]:
    import cv2

    longer = max(ink.shape)
    least, most = _LEAST * longer, _MOST * longer
    _, names, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for number, (left, top, wide, high, _area) in enumerate(stats):
        if not number or not least <= high <= most:
            continue
        if not 3 <= wide <= _TOUCHED * high:
            continue
        shape = names[top : top + high, left : left + wide] == number
        touched = wide > _NARROW * high
        strip = min(max(round(_STRIP * high), 4), wide) if touched else wide
        alone = not touched
        for opens, seen in ((True, shape), (False, shape[:, ::-1])):
            kind = _form(seen[:, :strip])
            start = left if opens else left + wide - strip
            cut = int(start), int(top), int(start + strip), int(top + high)
            if kind == "square" or (kind and alone):
                if touched:
                    cut = _stroke_of(cut, opens)
                yield Bracket(kind, opens, cut)


def _stroke_of(cut: Cut, opens: bool) -> Cut:
    """The stroke of a bracket that a cross touches: the outer half of its strip."""
    left, top, right, bottom = cut
    middle = (left + right + 1) // 2
    return (left, top, middle, bottom) if opens else (middle, top, right, bottom)


def _form(shape: Any) -> Kind | None:
    """The form of an opening bracket that a stroke has, if it has one."""
    import numpy as np

    high, wide = shape.shape
    first = shape.argmax(axis=1)
    last = wide - 1 - shape[:, ::-1].argmax(axis=1)
    if shape.any(axis=1).mean() < 0.97:
        return None
    end = max(int(_END * high), 2)
    middle = slice(int(0.36 * high), int(0.64 * high) + 1)
    reach = float(np.median(last[middle]))
    turn = min(float(np.max(last[:end])), float(np.max(last[-end:]))) - reach
    straight = float(np.quantile(first, 0.9)) <= max(0.25 * wide, 1.0)
    if straight and wide <= 0.24 * high and turn >= -1:
        return "square" if turn >= 1 else "stroke"
    if turn < max(0.22 * wide, 1.0):
        return None
    if straight:
        return "square"
    lean = float(min(np.median(first[:end]), np.median(first[-end:])))
    bowed = lean - float(np.median(first[middle])) >= max(0.2 * wide, 1.0)
    return "round" if bowed and wide >= 0.18 * high else None


def _face(first: Bracket, last: Bracket) -> bool:
    """Whether two brackets are of one form, on one height, and close together."""
    high = first.cut[3] - first.cut[1]
    gap = last.cut[0] - first.cut[2]
    slack = max(0.12 * high, 2)
    kinds = {first.kind, last.kind}
    return (
        not last.opens
        and (len(kinds) == 1 or kinds == {"square", "stroke"})
        and kinds != {"stroke"}
        and _NEAR * high <= gap <= _FAR * high
        and abs(first.cut[1] - last.cut[1]) <= slack
        and abs(first.cut[3] - last.cut[3]) <= slack
    )


def _crossed(inner: Any) -> bool | None:
    """True for a cross, False for nothing, None for anything else between brackets."""
    import numpy as np

    end = max(int(_END * inner.shape[0]), 2)
    if inner[: end // 2, inner.shape[1] // 2].any():
        return None  # closed above: a letter
    inner = inner[end:-end]
    ys, xs = np.nonzero(inner)
    if len(xs) <= 0.02 * inner.size:
        return False
    top, bottom, left, right = ys.min(), ys.max() + 1, xs.min(), xs.max() + 1
    mark = inner[top:bottom, left:right]
    high, wide = mark.shape
    if high < 0.3 * inner.shape[0] or not 0.5 <= wide / high <= 1.6:
        return None
    arms = [_inked(mark, x, y) for x in (0.2, 0.8) for y in (0.2, 0.8)]
    sides = [_inked(mark, 0.5, 0.08), _inked(mark, 0.5, 0.92)]
    sides += [_inked(mark, 0.06, 0.5), _inked(mark, 0.94, 0.5)]
    # Light stands above, below and beside the middle of a cross, unlike that of a B.
    return True if all(arms) and _inked(mark, 0.5, 0.5) and not any(sides) else None


def _inked(mark: Any, x: float, y: float) -> bool:
    """Whether ink stands at a place of a mark, counted in its width and height."""
    high, wide = mark.shape
    across, down = int(x * (wide - 1) + 0.5), int(y * (high - 1) + 0.5)
    slack = 1 if min(high, wide) >= 8 and 0.1 < min(x, y, 1 - x, 1 - y) else 0
    near = mark[
        max(down - slack, 0) : down + slack + 1,
        max(across - slack, 0) : across + slack + 1,
    ]
    return bool(near.any())
