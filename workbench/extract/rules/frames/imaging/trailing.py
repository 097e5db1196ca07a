"""Grade and side that hang on behind a finding: "disc bulge, moderate, left L4-5".

A bare chunk after the finding's own (no word of another finding in it) tells what the
finding lacks.  Where several bare chunks have a side and a grade each ("facet
arthropathy, moderate on the left, mild on the right") there is one finding for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.draft import Draft
from workbench.extract.rules.frames.imaging.narrowing_parts import compares_sides
from workbench.extract.rules.frames.imaging.tokens import Token, TokenKind
from workbench.schema.case import Side

_BARE: frozenset[TokenKind] = frozenset({"grade", "side", "level", "measure", "worse"})
_SIDED = ("disc-herniation", "disc-bulge", "disc-osteophyte", "facet-arthropathy")
_SIDED_TOO = ("degeneration", "facet-cyst", "compression", "stenosis", "fracture")
_ECCENTRIC = re.compile(
    r"\b(?:eccentric|asymmetric(?:al)?|lateraliz\w+|lateralis\w+)"
    r"(?:ally)?\s(?:to\sthe\s)?(?P<side>left|right)\b"
    r"|\b(?P<before>left|right)[ -](?:sided?\s)?eccentric\b",
    re.IGNORECASE,
)
_LEANING = ("disc-herniation", "disc-bulge", "disc-osteophyte")
"""Findings of a disc, which lies to a side where it is eccentric to it."""


def with_trailing(
    drafts: Sequence[Draft], made: Sequence[Chunk], text: str
) -> list[Draft]:
    """The findings with what bare chunks behind them say of grade and side."""
    found: list[Draft] = []
    for draft in drafts:
        place = next(i for i, one in enumerate(made) if one is draft.chunk)
        found += _completed(_leaning(draft, text), _bare(made, place))
    return found


def of_one_place(drafts: Sequence[Draft], made: Sequence[Chunk]) -> list[Draft]:
    """What findings of one sentence tell each other of place and side."""
    tokens = [token for chunk in made for token in chunk.tokens]
    spaces = [one for one in tokens if one.level and one.level.interspaces]
    named = {one.level.interspaces for one in spaces if one.level}
    sides = {one.side for one in tokens if one.kind == "side"}
    found: list[Draft] = []
    for draft in drafts:
        if draft.location in _BETWEEN and len(named) == 1 and _of_bone(draft):
            draft = replace(draft, levels=(spaces[0],))
        sided = draft.location == "hardware" or draft.kind == "facet-cyst"
        if sided and draft.side is None and len(sides) == 1:
            draft = replace(draft, side=next(iter(sides)))
        found.append(draft)
    found = [_spur_of(_beside_disc(draft, found), found, made) for draft in found]
    return [_foramen_of(draft, found, sides) for draft in found]


_LATERAL = ("foraminal", "recess")


def _foramen_of(
    draft: Draft, drafts: Sequence[Draft], sides: set[Side | None]
) -> Draft:
    """The one foramen that a disc of one side narrows lies on that side.

    Not foramina, and not where the sentence names another side.
    """
    narrowed = draft.kind == "stenosis" and draft.location in _LATERAL
    if not narrowed or draft.side or draft.assertion == "absent" or len(sides) != 1:
        return draft
    words = [one.text.lower() for one in draft.chunk.all("site")]
    if any(word.endswith(("foramina", "foraminae", "es", "s")) for word in words):
        return draft
    lying = {
        one.side
        for one in drafts
        if one.kind in _LEANING and one.levels == draft.levels
        if one.assertion != "absent"
    }
    return replace(draft, side=next(iter(sides))) if lying == sides else draft


_SPURS = ("disc-osteophyte", "facet-arthropathy", "disc-herniation")


def _spur_of(draft: Draft, drafts: Sequence[Draft], made: Sequence[Chunk]) -> Draft:
    """What narrows the foramen of one side lies on that side.

    "The right foramen is narrowed by a spur."
    """
    chunk = draft.chunk
    if draft.kind not in _SPURS or draft.side or not _is_cause(chunk, made):
        return draft
    sides = {
        one.side
        for one in drafts
        if one.kind == "stenosis" and one.location in _LATERAL
        if one.levels == draft.levels and abs(one.chunk.group - chunk.group) <= 1
    }
    return replace(draft, side=sides.pop()) if len(sides) == 1 else draft


def _is_cause(chunk: Chunk, made: Sequence[Chunk]) -> bool:
    """Whether a chunk tells what narrows the place of the chunk before it."""
    if chunk.joiner == "link":
        return chunk.mark.split()[-1:] in _CAUSES
    place = next(at for at, one in enumerate(made) if one is chunk)
    narrowed = place > 0 and made[place - 1].first("narrowed") is not None
    return chunk.joiner == "next" and narrowed


_CAUSES = (["by"], ["from"], ["to"], ["of"])
"""The last word of what hangs a cause on its effect ("narrowed by", "due to")."""
_BETWEEN = ("disc", "central", "foraminal", "recess")
"""Places between two vertebrae."""


def _of_bone(draft: Draft) -> bool:
    named = [one.level for one in draft.levels if one.level]
    return bool(named) and not any(one.interspaces for one in named)


def _beside_disc(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """A root touched by a disc that lies to one side is the root of that side."""
    root = draft.contact is not None and draft.contact.target == "root"
    if not root or draft.side is not None or draft.assertion == "absent":
        return draft
    sides = {
        one.side
        for one in drafts
        if one.kind == "disc-herniation" and one.levels == draft.levels
    }
    return replace(draft, side=sides.pop()) if len(sides) == 1 else draft


def _bare(made: Sequence[Chunk], place: int) -> list[Chunk]:
    """Chunks right behind one that hold no finding of their own."""
    own = made[place].first("level") is not None
    found: list[Chunk] = []
    for chunk in made[place + 1 :]:
        plain = all(token.kind in _BARE for token in chunk.tokens)
        if not plain or chunk.joiner not in ("comma", "next", "and"):
            return found
        if own and chunk.first("level"):
            return found
        if _leads_on(chunk, made):
            return found
        found.append(chunk)
    return found


def _leads_on(chunk: Chunk, made: Sequence[Chunk]) -> bool:
    """Whether grade and side are of the narrowing that the next chunk names.

    "Osteophyte, severe right and moderate left foraminal stenosis".
    """
    place = next(at for at, one in enumerate(made) if one is chunk)
    after = made[place + 1] if place + 1 < len(made) else None
    shared = after is not None and after.joiner in ("and", "next")
    graded = chunk.first("grade") is not None and chunk.first("side") is not None
    return shared and graded and after is not None and after.head is not None


def _completed(draft: Draft, bare: Sequence[Chunk]) -> list[Draft]:
    if draft.assertion == "absent":
        return [draft]
    compared = any(compares_sides(one) for one in (draft.chunk, *bare))
    if compared and draft.side is None and _has_side(draft):
        draft = replace(draft, side="bilateral")
    both = [one for one in bare if one.first("grade") and one.first("side")]
    if len(both) > 1 and draft.severity is None and draft.side is None:
        return [_taking(draft, one.first("grade"), one.first("side")) for one in both]
    grades = [token for one in bare for token in one.all("grade")]
    sides = [token for one in bare for token in one.all("side")]
    one_grade = grades[0] if len(grades) == 1 else None
    one_side = sides[0] if len(sides) == 1 else None
    return [_taking(draft, one_grade, one_side)]


def _taking(draft: Draft, grade: Token | None, side: Token | None) -> Draft:
    """The draft with a grade and a side where it has none and may have one."""
    graded = draft.location in ("facet", "disc", "alignment")
    if grade is not None and graded and draft.severity is None:
        draft = replace(draft, severity=grade.grade)
    if side is not None and draft.side is None and _has_side(draft):
        draft = replace(draft, side=side.side)
    return draft


def _has_side(draft: Draft) -> bool:
    if draft.contact is not None and draft.contact.target in ("cord", "thecal-sac"):
        return False
    return draft.kind in (*_SIDED, *_SIDED_TOO)


def _leaning(draft: Draft, text: str) -> Draft:
    """A disc that is "eccentric to the left" lies to the left."""
    if draft.side is not None or draft.kind not in _LEANING:
        return draft
    found = _ECCENTRIC.search(text, draft.chunk.start)
    if found is None or ";" in text[draft.chunk.end : found.start()]:
        return draft
    word = (found["side"] or found["before"]).lower()
    side: Side = "left" if word == "left" else "right"
    return replace(draft, side=side)
