"""One document of a packet as the lines that it takes up in its source file."""

from __future__ import annotations

from typing import NamedTuple

from workbench.packet.cues import Title


class Piece(NamedTuple):
    """One document's lines: index range, and the title that opened it.

    ``resumes`` is set where a note goes on behind a report that was pasted into it.
    """

    start: int
    end: int
    title: Title | None
    title_line: int | None
    resumes: bool = False
