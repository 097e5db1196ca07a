"""Narrowing of canal, recess and foramen: one fact per site, side and grade said.

Works on the chunks of one sentence.  A run is a stretch of chunks joined as equals;
within it a chunk takes the site, grade, side or head it lacks from its neighbours, the
way a reader does: "moderate right and severe left foraminal stenosis", "moderate canal
and foraminal stenosis", "foraminal stenosis, severe left, mild right".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.denial import denied
from workbench.extract.rules.frames.imaging.draft import SAID, Draft, Judge
from workbench.extract.rules.frames.imaging.names import Named, graded
from workbench.extract.rules.frames.imaging.narrowing_parts import (
    Part,
    Topic,
    is_contact_head,
    is_mute,
    part_of,
)
from workbench.extract.rules.frames.imaging.narrowing_shares import share
from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.schema.case import Assertion, Severity

NONE = Severity(label="none", low=0, high=0)
_CLOSE = 12
"""Characters between a level and the word that calls it normal ("C6-7 appears")."""

_TELLING = ("site", "grade", "side", "open", "named", "no", "worse")
_FILLER = re.compile(
    r"\b(?:the|at|level|levels|is|are|appears?|of|disc|disk|interspace|space|and|an?)\b",
    re.IGNORECASE,
)
_LATERAL = ("recess", "foraminal", "extraforaminal")


def narrowing(
    made: Sequence[Chunk], judge: Judge, topic: Topic | None = None
) -> tuple[list[Draft], Topic | None]:
    """Facts of narrowing in one sentence, and the topic that it leaves behind."""
    found: list[Draft] = []
    reached = {id(c) for c, no in zip(made, denied(made), strict=True) if no}
    for run in _runs(made):
        parts = [part_of(chunk) for chunk in run]
        share(parts, reached, topic)
        for part in parts:
            drafts = _drafts(part, parts, judge)
            found += drafts
            if drafts and part.sites:
                topic = Topic(part.sites, part.side)
    return _one_each(_particular(found)), topic


def _particular(found: Sequence[Draft]) -> list[Draft]:
    """A grade for several levels leaves out the level that has one of its own.

    "Moderate stenosis C3-4 through C5-6, severe at C4-5" grades C4-5 once.
    """
    own = {
        (*spaces, draft.location, draft.side)
        for draft in found
        if draft.severity and len(spaces := _spaces(draft)) == 1
    }
    made = []
    for draft in found:
        spaces = _spaces(draft)
        taken = {one for one in spaces if (one, draft.location, draft.side) in own}
        if len(spaces) > 1 and taken and draft.assertion == "present":
            draft = replace(draft, levels=_without(draft.levels, taken))
        if draft.levels or not spaces:
            made.append(draft)
    return made


def _spaces(draft: Draft) -> tuple[str, ...]:
    named = [one.level.interspaces for one in draft.levels if one.level]
    return tuple(dict.fromkeys(name for one in named for name in one))


def _without(levels: Sequence[Token], taken: set[str]) -> tuple[Token, ...]:
    made = []
    for one in levels:
        if one.level is None:
            made.append(one)
            continue
        left = tuple(name for name in one.level.interspaces if name not in taken)
        if left:
            made.append(replace(one, level=replace(one.level, interspaces=left)))
    return tuple(made)


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


def _drafts(part: Part, parts: Sequence[Part], judge: Judge) -> list[Draft]:
    if part.label or not _speaks(part, parts):
        return []
    severity = _severity(part)
    assertion = _assertion(part, judge)
    if assertion is None:
        return []
    called = _own_grade(part)
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
            name=called.name if called else None,
            value=called.value if called else None,
            detail=called.detail if called else None,
        )
        for site in sites
    ]


def _speaks(part: Part, parts: Sequence[Part]) -> bool:
    """Whether a part says something of narrowing, by itself or with its run."""
    if part.worse and part.head is None and not part.own_sites:
        return False
    if is_mute(part.chunk) or is_contact_head(part.chunk):
        return False
    if part.head is not None:
        return not part.open or bool(part.sites)
    if part.open:
        return bool(part.sites) or _whole_level(part.chunk)
    if not part.sites:
        named = part.named is not None and part.named.attributes["named"] != "other"
        return named or (part.shared_head and part.chunk.content)
    if any(p.head is not None for p in parts):
        return part.said or part.side is not None or part.own_sites
    return part.said and (part.noun_site or part.shared_head or _bare_adjective(part))


def _whole_level(chunk: Chunk) -> bool:
    """ "C6-7 normal": the level itself is called open."""
    words = [token.kind for token in chunk.tokens]
    if words == ["open", "level"]:  # "nothing at C6-7"
        return chunk.tokens[0].text.lower().endswith(" at")
    if words not in (["level", "open"], ["level", "no", "open"]):
        return False
    level, last = chunk.tokens[0], chunk.tokens[-1]
    return last.start - level.end <= _CLOSE


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


def _own_grade(part: Part) -> Named | None:
    """A grade of a named scale; letters and Roman figures stay as written."""
    if part.named is None:
        return None
    return graded(part.named.concept, part.named.attributes["number"])


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
