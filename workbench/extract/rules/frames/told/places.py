"""Where a condition is that a sentence tells: interspace, vertebra and side.

The side is looked for right beside the words, then in their whole clause.
"""

from __future__ import annotations

from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import find_sites
from workbench.extract.rules.frames.roots import find_roots
from workbench.extract.rules.model import Mention
from workbench.extract.rules.values.levels import between, find_levels
from workbench.extract.rules.values.sides import find_sides

_OF_SPACE = (
    "pseudarthrosis",
    "hardware-failure",
    "adjacent-segment-disease",
    "instability",
    "spondylolisthesis",
    "facet-cyst",
    "infection",
    "lumbar-disc-disorder",
    "cervical-disc-disorder",
    "lumbar-stenosis",
    "cervical-stenosis",
)
"""Conditions of one interspace."""


def space(kind: str, text: str) -> dict[str, Any]:
    """The one interspace that a sentence names, for what befell an earlier fusion."""
    if kind not in _OF_SPACE:
        return {}
    levels = find_levels(text)
    named = {name for one in levels for name in one.interspaces}
    if kind == "spondylolisthesis" and not named:
        named = set(_slipped(tuple(bone for one in levels for bone in one.vertebrae)))
    return {"level": named.pop()} if len(named) == 1 else {}


def _slipped(bones: tuple[str, ...]) -> tuple[str, ...]:
    """The interspace of the two vertebrae of which one has slipped."""
    return between(*bones) if len(bones) == 2 else ()


_OF_BONE = (
    "fracture",
    "osteoporotic-fracture",
    "spinous-tenderness",
    "hardware-failure",
    "tumour",
    "herpes-zoster",
)
"""What is of one vertebra, or of one dermatome."""
_CLAUSE = re.compile(r"[.;](?=\s|\Z)")


def place(text: str, mention: Mention) -> dict[str, Any]:
    """The vertebra of a fracture or tenderness, and the one side of its clause."""
    found: dict[str, Any] = {}
    near = text[max(mention.start - 30, 0) : mention.end + 40]
    bones = [name for one in find_levels(near) for name in one.vertebrae]
    if bones and mention.attributes["kind"] in _OF_BONE:
        found["site"] = bones[0]
    sides = find_sides(text[max(mention.start - 25, 0) : mention.end + 20])
    if not sides and mention.attributes["list"] == "diagnoses":
        lead = _CLAUSE.split(text[max(mention.start - 60, 0) : mention.start])[-1]
        rest = _CLAUSE.split(text[mention.end : mention.end + 60])[0]
        sides = find_sides(lead + text[mention.start : mention.end] + rest)
    if len({one.side for one in sides}) == 1:
        found["side"] = sides[0].side
    return found


_SKIN = "sensory-loss"
"""What is found on a part of the skin or in the territory of a root."""


def felt(text: str, mention: Mention) -> dict[str, Any]:
    """The one part of the body, or the roots, on which a loss of feeling was found."""
    if mention.attributes["kind"] != _SKIN:
        return {}
    lead = _CLAUSE.split(text[: mention.start])[-1]
    near = lead + _CLAUSE.split(text[mention.start :])[0]
    sites = {one.name for one in find_sites(near)}
    roots = [name for _, _, names in find_roots(near, loose=True) for name in names]
    found: dict[str, Any] = {"roots": tuple(dict.fromkeys(roots))} if roots else {}
    return found | ({"site": sites.pop()} if len(sites) == 1 else {})
