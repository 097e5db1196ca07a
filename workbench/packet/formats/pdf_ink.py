"""What can be seen on a PDF page: its picture, and words that leave no ink on it.

A word is hidden where the page, drawn as a viewer draws it, shows nothing at its place:
white on white, under a cover, clipped away, off the page or far too small to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.packet.formats.pdf_words import Drawn, Placing

_SCALE = 1.6
_MOST_PIXELS = 3_000_000
_CONTRAST = 36
_READABLE = 2.2
"""Height in points below which letters cannot be read on paper."""
_BRIGHT = 225


def picture(page: Any, placing: Placing, scale: float, most: int) -> Any:
    """The page as grey pixels (rows, columns), never more than ``most`` of them."""
    area = max(placing.width * placing.height, 1.0)
    scale = min(scale, (most / area) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
    try:
        pixels = bitmap.to_numpy()
        return (pixels[:, :, 0] if pixels.ndim == 3 else pixels).copy()
    finally:
        bitmap.close()


def look(page: Any, placing: Placing) -> Any:
    """A small picture of the page for looking at its ink."""
    return picture(page, placing, _SCALE, _MOST_PIXELS)


def seen(drawn: Sequence[Drawn], pixels: Any, placing: Placing) -> list[bool]:
    """For each word whether ink stands at its place."""
    return [_seen(one, pixels, placing) for one in drawn]


def _seen(one: Drawn, pixels: Any, placing: Placing) -> bool:
    word = one.word
    if word.height < _READABLE:
        return False
    high, wide = pixels.shape
    x, y = wide / placing.width, high / placing.height
    inset = 0.12 * word.height
    left, right = int(max(word.left, 0) * x), int(min(word.right, placing.width) * x)
    top = int(max(word.top + inset, 0) * y)
    bottom = int(min(word.bottom - inset, placing.height) * y)
    if left >= right or top >= bottom:
        # A thin sign such as a full stop has hardly a pixel of its own.
        return 0 <= left < wide and 0 <= top < high and word.right > word.left
    part = pixels[top : bottom + 1, left : right + 1]
    if int(part.max()) - int(part.min()) < _CONTRAST:
        return not word.text.isalnum() and not one.white
    return not (one.white and int(sorted(part.flatten())[part.size // 2]) > _BRIGHT)


def has_ink(pixels: Any) -> bool:
    """Whether more than a few specks are printed on a page."""
    return bool((pixels < 128).mean() > 0.0004)
