"""Levels and sides around an operation: groups of levels, and the side of each.

"C4-5, C5-6 and C6-7" is one group; "left C5-6 and right C6-7" is one group whose
levels have sides of their own.  A level that only describes the disease ("for C5-6
stenosis") or bounds a region ("below C2") is no level of an operation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.content import expressions as re
from workbench.extract.rules.model import LevelMention
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side
from workbench.schema.spine import between

_LINK = re.compile(
    r"[\s,;/&+()\[\]-]*(?:(?:and|plus|as well as|at|with|levels?|left|right|bilateral"
    r"|bilaterally|[LR])\b[\s,/&+()\[\]-]*){0,3}",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"\s*\((?:CPT\s)?\d{4}[\dT](?:-\w\w)?\)\s*(?:,|;|&|\+|and|plus)\s*(?:(?:at|left"
    r"|right|levels?)\s)?(?:and\s)?",
    re.IGNORECASE,
)
"""A code in brackets between two levels with one each ("T12 (22513), L1 (22515)")."""
_CODE_AFTER = re.compile(r"\s*\((?:CPT\s)?\d{4}[\dT]", re.IGNORECASE)
_THROUGH = re.compile(r"\s*(?:through|thru|to)\s*", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:below|belo?w?|blw|bel\.?|above|cranial to|caudal to|other than)\s*$", re.I
)
_DESCRIBED = sought(
    r"\bdecompression of (?:the )?(?:spinal cord)?(?:,? (?:and/or|and|or) )?"
    r"(?:the )?(?:cauda equina,? (?:and/or|and|or) )?nerve roots?(?:\(s\))?",
    re.IGNORECASE,
)
"""Words of a code's description, after which a level is no root."""
_DISEASE = sought(
    r"[\s,()]*(?:(?:severe|moderate|mild|left|right|bilateral|central|foraminal|neural"
    r"|neuroforaminal|spinal|canal|cord|disc|disk|root|nerve|recurrent|large|broad"
    r"|based|adjacent|segment|level|paracentral|sided|acute|chronic|degenerative"
    r"|cervical|and|to)[\s,-]+){0,6}"
    r"(?:stenosis|herniat\w+|hnp|radiculopath\w+|myelopath\w+|spondylo\w+|protrusion"
    r"|extrusion|pseudo?arthrosis|nonunion|non-union|compression|dermatome|distribution"
    r"|osteophytes?|bulge|degeneration|disease|instability|subluxation|fractures?"
    r"|kyphosis|disorder|impingement|narrowing|myotome|weakness|symptoms|ddd)\b",
    re.IGNORECASE,
)


_CORRECTED = sought(
    r"[\s>,(-]{0,6}(?:(?:is|was|has been)\s)?(?:(?:corrected|changed|amended"
    r"|revised) to|(?:->|=>|\u2192)\s{0,3}(?=[CTLS]\d{1,2}\s?[-/]\s?[CTLS]?\d)"
    r"|should (?:be|read)|s/b|(?:struck|crossed|scratched|lined)[ -]?"
    r"(?:out|off|through)|deleted)\b",
    re.IGNORECASE,
)
"""Words after a level that put another in its place."""
_CHANGED_FROM = sought(
    r"\b(?:changed?|changing|changes|corrected|amended|revised|moved|switched|updated)"
    r"(?: (?:the )?levels?)? from (?P<old>(?:(?!\bto\b)[^.;]){2,40}?)\s"
    r"(?=(?:to|into)\s)",
    re.IGNORECASE,
)
"""The levels that others have taken the place of ("changed from C4-5 to C5-6")."""
_LETTER = re.compile(r"(?<![A-Za-z0-9.'-])(?:L|R|B|LT|RT|BL)(?![A-Za-z0-9.'-])")
_LETTERS: dict[str, Side] = {
    "L": "left",
    "LT": "left",
    "R": "right",
    "RT": "right",
    "B": "bilateral",
    "BL": "bilateral",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A group of levels named together; offsets count in the text."""

    start: int
    end: int
    interspaces: tuple[str, ...]
    vertebrae: tuple[str, ...]
    parts: tuple[LevelMention, ...]


def level_groups(text: str, *, roots: bool = False) -> list[Place]:
    """The groups of levels of a text that may belong to an operation.

    With ``roots`` a root that is named by itself counts as a place, too: an injection
    goes to "the left L5 and S1 nerve roots".
    """
    read = _DESCRIBED.sub(lambda found: " " * len(found.group()), text)
    read = _CHANGED_FROM.sub(lambda found: " " * len(found.group()), read)
    found = find_levels(read)
    if roots:
        found = tuple(_placed_root(one) for one in found)
    kept = [one for one in found if _of_operation(read, one)]
    groups: list[list[LevelMention]] = []
    for one in kept:
        if groups and _joins(text, groups[-1][-1].end, one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [_place(text, group) for group in groups]


def _joins(text: str, end: int, one: LevelMention) -> bool:
    """Whether a level goes on with the group that ends before it."""
    between_them = text[end : one.start][:40]
    if _LINK.fullmatch(between_them):
        return True
    coded = _CODED.fullmatch(between_them)
    return coded is not None and _CODE_AFTER.match(text, one.end) is not None


def _placed_root(one: LevelMention) -> LevelMention:
    if len(one.roots) != 1:
        return one
    return replace(one, roots=(), vertebrae=one.roots)


def _of_operation(text: str, one: LevelMention) -> bool:
    if one.roots or not (one.interspaces or one.vertebrae):
        return False
    if _CORRECTED.match(text, one.end):
        return False
    lead = text[max(one.start - 20, 0) : one.start]
    if not one.interspaces and _BOUND.search(lead):
        return False
    return not _DISEASE.match(text, one.end, one.end + 90)


def _place(text: str, group: list[LevelMention]) -> Place:
    spaces = dict.fromkeys(name for one in group for name in one.interspaces)
    bones = dict.fromkeys(name for one in group for name in one.vertebrae)
    return Place(
        start=group[0].start,
        end=group[-1].end,
        interspaces=tuple(spaces),
        vertebrae=tuple(bones),
        parts=tuple(group),
    )


def spanned(vertebrae: tuple[str, ...]) -> tuple[str, ...]:
    """Interspaces from the first to the last of several vertebrae."""
    try:
        return between(vertebrae[0], vertebrae[-1])
    except (ValueError, IndexError):
        return ()


def named_levels(text: str) -> tuple[str, ...]:
    """Interspaces that a field or cell about levels names ("C5-6, C6-7", "C4 to"
    " C6")."""
    groups = level_groups(text)
    spaces = dict.fromkeys(name for one in groups for name in one.interspaces)
    if not spaces:
        bones = tuple(name for one in groups for name in one.vertebrae)
        return spanned(bones) if len(bones) > 1 else ()
    return tuple(spaces)


def named_vertebrae(text: str) -> tuple[str, ...]:
    """Vertebrae that a field or cell names by themselves ("C5, C6")."""
    bones = dict.fromkeys(name for one in level_groups(text) for name in one.vertebrae)
    return tuple(bones)


def lone_side(text: str) -> Side | None:
    """The side that a letter by itself means in a field of level and side."""
    found = [match.group() for match in _LETTER.finditer(text)]
    return _LETTERS.get(found[0]) if len(set(found)) == 1 else None


def only_side(text: str) -> Side | None:
    """The one side that a text names; both sides are bilateral, none is None."""
    sides = {one.side for one in find_sides(text.strip(" [](){}xX:"))}
    if len(sides) == 1:
        return sides.pop()
    return "bilateral" if sides >= {"left", "right"} or "bilateral" in sides else None


def sides_by_level(
    text: str, start: int, end: int, place: Place | None
) -> dict[str, Side | None]:
    """The side of each interspace of a group; key "" is the side of the operation.

    ``start`` to ``end`` is the clause.  With one side in the clause all levels take it;
    with several each level takes the nearest before it.
    """
    found = [one for one in find_sides(text) if start <= one.start < end]
    sides = {one.side for one in found}
    if len(sides) <= 1:
        whole = sides.pop() if sides else None
        return dict.fromkeys(["", *(place.interspaces if place else ())], whole)
    result: dict[str, Side | None] = {"": None}
    for part in place.parts if place else ():
        before = [one.side for one in found if one.end <= part.start]
        after = [one.side for one in found if one.start >= part.end]
        side = before[-1] if before else after[0]
        result.update(dict.fromkeys(part.interspaces, side))
        result.update(dict.fromkeys(part.vertebrae, side))
    return result
