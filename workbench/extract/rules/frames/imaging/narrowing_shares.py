"""How the chunks of a run share site, grade, side, head and denial among them."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.extract.rules.frames.imaging.narrowing_parts import Part, Topic, anchor
from workbench.schema.case import Severity, Side

_LATERAL = ("recess", "foraminal", "extraforaminal")


def share(parts: Sequence[Part], reached: set[int], topic: Topic | None) -> None:
    """Fill in what each part lacks; ``reached`` are chunks that a denial reaches."""
    _deny(parts, reached)
    _share_sites(parts, topic)
    _share_grades(parts)
    _share_sides(parts, topic)
    _mark_labels(parts)


def _deny(parts: Sequence[Part], reached: set[int]) -> None:
    """Carry a denial to the equals after it, and back from a closing "not seen"."""
    bound: Severity | None = None
    for place, part in enumerate(parts):
        if part.no:
            bound = part.bound
        elif part.grade is None and not part.open and id(part.chunk) in reached:
            part.no, part.bound = True, bound
        elif place and part.chunk.joiner == "or" and bound and part.grade is not None:
            part.no, part.grade = True, None
            part.bound = bound
    for place in range(len(parts) - 2, -1, -1):
        part, after = parts[place], parts[place + 1]
        if after.no and _closing(after) and not part.said and part.head is None:
            part.no, part.bound = True, after.bound


def _closing(part: Part) -> bool:
    denied = part.chunk.first("no")
    return denied is not None and denied.start > anchor(part.chunk)


def _share_sites(parts: Sequence[Part], topic: Topic | None) -> None:
    for place in range(len(parts) - 2, -1, -1):
        if _raised(parts[place], parts[place + 1]):
            parts[place].shared_head = True
    for place, part in enumerate(parts):
        if not part.sites:
            part.sites = _headline(parts, place)
        if part.sites or (part.head is not None and part.head.kind == "narrowing"):
            continue
        if not (part.said or part.side or part.worse):
            continue
        after = next((p for p in parts[place + 1 :] if p.own_sites), None)
        before = next((p for p in reversed(parts[:place]) if p.sites), None)
        giver = _giver(part, before, after)
        if giver is not None and not _clear_side(part, giver.sites):
            part.sites = giver.sites
            part.shared_head = giver.head is not None or giver.noun_site
        elif giver is None and _elliptic(part, topic) and topic is not None:
            part.sites, part.shared_head = topic.sites, True
        elif part.said and any(p.head is not None for p in parts[:place]):
            part.shared_head = True


def _raised(part: Part, after: Part) -> bool:
    """ "Mild C4-5 and moderate C5-6 stenosis": the noun of the last is each one's."""
    if part.grade is None or part.sites or part.head is not None or part.worse:
        return False
    words = {token.kind for token in part.chunk.tokens}
    placed = "level" in words and words <= {"grade", "level", "side"}
    named = after.head is not None and after.head.kind == "narrowing"
    equal = after.chunk.joiner in ("and", "comma")
    shared = (named and not after.sites) or after.shared_head
    return placed and equal and shared and after.grade is not None


def _headline(parts: Sequence[Part], place: int) -> tuple[str, ...]:
    """Sites named ahead of a noun that has none: "Canal: no stenosis".

    Also the site that opened the part before, for the other side ("Foramina: severe
    left stenosis, mild right stenosis").
    """
    part = parts[place]
    if part.head is None or part.head.kind != "narrowing" or not part.said:
        return ()
    bare: list[str] = []
    for before in reversed(parts[:place]):
        if not _is_bare(before):
            break
        bare = [*before.sites, *bare]
        part.side = part.side or before.side
    if bare or not place or part.side is None:
        return tuple(dict.fromkeys(bare))
    last = parts[place - 1]
    words = [token.kind for token in last.chunk.tokens if token.kind != "level"]
    led = words[:1] == ["site"] and last.side not in (None, part.side)
    return last.sites if led and set(last.sites) <= set(_LATERAL) else ()


def _is_bare(part: Part) -> bool:
    """Whether a part is nothing but a place ("Canal:")."""
    return part.own_sites and part.head is None and not part.said and not part.worse


def _giver(part: Part, before: Part | None, after: Part | None) -> Part | None:
    """The neighbour whose site a part without one shares."""
    if before is None or after is None:
        return before or after
    if part.side and after.sites == ("central",):
        return before
    if part.side and before.sites == ("central",):
        return after
    return after if before.said and after.head is not None else before


def _clear_side(part: Part, sites: tuple[str, ...]) -> bool:
    """A side called clear is no canal, which has none ("mild. Right side clear")."""
    return part.open and part.side in ("left", "right") and sites == ("central",)


def _elliptic(part: Part, topic: Topic | None) -> bool:
    """Whether it can only continue what was last spoken of."""
    if part.open and not part.side:
        return False
    if topic is not None and _clear_side(part, topic.sites):
        return False
    placed = part.side is not None or part.chunk.first("level") is not None
    predicate = part.head is not None and part.head.kind == "narrowed"
    return topic is not None and (placed or predicate) and part.said


def _share_grades(parts: Sequence[Part]) -> None:
    for before, part in zip(parts, parts[1:], strict=False):
        if part.said or before.grade is None:
            continue
        if part.head is not None and before.head is not None:
            continue
        if part.own_sites or part.side:
            part.grade = before.grade
    for before, part in zip(parts, parts[1:], strict=False):
        first = before.chunk.tokens[0].kind == "open"
        if first and not part.said and part.own_sites and part.head is None:
            part.open = before.open
    for part, after in reversed(list(zip(parts, parts[1:], strict=False))):
        predicate = after.late_grade or after.open
        if part.said or part.head is not None or not predicate:
            continue
        if part.own_sites or part.side:
            part.grade, part.open = after.grade, after.open
            part.late_grade = after.late_grade


def _share_sides(parts: Sequence[Part], topic: Topic | None) -> None:
    for place, part in enumerate(parts):
        if part.worse and part.side is None:
            _spread_worse(parts, place)
    for before, part in zip(parts, parts[1:], strict=False):
        equal = part.head is None or before.head is None
        if part.side is None and equal and _takes_side(part, before):
            part.side = before.side
    for part, after in reversed(list(zip(parts, parts[1:], strict=False))):
        if part.side is None and after.late_side and part.head is None:
            part.side = after.side
    for part in parts:
        if part.side is None and not part.own_sites and part.chunk.first("level"):
            if topic is not None and part.sites == topic.sites and part.grade:
                part.side = topic.side


def _takes_side(part: Part, before: Part) -> bool:
    if before.side is None or before.no != part.no:
        return False
    if not part.own_sites:
        return part.said and not _led_by_level(part)
    own = part.chunk.first("grade") is not None
    return not own and part.sites[0] in _LATERAL and not part.open


def _led_by_level(part: Part) -> bool:
    """ "C6-7 mild" starts a place of its own; "severe at C5-6" continues."""
    return part.chunk.tokens[0].kind == "level"


def _spread_worse(parts: Sequence[Part], place: int) -> None:
    """ "Left greater than right" makes the lateral sites before it two-sided."""
    for part in parts[: place + 1]:
        if part.side is None and (not part.sites or part.sites[0] in _LATERAL):
            part.side = "bilateral"


def _mark_labels(parts: Sequence[Part]) -> None:
    """A head that only names the topic of graded parts after it makes no fact."""
    for place, part in enumerate(parts):
        if part.said or not (part.sites or part.head):
            continue
        if _is_bare(part) and _named_below(parts, place):
            part.label = True
            continue
        if _of_several_levels(part):
            continue
        after = parts[place + 1 : place + 2]
        part.label = any(
            p.said and p.head is None and not p.own_sites and p.sites == part.sites
            for p in after
        )
    for place, part in enumerate(parts):
        if part.side == "bilateral" and part.grade is not None:
            _one_sided(part, parts[place + 1 :])


def _of_several_levels(part: Part) -> bool:
    """Whether a head has levels of its own: "stenosis C4-C7, severe at C6-7"."""
    own = [one.level for one in part.chunk.all("level") if one.level]
    spaces = {name for one in own for name in one.interspaces}
    return part.head is not None and len(spaces) > 1


def _named_below(parts: Sequence[Part], place: int) -> bool:
    """Whether a noun further on in the run says how narrow the bare place is."""
    for later in parts[place + 1 :]:
        if not _is_bare(later):
            taken = later.head is not None and not later.own_sites and later.said
            return taken and set(parts[place].sites) <= set(later.sites)
    return False


def _one_sided(part: Part, after: Sequence[Part]) -> None:
    """ "Mild bilateral, severe on the left": the first grade holds for the other."""
    other: dict[Side, Side] = {"left": "right", "right": "left"}
    for later in after:
        same = later.sites == part.sites and later.grade is not None
        same = same and not (part.chunk.first("level") and later.chunk.first("level"))
        if same and later.side in other and later.head is None:
            part.side = other[later.side]
