"""What every file format is turned into: lines with their page, place and doubt.

A converter takes the bytes of one file and gives back its lines.  It never follows a
link, starts a program or touches the disk.  Files inside a file (members of an archive,
attachments of a mail) come back as ``parts`` and are read like files of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from workbench.packet.sources import Source
from workbench.schema.packet import PacketFlag

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points (1/72 inch) from the page's top left corner."""

Progress = Callable[[int, int], None]
"""Called as ``progress(done, total)`` while a long file is read; counts its pages."""


class TextLine(NamedTuple):
    """One line of a file, in reading order.

    ``page`` counts from 1; ``box`` is where the line stands on it, where the format
    knows places; ``confidence`` is the recognition's, 0 to 1, for scanned lines only.
    ``path`` leads back to the element of a structured file that the line says
    ("entry[3].resource.code").  ``opens`` tells that a document begins here, where the
    format says so itself.
    """

    text: str
    page: int = 1
    box: Box | None = None
    confidence: float | None = None
    path: str | None = None
    opens: bool = False


class Converted(NamedTuple):
    """One file as lines; ``format`` is what it was read as ("pdf", "docx", "utf-8").

    ``damaged`` counts characters that could not be read.  ``text`` is the whole text of
    a file that is plain text; its lines are cut from it later, and ``lines`` is empty.
    """

    format: str
    lines: tuple[TextLine, ...]
    flags: tuple[PacketFlag, ...] = ()
    parts: tuple[Source, ...] = ()
    damaged: int = 0
    text: str | None = None


class Converter(Protocol):
    """The ``read`` function of a format's module.

    Raises PacketError for a file that cannot be read; any other error is a fault of
    the converter, which the caller turns into a PacketError without text.
    """

    def __call__(self, data: bytes, *, name: str, progress: Progress) -> Converted:
        """The file's lines; ``name`` is for messages only."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""
