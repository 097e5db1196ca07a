"""Bytes to text: the encodings that records come in, and what is not text at all."""

from __future__ import annotations

from typing import NamedTuple

from workbench.errors import PacketError

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
"""First bytes of formats that are not plain text, with what to call them."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 65_536
_FIX = "save or copy its text into a .txt file, or paste it with -"


class Decoded(NamedTuple):
    """Text, the encoding it was read with, and how many bytes could not be read."""

    text: str
    encoding: str
    damaged: int


def foreign_format(data: bytes) -> str | None:
    """What the bytes are when they start like a format that is not plain text."""
    return next((name for magic, name in MAGIC if data.startswith(magic)), None)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark shows as every second byte being NUL."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2], sample[1::2]
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = sum(
        sample.count(code) for code in range(32) if code not in b"\t\n\r\f\v"
    )
    return controls > max(4, len(sample) // 20)


def decode(data: bytes, *, where: str) -> Decoded:
    """Text of a plain text file; NUL bytes become blanks and count as damage.

    Raises PacketError for formats that are not text.
    """
    kind = foreign_format(data)
    if kind:
        raise PacketError(f"this is {kind}, which is not read", where=where, fix=_FIX)
    return decode_text(data, where=where)


def decode_text(data: bytes, *, where: str) -> Decoded:
    """Text of bytes that are known to be text of some format, as ``decode`` does it."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data, encoding, where)
    wide = _wide_without_mark(data)
    if wide:
        return _checked(data, wide, where)
    if _looks_binary(data):
        raise PacketError(
            "this is not text (too many control bytes)", where=where, fix=_FIX
        )
    try:
        return _finish(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        return _single_byte(data)


def _checked(data: bytes, encoding: str, where: str) -> Decoded:
    try:
        text = data.decode(encoding, errors="replace")
    except UnicodeError:
        raise PacketError(
            f"the file starts like {encoding} and is not",
            where=where,
            fix="save it as UTF-8 text",
        ) from None
    return _finish(text, encoding, text.count("\ufffd"))


def _single_byte(data: bytes) -> Decoded:
    """UTF-8 with few wrong bytes keeps its form; otherwise Windows-1252 is meant."""
    lenient = data.decode("utf-8", errors="replace")
    wrong = lenient.count("\ufffd")
    high = sum(1 for char in lenient if ord(char) > 127)
    if high > 2 * wrong:
        return _finish(lenient, "utf-8", wrong)
    text = data.decode("cp1252", errors="replace")
    return _finish(text, "windows-1252", text.count("\ufffd"))


def _finish(text: str, encoding: str, damaged: int) -> Decoded:
    nulls = text.count("\x00")
    return Decoded(text.replace("\x00", " "), encoding, damaged + nulls)
