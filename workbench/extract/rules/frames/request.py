"""The request: what is asked for, per procedure and level, with codes and stages.

A request says the same thing in words, in a level field and in code lines.  Each
stretch that asks is read for operations and codes (``request_items``); ``lines`` joins
the items of one document to facts.  What a note only plans has origin ``plan``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.extract.rules.frames.asking import Ask, asks, plans, set_out
from workbench.extract.rules.frames.codes import modifier_side
from workbench.extract.rules.frames.fields import with_fields
from workbench.extract.rules.frames.items import Item
from workbench.extract.rules.frames.lines import facts_of
from workbench.extract.rules.frames.pairing import paired
from workbench.extract.rules.frames.places import level_groups
from workbench.extract.rules.frames.procedures import Hint
from workbench.extract.rules.frames.request_context import (
    approach_of,
    context_of,
    region_of,
)
from workbench.extract.rules.frames.request_items import items_of
from workbench.extract.rules.frames.request_labels import (
    MODIFIER_LABEL,
    UNIT_LABEL,
)
from workbench.extract.rules.frames.scans import by_region
from workbench.extract.rules.frames.services import detailed
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.schema.case import RequestedProcedure

_REFERRING = re.compile(
    r"\b(?:this|the|these|such|said|above|proposed|recommended|planned)\s+"
    r"(?:(?:proposed|recommended|planned|surgical|above|described|cervical)\s+){0,2}"
    r"(?:surgery|procedures?|operations?|intervention)\b",
    re.IGNORECASE,
)
"""Words for an operation that another sentence names."""
_MOST = 400
"""Stretches of one document that are joined; a real request has far fewer."""


def read(document: DocumentView, packet: PacketView) -> list[RequestedProcedure]:
    """Requested and planned procedures of one document, ids "?"."""
    document = with_fields(document)
    stretches = asks(document, packet)[:_MOST]
    planned = plans(document, packet)[:_MOST]
    if planned and _refers(packet, stretches):
        meant = [replace(one, origin="request") for one in planned]
        stretches = sorted([*stretches, *meant], key=lambda one: one.sentence.index)
        planned = []
    inside = set_out(document, packet)
    found: list[RequestedProcedure] = []
    if stretches:
        found += _facts(document, stretches, inside)
    if planned:
        found += _facts(document, planned, inside)
    return detailed(document, by_region(document, found))


def _refers(packet: PacketView, stretches: list[Ask]) -> bool:
    """Whether what is asked for is only named as "this operation", planned above."""
    if any(one.document.kind == "request-form" for one in packet.documents):
        return False
    placed = any(level_groups(ask.text) for ask in stretches)
    return not placed and any(
        ask.explicit and _REFERRING.search(ask.text) for ask in stretches
    )


def _facts(
    document: DocumentView, stretches: list[Ask], inside: frozenset[int]
) -> list[RequestedProcedure]:
    context = context_of(document, stretches, inside)
    hint = Hint(region=region_of(document, stretches), approach=approach_of(stretches))
    items = [
        _counted(document, item) for ask in stretches for item in items_of(ask, hint)
    ]
    bound, context = paired(document, items, context)
    return facts_of(document, bound, context, stretches[0].origin)


def _counted(document: DocumentView, item: Item) -> Item:
    """The item with units and modifier that fields after its code on the line give."""
    sentence = item.ask.sentence
    if item.code is None:
        return item
    line = document.source.line_index(sentence.start)
    for other in document.sentences[sentence.index + 1 : sentence.index + 5]:
        if document.source.line_index(other.start) != line:
            break
        label = other.block.label or ""
        number = re.search(r"\b(\d{1,2})\W*$", other.text)
        if UNIT_LABEL.search(label) and number:
            item = replace(item, count=item.count or int(number.group(1)) or None)
        side = modifier_side(other.text) if MODIFIER_LABEL.search(label) else None
        if side and not item.side:
            told = Ask(other, 0, len(other.text), item.ask.origin, item.ask.stage)
            item = replace(item, side=side, extra=(*item.extra, told))
    return item
