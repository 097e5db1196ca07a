"""Evidence: the place in the packet that a fact stands on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from workbench.schema.base import Model

DOUBTFUL = 0.75
"""Confidence of recognition below which a person must hold a line against its page.

Measured on 1,253 lines (docs/measurements.md): any bound from 0.55 to 0.78 flags one
line in twenty, half of them rightly, and catches four of five wrong ones.
"""

DocumentId = Annotated[str, Field(pattern=r"^D[1-9][0-9]*$")]


def _none(value: object) -> bool:
    return value is None


class Evidence(Model):
    """One verbatim quote: document, every line it touches, the characters themselves.

    ``quote`` is text of those lines, a line break read as one space and nothing else
    changed.  ``start`` and ``end`` are offsets of the quote in the document's lines
    joined by one character each; ``confidence`` is the recognition's, 0 to 1, for
    scanned lines only.
    """

    document: DocumentId
    lines: tuple[Annotated[int, Field(ge=1)], ...] = Field(min_length=1)
    quote: str = Field(min_length=1)
    page: int | None = Field(default=None, exclude_if=_none)
    box: tuple[float, float, float, float] | None = Field(
        default=None, exclude_if=_none
    )
    start: int | None = Field(default=None, exclude_if=_none)
    end: int | None = Field(default=None, exclude_if=_none)
    confidence: float | None = Field(default=None, exclude_if=_none)
