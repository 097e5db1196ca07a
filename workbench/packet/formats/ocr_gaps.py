"""Wide white space inside a piece that was read as one: where fields stand apart.

The reader of lines writes one blank for any white space, so fields of a form and cells
of a table would run together.  The ink tells where the white space is wide.
"""

from __future__ import annotations

from typing import Any

from workbench.packet.formats.ocr_engines import Found

_WIDE = 1.05
"""Width of white space that parts fields, in heights of the letters."""
_LETTERS = 0.74
"""Part of a found piece's height that its letters fill."""
_DARK = 120
_FAR = 4
"""Characters by which the blank in the text may be off from the white space."""


def parted(piece: Found, pixels: Any) -> list[Found]:
    """The piece cut at wide white space, each part with its own place."""
    if " " not in piece.text.strip():
        return [piece]
    gaps = _gaps(piece, pixels)
    if not gaps:
        return [piece]
    made: list[Found] = []
    text, left = piece.text, piece.left
    total = (piece.right - piece.left) - sum(end - start for start, end in gaps)
    step = total / max(len(text) - len(gaps), 1)
    for start, end in gaps:
        at = _blank(text, (start - left) / max(step, 0.1))
        if at is None:
            continue
        made.append(piece._replace(text=text[:at], left=left, right=start))
        text, left = text[at + 1 :], end
    made.append(piece._replace(text=text, left=left))
    return [one for one in made if one.text.strip()]


def _gaps(piece: Found, pixels: Any) -> list[tuple[float, float]]:
    """Left and right edges of the wide white spaces between letters."""
    import cv2
    import numpy as np

    high = piece.bottom - piece.top
    inset = int(0.1 * high)
    left, right = max(int(piece.left), 0), int(piece.right)
    part = pixels[
        max(int(piece.top) + inset, 0) : int(piece.bottom) - inset, left:right
    ]
    if min(part.shape) < 3:
        return []
    clean = cv2.medianBlur(np.ascontiguousarray(part), 3)
    inked = np.flatnonzero((clean < _DARK).sum(axis=0) >= 2)
    if len(inked) < 2:
        return []
    steps = np.diff(inked)
    wide = np.flatnonzero(steps >= _WIDE * _LETTERS * high)
    return [(left + float(inked[at]), left + float(inked[at + 1])) for at in wide]


def _blank(text: str, place: float) -> int | None:
    """The blank of a text that is nearest to a place, if one is near."""
    blanks = [at for at, sign in enumerate(text) if sign == " "]
    best = min(blanks, key=lambda at: abs(at - place), default=None)
    return best if best is not None and abs(best - place) <= _FAR else None
