"""A page that is hard to read, read in full by both readers.

RapidOCR finds and reads the lines; Tesseract's words are held against them, and add
what it did not find.  It costs three times as much as reading again what matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.content import expressions as re
from workbench.packet.formats import ocr_engines
from workbench.packet.formats.ocr_check import DISPUTED, SETTLED
from workbench.packet.formats.ocr_compare import differ, foreign, plain
from workbench.packet.formats.ocr_engines import Found
from workbench.packet.formats.ocr_gaps import parted
from workbench.packet.formats.ocr_repair import fused, repaired

ADDED = 0.55
"""Confidence from which a word that only one reader found is taken."""
_LEVEL = re.compile(r"(?<![A-Za-z0-9])[CTLS](?P<discs>\d{1,2}-\d{1,2})(?![0-9])")
_READ_SIDE = 1_500
_INFLATED = 0.13
"""Part of a found piece's height above and below that its letters do not fill."""


def pieces(pixels: Any) -> list[Found]:
    """Pieces of lines as RapidOCR finds and reads them, slips of form set right."""
    import cv2

    factor = min(_READ_SIDE / max(pixels.shape), 1.0)
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    found = ocr_engines.lines(cv2.medianBlur(small, 3))
    return [
        Found(
            repaired(plain(one.text)),
            one.left / factor,
            one.top / factor,
            one.right / factor,
            one.bottom / factor,
            one.confidence,
        )
        for one in found
        if one.text.strip()
    ]


class FullReading:
    """Both readings of one picture made one."""

    def __init__(self, pixels: Any, points: float) -> None:
        self.pixels, self.points = pixels, points

    def words(self, first: Sequence[Found], second: Sequence[Found]) -> Iterator[Found]:
        """The words of both readers, with how sure both together are."""
        first = [part for piece in first for part in parted(piece, self.pixels)]
        owned: list[list[Found]] = [[] for _ in first]
        alone: list[Found] = []
        for word in second:
            at = _owner(word, first)
            if at is None:
                alone.append(word)
            else:
                owned[at].append(word)
        for piece, words in zip(first, owned, strict=True):
            yield from self._piece(piece, words)
        for word in alone:
            if word.confidence >= ADDED and any(sign.isalnum() for sign in word.text):
                yield word._replace(confidence=word.confidence * 0.95)

    def _piece(self, piece: Found, words: Sequence[Found]) -> Iterator[Found]:
        """The words of a piece; their places are shared out by their letters."""
        other = repaired(
            " ".join(one.text for one in sorted(words, key=lambda one: one.left))
        )
        piece = piece._replace(text=fused(piece.text, other))
        text, most = self._agreed(piece, other)
        piece = piece._replace(text=text)
        sure = min(piece.confidence, most)
        step = (piece.right - piece.left) / max(len(piece.text), 1)
        inset = _INFLATED * (piece.bottom - piece.top)
        top, bottom = piece.top + inset, piece.bottom - inset
        at = 0
        for part in piece.text.split():
            start = piece.text.index(part, at)
            at = start + len(part)
            left = piece.left + start * step
            place = Found(part, left, top, left + len(part) * step, bottom, sure)
            yield place

    def _agreed(self, piece: Found, other: str) -> tuple[str, float]:
        """A piece's text, and how sure it can be at most, once the other was heard.

        Where they differ on something that decides, the piece is read once more alone,
        and what two of three readings say is taken.
        """
        if foreign(piece.text):
            return other or piece.text, DISPUTED
        if not differ(piece.text, other):
            return piece.text, 1.0
        inset = int(0.1 * (piece.bottom - piece.top))
        part = self.pixels[
            max(int(piece.top) + inset - 6, 0) : int(piece.bottom) - inset + 6,
            max(int(piece.left) - 10, 0) : int(piece.right) + 10,
        ]
        third = repaired(ocr_engines.one_line(part, max(round(72 / self.points), 70)))
        if not differ(piece.text, third):
            return piece.text, SETTLED
        # Both of these readings are one program's: what they say stays doubtful.
        if other and not differ(other, third):
            return with_regions(other, piece.text), DISPUTED
        return piece.text, DISPUTED


def with_regions(text: str, other: str) -> str:
    """A reading with the letters of its levels where only the other has them."""
    for level in _LEVEL.finditer(other):
        bare = re.compile(rf"(?<![A-Za-z0-9/.-]){level['discs']}(?![0-9/.-])")
        if level.group() not in text:
            text = bare.sub(level.group(), text, count=1)
    return text


def _owner(word: Found, pieces: Sequence[Found]) -> int | None:
    """The piece of a line that a word lies in, or mostly covers."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    for at, piece in enumerate(pieces):
        slack = 0.25 * (piece.bottom - piece.top)
        if (
            piece.left - slack <= x <= piece.right + slack
            and piece.top - slack <= y <= piece.bottom + slack
        ):
            return at
    return None
