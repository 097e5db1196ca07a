"""Text to lines and pages, without changing a character of a line."""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re
from workbench.packet.formats.model import Box, Converted, TextLine

_BREAK = re.compile(r"\r\n|\n|\r|\f")
_INNER_BREAK = re.compile(r"[\r\n\f\v\x00\x1c-\x1e\x85\u2028\u2029]+")


class RawLine(NamedTuple):
    """A line of a source file: its text, where it starts, and its page.

    The rest are those of ``formats.model.TextLine``.
    """

    text: str
    offset: int
    page: int
    box: Box | None = None
    confidence: float | None = None
    path: str | None = None
    opens: bool = False


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
    return _trimmed(found)


def raw_lines(converted: Converted) -> list[RawLine]:
    """The lines of a file; offsets count in its text, lines joined by one character."""
    if converted.text is not None:
        return split_lines(converted.text)
    found: list[RawLine] = []
    start = 0
    for line in converted.lines:
        found.append(_raw(line, start))
        start += len(found[-1].text) + 1
    return _trimmed(found)


def _raw(line: TextLine, start: int) -> RawLine:
    text = _INNER_BREAK.sub(" ", line.text)
    return RawLine(text, start, *line[1:])


def _trimmed(lines: list[RawLine]) -> list[RawLine]:
    while lines and not lines[-1].text.strip():
        lines.pop()
    return lines
