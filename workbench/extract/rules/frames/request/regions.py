"""Which region of the spine a mention is of, and what its words or code mean there.

Codes for a further level and plain words ("laminectomy", "fusion") are shared by neck
and low back: the levels beside them, or a first code, settle which.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.operations.procedures import LUMBAR_FUSIONS
from workbench.extract.rules.frames.request.codes import (
    OTHER,
    further_of_lumbar,
    further_of_thoracic,
)
from workbench.extract.rules.frames.request.items import Item
from workbench.extract.rules.words.sought import sought
from workbench.schema.spine import region
from workbench.vocabulary.tables import procedures


def regioned(items: list[Item]) -> list[Item]:
    """Codes of a further level that belong to another region as what they are there."""
    codes = {one.code for one in items if one.code}
    lumbar, thoracic = further_of_lumbar(codes), further_of_thoracic(codes)
    items = [replace(one, kind=OTHER) if one.code in thoracic else one for one in items]
    return [
        _elsewhere(one, "lumbar" if one.code in lumbar else _region(one))
        if one.code in lumbar or _away(one)
        else one
        for one in items
    ]


def _elsewhere(item: Item, where: str) -> Item:
    """The item as the procedure that its code or words mean in another region."""
    table = procedures().procedures
    if where == "lumbar" and item.code:
        for name, one in table.items():
            if item.code in (*one.further, *one.codes) and one.region == where:
                return replace(item, kind=name)
    known = table.get(item.kind)
    kind = known.elsewhere.get(where, OTHER) if known else OTHER
    return replace(item, kind=kind, words=item.words and kind != OTHER)


def _region(item: Item) -> str:
    """The region of an item's places; lumbar where they cross into it."""
    regions = {region(name) for name in _named(item)}
    return "lumbar" if "lumbar" in regions else min(regions)


def joined(items: list[Item]) -> list[Item]:
    """Words for a lumbar fusion as the fusion that the codes beside them name.

    "Decompression and fusion" with the code of a fusion through the disc space is one
    fusion; words for two kinds at one level ("TLIF with posterolateral fusion") are
    the one through the disc space.
    """
    coded = [one for one in items if one.code and one.kind in LUMBAR_FUSIONS]
    kinds = list(dict.fromkeys(one.kind for one in coded))
    worded = [one for one in items if not one.code and one.kind in LUMBAR_FUSIONS]
    through = {one.kind: one for one in worded if one.kind != LUMBAR_FUSIONS[0]}
    found = []
    for one in items:
        loose = one.code is None and one.kind in LUMBAR_FUSIONS
        if loose and kinds and one.kind not in kinds:
            one = replace(one, kind=kinds[0])
        elif loose and not kinds and one.kind == LUMBAR_FUSIONS[0] and through:
            other = next(iter(through.values()))
            same = not one.levels or set(one.levels) <= set(other.levels)
            one = replace(one, kind=other.kind) if same else one
        elif _augments(one) and any(other.kind == "vertebroplasty" for other in items):
            one = replace(one, kind="vertebroplasty")
        found.append(one)
    return found


_KYPHOPLASTY = sought(r"kypho|balloon|\b[bp]kp\b", re.IGNORECASE)


def _augments(item: Item) -> bool:
    """Whether words name any augmentation, though they are read as kyphoplasty."""
    if item.code is not None or item.kind != "kyphoplasty":
        return False
    return _KYPHOPLASTY.search(item.ask.text) is None


def _away(item: Item) -> bool:
    names = _named(item)
    known = procedures().procedures.get(item.kind)
    if known is None or known.region != "cervical" or not names:
        return False
    return all(region(name) != "cervical" for name in names)


def _named(item: Item) -> tuple[str, ...]:
    """The places of an item; of a code for a further level, those on its stretch."""
    own = (*item.levels, *item.sites)
    return own if own or item.code not in _shared() else named_levels(item.ask.text)


@cache
def _shared() -> frozenset[str]:
    """The codes for a further level that several regions share."""
    return frozenset(
        code for one in procedures().procedures.values() for code in one.further
    )
