"""A chunk's own share in what a sentence says of narrowing, before neighbours help."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.draft import below
from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.schema.case import Severity, Side

_BOTH = re.compile(
    r"\b(?:l|lt|left)\b.*\b(?:r|rt|right)\b|\b(?:r|rt|right)\b.*\b(?:l|lt|left)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Part:
    """One chunk's share in a run; what it lacks is filled in from the others."""

    chunk: Chunk
    sites: tuple[str, ...] = ()
    own_sites: bool = False
    noun_site: bool = False
    head: Token | None = None
    grade: Severity | None = None
    late_grade: bool = False
    side: Side | None = None
    late_side: bool = False
    no: bool = False
    bound: Severity | None = None
    open: bool = False
    named: Token | None = None
    worse: bool = False
    label: bool = False
    shared_head: bool = False

    @property
    def said(self) -> bool:
        """Whether it says how narrow."""
        return bool(self.grade or self.no or self.open or self.named)


@dataclass(frozen=True, slots=True)
class Topic:
    """What was last spoken of, for a clause that leaves it out."""

    sites: tuple[str, ...]
    side: Side | None


def is_contact_head(chunk: Chunk) -> bool:
    """Whether "encroachment" is said of cord, root, fluid or fat."""
    head, target = chunk.head, chunk.first("target")
    if head is None or target is None or chunk.first("site"):
        return False
    return "contact" in head.attributes


def is_mute(chunk: Chunk) -> bool:
    """Whether a chunk names something else and can only hand on its denial."""
    if chunk.noun is not None or chunk.first("contact"):
        return True
    return chunk.head is None and chunk.first("target") is not None


def part_of(chunk: Chunk) -> Part:
    """What the chunk itself says; a chunk with a noun lends its denial alone."""
    sites = tuple(dict.fromkeys(t.attributes["site"] for t in chunk.all("site")))
    head = chunk.head
    if not sites and head is not None and chunk.first("target"):
        sites = _site_of_target(chunk)
    if is_mute(chunk):
        return Part(chunk=chunk, no=chunk.first("no") is not None)
    part = Part(chunk=chunk, sites=sites, own_sites=bool(sites), head=head)
    part.noun_site = any(t.attributes["form"] == "noun" for t in chunk.all("site"))
    part.named = chunk.first("named")
    part.open = chunk.first("open") is not None and chunk.noun is None
    part.worse = chunk.first("worse") is not None
    _read_grade(part)
    _read_side(part)
    return part


def _site_of_target(chunk: Chunk) -> tuple[str, ...]:
    target = chunk.first("target")
    sac = target is not None and target.attributes["target"] == "thecal-sac"
    return ("central",) if sac else ()


def anchor(chunk: Chunk) -> int:
    """Start of the first word that names place or narrowing."""
    named = [t.start for t in chunk.tokens if t.kind in ("site", "narrowing")]
    return min(named, default=chunk.end)


def _read_grade(part: Part) -> None:
    grade = part.chunk.first("grade")
    denied = part.chunk.first("no")
    part.no = denied is not None
    if denied is not None:
        part.bound = denied.grade
    if grade is None or grade.grade is None:
        return
    if denied is not None:
        part.bound = below(grade.grade, denied)
    elif grade.grade.high == 0:
        part.no = True
    else:
        part.grade = grade.grade
        part.late_grade = grade.start > anchor(part.chunk)


_SIDES: tuple[Side, ...] = ("left", "right", "bilateral")


def _read_side(part: Part) -> None:
    side = part.chunk.first("side")
    if side is not None:
        part.side = side.side
        part.late_side = side.start > anchor(part.chunk)
    for site in part.chunk.all("site"):
        own = site.attributes.get("side")
        part.side = next((one for one in _SIDES if one == own), part.side)
    if part.side is None and compares_sides(part.chunk):
        part.side = "bilateral"


def compares_sides(chunk: Chunk) -> bool:
    """Whether a chunk sets one side against the other ("R>L"): both have it."""
    return any(_BOTH.search(one.text) for one in chunk.all("worse"))
