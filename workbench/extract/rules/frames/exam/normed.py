"""Signs that a measure tells by its number: degrees, seconds and pegs against norms.

"CROM: ext 25, L rot 45", "SLRT Rt 30, Lt 80", "9HPT R 41 s / L 24 s".  Names and norms
are data (``norms.yaml``); a word of health right behind a number outweighs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import (
    about_patient,
    finding,
    is_goal,
)
from workbench.extract.rules.frames.exam.marks import as_side, find_sides
from workbench.extract.rules.frames.passages import Passage, is_study_text
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import ExamFinding
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("norms.yaml")
_SIDE = r"(?:R|L|Rt|Lt|right|left|bilat(?:eral(?:ly)?)?|b/l|both)"
_DEGREES = (
    rf"[ :=,]{{1,3}}(?:(?:{_SIDE}|is|was|to|at|about|limited to|only"
    rf"|active)[ :=]{{1,2}})"
    r"{0,3}(?P<n>\d{1,2})(?![\d%/]|\.\d|\s?(?:%|/|sec|s\b|min|reps?|x|lb|mm|cm))"
)
_WELL = re.compile(
    r"\s?(?:\u00b0|deg(?:rees?)?\b)?\W{0,3}(?:neg|negative|normal|nl|wnl|full|free|painless"
    r"|pain[- ]free|without pain|no pain|ok\b|intact|functional|tight|hamstring)",
    re.IGNORECASE,
)
_SIDED = re.compile(
    rf"(?P<side>{_SIDE})?[ :=]{{0,3}}(?P<n>\d{{1,3}}(?:\.\d)?)\s?(?P<unit>\u00b0"
    rf"|deg(?:rees?)?\b"
    r"|s\b|secs?\b|seconds?\b|pegs?\b|pins?\b|blocks?\b)?(?![\d%/]|\.\d)"
    rf"(?:\s?(?P<later>{_SIDE})(?![\w:]))?",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"[\s:=,/;(]{1,4}(?:(?:and|vs\.?|test|score|time|was|is|at|positive|pos|\+)\s?){0,3}",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\W{0,4}(?:and\s|vs\.?\s|slow\W{1,3})?", re.IGNORECASE)
_MOST = 4
"""Values that may follow one name."""


def read_sentence(passage: Passage) -> Iterator[ExamFinding]:
    """The signs that the measures of a sentence tell."""
    if passage.role == "plan" or is_goal(passage) or is_study_text(passage):
        return
    yield from _motion(passage)
    for name, kind in (
        ("leg-raise", "straight-leg-raise"),
        ("pegs", "dexterity-loss"),
        ("board", "dexterity-loss"),
        ("blocks", "dexterity-loss"),
    ):
        yield from _sided(passage, name, kind)


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(FILE)
    return found


def _choice(words: list[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


@cache
def _spines() -> tuple[tuple[Sought, Sought, dict[str, int]], ...]:
    """For each spine its names, its movements in degrees, and from where they count."""
    made = []
    for name in ("motion", "back-motion"):
        row = _table()[name]
        below = {
            word.lower(): int(one["below"])
            for one in row["movements"].values()
            for word in one["words"]
        }
        moves = rf"(?<![\w-])(?P<move>{_choice([*below])}){_DEGREES}"
        names = rf"(?<![\w-])(?:{_choice(row['spine'])})(?![\w])"
        made.append((sought(names, re.I), sought(moves, re.I), below))
    return tuple(made)


_LIMB = re.compile(
    r"\b(?:knee|hip|shoulder|elbow|wrist|ankle|finger|thumb|hand)\b", re.IGNORECASE
)


def _motion(passage: Passage) -> Iterator[ExamFinding]:
    """Movement of the spine told in degrees that fall short, once for a sentence."""
    text = passage.text
    for names, moves, below in _spines():
        if not (names.search(text) or names.search(passage.label)) or _LIMB.search(
            text
        ):
            continue
        for move in moves.finditer(text):
            short = int(move["n"]) < below[move["move"].lower()]
            if short and not _WELL.match(text, move.end()):
                yield finding(passage, "range-of-motion", move.span())
                return


@cache
def named(name: str) -> Sought:
    """Where a text names one of the measures of ``norms.yaml``."""
    return sought(rf"(?<![\w-])(?:{_choice(_table()[name]['words'])})(?![\w])", re.I)


def _sided(passage: Passage, name: str, kind: str) -> Iterator[ExamFinding]:
    """The sides of a measure whose values lie beyond its norm."""
    text, row = passage.text, _table()[name]
    for word in named(name).finditer(text):
        place = word.end()
        for _ in range(_MOST):
            gap = (_GAP if place == word.end() else _NEXT).match(text, place)
            match = _SIDED.match(text, gap.end()) if gap else None
            if match is None or not (match["side"] or match["later"] or match["unit"]):
                break
            place = match.end()
            if _beyond(row, float(match["n"])) and not _WELL.match(text, place):
                if about_patient(passage, *match.span(), kind) is None:
                    return
                side = find_sides(match.group())
                yield finding(
                    passage,
                    kind,
                    (word.start(), match.end()),
                    side=as_side(side[0].name) if side else None,
                    value=float(match["n"]),
                    unit="degrees" if kind == "straight-leg-raise" else None,
                )


def _beyond(row: dict[str, Any], value: float) -> bool:
    """Whether a value lies on the ill side of its norm."""
    if "upto" in row:
        return value <= float(row["upto"])
    return value > float(row["over"]) if "over" in row else value < float(row["under"])
