"""Which procedure the pieces of a clause name together, and in which region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import (
    ACDF,
    ANTERIOR,
    ARTHROPLASTY,
    COMPONENTS,
    CORPECTOMY,
    DECOMPRESSION,
    LUMBAR_DECOMPRESSION,
    LUMBAR_FRONT,
    LUMBAR_INTERBODY,
    OTHER,
    POSTERIOR,
    POSTERIOR_FUSION,
    Hint,
    Operation,
)
from workbench.schema.spine import region
from workbench.vocabulary.tables import procedures


def joined(raw: list[Operation], text: str, hint: Hint) -> Iterator[Operation]:
    """The procedures that the pieces of a clause come to."""
    kinds = {one.kind for one in raw}
    concepts = {one.concept for one in raw}
    for one in raw:
        if one.concept == "posterior-decompression-fusion":
            yield replace(one, kind=DECOMPRESSION)
            yield replace(one, kind=POSTERIOR_FUSION)
        elif one.concept == "lumbar-decompression-fusion":
            yield replace(one, kind=LUMBAR_DECOMPRESSION)
            yield one
        elif one.concept == "anterior-discectomy":
            yield from _anterior_discectomy(one, kinds, concepts)
        elif one.concept == "fusion":
            yield from _fusion(one, raw, hint)
        elif one.concept == "decompression":
            yield from _decompression(one, raw, hint)
        elif one.concept in ("cervical-operation", "lumbar-operation"):
            yield replace(one, kind=OTHER)
        else:
            yield one


def _anterior_discectomy(
    one: Operation, kinds: set[str], concepts: set[str]
) -> Iterator[Operation]:
    if kinds & {ARTHROPLASTY, CORPECTOMY, ACDF}:
        return
    fused = "fusion" in concepts or kinds & set(COMPONENTS)
    yield replace(one, kind=ACDF if fused else OTHER)


def _fusion(one: Operation, raw: list[Operation], hint: Hint) -> Iterator[Operation]:
    earlier = [other for other in raw if other.end <= one.start]
    others = {other.kind for other in raw} | {other.concept for other in raw}
    approach = one.approach
    if approach == "anterior" or (
        approach is None and others & {"anterior-discectomy", *ANTERIOR}
    ):
        if _completes(one, raw):
            return
        yield replace(one, kind=ACDF, approach="anterior")
    elif approach == "posterior" or others & {"posterior-decompression", *POSTERIOR}:
        yield replace(one, kind=POSTERIOR_FUSION, approach="posterior")
    elif any("disc" in o.name.lower() or "disk" in o.name.lower() for o in earlier):
        yield replace(one, kind=ACDF, approach="anterior")
    elif hint.approach:
        kind = ACDF if hint.approach == "anterior" else POSTERIOR_FUSION
        yield replace(one, kind=kind, approach=hint.approach)
    else:
        yield replace(one, kind=OTHER)


def _completes(one: Operation, raw: list[Operation]) -> bool:
    """Whether the fusion only completes a front operation of its clause."""
    mains = [
        other
        for other in raw
        if other.concept == "anterior-discectomy" or other.kind in ANTERIOR
    ]
    if not mains or not mains[0].place:
        return bool(mains)
    return one.place is None or one.place == mains[0].place


def _decompression(
    one: Operation, raw: list[Operation], hint: Hint
) -> Iterator[Operation]:
    front = [
        other
        for other in raw
        if other.concept == "anterior-discectomy" or other.kind in ANTERIOR
    ]
    posterior = one.approach == "posterior" or any(
        other.kind in POSTERIOR for other in raw
    )
    if front and not (one.approach == "posterior" and _after(one, front)):
        apart = one.place is not None and all(o.place != one.place for o in front)
        if not apart:
            return
        posterior = True
    disc = "disc" in one.name.lower() or "disk" in one.name.lower()
    fused = any(other.concept == "fusion" for other in raw)
    if posterior or (hint.approach == "posterior" and not front):
        yield replace(one, kind=DECOMPRESSION, approach="posterior")
    elif "foramin" in one.name.lower():
        yield replace(one, kind=DECOMPRESSION)
    elif not fused or (not disc and not hint.approach):
        yield replace(one, kind=OTHER)


def _after(one: Operation, front: list[Operation]) -> bool:
    return any(other.end <= one.start for other in front)


def regioned(one: Operation, text: str, hint: Hint) -> Operation:
    """The operation as what its words mean where its levels or region are.

    ``other`` where no procedure of that region goes by these words.
    """
    known = procedures().procedures.get(one.kind)
    if known is None:
        loose = one.kind == OTHER and one.concept in _LOOSE
        return _elsewhere(one, _region_told(one, text, hint)) if loose else one
    if known.region != "cervical":
        return one
    where = _region_told(one, text, hint)
    return one if where in (None, "cervical") else _elsewhere(one, where)


def _region_told(one: Operation, text: str, hint: Hint) -> str | None:
    """The region that an operation's levels, its words or the text around it name."""
    names = (*one.levels, *one.sites)
    regions = {region(name) for name in names}
    if names:
        return "cervical" if "cervical" in regions else min(regions)
    if one.kind in (ACDF, CORPECTOMY) or "cervical" in one.name.lower():
        return "cervical"
    told = {
        name
        for word in re.findall(r"\b(?:lumb\w+|thoracic|cervical|neck)\b", text, re.I)
        if (name := _REGION_WORDS.get(word.lower()[:4]))
    }
    if "cervical" in told and one.name.lower() != "arthroplasty":
        return "cervical"
    if told:
        return min(told)
    return hint.region


_LOOSE = ("fusion", "decompression")
"""Words that name no procedure by themselves; the region can settle which."""
_REGION_WORDS = {
    "lumb": "lumbar",
    "thor": "thoracic",
    "cerv": "cervical",
    "neck": "cervical",
}


def _elsewhere(one: Operation, where: str | None) -> Operation:
    """What the words mean in another region than the neck."""
    kind = one.kind
    if where == "cervical" or where is None:
        return one
    if kind == OTHER:
        kind = DECOMPRESSION if one.concept == "decompression" else POSTERIOR_FUSION
    through = one.concept == "fusion" and "interbody" in one.name.lower()
    if where == "lumbar" and through:
        front = one.approach == "anterior"
        return replace(one, kind=LUMBAR_FRONT if front else LUMBAR_INTERBODY)
    known = procedures().procedures[kind]
    return replace(one, kind=known.elsewhere.get(where, OTHER))
