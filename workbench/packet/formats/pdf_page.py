"""One page of a PDF: what it holds, and whether its text or its picture is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from workbench.packet.formats.model import Box
from workbench.packet.formats.pdf_forms import filled_in
from workbench.packet.formats.pdf_ink import has_ink, look, seen
from workbench.packet.formats.pdf_words import Drawn, Placing, drawn_words
from workbench.packet.formats.word import Word

Way = Literal["text", "picture", "layer", "blank"]
"""``layer`` is a scan with text that was recognised before and laid under it."""

_MOST_OBJECTS = 20_000
_COVERED = 0.5
_THIN = 0.22
"""Part of a page's height that a fax banner and a stamp take at most."""
_GARBLED = 0.2


class PageText(NamedTuple):
    """The text layer of a page: what is seen, how to read on, what was hidden."""

    way: Way
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    hidden: int
    """Characters that are in the file and not on the page."""
    pictures: tuple[Box, ...] = ()
    """Pictures within a page of text that may hold text of their own."""


def page_text(page: Any, placing: Placing) -> PageText:
    """What the text layer of a page holds."""
    drawn = drawn_words(page, placing)
    images, rules = _objects(page, placing)
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
    inner = () if way != "text" else tuple(b for b in images if _telling(b, placing))
    return PageText(way, (*words, *written), tuple(rules), hidden, inner)


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


def _objects(page: Any, placing: Placing) -> tuple[list[Box], list[Box]]:
    """Pictures of a page and the level ruling lines drawn on it, as boxes."""
    from pypdfium2 import raw

    images: list[Box] = []
    rules: list[Box] = []
    wanted = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
    for number, item in enumerate(page.get_objects(filter=wanted, max_depth=4)):
        if number > _MOST_OBJECTS:
            break
        box = placing.box(*item.get_bounds())
        clipped = (
            max(box[0], 0.0),
            max(box[1], 0.0),
            min(box[2], placing.width),
            min(box[3], placing.height),
        )
        if clipped[0] >= clipped[2] or clipped[1] > clipped[3]:
            continue
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            images.append(clipped)
        elif clipped[3] - clipped[1] < 3 and clipped[2] - clipped[0] > 20:
            rules.append(clipped)
    return images, rules
