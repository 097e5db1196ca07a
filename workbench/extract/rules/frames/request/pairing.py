"""Level and side fields that belong to one of several procedures of a form.

A form may give each procedure its own fields, on the same line ("Procedure 2:
Foraminotomy   Level: C6-7   Side: Left") or below it, block after block.  Fields that
belong to no one procedure hold for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import (
    named_levels,
    named_vertebrae,
)
from workbench.extract.rules.frames.request.items import Context, Item
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.extract.rules.model import DocumentView

_COUNTED = re.compile(
    r"\b(?:services?|procedures?|proc|lines?|items?|codes?|cpt|levels?|sides?|surgery)"
    r"[ ]{0,2}(?:#|no\.?|number)?[ ]{0,2}(\d{1,2})\b|^\W*(\d{1,2})(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)


def paired(
    document: DocumentView, items: list[Item], context: Context
) -> tuple[list[Item], Context]:
    """The items with the fields that are theirs, and the fields left for all."""
    found = [_on_line(document, item, context) for item in _numbered(items, context)]
    if found == items:
        found = _block_by_block(items, context)
    used = {id(ask) for item in found for ask in item.extra}
    return found, Context(
        levels=tuple(ask for ask in context.levels if id(ask) not in used),
        sides=tuple(ask for ask in context.sides if id(ask) not in used),
    )


def _numbered(items: list[Item], context: Context) -> list[Item]:
    """Items with the fields of their own number ("Service 4 Code", "Service 4 Level").

    A level of its own makes also a code that follows others one of that level.
    """
    levels = _by_number(context.levels)
    sides = _by_number(context.sides)
    found: list[Item] = []
    for item in items:
        number = _number(item.ask)
        own = levels.get(number, []) if number and not _placed(item) else []
        given = _given(item, own, sides.get(number, [])) if own else item
        found.append(given)
    return found


def _by_number(fields: Iterable[Ask]) -> dict[str | None, list[Ask]]:
    found: dict[str | None, list[Ask]] = {}
    for ask in fields:
        found.setdefault(_number(ask), []).append(ask)
    return found


def _number(ask: Ask) -> str | None:
    """The number in a field's label that counts the services of a form."""
    match = _COUNTED.search(ask.sentence.block.label or "")
    return (match[1] or match[2]) if match else None


def _placed(item: Item) -> bool:
    return bool(item.levels or item.sites)


def _waits(item: Item) -> bool:
    """Whether an item is a procedure that still lacks a level."""
    return not (item.dependent or item.levels or item.sites)


def _on_line(document: DocumentView, item: Item, context: Context) -> Item:
    line_of = document.source.line_index
    line = line_of(item.ask.sentence.start)
    levels = [one for one in context.levels if line_of(one.sentence.start) == line]
    sides = [one for one in context.sides if line_of(one.sentence.start) == line]
    return _given(item, levels, sides) if levels and _waits(item) else item


def _given(item: Item, levels: Iterable[Ask], sides: Iterable[Ask]) -> Item:
    fields = tuple(levels)
    return replace(
        item,
        levels=tuple(name for one in fields for name in named_levels(one.text)),
        sites=tuple(name for one in fields for name in named_vertebrae(one.text)),
        side=item.side or next((one.side for one in sides), None),
        extra=(*item.extra, *fields, *sides),
    )


def _block_by_block(items: list[Item], context: Context) -> list[Item]:
    """Procedures and level fields that take turns belong together in pairs."""
    places: list[tuple[int, bool, int]] = [
        (item.ask.sentence.index, True, number)
        for number, item in enumerate(items)
        if _waits(item)
    ]
    places += [
        (ask.sentence.index, False, number) for number, ask in enumerate(context.levels)
    ]
    runs = [
        (is_item, [number for _, _, number in run])
        for is_item, run in groupby(sorted(places), key=lambda one: one[1])
    ]
    procedures = [numbers for is_item, numbers in runs if is_item]
    levels = [numbers for is_item, numbers in runs if not is_item]
    if len(procedures) < 2 or len(procedures) != len(levels):
        return items
    found = list(items)
    for mine, fields in zip(procedures, levels, strict=True):
        asks = [context.levels[number] for number in fields]
        for number in mine:
            found[number] = _given(items[number], asks, _sides(asks, context))
    return found


def _sides(levels: list[Ask], context: Context) -> list[Ask]:
    """Side fields directly beside the level fields."""
    places = {one.sentence.index for one in levels}
    near = {place + step for place in places for step in (-1, 1)}
    return [one for one in context.sides if one.sentence.index in near]
