"""Pieces of one operation that stand in lines of their own, put together.

Forms and operative notes itemise: "1. Anterior cervical discectomy C5-6. 2. Arthrodesis
C5-6. 3. Anterior plate."  Each line alone names no procedure of the table; together
they do.  What stays unsettled stays ``other``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from workbench.extract.rules.frames.operations.procedures import (
    ACDF,
    ARTHROPLASTY,
    CORPECTOMY,
    DECOMPRESSION,
    OTHER,
    POSTERIOR_FUSION,
)

_FRONT = (ACDF, ARTHROPLASTY, CORPECTOMY)
_BACK = (DECOMPRESSION, POSTERIOR_FUSION)
_DISCECTOMY, _FUSION, _LOOSE = "anterior-discectomy", "fusion", "decompression"


class Piece(Protocol):
    """What an item of a request and an operation have in common."""

    @property
    def kind(self) -> str:
        """Procedure id or ``other``."""
        ...

    @property
    def concept(self) -> str:
        """Lexicon concept of the words; empty for a bare code."""
        ...

    @property
    def levels(self) -> tuple[str, ...]:
        """Interspaces."""
        ...

    @property
    def approach(self) -> str | None:
        """The approach, where the words settle it."""
        ...


P = TypeVar("P", bound=Piece)


def assembled(pieces: Sequence[P]) -> list[tuple[P, str]]:
    """The pieces that are procedures of their own, each with its settled kind."""
    whole = _Whole(pieces)
    settled = ((one, whole.kind_of(one)) for one in pieces)
    return [(one, kind) for one, kind in settled if kind is not None]


class _Whole:
    """What all pieces together say of the operation."""

    def __init__(self, pieces: Sequence[Any]) -> None:
        front = [one for one in pieces if one.kind in _FRONT or _open(one, _DISCECTOMY)]
        self.front = bool(front)
        self.front_levels = {level for one in front for level in one.levels}
        self.back = any(one.kind in _BACK and not _loose(one) for one in pieces)
        self.replaced = any(one.kind in (ARTHROPLASTY, CORPECTOMY) for one in pieces)
        self.fused = any(one.kind == ACDF or _open(one, _FUSION) for one in pieces)

    def kind_of(self, one: Piece) -> str | None:
        """The kind of one piece; None where it only completes another."""
        if _open(one, _DISCECTOMY):
            return ACDF if self.fused else None if self.replaced else OTHER
        if _open(one, _FUSION) and self.front != self.back:
            return ACDF if self.front else POSTERIOR_FUSION
        if _loose(one) and self.front and not self.back:
            inside = set(one.levels) <= self.front_levels
            return None if inside else one.kind
        return one.kind


def _open(one: Piece, concept: str) -> bool:
    return one.kind == OTHER and one.concept == concept


def _loose(one: Piece) -> bool:
    """Decompression of no stated approach, which a front operation includes."""
    return one.concept == _LOOSE and one.approach is None
