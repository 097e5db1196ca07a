"""One mention of a service in what asks, before the mentions are joined to lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.extract.rules.frames.operations.procedures import Approach
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.schema.case import Side
from workbench.vocabulary.tables import procedures


@dataclass(frozen=True, slots=True)
class Item:
    """One mention of a service in a stretch that asks: by words, by code or by both."""

    ask: Ask
    kind: str
    code: str | None = None
    count: int | None = None
    levels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    side: Side | None = None
    sides: dict[str, Side | None] = field(default_factory=dict)
    name: str | None = None
    words: bool = False
    approach: Approach | None = None
    concept: str = ""
    stage: int | None = None
    extra: tuple[Ask, ...] = ()

    @property
    def dependent(self) -> bool:
        """Whether it follows other lines."""
        return self.kind in procedures().dependents


@dataclass(frozen=True, slots=True)
class Context:
    """Fields beside the request that give levels and side for all of it."""

    levels: tuple[Ask, ...] = ()
    sides: tuple[Ask, ...] = ()
