"""Items at levels, one after the other as Word keeps them, as lists within lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.narrate.pages.blocks import Block, Listing


class Item(NamedTuple):
    """One item: its level from 0, its list's id, first number or None, and text."""

    level: int
    number: str
    start: int | None
    block: Block


def nested(items: Sequence[Item]) -> list[Block]:
    """The lists that the items make; a deeper item belongs to the one before it."""
    out: list[Block] = []
    at = 0
    while at < len(items):
        base = items[at]
        made: list[tuple[Block, ...]] = []
        while at < len(items) and _same_list(items[at], base):
            end = at + 1
            while end < len(items) and items[end].level > base.level:
                end += 1
            made.append((items[at].block, *nested(items[at + 1 : end])))
            at = end
        out.append(Listing(base.start, tuple(made)))
    return out


def _same_list(item: Item, base: Item) -> bool:
    return item.level <= base.level and item.number == base.number
