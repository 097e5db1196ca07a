"""Injections that a note tells by where the needle went, without a name for them.

"22g to R L5-S1 foramen, Omnipaque epidurogram good, dexamethasone": the note of a
procedure whose needle reached a foramen, an interlaminar or epidural space, or a facet
joint at a level tells of a session there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import TRANSFORAMINAL
from workbench.extract.rules.frames.operations.performed import is_own_note
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import LevelMention, Role
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side

_ROLES: frozenset[Role] = frozenset(
    {"procedure", "other", "header", "findings", "indication", "history", "diagnoses"}
)
_NEEDLE = sought(
    r"\b(?:needles?|tuohy|quincke|chiba|\d\d\s?-?g(?:a|auge)?\b|cathet\w+)",
    re.IGNORECASE,
)
_SPACES: dict[str, tuple[str, re.Pattern[str]]] = {
    TRANSFORAMINAL: (
        "transforaminal",
        re.compile(
            r"\s(?:(?:neural|neuro|exit|intervertebral|nerve root)\s?)?(?:foram\w+"
            r"|neuroforam\w+|safe triangle|kambin\w*)\b",
            re.IGNORECASE,
        ),
    ),
    "epidural-interlaminar": (
        "interlaminar",
        re.compile(
            r"\s(?:(?:posterior|dorsal)\s)?(?:inter-?laminar|epidural|interspinous)"
            r"\s(?:space|window|interval)\b",
            re.IGNORECASE,
        ),
    ),
    "facet-injection": (
        "facet",
        re.compile(
            r"\s(?:facet|z-?|zygapophys\w+)\s?(?:joints?|capsules?)\b", re.IGNORECASE
        ),
    ),
}
_NOT = sought(
    r"\b(?:not|never|unable|could not|no longer|planned|plan|will|next|prior"
    r"|previous\w*|last|risks?|consent\w*|if|radiofrequency|rfa?|lesion\w*|ablat\w+|probes?|biops\w+"
    r"|aspirat\w+|discogra\w+|discs?|cement|pmma|emg|mri|ct|stenosis|narrow\w*)\b",
    re.IGNORECASE,
)
_BESIDE = 22


def needled(passage: Passage) -> Iterator[Operation]:
    """The injections that a sentence of a procedure's own note tells by their place."""
    text = passage.text
    if passage.role not in _ROLES or _NOT.search(text):
        return
    block = _BLOCK.search(text)
    if block is not None and is_own_note(passage.view):
        yield from _blocked(text, block)
        return
    way = _BY_WAY.search(text)
    if not (way or _NEEDLE.search(text)) or not is_own_note(passage.view):
        return
    if way is not None:
        yield from _by_way(text, way)
        return
    row = _ROW.match(text)
    if row is not None and _GIVEN.search(text, row.end()):
        yield from _of_row(passage, row)
        return
    for level in find_levels(text):
        if len(level.interspaces) != 1:
            continue
        for kind, (name, space) in _SPACES.items():
            if space.match(text, level.end):
                yield _operation(text, level, kind, name)


_BLOCK = re.compile(
    r"\b(?:(?:dx|diagnostic|diag|confirmatory|comparative|prognostic)\s)blocks?\b"
    r"(?=[^.;]{0,60}\b(?:facets?(?:\sjoints?)?|medial\sbranch(?:es)?|MBs?)\b)",
    re.IGNORECASE,
)
"""A block whose joints or nerves are told behind it ("Dx block #1, L3-4 facets")."""


def _blocked(text: str, block: re.Match[str]) -> Iterator[Operation]:
    """The joints of such a block, else the bones whose nerves were blocked."""
    end = _CLAUSE.search(text, block.end())
    part = text[: end.start()] if end else text
    found = [one for one in find_levels(part) if one.start >= block.end()]
    spaces = [one for one in found if one.interspaces]
    for level in spaces or found:
        one = _operation(part, level, "facet-injection", "facet")
        names = level.interspaces
        bones = () if names else level.vertebrae or level.roots
        if names or bones:
            size = max(len(names), 1)
            yield replace(one, sites=bones, sides=one.sides[:1] * size)


def _by_way(text: str, way: re.Match[str]) -> Iterator[Operation]:
    """ "S1 transforaminal, both sides": the way to the root, without a noun."""
    end = _CLAUSE.search(text, way.end())
    part = text[: end.start()] if end else text
    for level in find_levels(part):
        spaces, roots = level.interspaces, level.roots or level.vertebrae
        if len(spaces) == 1 or len(roots) == 1:
            one = _operation(part, level, TRANSFORAMINAL, "transforaminal")
            yield one if spaces else replace(one, levels=(), sites=roots)


_BY_WAY = re.compile(
    r"\btransforaminals?\b(?!\s(?:lumbar|thoracic|cervical|interbody|approach\w*|access"
    r"|endoscop\w+|percutaneous|decompress\w+|discectom\w+|foramin\w+|fusion|corridor"
    r"|window|cage|surgery|route|technique|view|epidurals?|esis?|inj\w*|blocks?|steroid"
    r"|nerve|selective|space|zone))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r";|\.\s")


_ROW = re.compile(
    r"\W{0,3}(?:(?:left|right|lt|rt|L|R|bilat\w*)\s)?[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}"
    r"(?:\s(?:left|right|lt|rt|L|R))?\s?[:=]\s",
    re.IGNORECASE,
)
"""A level that leads the line on what was done there ("Left L5-S1: 22g, ...")."""
_GIVEN = re.compile(
    r"\b(?:given|injected|instilled|deposited|delivered|administered)\b", re.IGNORECASE
)
_WAYS = (
    (re.compile(r"transforaminal|TFESI|foramen", re.IGNORECASE), TRANSFORAMINAL),
    (re.compile(r"facet|medial branch|MBB", re.IGNORECASE), "facet-injection"),
    (re.compile(r"inter-?laminar|epidural", re.IGNORECASE), "epidural-interlaminar"),
)


def _of_row(passage: Passage, row: re.Match[str]) -> Iterator[Operation]:
    """The injection of a line that a level leads, of the way that the note names."""
    note = passage.view.source.text[:1500]
    kind = next((kind for way, kind in _WAYS if way.search(note)), None)
    if kind is None:
        return
    for level in find_levels(row.group())[:1]:
        if len(level.interspaces) == 1:
            yield _operation(row.group(), level, kind, _SPACES[kind][0])


def _operation(text: str, level: LevelMention, kind: str, name: str) -> Operation:
    return Operation(
        kind=kind,
        start=level.start,
        end=level.end,
        name=name,
        levels=level.interspaces,
        sides=(_side(text, level),),
        concept=kind,
    )


def _side(text: str, level: LevelMention) -> Side | None:
    """The side right before the level, or the only one of the sentence."""
    found = find_sides(text)
    near = [one for one in found if 0 <= level.start - one.end <= _BESIDE]
    if near:
        return near[-1].side
    told = {one.side for one in found}
    return told.pop() if len(told) == 1 else None
