"""Narrowing of canal, recess and foramen: one fact per site, side and grade said.

Works on the chunks of one sentence.  A run is a stretch of chunks joined as equals;
within it a chunk takes the site, grade, side or head it lacks from its neighbours, the
way a reader does: "moderate right and severe left foraminal stenosis", "moderate canal
and foraminal stenosis", "foraminal stenosis, severe left, mild right".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.extract.rules.frames.imaging_chunks import Chunk
from workbench.extract.rules.frames.imaging_denial import denied
from workbench.extract.rules.frames.imaging_draft import SAID, Draft, Judge, below
from workbench.extract.rules.frames.imaging_tokens import Token
from workbench.schema.case import Assertion, Severity, Side

NONE = Severity(label="none", low=0, high=0)
_TELLING = ("site", "grade", "side", "open", "named", "no")
_FILLER = re.compile(
    r"\b(?:the|at|level|levels|is|are|appears?|of|disc|disk|interspace|space|and|an?)\b",
    re.IGNORECASE,
)
_LATERAL = ("recess", "foraminal", "extraforaminal")


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


def narrowing(
    made: Sequence[Chunk], judge: Judge, topic: Topic | None = None
) -> tuple[list[Draft], Topic | None]:
    """Facts of narrowing in one sentence, and the topic that it leaves behind."""
    found: list[Draft] = []
    reached = {id(c) for c, no in zip(made, denied(made), strict=True) if no}
    for run in _runs(made):
        parts = [_part(chunk) for chunk in run]
        _deny(parts, reached)
        _share_sites(parts, topic)
        _share_grades(parts)
        _share_sides(parts, topic)
        _mark_labels(parts)
        for part in parts:
            drafts = _drafts(part, parts, judge)
            found += drafts
            if drafts and part.sites:
                topic = Topic(part.sites, part.side)
    return _one_each(found), topic


def _runs(made: Sequence[Chunk]) -> list[list[Chunk]]:
    """Stretches of chunks of one group that may speak of narrowing."""
    runs: list[list[Chunk]] = []
    group = -1
    after: list[Chunk | None] = [*made[1:], None]
    for chunk, later in zip(made, after, strict=False):
        if not _about(chunk) or _of_disc(chunk, later):
            group = -1
            if _denying(chunk):
                runs.append([chunk])
                group = chunk.group
            continue
        if chunk.group == group and runs:
            runs[-1].append(chunk)
        else:
            runs.append([chunk])
        group = chunk.group
    return runs


def _of_disc(chunk: Chunk, later: Chunk | None) -> bool:
    """ "Narrowing of the lumbosacral disc space" has its noun in the next chunk."""
    if later is None or later.joiner != "next" or chunk.first("site"):
        return False
    return "owns" in later.tokens[0].attributes and chunk.head is not None


def _denying(chunk: Chunk) -> bool:
    """A denied finding hands its denial on: "no bulge, stenosis or cord change"."""
    return chunk.first("no") is not None and chunk.first("grade") is None


def _about(chunk: Chunk) -> bool:
    """Whether a chunk may speak of narrowing: its head, or a place without a noun."""
    if chunk.head is not None:
        return not is_contact_head(chunk)
    if chunk.noun is not None or chunk.first("contact"):
        return False
    if chunk.first("target"):
        return False
    return any(token.kind in _TELLING for token in chunk.tokens)


def is_contact_head(chunk: Chunk) -> bool:
    """Whether "encroachment" is said of cord, root, fluid or fat."""
    head, target = chunk.head, chunk.first("target")
    if head is None or target is None or chunk.first("site"):
        return False
    return "contact" in head.attributes


def _part(chunk: Chunk) -> Part:
    sites = tuple(dict.fromkeys(t.attributes["site"] for t in chunk.all("site")))
    head = chunk.head
    if not sites and head is not None and chunk.first("target"):
        sites = _site_of_target(chunk)
    if chunk.noun is not None:
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


def _anchor(chunk: Chunk) -> int:
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
        part.late_grade = grade.start > _anchor(part.chunk)


def _read_side(part: Part) -> None:
    side = part.chunk.first("side")
    if side is not None:
        part.side = side.side
        part.late_side = side.start > _anchor(part.chunk)
    for site in part.chunk.all("site"):
        if site.attributes.get("side") == "bilateral":
            part.side = "bilateral"


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
    return denied is not None and denied.start > _anchor(part.chunk)


def _share_sites(parts: Sequence[Part], topic: Topic | None) -> None:
    for place, part in enumerate(parts):
        if part.sites or (part.head is not None and part.head.kind == "narrowing"):
            continue
        if not (part.said or part.side or part.worse):
            continue
        after = next((p for p in parts[place + 1 :] if p.own_sites), None)
        before = next((p for p in reversed(parts[:place]) if p.sites), None)
        giver = _giver(part, before, after)
        if giver is not None:
            part.sites = giver.sites
            part.shared_head = giver.head is not None or giver.noun_site
        elif _elliptic(part, topic) and topic is not None:
            part.sites, part.shared_head = topic.sites, True
        elif part.said and any(p.head is not None for p in parts[:place]):
            part.shared_head = True


def _giver(part: Part, before: Part | None, after: Part | None) -> Part | None:
    """The neighbour whose site a part without one shares."""
    if before is None or after is None:
        return before or after
    if part.side and after.sites == ("central",):
        return before
    if part.side and before.sites == ("central",):
        return after
    return after if before.said and after.head is not None else before


def _elliptic(part: Part, topic: Topic | None) -> bool:
    """Whether it can only continue what was last spoken of."""
    if part.open and not part.side:
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
    for before, part in zip(parts, parts[1:], strict=False):
        equal = part.head is None or before.head is None
        if part.side is None and equal and _takes_side(part, before):
            part.side = before.side
    for part, after in reversed(list(zip(parts, parts[1:], strict=False))):
        if part.side is None and after.late_side and part.head is None:
            part.side = after.side
    for place, part in enumerate(parts):
        if part.worse and part.side is None:
            _spread_worse(parts, place)
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
        if part.said or not part.sites:
            continue
        after = parts[place + 1 : place + 2]
        part.label = any(
            p.said and not p.own_sites and p.sites == part.sites for p in after
        )
    for place, part in enumerate(parts):
        if part.side == "bilateral" and part.grade is not None:
            _one_sided(part, parts[place + 1 :])


def _one_sided(part: Part, after: Sequence[Part]) -> None:
    """ "Mild bilateral, severe on the left": the first grade holds for the other."""
    other: dict[Side, Side] = {"left": "right", "right": "left"}
    for later in after:
        same = later.sites == part.sites and later.grade is not None
        if same and later.side in other and later.head is None:
            part.side = other[later.side]


def _drafts(part: Part, parts: Sequence[Part], judge: Judge) -> list[Draft]:
    if part.label or not _speaks(part, parts):
        return []
    severity = _severity(part)
    assertion = _assertion(part, judge)
    if assertion is None:
        return []
    sites: tuple[str | None, ...] = part.sites or (_named_site(part),)
    return [
        Draft(
            kind="stenosis",
            assertion=assertion,
            chunk=part.chunk,
            levels=tuple(part.chunk.levels),
            location=site,
            side=None if site == "central" else part.side,
            severity=severity,
            name=_grade_name(part),
            value=_grade_value(part),
        )
        for site in sites
    ]


def _speaks(part: Part, parts: Sequence[Part]) -> bool:
    """Whether a part says something of narrowing, by itself or with its run."""
    if part.worse and part.head is None and not part.own_sites:
        return False
    if part.chunk.noun is not None or is_contact_head(part.chunk):
        return False
    if part.head is not None:
        return not part.open or bool(part.sites)
    if part.open:
        return bool(part.sites)
    if not part.sites:
        named = part.named is not None and part.named.attributes["named"] != "other"
        return named or (part.shared_head and part.chunk.content)
    if any(p.head is not None for p in parts):
        return part.said or part.side is not None or part.own_sites
    return part.said and (part.noun_site or part.shared_head or _bare_adjective(part))


def _bare_adjective(part: Part) -> bool:
    """ "Severe left foraminal" with nothing after it."""
    return part.chunk.tokens[-1].kind in ("site", "side", "level", "grade", "open")


def _named_site(part: Part) -> str | None:
    if part.named is None or part.named.attributes["named"] == "other":
        return None
    return part.named.attributes["named"]


def _severity(part: Part) -> Severity | None:
    if part.no:
        return part.bound or NONE
    if part.open and part.grade is None:
        return NONE
    return part.grade


def _assertion(part: Part, judge: Judge) -> Assertion | None:
    if part.no or (part.open and part.grade is None):
        return "absent"
    word = part.head or part.chunk.first("site") or part.chunk.tokens[0]
    seven = judge(word)
    if seven in ("negated", "not_done") and part.grade is not None:
        return "present"
    return SAID[seven]


def _grade_name(part: Part) -> str | None:
    return part.named.concept if part.named is not None else None


def _grade_value(part: Part) -> int | None:
    if part.named is None:
        return None
    number = part.named.attributes["number"]
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
    return int(number) if number.isdigit() else roman.get(number)


def _one_each(found: Sequence[Draft]) -> list[Draft]:
    """One fact per place; a denial in two halves keeps the lower bound."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in found:
        place = (draft.assertion, draft.levels, draft.location, draft.side)
        key = (*place, None if draft.assertion == "absent" else draft.severity)
        other = kept.get(key)
        if other is None or _lower(draft, other):
            kept[key] = draft
    return list(kept.values())


def _lower(draft: Draft, other: Draft) -> bool:
    if draft.severity is None or other.severity is None:
        return other.severity is None and draft.severity is not None
    return draft.severity.high < other.severity.high


def unremarkable(made: Sequence[Chunk], text: str) -> list[Draft]:
    """A level called normal as a whole: no narrowing, site not said.

    Only where nothing else is said: "C2-3: unremarkable", not "the ribs are intact".
    """
    content = [chunk for chunk in made if chunk.content]
    if len(content) != 1 or content[0].first("open") is None:
        return []
    words = [token for chunk in made for token in chunk.tokens]
    if any(token.kind not in ("open", "level", "no", "scope") for token in words):
        return []
    if _other_words(text, words):
        return []
    return [
        Draft(
            kind="stenosis",
            assertion="absent",
            chunk=content[0],
            levels=tuple(content[0].levels),
            severity=NONE,
            needs_place=True,
        )
    ]


def _other_words(text: str, words: Sequence[Token]) -> bool:
    rest = list(text)
    for token in words:
        rest[token.start : token.end] = " " * (token.end - token.start)
    return bool(_FILLER.sub(" ", "".join(rest)).strip(" .:;,-*()"))
