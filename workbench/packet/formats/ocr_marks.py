"""What is drawn on a scanned page beside text: ruling lines and boxes to tick.

Lines are taken out of the picture, so that no letter is read together with one; boxes
are taken out and read by how much ink stands in them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.packet.formats.ocr_image import dark_of

Cut = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

_RULE = 0.075
"""Least length of a ruling line, as part of the longer side: 0.8 inch on paper."""
_UPRIGHT = 0.032
_THICK = 0.0032
_UNBROKEN = 0.96
"""Part of an upright line's length on which there must be ink."""
_LETTERS = 1.2
"""Height of a box at least, in heights of small letters: an o can be as square."""
_FREE, _ALONE, _SPECKS = 0.12, 0.24, 0.05
"""White beside a box at least, and beside one that stands well apart, in its widths;
and the part of that white that grain may take."""
_SIDE, _BROKEN = 0.92, 0.55
"""Parts of a side on which there is ink; of one side of a box that stands apart."""
_EMPTY, _TICKED = 0.045, 0.10
"""Parts of a box that are ink: up to the first it is empty, from the second ticked."""
_INSETS, _ODD = (0.3, 0.22), 0.2
"""Parts of its width that a box's sides take, where a fax is coarse and where it is
fine, and ink between the two that is no side's."""


class Box(NamedTuple):
    """A box to tick; ``ticked`` is None where the ink does not settle it."""

    cut: Cut
    ticked: bool | None


class Marks(NamedTuple):
    """The picture without lines and boxes, and what they were."""

    pixels: Any
    level_rules: tuple[Cut, ...]
    upright_rules: tuple[Cut, ...]
    boxes: tuple[Box, ...]


def without_marks(pixels: Any) -> Marks:
    """Take ruling lines and boxes out of a picture of a page."""
    import cv2
    import numpy as np

    from workbench.packet.formats.ocr_typed_boxes import typed_boxes

    longer = max(pixels.shape)
    dark = dark_of(pixels).astype(np.uint8)
    typed = typed_boxes(pixels)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    across = _strokes(joined, (1, int(_RULE * longer)))
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    down = _strokes(joined, (int(_UPRIGHT * longer), 1))
    thick = max(int(_THICK * longer), 4)
    levels = _thin(across, 3, thick)
    uprights = [cut for cut in _thin(down, 2, thick) if _whole(dark, cut)]
    cleaned = pixels.copy()
    for cut in (*levels, *uprights):
        _wipe(cleaned, dark, cut)
    boxes = [*_boxes(dark), *typed]
    for box in boxes:
        left, top, right, bottom = box.cut
        cleaned[max(top - 3, 0) : bottom + 3, max(left - 3, 0) : right + 3] = 255
    return Marks(cleaned, tuple(levels), tuple(uprights), tuple(boxes))


def _strokes(dark: Any, shape: tuple[int, int]) -> Any:
    """Ink that is part of a straight stroke at least as long as the shape."""
    import cv2
    import numpy as np

    return cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))


def _thin(strokes: Any, side: int, thick: int) -> list[Cut]:
    """Strokes that are lines and no dark areas; ``side`` is where thickness stands."""
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    cuts = []
    for left, top, wide, high, area in stats[1:]:
        extent = high if side == 3 else wide
        length = wide if side == 3 else high
        # A line that is not quite level has steps; its own thickness stays small.
        if area / max(length, 1) <= thick and extent <= 4 * thick:
            cuts.append((int(left), int(top), int(left + wide), int(top + high)))
    return cuts


def _whole(dark: Any, cut: Cut) -> bool:
    """Whether an upright line is one, and no column of brackets on line after line."""
    left, top, right, bottom = cut
    part = dark[top:bottom, max(left - 1, 0) : right + 1]
    return bool(part.any(axis=1).mean() >= _UNBROKEN)


def _wipe(pixels: Any, dark: Any, cut: Cut) -> None:
    """Whiten a line, and leave the strokes of letters that cross it."""
    left, top, right, bottom = cut
    low, high = max(top - 2, 0), min(bottom + 2, pixels.shape[0])
    if right - left > bottom - top:
        above = dark[max(low - 3, 0) : low, left:right].any(axis=0)
        below = dark[high : high + 3, left:right].any(axis=0)
        part = pixels[low:high, left:right]
        part[:, ~(above & below)] = 255
        return
    near, far = max(left - 2, 0), min(right + 2, pixels.shape[1])
    before = dark[top:bottom, max(near - 3, 0) : near].any(axis=1)
    behind = dark[top:bottom, far : far + 3].any(axis=1)
    part = pixels[top:bottom, near:far]
    part[~(before & behind), :] = 255


def _boxes(dark: Any) -> list[Box]:
    """Small squares with four straight sides, wherever they stand."""
    import cv2
    import numpy as np

    longer = max(dark.shape)
    least, most = int(0.0075 * longer), int(0.021 * longer)
    least = max(least, int(_LETTERS * _letter(dark)))
    edge = max(int(0.6 * least), 7)
    # A side that is not quite level has steps, which one dot more on each side closes.
    level = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    upright = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    sides = _strokes(level, (1, edge)) | _strokes(upright, (edge, 1))
    sides = cv2.morphologyEx(sides, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(sides, connectivity=8)
    found = []
    for left, top, wide, high, _area in stats[1:]:
        if not (least <= wide <= most and least <= high <= most):
            continue
        if not 0.78 <= wide / high <= 1.28:
            continue
        cut = (int(left), int(top), int(left + wide), int(top + high))
        broken = _BROKEN if _stands_free(dark, cut, _ALONE) else _SIDE
        if _stands_free(dark, cut, _FREE) and _is_square(sides, cut, broken):
            found.append(Box(cut, _ticked(dark, cut)))
    return found


def _stands_free(dark: Any, cut: Cut, share: float) -> bool:
    """Whether there is white on both sides of a box: a letter has letters beside it."""
    left, top, right, bottom = cut
    wide = max(int(share * (right - left)), 3)
    near = dark[top:bottom, max(left - 1 - wide, 0) : max(left - 1, 0)]
    far = dark[top:bottom, right + 1 : right + 1 + wide]
    return all(not one.size or float(one.mean()) <= _SPECKS for one in (near, far))


def _letter(dark: Any) -> float:
    """The usual height of letters: that of small ones, since most are; 0 for none."""
    import cv2
    import numpy as np

    longer = max(dark.shape)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high = stats[1:, 3]
    letters = high[(high >= 0.0026 * longer) & (high <= 0.03 * longer)]
    return float(np.median(letters)) if len(letters) else 0.0


def _is_square(sides: Any, cut: Cut, least: float) -> bool:
    """Whether ink runs along all four sides of a box, up to its corners; ``least`` is
    the part of one side that there must be, where a fax broke it."""
    left, top, right, bottom = cut
    part = sides[top:bottom, left:right]
    rim = max((right - left) // 6, 3)
    runs = (
        part[:rim].any(axis=0),
        part[-rim:].any(axis=0),
        part[:, :rim].any(axis=1),
        part[:, -rim:].any(axis=1),
    )
    shares = sorted(float(run.mean()) for run in runs)
    if shares[0] < least or shares[1] < _SIDE:
        return False
    # The corners of a letter O or D are round; those of a box are not.
    corner = max(rim // 2, 3)
    corners = (
        part[:corner, :corner],
        part[:corner, -corner:],
        part[-corner:, :corner],
        part[-corner:, -corner:],
    )
    return sum(bool(one.any()) for one in corners) >= 4


def _ticked(dark: Any, cut: Cut) -> bool | None:
    left, _, right, _ = cut
    inner, outer = (
        _ink_within(dark, cut, max(int(part * (right - left)), 3)) for part in _INSETS
    )
    if inner <= _EMPTY:
        return False if outer < _ODD else None
    return True if inner >= _TICKED else None


def _ink_within(dark: Any, cut: Cut, inset: int) -> float:
    left, top, right, bottom = cut
    part = dark[top + inset : bottom - inset, left + inset : right - inset]
    return float(part.mean()) if part.size else 0.0
