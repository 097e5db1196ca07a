"""Ink of the size of letters that the first reader left unread.

A word dropped from a sentence leaves no trace in its text, only on the page: "no" or
a grade is lost, and the sentence still reads well.  So ink outside all words is looked
for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from workbench.packet.formats.ocr_engines import Found
from workbench.packet.formats.ocr_image import dark_of

_LEAST, _MOST = 0.0026, 0.03
"""Height of ink that can be a sign or a letter, as part of the page's longer side."""
_REACH = 0.6
"""White space, in usual heights of letters, over which ink is one piece."""
_MOSTLY = 0.7
"""Part of a sign that stands outside all words, from which it counts as unread."""
_SPECK = 0.38
"""Size, in usual heights of letters, below which ink is grain or a full stop."""
MOST = 40
"""Places of a page that are read; more are a drawing or a page read badly."""


class Unread(NamedTuple):
    """Places (left, top, right, bottom in pixels) of ink outside all words."""

    places: tuple[tuple[int, int, int, int], ...]
    share: float
    """Part of the page's ink of the size of letters that stands in no word."""


def unread(pixels: Any, found: Sequence[Found]) -> Unread:
    """Ink of a page that stands in none of the words found."""
    import cv2
    import numpy as np

    longer = max(pixels.shape)
    dark = dark_of(pixels).astype(np.uint8)
    _, names, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high, wide = stats[:, 3], stats[:, 2]
    least, most = _LEAST * longer, _MOST * longer
    letters = (np.maximum(high, wide) >= least) & (high <= most) & (wide <= 3 * most)
    letters &= stats[:, 4] >= 0.35 * least * least
    letters[0] = False
    ink = letters[names].astype(np.uint8)
    whole = int(ink.sum())
    for word in found:
        pad = max(int(0.15 * (word.bottom - word.top)), 3)
        ink[
            max(int(word.top) - pad, 0) : int(word.bottom) + pad,
            max(int(word.left) - pad, 0) : int(word.right) + pad,
        ] = 0
    # A letter that its word's place cuts short was read.
    left_of = np.bincount(names[ink > 0], minlength=len(stats))
    ink *= (left_of >= _MOSTLY * stats[:, 4])[names].astype(np.uint8)
    rest = int(ink.sum())
    usual = _usual(found)
    reach = max(int(_REACH * usual), 3)
    joined = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, np.ones((1, 2 * reach + 1), np.uint8)
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    places = [
        (int(left), int(top), int(left + across), int(top + down))
        for left, top, across, down, area in stats[1:]
        if area >= 0.35 * least * least
        and max(across, down) >= max(least, _SPECK * usual)
    ]
    places.sort(key=lambda one: (one[1], one[0]))
    return Unread(tuple(places), rest / whole if whole else 0.0)


def _usual(found: Sequence[Found]) -> float:
    heights = sorted(word.bottom - word.top for word in found)
    return heights[len(heights) // 2] if heights else 20.0
