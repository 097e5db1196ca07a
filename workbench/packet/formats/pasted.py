"""Pictures set into other files: those that may be a page or a pasted report are read.

A logo and the picture of a signature are told by their size in pixels, since a report
copied from a screen takes few bytes.  Nothing but the head of a picture is looked at
here; it is read like a file of its own.
"""

from __future__ import annotations

import base64
import binascii
import io
import warnings
from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.packet.sources import Source

_LEAST_LONG, _LEAST_SHORT, _LEAST_AREA = 300, 60, 60_000
"""Pixels of a picture from which it can hold a few lines of text."""
_LEAST_BYTES = 30_000
"""Size from which a picture of an unknown kind is handed on, to be told of."""
_DATA = re.compile(r"data:image/(?P<kind>[a-z]{3,5});base64,", re.IGNORECASE)
_PICT = re.compile(r"\\pict(?![a-z])")
_KINDS = {"pngblip": "png", "jpegblip": "jpg"}
_HEAD = 400
"""Characters behind the word that opens a picture in which its kind stands."""
_NO_DIGITS = re.compile(r"\{[^{}]*\}|\\[a-zA-Z]+-?\d* ?|[^0-9a-fA-F]")
_BRACE = re.compile(r"[{}]")
_MOST_PICTURES = 200


def may_tell(data: bytes) -> bool:
    """Whether a picture is large enough to hold text that somebody pasted."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wide, high = Image.open(io.BytesIO(data)).size
    except Exception:
        return len(data) >= _LEAST_BYTES
    short, long = sorted((wide, high))
    return short >= _LEAST_SHORT and long >= _LEAST_LONG and wide * high >= _LEAST_AREA


def of_address(address: str, number: int) -> Source | None:
    """The picture that a page holds in an address of its own; None for any other."""
    match = _DATA.match(address)
    if match is None:
        return None
    try:
        data = base64.b64decode(address[match.end() :], validate=False)
    except (binascii.Error, ValueError):
        return None
    return _named(data, match["kind"].lower(), number)


def of_rtf(raw: str) -> Iterator[Source]:
    """The pictures of an RTF file's text, of the kinds that are read."""
    found, place = 0, 0
    while found < _MOST_PICTURES and (match := _PICT.search(raw, place)):
        place = match.end()
        head = raw[place : place + _HEAD]
        kind = next((_KINDS[word] for word in _KINDS if f"\\{word}" in head), None)
        if kind is None:
            continue
        start, place = place, _end(raw, place)
        digits = _NO_DIGITS.sub("", raw[start:place])
        made = _named(bytes.fromhex(digits[: len(digits) // 2 * 2]), kind, found + 1)
        if made is not None:
            found += 1
            yield made


def _named(data: bytes, kind: str, number: int) -> Source | None:
    return Source(f"picture-{number}.{kind}", data) if may_tell(data) else None


def _end(raw: str, start: int) -> int:
    """Where the group that a picture stands in ends."""
    depth = 0
    for match in _BRACE.finditer(raw, start):
        depth += 1 if match.group() == "{" else -1
        if depth < 0:
            return match.start()
    return len(raw)
