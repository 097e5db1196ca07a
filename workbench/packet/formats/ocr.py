"""One picture of a page to words: cleaned, turned, read by two readers.

RapidOCR is the first reader, since it kept digits and levels best in measurement;
Tesseract the second: it adds words that the first did not find, and where both differ
on something that decides, the words of that line become doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from workbench.packet.formats import ocr_engines
from workbench.packet.formats.layout import text_lines
from workbench.packet.formats.layout_rules import parting_lines
from workbench.packet.formats.model import Box, TextLine
from workbench.packet.formats.ocr_compare import differ, foreign, plain
from workbench.packet.formats.ocr_engines import Found
from workbench.packet.formats.ocr_gaps import parted
from workbench.packet.formats.ocr_image import Upright, level, sized
from workbench.packet.formats.ocr_marks import Marks, without_marks
from workbench.packet.formats.ocr_repair import fused, repaired
from workbench.packet.formats.word import Word

DISPUTED = 0.5
"""Confidence of a line on whose numbers, sides or negations two readers differ."""
_UPRIGHT_SURE = 0.72
_READ_SIDE = 1_500
_ADDED = 0.55
"""Confidence from which a word that only the second reader found is taken."""
_LEGIBLE = 0.62
_SETTLED = 0.9
"""Confidence at most of a piece that only a reading of its own confirmed."""
_INFLATED = 0.13
"""Part of a found piece's height above and below that its letters do not fill."""


class PageReading(NamedTuple):
    """What stands on a picture of a page; places are points on the page as it came."""

    lines: tuple[TextLine, ...]
    words: tuple[Word, ...]
    legible: bool
    open_boxes: int
    """Boxes of which the ink does not tell whether they are ticked."""


def read_picture(pixels: Any, *, page: int, width: float) -> PageReading:
    """Read grey pixels (rows, columns) of a page that is ``width`` points wide."""
    points = width / pixels.shape[1]
    before = pixels.shape[1]
    pixels = sized(pixels)
    points *= before / pixels.shape[1]
    upright, marks, second = _upright(pixels, points)
    first = _first(marks.pixels)
    read = _Reading(marks.pixels, points)
    words = [*read.words(first, second), *_ticks(marks, points)]
    rules = [_box(cut, points) for cut in marks.level_rules]
    uprights = [_box(cut, points) for cut in marks.upright_rules]
    shown = [*words, *parting_lines(rules, uprights, words)]
    lines = tuple(
        line._replace(box=upright.to_page(line.box)) if line.box else line
        for line in text_lines(shown, page=page, rules=rules)
    )
    placed = tuple(_on_page(word, upright) for word in words)
    unsure = sum(box.ticked is None for box in marks.boxes)
    return PageReading(lines, placed, _legible(words), unsure)


def _upright(pixels: Any, points: float) -> tuple[Upright, Marks, list[Found]]:
    """The page upright and level, without lines, and as the second reader reads it."""
    turned, skew = level(pixels)
    marks = without_marks(turned)
    second = _second(marks.pixels, points)
    if _sure(second) >= _UPRIGHT_SURE:
        return Upright(turned, 0, skew, points), marks, second
    import numpy as np

    turn = ocr_engines.quarter_turns(pixels)
    tries = (turn,) if turn is not None else (2, 1, 3)
    best = (Upright(turned, 0, skew, points), marks, second)
    for quarter in tries:
        if quarter == 0:
            continue
        turned, skew = level(np.ascontiguousarray(np.rot90(pixels, quarter)))
        marks = without_marks(turned)
        found = _second(marks.pixels, points)
        if _weight(found) > 1.2 * _weight(best[2]):
            best = (Upright(turned, quarter, skew, points), marks, found)
        if _sure(found) >= _UPRIGHT_SURE:
            break
    return best


def _sure(found: Sequence[Found]) -> float:
    """Mean confidence over the characters of the words found."""
    total = sum(len(one.text) for one in found)
    return (
        sum(one.confidence * len(one.text) for one in found) / total if total else 0.0
    )


def _weight(found: Sequence[Found]) -> float:
    """Characters that were read surely: most of them the right way up."""
    return sum(len(one.text) for one in found if one.confidence > 0.7)


def _second(pixels: Any, points: float) -> list[Found]:
    import cv2

    smooth = cv2.GaussianBlur(cv2.medianBlur(pixels, 3), (0, 0), 0.8)
    return ocr_engines.words(smooth, max(round(72 / points), 70))


def _first(pixels: Any) -> list[Found]:
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


class _Reading:
    """Both readings of one picture made one."""

    def __init__(self, pixels: Any, points: float) -> None:
        self.pixels, self.points = pixels, points

    def words(self, first: Sequence[Found], second: Sequence[Found]) -> Iterator[Word]:
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
            if word.confidence >= _ADDED and any(sign.isalnum() for sign in word.text):
                yield _word(word.text, word, self.points, word.confidence * 0.95)

    def _piece(self, piece: Found, words: Sequence[Found]) -> Iterator[Word]:
        """The words of a piece; their places are shared out by their letters."""
        other = repaired(
            " ".join(one.text for one in sorted(words, key=lambda one: one.left))
        )
        piece = piece._replace(text=fused(piece.text, other))
        sure = min(piece.confidence, self._agreed(piece, other))
        step = (piece.right - piece.left) / max(len(piece.text), 1)
        inset = _INFLATED * (piece.bottom - piece.top)
        top, bottom = piece.top + inset, piece.bottom - inset
        at = 0
        for part in piece.text.split():
            start = piece.text.index(part, at)
            at = start + len(part)
            left = piece.left + start * step
            place = Found(part, left, top, left + len(part) * step, bottom, sure)
            yield _word(part, place, self.points, sure)

    def _agreed(self, piece: Found, other: str) -> float:
        """How sure a piece can be at most, once the second reader was heard.

        Where they differ on something that decides, the piece is read once more alone.
        """
        if foreign(piece.text):
            return DISPUTED
        if not differ(piece.text, other):
            return 1.0
        inset = int(0.1 * (piece.bottom - piece.top))
        part = self.pixels[
            max(int(piece.top) + inset - 6, 0) : int(piece.bottom) - inset + 6,
            max(int(piece.left) - 10, 0) : int(piece.right) + 10,
        ]
        third = repaired(ocr_engines.one_line(part, max(round(72 / self.points), 70)))
        return _SETTLED if not differ(piece.text, third) else DISPUTED


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


def _word(text: str, found: Found, points: float, sure: float) -> Word:
    return Word(
        text,
        found.left * points,
        found.top * points,
        found.right * points,
        found.bottom * points,
        0.0,
        round(min(max(sure, 0.0), 1.0), 3),
    )


def _box(cut: tuple[int, int, int, int], points: float) -> Box:
    return cut[0] * points, cut[1] * points, cut[2] * points, cut[3] * points


def _ticks(marks: Marks, points: float) -> Iterator[Word]:
    """Boxes to tick, as a typist writes them."""
    for box in marks.boxes:
        sign = "[ ]" if box.ticked is False else "[x]"
        left, top, right, bottom = _box(box.cut, points)
        sure = DISPUTED if box.ticked is None else 0.95
        yield Word(sign, left, top, right, bottom, 0.0, sure)


def _legible(words: Sequence[Word]) -> bool:
    known = [(w.confidence, len(w.text)) for w in words if w.confidence is not None]
    total = sum(n for _, n in known)
    return bool(total) and sum(c * n for c, n in known) / total >= _LEGIBLE


def _on_page(word: Word, upright: Upright) -> Word:
    left, top, right, bottom = upright.to_page(
        (word.left, word.top, word.right, word.bottom)
    )
    return word._replace(left=left, top=top, right=right, bottom=bottom)
