"""What a report says of an earlier study or only looks for, blanked out first.

"Severe stenosis, previously mild" is severe: the earlier grade is no current finding.
Offsets stay as they are; only characters become blanks.
"""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import blanked
from workbench.extract.rules.values.severity import find_severities
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary import tables

_CLAUSE_END = re.compile(
    r"[,;:)]|\.(?=\s|$)|\b(?:but|now|currently|today|and|there (?:is|are|has|have))\b"
)
_WHICH = re.compile(r"[,(]\s{1,2}(?:which|that|where|when|at which)\b", re.IGNORECASE)
_THEN = re.compile(
    r"\s{1,3}(?:in|on)\s{1,3}(?:the\s)?(?:prior|previous|earlier|\d{1,4})\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were)\s{1,3}$", re.IGNORECASE)


_SEEN = re.compile(
    r"\b(?:seen|noted|described|identified|present|visible|demonstrated|shown|reported"
    r"|visuali[sz]ed|apparent|evident|observed|found|mentioned|depicted)\s{1,3}\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:has|have|is|are|was|were|appears?|persists?|remains?|shows?)\b",
    re.IGNORECASE,
)
"""The verb that goes on with "the protrusion seen on the prior study"."""


_UNSEEN = sought(
    r"(?:\A|(?<=[,;.:]\s))(?:the\s)?"
    r"(?:(?:left|right|both|bilateral|neural|exit|lateral|central|spinal)\s){0,3}"
    r"(?:foramina|foramen|canal|recess(?:es)?)\s(?:(?:is|are|was|were)\s)?"
    r"(?:suboptimally|poorly|incompletely|inadequately|insufficiently|barely|partly"
    r"|not (?:well|fully|adequately|clearly|optimally))\s"
    r"(?:seen|visuali[sz]ed|assessed|evaluated|shown|imaged|delineated)\b",
    re.IGNORECASE,
)
"""A place that the study does not show, of which nothing is found."""


def without_prior(text: str) -> str:
    """The text with every stretch about an earlier state, or of no view, blanked."""
    text = _without_steps(_UNSEEN.sub(lambda one: " " * len(one.group()), text))
    for cue in lexicon.load("imaging-prior").find(text):
        if cue.concept in ("earlier-state", "sought"):
            end = _end(text, cue.end)
            if cue.concept == "earlier-state" and _SEEN.search(text[: cue.start]):
                verb = _GOES_ON.search(text, cue.end, end)
                end = verb.start() if verb else end
            text = blanked(text, cue.start, end)
    return _without_past_grades(text)


def _end(text: str, place: int) -> int:
    """End of the clause; ", which showed ..." still belongs to it."""
    end = _CLAUSE_END.search(text, place)
    if end is not None and _WHICH.match(text, end.start()):
        end = _CLAUSE_END.search(text, end.end())
    return end.start() if end else len(text)


@cache
def _step() -> Sought:
    """ "progressed from mild (in 2023) to": the grade that is no more."""
    words = {word for group in tables.severity().words.values() for word in group}
    grades = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return sought(rf"\bfrom\s{{1,3}}(?:{grades})\b[^.,;]{{0,40}}?\bto\b", re.IGNORECASE)


def _without_steps(text: str) -> str:
    return _step().sub(lambda found: " " * len(found.group()), text)


def _without_past_grades(text: str) -> str:
    """ "was moderate in 2023"."""
    for grade in find_severities(text):
        was = _WAS.search(text, max(grade.start - 8, 0), grade.start)
        if was and _THEN.match(text, grade.end):
            text = blanked(text, was.start(), grade.end)
    return text
