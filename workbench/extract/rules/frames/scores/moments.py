"""Scores of pain told by their moments: "rest 2, activity 7", "pre 8/10, post 3/10".

The moments are data (``moments.yaml``).  A value of ten needs a second one beside it
or a word of pain; a bare value needs the pain or its scale named before it.  "Seven out
of ten" in words is a score wherever it stands, unless it counts people or times.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dated, evidence
from workbench.extract.rules.frames.scores.ends import without_ends
from workbench.extract.rules.frames.scores.seats import SEAT, place_of
from workbench.extract.rules.frames.scores.values import TOP, number
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import FunctionalLimit, Side
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("moments.yaml")
_VALUE = r"(?P<{0}>\d{{1,2}}(?:\.\d)?)(?P<{0}of>\s?(?:/|out of|of)\s?10)?"
_NO_MORE = r"(?![\d%]|\.\d|\s?/\s?\d|\s?-\s?\d|\s?(?:of|out of)\s?\d)"
_NOT_A_SCORE = (
    r"(?!\s?(?:%|percent|min\w*|h(?:ou)?rs?|h\b|days?|d\b|wks?|weeks?|mos?|months?|y(?:ea)?rs?"
    r"|x\b|times|visits?|sessions?|reps?|sets?|lbs?|kg|mg|ml|mm|cm|feet|ft|blocks?|miles?"
    r"|steps|degrees|deg\b|[ap]\.?m\b|o'clock|weeks?|nights?|stairs|flights?|tablets?"
    r"|pills|people|patients|falls?))"
)
_LED = (
    r"(?:[\s:=,(-]{1,3}(?:(?:pain|level|score|rating|nrs|nprs|vas|is|was|are|were|at|of|a"
    r"|an|about|up to|down to|rated|reported|approximately)[\s:=]{1,2}){0,3})"
)
_PAIN = sought(
    r"\b(?:pain|n?p?rs|nprs|vas|vrs|numeric|ache|aching|soreness|headache|LBP|sciatica)\b",
    re.IGNORECASE,
)
_STRENGTH = re.compile(r"\b(?:strength|grip|power|motor|MMT|apgar|psfs)\b", re.I)
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_SPOKEN = sought(
    rf"\b(?P<word>{'|'.join(_WORDS)})(?:\sand a half)?\sout of (?:ten|10)\b"
    r"(?!\s?(?:times|people|patients|days|nights|doctors|visits|cases|sessions|of|women"
    r"|men|goals))",
    re.IGNORECASE,
)


class _Told(NamedTuple):
    start: int
    end: int
    value: float | int
    whole: bool
    phase: str | None


@cache
def _phases() -> dict[str, str | None]:
    rows: dict[str, dict[str, object]] = load_yaml(FILE)
    return {
        str(word): str(row["phase"]) if "phase" in row else None
        for row in rows.values()
        for word in _listed(row["words"])
    }


def _listed(words: object) -> list[str]:
    return [str(one) for one in words] if isinstance(words, list) else []


@cache
def _moments() -> Sought:
    names = sorted(_phases(), key=len, reverse=True)
    name = "|".join(re.escape(one).replace(r"\ ", r"\s") for one in names)
    behind = rf"(?<![\w-])(?P<moment>{name}){_LED}{_VALUE.format('v')}"
    before = (
        r"(?<![\w./-])(?P<w>\d{1,2}(?:\.\d)?)(?P<wof>\s?(?:/|out of|of)\s?10)"
        rf"\s(?:\(\s?)?(?P<later>{name})(?![\w-])"
    )
    return sought(rf"{behind}{_NO_MORE}{_NOT_A_SCORE}|{before}", re.IGNORECASE)


def by_moments(passage: Passage) -> Iterator[FunctionalLimit]:
    """The scores of pain that a sentence tells by their moments, or in words."""
    told = [one for one in _told(without_ends(passage.text)) if one.value <= TOP]
    pained = _PAIN.search(passage.text)
    if _STRENGTH.search(passage.text):
        return
    whole = [one for one in told if one.whole]
    if len(whole) > 1 or (whole and (pained or len(told) > 1)):
        told = told if len(told) > len(whole) == 1 else whole
    elif not pained or not told or pained.start() > told[0].end:
        told = []
    for one in told:
        yield _score(passage, one)
    for spoken in _SPOKEN.finditer(passage.text) if not told else ():
        value = _WORDS[spoken["word"].lower()]
        yield _score(passage, _Told(*spoken.span(), value, True, None))


def _told(text: str) -> Iterator[_Told]:
    for match in _moments().finditer(text):
        name = match["moment"] or match["later"]
        value = match["v"] or match["w"]
        whole = bool(match["vof"] or match["wof"])
        phase = _phases().get(" ".join(name.lower().split()))
        yield _Told(*match.span(), number(value), whole, phase)


def _score(passage: Passage, one: _Told) -> FunctionalLimit:
    lead = passage.text[max(one.start - SEAT, 0) : one.end + SEAT]
    place = place_of(re.split(r"[;.]\s", lead)[0])
    return score_at(passage, (one.start, one.end), one.value, one.phase, place)


_RIGHT_NOW = re.compile(
    r"(?:right now|now|today|currently|current|at present|presently)\b", re.IGNORECASE
)
"""A moment that is the note's own, whatever day stands behind its score."""


def score_at(
    passage: Passage,
    span: tuple[int, int],
    value: float | int,
    phase: str | None,
    place: tuple[str | None, Side | None],
) -> FunctionalLimit:
    """A score of pain out of ten at one of its moments."""
    where, side = place
    of_now = _RIGHT_NOW.match(passage.text[slice(*span)])
    return FunctionalLimit(
        id="?",
        kind="score",
        name="nrs",
        site=where,
        side=side,
        value=value,
        unit="/10",
        phase="baseline" if phase == "baseline" else "follow-up" if phase else None,
        date=passage.view.document.date if of_now else dated(passage, *span),
        evidence=tuple(evidence(passage)),
    )


def words_of(phase: str) -> tuple[str, ...]:
    """The moments that come before a treatment, or after it."""
    return tuple(one for one, told in _phases().items() if told == phase)
