"""The words of a PDF page's text layer, with their places and how they are drawn.

Places come out as the page is looked at: turned and cropped as a viewer shows it, from
the top left corner, in points.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import degrees
from typing import Any, NamedTuple

from workbench.packet.formats.model import Box
from workbench.packet.formats.symbols import signs_of
from workbench.packet.formats.word import Word

_FINE = 100
_INVISIBLE = 3
_BREAK = 0.28
"""White space between two characters, in heights, that parts two words."""
_NAME = 200
"""Bytes of a font's name that are looked at."""
_MOST_CHARACTERS = 60_000
"""More characters than any page that a person wrote."""


class Drawn(NamedTuple):
    """One word and how it is drawn: ``invisible`` as the layer under a scan is."""

    word: Word
    invisible: bool
    white: bool
    unmapped: bool
    turn: int
    """Clockwise quarter turns of the page after which the word stands upright."""


class _Character(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Placing:
    """From a page's own coordinates to points as it is looked at."""

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self.width, self.height = page.get_size()
        self.rotation = int(page.get_rotation())
        wide, high = int(self.width * _FINE), int(self.height * _FINE)
        x, y = ctypes.c_int(), ctypes.c_int()

        def at(left: float, bottom: float) -> tuple[float, float]:
            raw.FPDF_PageToDevice(
                page,
                0,
                0,
                wide,
                high,
                0,
                left,
                bottom,
                ctypes.byref(x),
                ctypes.byref(y),
            )
            return x.value / _FINE, y.value / _FINE

        self._origin = at(0, 0)
        one, two = at(1000, 0), at(0, 1000)
        self._x = tuple((b - a) / 1000 for a, b in zip(self._origin, one, strict=True))
        self._y = tuple((b - a) / 1000 for a, b in zip(self._origin, two, strict=True))

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box of two corners."""
        xs, ys = [], []
        for x, y in ((left, bottom), (right, top)):
            xs.append(self._origin[0] + x * self._x[0] + y * self._y[0])
            ys.append(self._origin[1] + x * self._x[1] + y * self._y[1])
        return min(xs), min(ys), max(xs), max(ys)


def drawn_words(page: Any, placing: Placing) -> list[Drawn]:
    """All words of the text layer, in the order of the file."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    try:
        return list(_words(raw, textpage, placing))
    finally:
        textpage.close()


def _words(raw: Any, textpage: Any, placing: Placing) -> Iterator[Drawn]:
    count = min(raw.FPDFText_CountChars(textpage), _MOST_CHARACTERS)
    open_: list[_Character] = []
    first = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        made = _character(raw, textpage, index, code, placing)
        if open_ and (made is None or _parts(open_[-1], made)):
            yield _word(raw, textpage, first, open_, placing)
            open_ = []
        if made is None:
            continue
        if not open_:
            first = index
        open_.append(made)
    if open_:
        yield _word(raw, textpage, first, open_, placing)


def _character(
    raw: Any, textpage: Any, index: int, code: int, placing: Placing
) -> _Character | None:
    """One printed character; None for white space and control characters."""
    if code < 33 or code == 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    if code in (0x2, 0xFFFE, 0xFFFF):  # PDFium's mark for a soft hyphen at a line end
        code = 0x2D
    text = chr(code)
    if text.isspace():
        return None
    if 0xF000 <= code <= 0xF0FF:  # where symbol fonts keep their signs
        signs = signs_of(_font(raw, textpage, index))
        text = (signs or {}).get(code & 0xFF, text)
    rect = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, rect):
        return None
    return _Character(text, *placing.box(rect.left, rect.bottom, rect.right, rect.top))


def _parts(before: _Character, after: _Character) -> bool:
    """Whether a character begins a new word, by its place."""
    height = max(after.bottom - after.top, 0.5)
    middle = (after.top + after.bottom) / 2
    return (
        not before.top <= middle <= before.bottom
        or after.left - before.right > _BREAK * height
        or after.left < before.left - 0.5 * height
    )


def _word(
    raw: Any, textpage: Any, first: int, made: list[_Character], placing: Placing
) -> Drawn:
    widths = [one.right - one.left for one in made]
    even = sum(widths) / len(widths)
    letters = {one.text for one in made}
    uneven = (
        max(widths) - min(widths) > 0.04 * even or len(letters & set("iIlL1.,:")) < 1
    )
    word = Word(
        "".join(one.text for one in made),
        min(one.left for one in made),
        min(one.top for one in made),
        max(one.right for one in made),
        max(one.bottom for one in made),
        0.0 if uneven and not _fixed(raw, textpage, first) else even,
    )
    mode, white = _style(raw, textpage, first)
    return Drawn(
        word,
        mode == _INVISIBLE,
        white,
        bool(raw.FPDFText_HasUnicodeMapError(textpage, first)),
        _turn(raw, textpage, first, placing),
    )


def _turn(raw: Any, textpage: Any, index: int, placing: Placing) -> int:
    # PDFium counts the angle clockwise, and from the page as it is stored.
    angle = degrees(raw.FPDFText_GetCharAngle(textpage, index)) + placing.rotation
    return round(-angle / 90) % 4


def _fixed(raw: Any, textpage: Any, index: int) -> bool:
    """Whether the font says that all its characters have one width."""
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, None, 0, ctypes.byref(flags))
    return bool(flags.value & 1)


def _font(raw: Any, textpage: Any, index: int) -> str:
    """The name of a character's font."""
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(_NAME)
    raw.FPDFText_GetFontInfo(textpage, index, name, _NAME, ctypes.byref(flags))
    return name.value.decode("latin-1")


def _style(raw: Any, textpage: Any, index: int) -> tuple[int, bool]:
    """How a character's ink is applied, and whether it is white."""
    owner = raw.FPDFText_GetTextObject(textpage, index)
    mode = raw.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
    parts = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFText_GetFillColor(textpage, index, *map(ctypes.byref, parts))
    shade = [part.value for part in parts]
    return mode, bool(known and (min(shade[:3]) > 240 or shade[3] < 16))
