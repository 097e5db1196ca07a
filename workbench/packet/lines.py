"""Text to lines and pages, without changing a character of a line."""

from __future__ import annotations

import re
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|\n|\r|\f")


class RawLine(NamedTuple):
    """A line of a source file: its text, where it starts, and its page."""

    text: str
    offset: int
    page: int


def split_lines(text: str) -> list[RawLine]:
    """All lines; a form feed ends a line and a page.  Trailing empty lines go."""
    found: list[RawLine] = []
    start, page = 0, 1
    for match in _BREAK.finditer(text):
        found.append(RawLine(text[start : match.start()], start, page))
        start = match.end()
        if match.group() == "\f":
            page += 1
    found.append(RawLine(text[start:], start, page))
    while found and not found[-1].text.strip():
        found.pop()
    return found
