"""Names beside a finding that are no severity: slip grade, Modic type, disc position.

They are kept as the record gives them; what a grade means is policy data.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.tokens import Token

_NEAR = 32
_NUMBER = r"(?P<number>IV|V|I{1,3}|[1-5])"
_SLIP = re.compile(
    rf"\b(?:(?:meyerding\s)?(?:grade|class)|meyerding)\s{_NUMBER}\b", re.IGNORECASE
)
_TYPED = re.compile(
    rf"\b(?P<name>modic|pfirrmann)(?:\s(?:type|grade|class))?\s{_NUMBER}\b",
    re.IGNORECASE,
)
_POSITIONS = (
    ("far-lateral", re.compile(r"\b(?:far[ -]lateral|extra-?foraminal)\b", re.I)),
    ("paracentral", re.compile(r"\bpara-?(?:central|median)\b", re.I)),
    ("subarticular", re.compile(r"\b(?:sub-?articular|lateral recess)\b", re.I)),
    ("foraminal", re.compile(r"\bforaminal\b", re.I)),
    ("central", re.compile(r"(?<!para)(?<!para-)\b(?:central|midline)\b", re.I)),
)
_STOP = re.compile(r"[;,]|\.\s|\b(?:and|with|causing|resulting|without|no)\b", re.I)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_WHOLE = 4
"""Interspaces of one range from which an angle is the whole curve's."""


class Named(NamedTuple):
    """A name and, where it is a grade of its own scale, its number."""

    name: str
    value: int | None = None
    detail: str | None = None


def named_grade(kind: str, noun: Token, text: str) -> Named | None:
    """What the words around a noun call it; None where they give it no name."""
    if kind == "spondylolisthesis":
        return _slip(noun, text)
    if kind == "degeneration":
        match = _nearest(_TYPED, noun, text)
        return graded(match["name"].lower(), match["number"]) if match else None
    return _position(noun, text) if kind == "disc-herniation" else None


def graded(name: str, number: str) -> Named:
    """A grade of its own scale; one that is no digit is kept as it is written."""
    if number.isdigit():
        return Named(name, int(number))
    return Named(name, None, f"grade-{number.lower()}")


def whole_curve(levels: Sequence[Token]) -> tuple[Token, ...]:
    """The levels of an angle; none where one range spans a whole curve ("C2-7")."""
    spans = [len(one.level.interspaces) for one in levels if one.level]
    return () if max(spans, default=0) >= _WHOLE else tuple(levels)


def _slip(noun: Token, text: str) -> Named | None:
    match = _nearest(_SLIP, noun, text)
    if match:
        return Named(f"grade-{_number(match)}")
    return Named("retrolisthesis") if noun.text.lower().startswith("retro") else None


def _position(noun: Token, text: str) -> Named | None:
    """Where a disc lies: words right before its noun, or within it."""
    lead = text[max(noun.start - _NEAR, 0) : noun.start]
    lead = _STOP.split(lead)[-1] + noun.text
    return next((Named(name) for name, one in _POSITIONS if one.search(lead)), None)


def _nearest(pattern: re.Pattern[str], noun: Token, text: str) -> re.Match[str] | None:
    """The match nearest to the noun within reach, overlapping it or not."""
    low, high = max(noun.start - _NEAR, 0), min(noun.end + _NEAR, len(text))
    found = list(pattern.finditer(text, low, high))
    return min(found, key=lambda one: abs(one.start() - noun.start), default=None)


def _number(match: re.Match[str]) -> int:
    word = match["number"].upper()
    return _ROMAN.get(word) or int(word)
