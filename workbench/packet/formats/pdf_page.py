"""One page of a PDF: what it holds, and whether its text or its picture is read.

A scan with text laid under it is recognised anew where it can be, since that text may
be poor or say something else than the page; without the recognisers it is taken where
it looks like words, and flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean
from typing import Any, Literal, NamedTuple

from workbench.packet.formats import ocr_engines
from workbench.packet.formats.layout import text_lines
from workbench.packet.formats.layout_rules import parting_lines
from workbench.packet.formats.model import Box, TextLine
from workbench.packet.formats.page import Page, flag
from workbench.packet.formats.pdf_boxes import SCALE, is_small_square, with_boxes
from workbench.packet.formats.pdf_forms import filled_in
from workbench.packet.formats.pdf_ink import has_ink, look, picture, seen
from workbench.packet.formats.pdf_turn import led_back, quarters, turned
from workbench.packet.formats.pdf_words import Drawn, Placing, drawn_words
from workbench.packet.formats.word import Word
from workbench.schema.packet import PacketFlag

Way = Literal["text", "picture", "layer", "blank"]
"""``layer`` is a scan with text that was recognised before and laid under it."""

_MOST_OBJECTS = 20_000
_COVERED = 0.5
_THIN = 0.22
"""Part of a page's height that a fax banner and a stamp take at most."""
_GARBLED = 0.2
_HIDDEN = 4


_DPI = 200
_MOST_PIXELS = 8_000_000
_UNCHECKED = 0.7
"""Confidence of text laid under a scan that nobody has held against the picture."""


def read_page(
    page: Any, placing: Placing, *, number: int, name: str, recognise: bool
) -> Page:
    """The lines of a page; without ``recognise``, a scan comes back unread."""
    found = page_text(page, placing)
    flags = []
    if found.hidden >= _HIDDEN:
        what = f"holds {found.hidden} characters that cannot be seen and were not read"
        flags.append(flag("hidden-text", number, name, what))
    scan = found.way in ("picture", "layer") or bool(found.pictures)
    if scan and not recognise:
        return Page(scan=True)
    if found.way == "layer" and not ocr_engines.available():
        what = "is a scan; the text laid under it was taken unchecked"
        flags.append(flag("unreadable", number, name, what))
        words = [word._replace(confidence=_UNCHECKED) for word in found.words]
        return Page(tuple(text_lines(words, page=number)), tuple(flags))
    if found.way in ("picture", "layer"):
        return _scanned(page, placing, number, name, tuple(flags))
    words = list(found.words)
    if found.pictures and ocr_engines.available():
        words += _within(page, placing, found)
    elif found.pictures:
        what = "holds a picture that may hold text and was not read"
        flags.append(flag("unreadable", number, name, what))
    if found.quarters:
        return Page(tuple(_sideways(page, found.quarters, number)), tuple(flags))
    return Page(tuple(_lines(found, words, number)), tuple(flags))


def _lines(found: PageText, words: Sequence[Word], number: int) -> list[TextLine]:
    parted = [*words, *parting_lines(found.rules, found.uprights, words)]
    return text_lines(parted, page=number, rules=found.rules, uprights=found.uprights)


def _sideways(page: Any, quarters: Sequence[int], number: int) -> Iterator[TextLine]:
    """The lines of a page on which text runs in more than one direction."""
    for quarter in quarters:
        before = turned(page, quarter)
        placing = Placing(page)
        found = page_text(page, placing, upright=True)
        for line in _lines(found, found.words, number):
            yield led_back(line, quarter, placing.width, placing.height)
        page.set_rotation(before)


def _pixels(page: Any, placing: Placing) -> Any:
    return picture(page, placing, _DPI / 72, _MOST_PIXELS)


def _scanned(
    page: Any, placing: Placing, number: int, name: str, flags: tuple[PacketFlag, ...]
) -> Page:
    from workbench.packet.formats.scan import scanned

    pixels = _pixels(page, placing)
    read = scanned(pixels, number=number, name=name, width=placing.width)
    return read._replace(flags=(*flags, *read.flags))


def _within(page: Any, placing: Placing, found: PageText) -> list[Word]:
    """Words in pictures on a page of text, where no text of the page stands."""
    from workbench.packet.formats.ocr import read_picture

    pixels = _pixels(page, placing)
    scale = pixels.shape[1] / placing.width
    words: list[Word] = []
    for left, top, right, bottom in found.pictures:
        part = pixels[
            int(top * scale) : int(bottom * scale),
            int(left * scale) : int(right * scale),
        ]
        if min(part.shape) < 40 or not has_ink(part):
            continue
        for word in read_picture(part.copy(), page=1, width=right - left).words:
            moved = word._replace(
                left=word.left + left,
                right=word.right + left,
                top=word.top + top,
                bottom=word.bottom + top,
            )
            if not any(_over(moved, other) for other in found.words):
                words.append(moved)
    return words if _tells(words) else []


def _tells(words: Sequence[Word]) -> bool:
    """Whether a picture holds text and is no drawing with a stray letter."""
    sure = [word.confidence for word in words if word.confidence is not None]
    return len(sure) >= 4 and mean(sure) >= 0.7


def _over(word: Word, other: Word) -> bool:
    x, y = (word.left + word.right) / 2, word.middle
    return other.left <= x <= other.right and other.top <= y <= other.bottom


class PageText(NamedTuple):
    """The text layer of a page: what is seen, how to read on, what was hidden."""

    way: Way
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    uprights: tuple[Box, ...]
    hidden: int
    """Characters that are in the file and not on the page."""
    pictures: tuple[Box, ...] = ()
    """Pictures within a page of text that may hold text of their own."""
    quarters: tuple[int, ...] = ()
    """Directions of text, where not all of it stands upright."""


def page_text(page: Any, placing: Placing, *, upright: bool = False) -> PageText:
    """What the text layer of a page holds; ``upright``: of text that stands so."""
    drawn = drawn_words(page, placing)
    ways = quarters(drawn)
    if upright:
        drawn = [one for one in drawn if one.turn == 0]
    images, rules, uprights, squares = _objects(page, placing)
    pixels = look(page, placing)
    visible = seen(drawn, pixels, placing)
    covered = _share(images, placing)
    layered = covered >= _COVERED
    shown: list[Word] = []
    under: list[Word] = []
    hidden = 0
    for one, is_seen in zip(drawn, visible, strict=True):
        if one.invisible and layered and is_seen:
            under.append(one.word)
        elif one.invisible or not is_seen:
            hidden += len(one.word.text)
        else:
            shown.append(one.word)
    way = _way(drawn, shown, under, placing, layered, pixels)
    words = under + shown if way == "layer" else shown
    written = filled_in(page, placing, words)
    if squares and way == "text":
        words = _ticked(page, placing, words, squares, written)
    inner = () if way != "text" else tuple(b for b in images if _telling(b, placing))
    return PageText(
        way,
        (*words, *written),
        tuple(rules),
        tuple(uprights),
        hidden,
        inner,
        tuple(ways),
    )


def _way(
    drawn: Sequence[Drawn],
    shown: Sequence[Word],
    under: Sequence[Word],
    placing: Placing,
    layered: bool,
    pixels: Any,
) -> Way:
    if not shown and not under:
        return "picture" if has_ink(pixels) else "blank"
    garbled = sum(one.unmapped or not one.word.text.isprintable() for one in drawn)
    if garbled > _GARBLED * len(drawn):
        return "picture"
    if layered and _spread(shown, placing) <= _THIN:
        return "layer" if len(under) > 3 else "picture"
    return "text"


def _ticked(
    page: Any,
    placing: Placing,
    words: Sequence[Word],
    squares: Sequence[Box],
    written: Sequence[Word],
) -> list[Word]:
    """The words with drawn boxes among them, but for those that are form fields."""
    free = [
        box
        for box in squares
        if not any(
            box[0] - 2 <= (one.left + one.right) / 2 <= box[2] + 2
            and box[1] - 2 <= one.middle <= box[3] + 2
            for one in written
        )
    ]
    pixels = picture(page, placing, SCALE, _MOST_PIXELS)
    scale = pixels.shape[1] / max(placing.width, 1.0)
    return list(with_boxes(words, free, pixels, scale)) if free else list(words)


def _spread(words: Sequence[Word], placing: Placing) -> float:
    """Part of the page's height on which words stand."""
    return float(len({int(w.middle / 8) for w in words}) * 8 / max(placing.height, 1))


def _share(images: Sequence[Box], placing: Placing) -> float:
    area = sum((b[2] - b[0]) * (b[3] - b[1]) for b in images)
    return float(area / max(placing.width * placing.height, 1))


def _telling(box: Box, placing: Placing) -> bool:
    """Whether a picture is large enough to be a pasted report and no logo."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return bool(area >= 0.12 * placing.width * placing.height)


class _Drawing(NamedTuple):
    """What is drawn on a page: pictures, ruling lines, and what may be boxes."""

    images: list[Box]
    rules: list[Box]
    uprights: list[Box]
    squares: list[Box]


def _objects(page: Any, placing: Placing) -> _Drawing:
    """Pictures of a page, level and upright ruling lines, and small squares."""
    from pypdfium2 import raw

    found = _Drawing([], [], [], [])
    wanted = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
    for number, item in enumerate(page.get_objects(filter=wanted, max_depth=4)):
        if number > _MOST_OBJECTS:
            break
        box = placing.box(*_bounds(item))
        clipped = (
            max(box[0], 0.0),
            max(box[1], 0.0),
            min(box[2], placing.width),
            min(box[3], placing.height),
        )
        if clipped[0] >= clipped[2] or clipped[1] > clipped[3]:
            continue
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            found.images.append(clipped)
        elif clipped[3] - clipped[1] < 3 and clipped[2] - clipped[0] > 20:
            found.rules.append(clipped)
        elif clipped[2] - clipped[0] < 3 and clipped[3] - clipped[1] > 8:
            found.uprights.append(clipped)
        elif is_small_square(clipped):
            found.squares.append(clipped)
    return found


def _bounds(item: Any) -> tuple[float, float, float, float]:
    """The bounds of an object on its page, led out of the forms that it stands in."""
    left, bottom, right, top = item.get_bounds()
    held = item.container
    while held is not None:
        matrix = held.get_matrix()
        corners = [matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = zip(*corners, strict=True)
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        held = held.container
    return left, bottom, right, top
