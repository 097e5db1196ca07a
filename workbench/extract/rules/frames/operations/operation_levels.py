"""Which levels and which side belong to an operation of a clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import (
    AT_JOINTS,
    CORPECTOMY,
    DECOMPRESSION,
    LUMBAR_DECOMPRESSION,
    REACH,
    TRANSFORAMINAL,
    Operation,
)
from workbench.extract.rules.frames.operations.operation_words import side_letter
from workbench.extract.rules.frames.operations.places import (
    Place,
    only_side,
    sides_by_level,
    spanned,
)
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side
from workbench.schema.spine import below, bounds
from workbench.vocabulary.tables import procedures, spine

_ELSEWHERE = ("other-body-procedure", "carpal-tunnel-release")
_JOINT = re.compile(
    r"[\s(:,-]*(?:(?:at|of|from|on|for|to|levels?|the|in|involving|interspaces?|x\s?\d)\b"
    r"[\s(:,.-]*){0,4}",
    re.IGNORECASE,
)
_TWO_SIDED_TERM = sought(r"\bunilateral or bilateral\b", re.IGNORECASE)


def placed(text: str, raw: list[Operation], places: list[Place]) -> Iterator[Operation]:
    """Each piece with its group of levels: touching first, then in reading order."""
    leading = bool(places and raw and places[0].start < raw[0].start)
    for index, one in enumerate(raw):
        if one.concept in _ELSEWHERE:
            place = None
        elif one.kind in procedures().dependents:
            place = _touching(text, one, places)
        else:
            joints = [place for place in places if place.interspaces]
            own = joints if one.concept in AT_JOINTS and joints else places
            place = _place(text, raw, index, own, leading)
        yield _with_levels(replace(one, place=place)) if place else one


def _place(
    text: str,
    raw: list[Operation],
    index: int,
    places: list[Place],
    leading: bool,
) -> Place | None:
    one = raw[index]
    touching = _touching(text, one, places)
    if touching:
        return touching
    if _aims(one):
        others = [other for other in raw if other is not one and not other.dependent]
        taken = [_touching(text, other, places) for other in others]
        places = [place for place in places if place not in taken]
    before = [place for place in places if place.end <= one.start]
    after = [place for place in places if place.start >= one.end]
    ordered = (before[-1:], after[:1]) if leading else (after[:1], before[-1:])
    return next((group[0] for group in ordered if group), None)


def _aims(one: Operation) -> bool:
    """Whether a procedure goes to a target, and takes no operation's levels."""
    main = procedures().procedures.get(one.kind)
    return main is not None and main.unit == "target"


def _touching(text: str, one: Operation, places: list[Place]) -> Place | None:
    """The group directly after the words or directly before them.

    Of two, the one after, unless a mark parts it ("C5-6 ACDF, C5-7 posterior fusion";
    "after C4-6 ACDF: C4-5 is solid").
    """
    after = before = None
    for place in places:
        if place.start >= one.end and after is None:
            gap = text[one.end : place.start]
            if len(gap) < REACH and _JOINT.fullmatch(gap):
                after = place, gap
        elif place.end <= one.start:
            gap = text[place.end : one.start]
            before = place if len(gap) < REACH and _LEAD.fullmatch(gap) else None
    if after and not (before and re.search("[,:]", after[1])):
        return after[0]
    return before


_LEAD = re.compile(
    r"[\s)]*(?:level|levels|bilateral|left|right|anterior|posterior|cervical|revision"
    r"|two-level|partial|medial|instrumented|[\s/-])*",
    re.IGNORECASE,
)


def _with_levels(one: Operation) -> Operation:
    place = one.place
    if place is None:
        return one
    if one.kind == CORPECTOMY:
        return replace(one, sites=_vertebrae(one, place))
    main = procedures().procedures.get(one.kind)
    if main and main.unit == "segment":
        return replace(one, sites=place.vertebrae)
    levels = list(place.interspaces)
    backs = (DECOMPRESSION, LUMBAR_DECOMPRESSION)
    if one.kind in backs or one.concept.endswith("decompression-fusion"):
        levels += [found for v in place.vertebrae if (found := below(v))]
    elif len(place.vertebrae) > 1 and one.kind != TRANSFORAMINAL:
        levels += _joints(one, place) or spanned(place.vertebrae)
    sites = place.vertebrae if not levels else ()
    return replace(one, levels=tuple(dict.fromkeys(levels)), sites=sites)


def _joints(one: Operation, place: Place) -> tuple[str, ...]:
    """The joints of branches named by their nerves ("L4 and L5 medial branches")."""
    of_nerves = one.concept in AT_JOINTS and _BRANCH.search(one.name)
    return spine().joints_of(place.vertebrae) if of_nerves else ()


_BRANCH = re.compile(r"\b(?:medial[ -]?branch|dorsal ram|[CL]?MBB|MB\b)", re.IGNORECASE)


def _vertebrae(one: Operation, place: Place) -> tuple[str, ...]:
    """Vertebrae removed: those named; of "corpectomy and fusion C4-6" the inner"
    " ones."""
    ends = [v for level in place.interspaces for v in bounds(level)]
    names = list(dict.fromkeys(ends))
    fused = "fusion" in one.name.lower() or "accf" in one.name.lower()
    if fused and len(names) > 2:
        names = names[1:-1]
    return tuple(dict.fromkeys((*place.vertebrae, *names)))


def _side_behind(text: str, end: int) -> Side | None:
    """The side that is nothing but a word right behind levels ("L4-5, L5-S1 left")."""
    match = _SIDE_BEHIND.match(text, end)
    return only_side(match["side"]) if match else None


_SIDE_BEHIND = re.compile(
    r"[ ,]{1,3}(?:on the |, )?(?P<side>left|right|lt|rt|bilat(?:eral(?:ly)?)?|b/l)"
    r"(?: side)?(?=[ ]?(?:[.,;:()|]|\Z|\n|w/|\bwith\b|\d{5}))",
    re.IGNORECASE,
)


def sided(text: str, span: tuple[int, int], one: Operation) -> Operation:
    """The operation with the side of each level."""
    main = procedures().procedures.get(one.kind)
    if one.dependent or (main and not main.sided):
        return one
    start = min(one.start, one.place.start) if one.place else one.start
    if main is None:
        if one.concept in AT_JOINTS:
            told = only_side(text[max(start - REACH, 0) : one.start])
            if told is None and one.place and one.place.start > one.end:
                told = only_side(text[one.end : one.place.start])
                told = told or _side_behind(text, one.place.end)
            return replace(one, sides=(told,) * max(len(one.levels), 1))
        lead = text[max(one.start - REACH, 0) : one.start]
        told = only_side(re.split(r"[,;]|\band\b", lead)[-1])
        return replace(one, sides=(told or side_letter(lead),))
    clean = _TWO_SIDED_TERM.sub(lambda found: " " * len(found.group()), text)
    sides = sides_by_level(clean, *span, one.place)
    lettered = None if sides else side_letter(text[max(start - REACH, 0) : start])
    named = one.place.vertebrae if one.place and not one.place.interspaces else ()
    keys = named if len(named) == len(one.levels) else one.levels
    whole = sides.get("")
    whole = whole or lettered
    each = tuple(sides.get(key, whole) for key in keys)
    return replace(one, sides=each or (whole,))
