"""The facts of a sign that was read: one for each kind and name, side and angle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import finding, standing
from workbench.extract.rules.frames.exam.marks import Mark, as_side, is_pair
from workbench.extract.rules.frames.exam.sign_counts import is_counted
from workbench.extract.rules.frames.exam.sign_values import HALT, NEAR, REACH, kind_of
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Mention
from workbench.extract.rules.values.levels import find_levels
from workbench.schema.case import Assertion, ExamFinding

_ANGLE = re.compile(
    r"(?<![\w/.])(?P<angle>\d{1,2})(?:-\d{1,2})?\s?(?:\u00b0|deg(?:rees?)?\b|o\b)",
    re.IGNORECASE,
)
_AT_ELBOW = re.compile(r"\belbows?\b|\bcubital\b|\bulnar\b", re.IGNORECASE)
_AT_WRIST = re.compile(r"\bwrists?\b|\bcarpal\b|\bmedian\b", re.IGNORECASE)


def facts_of(
    passage: Passage, word: Mention, assertion: Assertion, sides: list[Mark]
) -> Iterator[ExamFinding]:
    """One fact per kind that the term names ("Tinel at elbow and wrist")."""
    seven = standing(passage, word.start, word.end, word.concept)
    if seven in ("hypothetical", "family") or is_counted(passage, word):
        return
    told = passage.text[word.end : word.end + REACH]
    if assertion == "present" and (seven == "historical" or _ONCE.search(told)):
        assertion = "historical"
    side = next((mark.name for mark in sides), None)
    if side is None and is_pair(word.text):
        side = "bilateral"
    after = passage.text[word.end : word.end + 2 * NEAR]
    angle = _angle(passage.text, word, sides) if assertion == "present" else None
    kinds = placed(kind_of(word), word.text, after).split()
    for kind, name in product(kinds, _names(word)):
        for site in _sites(passage.text, word, kind):
            yield finding(
                passage,
                kind,
                (word.start, word.end),
                assertion=assertion,
                side=None if kind in _UNSIDED else as_side(side),
                name=name,
                site=site,
                value=angle,
                unit=None if angle is None else "degrees",
            )


_UNSIDED = ("romberg",)
"""Signs of the whole stance, which have no side."""


def _sites(text: str, word: Mention, kind: str) -> list[str | None]:
    """Where a sign is: its own place, or the levels at which a spine is tender."""
    if kind != "tenderness":
        return [word.attributes.get("site")]
    before, after = text[: word.start], text[word.end :]
    stop = _STOP.search(after)
    near = [one for one in find_levels(after) if one.start < REACH]
    near = [one for one in near if stop is None or one.start < stop.start()]
    if not near:
        near = [one for one in find_levels(before) if _LEADS.fullmatch(before, one.end)]
    names = [name for one in near for name in one.interspaces or one.vertebrae]
    return [*dict.fromkeys(names)] or [None]


_ONCE = re.compile(
    r"[,;(]\s?(?:but\s)?(?:it\s)?(?:was|were|had been|previously|formerly)\s"
    r"(?:\(?\+\)?|pos\w*|present)(?=\W)",
    re.IGNORECASE,
)
"""What a sign is said to have been, beside what it is now ("neg, was + in March")."""
_STOP = re.compile(r"[;:]|\.\s|\b(?:but|except|none|not|no|without)\b", re.IGNORECASE)
_LEADS = re.compile(
    r"\s(?:(?:is|are|was|were|spinous process(?:es)?|facets?|joints?|paraspinals?|level"
    r"|bilaterally)\s){0,3}",
    re.IGNORECASE,
)
"""What may stand between a level and the word that calls it tender."""


def _angle(text: str, word: Mention, sides: list[Mark]) -> int | None:
    """The angle at which a leg raise hurts: the first after its side, else after it."""
    if "angle" not in word.attributes:
        return None
    starts = [side.end for side in sides if side.end > word.end]
    stop = HALT.search(text, word.end)
    match = _ANGLE.search(text, *(starts[:1] or [word.end]))
    inside = match and (stop is None or match.start() < stop.start())
    return int(match["angle"]) if match and inside else None


def placed(kind: str, term: str, after: str) -> str:
    """A Tinel sign without a place is the wrist's, unless the elbow follows."""
    bare = kind == "tinel-wrist" and not _AT_WRIST.search(f"{term} {after}")
    return "tinel-elbow" if bare and _AT_ELBOW.search(HALT.split(after)[0]) else kind


def _names(word: Mention) -> list[str | None]:
    """Which test it is where one kind gathers several: its name, else its words."""
    if "name" in word.attributes:
        return [*word.attributes["name"].split()]
    return [word.text if word.concept in ("shoulder-impingement", "roos") else None]
