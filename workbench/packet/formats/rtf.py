"""RTF files: text as it stands, headers kept, deleted and hidden text left out.

One pass over the control words.  Groups inherit what holds around them: code page,
hidden, deleted, in a header.  Destinations that hold no text of the document (fonts,
styles, pictures, objects) are skipped; objects are counted and never opened.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.errors import PacketError
from workbench.packet.formats.build import Grid, Lines, NestedRow, pipes
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.pasted import of_rtf
from workbench.packet.formats.rtf_fields import WORDS, FormField
from workbench.packet.formats.rtf_words import (
    CELL,
    CODE_PAGES,
    DROPPED,
    FOOTERS,
    HEADERS,
    LEFT_OUT,
    MERGED,
    NESTED_CELL,
    NESTED_ROW,
    OBJECTS,
    ROW,
    SIGNS,
)
from workbench.packet.formats.symbols import signs_of
from workbench.schema.packet import PacketFlag

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,9})? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|(?P<break>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
_MAX_GROUPS = 200
_START = "ï»¿\x00 \t\r\n"
_SAID = {
    "tracked": ("tracked-changes", "holds deleted text, which was not read"),
    "struck": ("tracked-changes", "holds struck-out text, which was not read"),
    "hidden": ("hidden-text", "holds hidden text, which was not read"),
    "object": ("active-content", "holds embedded objects; none was opened"),
    "remote": ("active-content", "holds links to outside parts; none was followed"),
}


_NOWHERE, _FONTS, _ENTRY = -1, -2, -3


class _Group(NamedTuple):
    """What holds inside one pair of braces; ``out`` is the text that it writes to."""

    out: int = 0
    why: frozenset[str] = frozenset()
    page: str = "cp1252"
    skip: int = 1
    font: int | None = None


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """The lines of an RTF file.  Raises PacketError for one that cannot be read."""
    reader = _Reader(name)
    raw = data.decode("latin-1").lstrip(_START)
    reader.take(raw)
    lines = Lines()
    for kinds, behind in ((HEADERS, True), (("body",), True), (FOOTERS, False)):
        texts = [text for kind, text in reader.texts() if kind in kinds]
        for text in dict.fromkeys(texts):
            _write(lines, text)
        if behind:
            lines.gap()
    flags = [
        PacketFlag.model_validate({"kind": kind, "note": f"{name} {said}"})
        for why, (kind, said) in _SAID.items()
        if reader.left[why]
    ]
    return Converted("rtf", lines.done(), tuple(flags), tuple(of_rtf(raw)))


class _Reader:
    """The state of one pass: open groups, texts in the making, what was left out."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stack = [_Group()]
        self._texts: list[tuple[str, list[str]]] = [("body", [])]
        self._fonts: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._signs: dict[int, dict[int, str]] = {}
        self._field: FormField | None = None
        self._merges: list[bool] = []
        self._merged = False
        self._cell = 0
        self._font: int | None = None
        self._usual = "cp1252"
        self._bytes = bytearray()
        self._ignore = 0
        self._optional = False
        self.left: Counter[str] = Counter()

    def texts(self) -> list[tuple[str, str]]:
        """Header, body and footer texts in order; breaks and cells as signs."""
        return [(kind, "".join(parts)) for kind, parts in self._texts]

    def take(self, raw: str) -> None:
        """Read the whole file."""
        place = 0
        while (match := _TOKEN.match(raw, place)) is not None:
            place = match.end()
            if match["word"]:
                place += self._word(match["word"], match["value"])
            elif match["hex"]:
                self._byte(int(match["hex"], 16))
            elif match["brace"]:
                self._brace(match["brace"])
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["text"]:
                self._say(match["text"])
        self._flush()

    def _brace(self, brace: str) -> None:
        self._flush()
        self._optional = False
        self._ignore = 0
        if brace == "{":
            if len(self._stack) > _MAX_GROUPS:
                raise PacketError(f"it nests more than {_MAX_GROUPS} groups")
            self._stack.append(self._stack[-1])
        elif len(self._stack) > 1:
            self._stack.pop()
            if self._field is not None and len(self._stack) <= self._field.depth:
                made, self._field = self._field, None
                self._emit_out(made.shown())

    def _emit_out(self, text: str) -> None:
        """Text for the nearest group around that writes any."""
        group = next((one for one in reversed(self._stack) if one.out >= 0), None)
        if group is not None and text and not group.why:
            self._texts[group.out][1].append(text)

    def _set(self, group: _Group) -> None:
        self._stack[-1] = group

    def _word(self, word: str, value: str | None) -> int:
        """Obey a control word; gives how many raw characters behind it to pass over."""
        self._flush()
        number = int(value) if value else None
        if word == "bin":
            return max(number or 0, 0)
        optional, self._optional = self._optional, False
        if word == "formfield":
            self._field = FormField(len(self._stack) - 1)
        elif self._field is not None and word in WORDS:
            self._field.values[word] = number or 0
        elif self._field is not None and word == "ffl":
            self._field.entries.append("")
            self._set(self._stack[-1]._replace(out=_ENTRY))
        elif word == "nestrow":
            self._emit_out(NESTED_ROW)
        elif self._rows(word):
            pass
        elif word in DROPPED or (optional and word not in ("shpinst", "shptxt")):
            self._drop(word)
        elif word == "u" and number is not None:
            code = number % 65_536
            drawn = self._drawn(code & 0xFF) if code >> 8 == 0xF0 else None
            self._emit(_char(number) if drawn is None else drawn)
            self._ignore = self._stack[-1].skip
        elif word in SIGNS:
            self._emit(self._cell_end() if word == "cell" else SIGNS[word])
        elif word in HEADERS or word in FOOTERS:
            self._set(self._stack[-1]._replace(out=len(self._texts)))
            self._texts.append((word, []))
        elif word in LEFT_OUT:
            self._leave(word, number)
        else:
            self._page(word, number)
        return 0

    def _rows(self, word: str) -> bool:
        """Whether a word tells of the cells of the row to come; keeps what it tells."""
        if word == "trowd":
            self._merges, self._merged, self._cell = [], False, 0
        elif word == "clvmrg":
            self._merged = True
        elif word == "cellx":
            self._merges.append(self._merged)
            self._merged = False
        else:
            return False
        return True

    def _cell_end(self) -> str:
        place, self._cell = self._cell, self._cell + 1
        merged = place < len(self._merges) and self._merges[place]
        return MERGED + CELL if merged else CELL

    def _drop(self, word: str) -> None:
        self.left["object"] += word in OBJECTS
        if word == "fonttbl":
            self._set(self._stack[-1]._replace(out=_FONTS))
        elif self._stack[-1].out != _FONTS:
            # "\*\template" names a file elsewhere: it is never opened.
            self.left["remote"] += word == "template"
            self._set(self._stack[-1]._replace(out=_NOWHERE))

    def _leave(self, word: str, number: int | None) -> None:
        why = self._stack[-1].why
        if word == "plain":
            left = why - {"hidden", "struck"}
            self._set(self._stack[-1]._replace(why=left, font=None))
            return
        one = {LEFT_OUT[word]}
        self._set(self._stack[-1]._replace(why=why - one if number == 0 else why | one))

    def _page(self, word: str, number: int | None) -> None:
        """Words that say in which code page bytes are meant."""
        group = self._stack[-1]
        if word == "uc" and number is not None:
            self._set(self._stack[-1]._replace(skip=min(max(number, 0), 8)))
        elif word == "ansicpg" and number is not None:
            self._usual = f"cp{number}" if number != 65001 else "utf-8"
            self._set(self._stack[-1]._replace(page=self._usual))
        elif word == "mac":
            self._usual = "mac_roman"
            self._set(self._stack[-1]._replace(page=self._usual))
        elif word == "f" and number is not None:
            self._font = number
            page = self._fonts.get(number, self._usual)
            self._set(self._stack[-1]._replace(page=page, font=number))
        elif word == "fcharset" and group.out == _FONTS and self._font is not None:
            self._fonts[self._font] = CODE_PAGES.get(number or 0, self._usual)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._optional = True
        elif sign in "\r\n":
            self._emit("\n")
        else:
            self._say({"~": " ", "_": "-", "-": ""}.get(sign, sign))

    def _byte(self, value: int) -> None:
        if self._ignore:
            self._ignore -= 1
            return
        sign = self._drawn(value)
        if sign is not None:
            self._flush()
            self._emit(sign)
            return
        self._bytes.append(value)

    def _drawn(self, code: int) -> str | None:
        """What a symbol font draws at a code; None where letters are meant."""
        return self._drawing().get(code)

    def _drawing(self) -> dict[int, str]:
        """The signs of the font in use, if it is one of symbols."""
        font = self._stack[-1].font
        if font is None or self._stack[-1].out < 0:
            return {}
        if font not in self._signs:
            name = self._names.get(font, "").partition(";")[0].strip()
            self._signs[font] = signs_of(name) or {}
        return self._signs[font]

    def _say(self, text: str) -> None:
        self._flush()
        if self._ignore:
            taken = min(self._ignore, len(text))
            self._ignore -= taken
            text = text[taken:]
        signs = self._drawing()
        if signs:
            self._emit("".join(signs.get(ord(char), char) for char in text))
        elif any(ord(char) > 127 for char in text):
            self._bytes += text.encode("latin-1", errors="replace")
            self._flush()
        else:
            self._emit(text)

    def _flush(self) -> None:
        """Bytes so far, as the text that their code page makes of them."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        try:
            self._emit(data.decode(self._stack[-1].page, errors="replace"))
        except LookupError:
            self._emit(data.decode("cp1252", errors="replace"))

    def _emit(self, text: str) -> None:
        group = self._stack[-1]
        if group.out == _FONTS and self._font is not None:
            self._names[self._font] = self._names.get(self._font, "") + text
        elif group.out == _ENTRY and self._field is not None:
            self._field.entries[-1] += text
        if not text or group.out < 0:
            return
        if group.why:
            if text.strip():
                self.left.update(dict.fromkeys(group.why, 1))
            return
        self._texts[group.out][1].append(text)


def _char(number: int) -> str:
    code = number % 65_536
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def _write(lines: Lines, text: str) -> None:
    """Text as lines; the cells of a row between pipes."""
    grid = Grid()
    for piece in text.split(ROW):
        first, last = piece.find(CELL), piece.rfind(CELL)
        if first < 0:
            _say(lines, piece)
            continue
        nested = piece.find(NESTED_CELL)
        start = piece.rfind("\n", 0, first if nested < 0 else min(first, nested)) + 1
        if start:
            _say(lines, piece[: start - 1])
        cells = piece[start:last].split(CELL)
        if "\f" in piece[start:first]:
            lines.new_page()
        grid.start()
        for cell in cells:
            if MERGED in cell:
                grid.go_on()
            else:
                grid.add(_paragraphs(cell))
        lines.row(grid.cells)
        if piece[last + 1 :].strip():
            _say(lines, piece[last + 1 :])


def _paragraphs(cell: str) -> list[str]:
    """What a cell holds: its paragraphs, and the rows of a table within it."""
    *rows, rest = cell.strip().split(NESTED_ROW)
    found: list[str] = []
    for row in rows:
        first, *others = row.rstrip(NESTED_CELL).split(NESTED_CELL)
        own, _, first = first.rpartition("\n")
        found += own.strip().split("\n") if own.strip() else []
        found.append(NestedRow(pipes([one.strip() for one in (first, *others)])))
    if rest.strip() or not found:
        found += rest.replace(NESTED_CELL, " ").strip().split("\n")
    return found


def _say(lines: Lines, text: str) -> None:
    for line in text.split("\n"):
        if "\f" in line:
            lines.new_page()
        lines.add(line.replace("\f", ""))
