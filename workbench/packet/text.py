"""A document's lines as one string, and the way back from offsets to evidence."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, Line


class DocumentText:
    """The lines of one document joined by ``"\\n"``; offsets count in that string."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = "\n".join(line.text for line in document.lines)
        self._cited: dict[tuple[int, int], Evidence] = {}

    @cached_property
    def _starts(self) -> list[int]:
        starts, place = [], 0
        for line in self.document.lines:
            starts.append(place)
            place += len(line.text) + 1
        return starts

    def line_index(self, offset: int) -> int:
        """Index into ``document.lines`` of the line that holds an offset."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def line_start(self, index: int) -> int:
        """Offset at which the line with this index starts."""
        return self._starts[index]

    def cite(self, start: int, end: int) -> Evidence:
        """Evidence for the characters from ``start`` to ``end``, outer blanks dropped.

        Raises ValueError when nothing but blanks is left.
        """
        span = start, end
        if span not in self._cited:
            self._cited[span] = self._evidence(start, end)
        return self._cited[span]

    def _evidence(self, start: int, end: int) -> Evidence:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            raise ValueError("an empty quote is no evidence")
        first, last = self.line_index(start), self.line_index(end - 1)
        lines = self.document.lines[first : last + 1]
        doubts = [line.confidence for line in lines if line.confidence is not None]
        return Evidence(
            document=self.document.id,
            lines=tuple(line.number for line in lines),
            quote=self.text[start:end].replace("\n", " "),
            page=lines[0].page if self.document.pages > 1 else None,
            box=_around(lines),
            start=start,
            end=end,
            confidence=min(doubts) if doubts else None,
        )


def _around(lines: tuple[Line, ...]) -> tuple[float, float, float, float] | None:
    """The box around the lines that stand on the first one's page, if they have any."""
    boxes = [
        line.box
        for line in lines
        if line.box is not None and line.page == lines[0].page
    ]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
