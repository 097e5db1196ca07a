"""A word on a page: its characters, its place, and how surely it was recognised."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """Places in points from the top left corner of the page, as it is looked at.

    ``even`` is the advance of each character where all have the same (typewriter
    fonts), else 0; ``confidence`` is the recognition's, 0 to 1, for scans only.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    even: float = 0.0
    confidence: float | None = None

    @property
    def height(self) -> float:
        """Height of the word's letters in points, never 0."""
        return max(self.bottom - self.top, 0.5)

    @property
    def middle(self) -> float:
        """Height on the page of the word's centre."""
        return (self.top + self.bottom) / 2
