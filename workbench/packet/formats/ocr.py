"""One picture of a page to words: cleaned, turned, read by two readers.

Tesseract reads the page, and ``ocr_check`` has RapidOCR read again what decides or is
unsure, for a third of the time that RapidOCR takes for a whole page.  A page that is
hard for Tesseract (a photograph, unusual letters, much ink left unread) is read by
RapidOCR in full: it finds the lines, and Tesseract's words are held against them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from workbench.packet.formats import ocr_engines
from workbench.packet.formats.layout import text_lines
from workbench.packet.formats.layout_rules import parting_lines
from workbench.packet.formats.model import Box, TextLine
from workbench.packet.formats.ocr_check import DISPUTED, SETTLED, checked, cut
from workbench.packet.formats.ocr_compare import differ, foreign, plain
from workbench.packet.formats.ocr_engines import Found
from workbench.packet.formats.ocr_forms import suspected
from workbench.packet.formats.ocr_full import ADDED, FullReading, pieces
from workbench.packet.formats.ocr_heights import (
    even,
    stands,
    within_lines,
    without_stacks,
)
from workbench.packet.formats.ocr_image import Upright, level, sized
from workbench.packet.formats.ocr_left import doubted, joined
from workbench.packet.formats.ocr_marks import Marks, without_marks
from workbench.packet.formats.ocr_pitch import with_pitch
from workbench.packet.formats.ocr_repair import repaired
from workbench.packet.formats.ocr_unread import MOST, Unread, unread
from workbench.packet.formats.word import Word

_EASY = 0.7
"""Mean confidence of Tesseract from which its words are the ground of the reading."""
_LEFT = 0.12
"""Part of a page's ink that it may have left unread at most."""
_SCRAPS = frozenset("[]{}()|!_")
"""Signs that brackets are read as; beside a box that was seen, they are its own."""
_UPRIGHT_SURE = 0.72
_LEGIBLE = 0.62


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
    second = [word for word in second if not _in_box(word, marks)]
    words = with_pitch(_words(marks.pixels, second, points))
    words += _ticks(marks, points)
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


def _words(pixels: Any, found: Sequence[Found], points: float) -> list[Word]:
    """All words of an upright page: cheaply where that will do, else by both."""
    rest = unread(pixels, found)
    easy = _sure(found) >= _EASY and rest.share <= _LEFT and len(rest.places) <= MOST
    if not easy:
        return [
            _word(one.text, one, points, one.confidence)
            for one in suspected(
                FullReading(pixels, points).words(pieces(pixels), found)
            )
        ]
    dpi = max(round(72 / points), 70)
    smooth = _smooth(pixels, dpi)
    added = list(_left_over(rest, smooth, dpi))
    words = joined(even(checked(found, smooth, dpi)), [x for x in added if x.text])
    words = [word._replace(text=repaired(word.text)) for word in words]
    words = doubted(suspected(words), [x for x in added if not x.text])
    return [_word(one.text, one, points, one.confidence) for one in words]


def _in_box(word: Found, marks: Marks) -> bool:
    """Whether a word was read where a box was taken out, or is what is left of one."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    scraps = set(word.text) <= _SCRAPS
    for left, top, right, bottom in (box.cut for box in marks.boxes):
        near = (bottom - top) if scraps else 3
        level = top - 3 <= y <= bottom + 3
        if level and left - near <= x <= right + near:
            return True
    return False


def _left_over(rest: Unread, pixels: Any, dpi: int) -> Iterator[Found]:
    """What the second reader makes of ink that the first left unread.

    A place of which nothing can be made comes back without text.
    """
    for left, top, right, bottom in rest.places:
        place = Found("", left, top, right, bottom, 0.0)
        part = cut(pixels, [place])
        text, sure = ocr_engines.piece(part)
        text = repaired(plain(text))
        if sure < ADDED or foreign(text) or not any(map(_tells, text)):
            yield place
            continue
        agreed = not differ(text, repaired(ocr_engines.one_line(part, dpi)))
        known = min(sure, SETTLED if agreed else DISPUTED)
        yield place._replace(text=text, confidence=known)


def _tells(sign: str) -> bool:
    return sign.isalnum() or sign in "+<>=[]"


def _smooth(pixels: Any, dpi: int) -> Any:
    """The picture without grain; grain is larger where a small picture was enlarged."""
    import cv2

    return cv2.GaussianBlur(pixels, (0, 0), max(dpi / 200, 0.7))


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
    """Mean confidence over the characters of the words found; none in those that run
    up or down the page, however well they were read."""
    total = sum(len(one.text) for one in found)
    told = sum(one.confidence * len(one.text) for one in found if not stands(one))
    return told / total if total else 0.0


def _weight(found: Sequence[Found]) -> float:
    """Characters that were read surely: most of them the right way up."""
    sure = (one for one in found if one.confidence > 0.7 and not stands(one))
    return sum(len(one.text) for one in sure)


def _second(pixels: Any, points: float) -> list[Found]:
    dpi = max(round(72 / points), 70)
    found = without_stacks(ocr_engines.words(_smooth(pixels, dpi), dpi))
    return list(within_lines(found))


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
