"""What every file format is turned into: lines with their page, place and doubt.

A converter takes the bytes of one file and gives back its lines.  It never follows a
link, starts a program or touches the disk.  Files inside a file (members of an archive,
attachments of a mail) come back as ``parts`` and are read like files of their own.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.packet.sources import Source
from workbench.schema.packet import PacketFlag

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points (1/72 inch) from the page's top left corner."""


class TextLine(NamedTuple):
    """One line of a file, in reading order.

    ``page`` counts from 1; ``box`` is where the line stands on it, where the format
    knows places; ``confidence`` is the recognition's, 0 to 1, for scanned lines only.
    """

    text: str
    page: int = 1
    box: Box | None = None
    confidence: float | None = None


class Converted(NamedTuple):
    """One file as lines; ``format`` is what it was read as ("pdf", "docx", "utf-8").

    ``damaged`` counts characters that could not be read.
    """

    format: str
    lines: tuple[TextLine, ...]
    flags: tuple[PacketFlag, ...] = ()
    parts: tuple[Source, ...] = ()
    damaged: int = 0
