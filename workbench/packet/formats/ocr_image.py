"""Pictures of pages made fit for reading: upright, level, clean, of a bounded size.

Places found in the cleaned picture lead back to the page through ``Upright.to_page``.
Pixels are grey (rows, columns), 0 is black.
"""

from __future__ import annotations

from math import cos, radians, sin, tan
from typing import Any, NamedTuple

from workbench.packet.formats.model import Box

LONG_SIDE = 2_200
"""Pixels of the longer side that pages are read at: letter paper at 200 dpi."""
_SKEW_SIDE = 900
_MOST_SKEW = 6.5
_LEAST_SKEW = 0.12


class Upright(NamedTuple):
    """A page turned upright and level.

    ``turn`` is the quarter turns made against the clock, ``skew`` the degrees that
    were then turned, ``scale`` points per pixel of the picture.
    """

    pixels: Any
    turn: int
    skew: float
    scale: float

    def to_page(self, box: Box) -> Box:
        """A box of points in the cleaned picture as a box on the page it came from."""
        high, wide = (side * self.scale for side in self.pixels.shape)
        angle = radians(self.skew)
        xs, ys = [], []
        for x, y in ((box[0], box[1]), (box[2], box[1]), (box[0], box[3]), box[2:]):
            dx, dy = x - wide / 2, y - high / 2
            back = (
                wide / 2 + dx * cos(angle) - dy * sin(angle),
                high / 2 + dx * sin(angle) + dy * cos(angle),
            )
            px, py = _turned_back(*back, wide, high, self.turn)
            xs.append(px)
            ys.append(py)
        made = min(xs), min(ys), max(xs), max(ys)
        return (
            round(max(made[0], 0.0), 1),
            round(max(made[1], 0.0), 1),
            round(made[2], 1),
            round(made[3], 1),
        )


def _turned_back(
    x: float, y: float, wide: float, high: float, turn: int
) -> tuple[float, float]:
    """A place in the turned picture as it stood before the quarter turns."""
    for _ in range(turn % 4):
        # One quarter turn against the clock took (x, y) to (y, width - x).
        x, y = high - y, x
        wide, high = high, wide
    return x, y


def sized(pixels: Any) -> Any:
    """The picture with its longer side at most ``LONG_SIDE`` pixels, fairly reduced."""
    import cv2

    high, wide = pixels.shape
    factor = LONG_SIDE / max(high, wide)
    if factor >= 1:
        return pixels if factor <= 1.6 else _enlarged(pixels, min(factor, 2.0))
    size = (max(round(wide * factor), 1), max(round(high * factor), 1))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def _enlarged(pixels: Any, factor: float) -> Any:
    import cv2

    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)


def level(pixels: Any) -> tuple[Any, float]:
    """The picture turned level, and by how many degrees it was turned."""
    import cv2

    angle = skew_of(pixels)
    if abs(angle) < _LEAST_SKEW:
        return pixels, 0.0
    high, wide = pixels.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    turned = cv2.warpAffine(
        pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255
    )
    return turned, angle


def skew_of(pixels: Any) -> float:
    """Degrees, counted against the clock, by which turning makes the lines level."""
    import cv2
    import numpy as np

    factor = _SKEW_SIDE / max(pixels.shape)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = dark_of(small)
    ys, xs = np.nonzero(dark)
    if len(xs) < 200:
        return 0.0
    if len(xs) > 40_000:
        step = len(xs) // 40_000 + 1
        ys, xs = ys[::step], xs[::step]

    def sharpness(angle: float) -> float:
        rows = ys - xs * tan(radians(angle))
        counts = np.bincount((rows - rows.min()).astype(int)).astype(float)
        return float((np.diff(counts) ** 2).sum())

    coarse = [step * 0.5 for step in range(-13, 14)]
    best = max(coarse, key=sharpness)
    fine = [best + step * 0.1 for step in range(-5, 6)]
    found = max(fine, key=sharpness)
    if abs(found) > _MOST_SKEW or sharpness(found) < 1.05 * sharpness(0.0):
        return 0.0
    return found


def dark_of(pixels: Any) -> Any:
    """True where ink is, told from its surroundings, so that shading is no ink."""
    import cv2

    side = max(min(pixels.shape) // 12, 15) | 1
    return cv2.adaptiveThreshold(
        cv2.medianBlur(pixels, 3),
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        min(side, 99),
        22,
    ).astype(bool)


def square(pixels: Any, across: float, down: float) -> Any:
    """A picture with square pixels: a fax has twice as many dots across as down."""
    import cv2

    high, wide = pixels.shape
    if across > 0 and down > 0 and not 0.8 < across / down < 1.25:
        factor = across / down
    elif 1_700 <= wide <= 1_760 and 950 <= high <= 1_250:
        factor = 2.0  # the width of a fax page, and half its height
    else:
        return pixels
    size = (wide, round(high * factor)) if factor > 1 else (round(wide / factor), high)
    return cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
