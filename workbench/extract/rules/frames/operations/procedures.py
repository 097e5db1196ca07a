"""Operations in a text: which procedures, at which levels, on which side.

Records name an operation in pieces ("anterior cervical discectomy at C5-6 with fusion
and plating"; "laminectomies and instrumented arthrodesis C3-6").  The lexicon finds the
pieces; this module joins those of one clause to procedures and gives each its levels.
Whether the operation is asked for, planned or long done is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation_words import (
    is_taken_out,
    names_file,
    side_letter,
)
from workbench.extract.rules.frames.operations.places import (
    Place,
    level_groups,
    only_side,
    sides_by_level,
    spanned,
)
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side
from workbench.schema.spine import below, bounds, region
from workbench.vocabulary.tables import procedures

Approach = Literal["anterior", "posterior"]
ACDF = "acdf"
ARTHROPLASTY = "cervical-disc-arthroplasty"
CORPECTOMY = "cervical-corpectomy"
DECOMPRESSION = "posterior-cervical-decompression"
POSTERIOR_FUSION = "posterior-cervical-fusion"
LUMBAR_DECOMPRESSION = "lumbar-decompression"
LUMBAR_BACK = "lumbar-posterior-fusion"
LUMBAR_INTERBODY = "lumbar-interbody-fusion"
LUMBAR_FRONT = "lumbar-anterior-fusion"
LUMBAR_FUSIONS = (LUMBAR_BACK, LUMBAR_INTERBODY, LUMBAR_FRONT)
TRANSFORAMINAL = "epidural-transforaminal"
OTHER = "other"
_ANTERIOR = (ACDF, ARTHROPLASTY, CORPECTOMY)
_POSTERIOR = (DECOMPRESSION, POSTERIOR_FUSION)
_ELSEWHERE = ("other-body-procedure", "carpal-tunnel-release")
_AT_ROOTS = (TRANSFORAMINAL, "injection-procedure")
"""What is given at a root, so that a lone "L5" is one."""
_AT_JOINTS = ("facet-injection", "radiofrequency")
"""What is told by its nerves and by its joints, of which the joints are its levels."""
COMPONENTS = ("instrumentation", "interbody-device", "bone-graft")
"""What is put in during a fusion; words of it often only describe the operation."""

_CLAUSE = re.compile(
    r"[;\u2022|]|\b(?:followed by|then|in addition to|together with|stage[d]?)\b|\. ",
    re.IGNORECASE,
)
_BEFORE = 6
_LONGEST = 5000
"""Characters of a text that are read; no sentence of a person is longer."""
_MOST = 60
"""Operation words of one sentence that are read."""
_REACH = 30
"""Characters between an operation and an approach or a level that touches it."""
_JOINT = re.compile(
    r"[\s(:,-]*(?:(?:at|of|from|on|for|to|levels?|the|in|involving|interspaces?|x\s?\d)\b"
    r"[\s(:,.-]*){0,4}",
    re.IGNORECASE,
)
_TWO_SIDED_TERM = sought(r"\bunilateral or bilateral\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Operation:
    """One procedure named in a text; offsets count in that text.

    ``levels`` are interspaces, ``sites`` vertebrae; ``sides`` goes with ``levels``.
    ``kind`` is a procedure or dependent id, or ``other`` with the words in ``name``;
    ``approach`` where the words settle it.
    """

    kind: str
    start: int
    end: int
    name: str
    levels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    sides: tuple[Side | None, ...] = ()
    place: Place | None = None
    approach: Approach | None = None
    concept: str = ""

    @property
    def dependent(self) -> bool:
        """Whether it stands or falls with other lines."""
        return self.kind in procedures().dependents


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known from around the text: the region and the approach spoken of."""

    region: str | None = None
    approach: Approach | None = None


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("procedures")


def has_operation(text: str) -> bool:
    """Whether any operation word stands in the text."""
    return any(not one.concept.startswith("approach-") for one in _words().find(text))


def operations(text: str, hint: Hint | None = None) -> tuple[Operation, ...]:
    """The operations of a text in order, each with the levels that belong to it."""
    hint, text = hint or Hint(), text[:_LONGEST]
    atoms = [
        one for one in _apart(_words().find(text)) if not names_file(text, one.end)
    ][:_MOST]
    if not any(not one.concept.startswith("approach-") for one in atoms):
        return ()
    needled = any(one.concept in _AT_ROOTS for one in atoms)
    places = level_groups(text, roots=needled)
    found: list[Operation] = []
    for start, end in _clauses(text):
        inside = [one for one in atoms if start <= one.start < end]
        near = [one for one in places if start <= one.start < end]
        found.extend(_clause(text, (start, end), inside, near, hint))
    return tuple(found)


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions that do not overlap, the longer first."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, match.start()
        start = match.start()
    yield start, len(text)


# --- pieces to procedures --------------------------------------------------------


def _clause(
    text: str,
    span: tuple[int, int],
    atoms: list[Mention],
    places: list[Place],
    hint: Hint,
) -> Iterator[Operation]:
    pieces = [one for one in atoms if not one.concept.startswith("approach-")]
    raw = [_removed(_raw(one, atoms), text) for one in pieces]
    placed = list(_placed(text, raw, places))
    for one in _instrumented(_joined(placed, text, hint)):
        yield _sided(text, span, _regioned(one, text, hint))


def _instrumented(found: Iterator[Operation]) -> Iterator[Operation]:
    """The operations, and instrumentation where one is named by an "instrumented"."""
    for one in found:
        yield one
        word = re.search(r"\binstrument\w*", one.name, re.IGNORECASE)
        if word and one.kind in (POSTERIOR_FUSION, *LUMBAR_FUSIONS):
            start = one.start + word.start()
            yield Operation(
                kind="instrumentation",
                start=start,
                end=start + len(word.group()),
                name=word.group(),
                approach=one.approach,
                concept="instrumentation",
            )


def _removed(one: Operation, text: str) -> Operation:
    """Instrumentation that is to come out as the removal of hardware."""
    lead = text[max(one.start - 80, 0) : one.start]
    if one.kind != "instrumentation" or not is_taken_out(lead):
        return one
    return replace(one, kind="hardware-removal", concept="hardware-removal")


def _raw(atom: Mention, atoms: list[Mention]) -> Operation:
    approach = atom.attributes.get("approach") or _approach_before(atom, atoms)
    return Operation(
        kind=atom.attributes.get("as", ""),
        start=atom.start,
        end=atom.end,
        name=atom.text,
        approach="anterior"
        if approach == "anterior"
        else "posterior"
        if approach == "posterior"
        else None,
        concept=atom.concept,
    )


def _approach_before(atom: Mention, atoms: list[Mention]) -> str | None:
    """The nearest approach word before the atom, or else directly after it."""
    named = [one for one in atoms if one.concept.startswith("approach-")]
    before = [one for one in named if one.end <= atom.start]
    if before:
        return before[-1].attributes.get("approach")
    after = [one for one in named if atom.end <= one.start <= atom.end + _BEFORE]
    return after[0].attributes.get("approach") if after else None


def _joined(raw: list[Operation], text: str, hint: Hint) -> Iterator[Operation]:
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
        approach is None and others & {"anterior-discectomy", *_ANTERIOR}
    ):
        if _told(one, raw):
            return
        yield replace(one, kind=ACDF, approach="anterior")
    elif approach == "posterior" or others & {"posterior-decompression", *_POSTERIOR}:
        yield replace(one, kind=POSTERIOR_FUSION, approach="posterior")
    elif any("disc" in o.name.lower() or "disk" in o.name.lower() for o in earlier):
        yield replace(one, kind=ACDF, approach="anterior")
    elif hint.approach:
        kind = ACDF if hint.approach == "anterior" else POSTERIOR_FUSION
        yield replace(one, kind=kind, approach=hint.approach)
    else:
        yield replace(one, kind=OTHER)


def _told(one: Operation, raw: list[Operation]) -> bool:
    """Whether the fusion only completes a front operation of its clause."""
    mains = [
        other
        for other in raw
        if other.concept == "anterior-discectomy" or other.kind in _ANTERIOR
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
        if other.concept == "anterior-discectomy" or other.kind in _ANTERIOR
    ]
    posterior = one.approach == "posterior" or any(
        other.kind in _POSTERIOR for other in raw
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


# --- levels and sides ------------------------------------------------------------


def _placed(
    text: str, raw: list[Operation], places: list[Place]
) -> Iterator[Operation]:
    """Each piece with its group of levels: touching first, then in reading order."""
    leading = bool(places and raw and places[0].start < raw[0].start)
    for index, one in enumerate(raw):
        if one.concept in _ELSEWHERE:
            place = None
        elif one.kind in procedures().dependents:
            place = _touching(text, one, places)
        else:
            joints = [place for place in places if place.interspaces]
            own = joints if one.concept in _AT_JOINTS and joints else places
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
            if len(gap) < _REACH and _JOINT.fullmatch(gap):
                after = place, gap
        elif place.end <= one.start:
            gap = text[place.end : one.start]
            before = place if len(gap) < _REACH and _LEAD.fullmatch(gap) else None
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
        levels += spanned(place.vertebrae)
    sites = place.vertebrae if not levels else ()
    return replace(one, levels=tuple(dict.fromkeys(levels)), sites=sites)


def _vertebrae(one: Operation, place: Place) -> tuple[str, ...]:
    """Vertebrae removed: those named; of "corpectomy and fusion C4-6" the inner"
    " ones."""
    ends = [v for level in place.interspaces for v in bounds(level)]
    names = list(dict.fromkeys(ends))
    fused = "fusion" in one.name.lower() or "accf" in one.name.lower()
    if fused and len(names) > 2:
        names = names[1:-1]
    return tuple(dict.fromkeys((*place.vertebrae, *names)))


def _regioned(one: Operation, text: str, hint: Hint) -> Operation:
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


def _sided(text: str, span: tuple[int, int], one: Operation) -> Operation:
    main = procedures().procedures.get(one.kind)
    if one.dependent or (main and not main.sided):
        return one
    start = min(one.start, one.place.start) if one.place else one.start
    if main is None:
        if one.concept in _AT_JOINTS:
            told = only_side(text[max(start - _REACH, 0) : one.start])
            return replace(one, sides=(told,) * max(len(one.levels), 1))
        lead = text[max(one.start - _REACH, 0) : one.start]
        told = only_side(re.split(r"[,;]|\band\b", lead)[-1])
        return replace(one, sides=(told or side_letter(lead),))
    clean = _TWO_SIDED_TERM.sub(lambda found: " " * len(found.group()), text)
    sides = sides_by_level(clean, *span, one.place)
    lettered = None if sides else side_letter(text[max(start - _REACH, 0) : start])
    named = one.place.vertebrae if one.place and not one.place.interspaces else ()
    keys = named if len(named) == len(one.levels) else one.levels
    whole = sides.get("")
    whole = whole or lettered
    each = tuple(sides.get(key, whole) for key in keys)
    return replace(one, sides=each or (whole,))
