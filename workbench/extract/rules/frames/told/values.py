"""What a number says by itself: an INR out of range, a temperature that is a fever.

"Warfarin held, INR 2.9" is no corrected clotting whatever was held.  The words, the
numbers and where they come from are data (``values.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import Assertion, Fact, RiskFactor
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("values.yaml")
_SAID = (
    r"(?:of|was|is|at|up|to|today|yesterday|now|currently|overnight|this|morning|am|pm"
    r"|came|back|measured|read|reading|oral|rectal|about|around|spiked|last|night|most"
    r"|recent|pre-?op|day|level|result|repeat)"
)
_NO_VALUE = re.compile(
    r"\b(?:goal|target|range|if|when|until|unless|should|must|for|call|return|report|over"
    r"|above|below|under|less than|greater than|needs? to be|keep|normal|limit)\b"
    r"[^.;]{0,30}\Z",
    re.IGNORECASE,
)
"""What before the word makes its number a bound that somebody set."""


class Meant(NamedTuple):
    """What a number means: the kind of fact, whether it is there, and the words."""

    kind: str
    assertion: Assertion | None
    start: int
    end: int


class _Measure(NamedTuple):
    kind: str
    pattern: Sought
    least: float
    most: float
    absent: float | None
    present: float


@cache
def measures() -> tuple[_Measure, ...]:
    """The measures of the file with their patterns."""
    rows: dict[str, dict[str, Any]] = load_yaml(FILE)
    return tuple(_measure(row) for row in rows.values())


def _measure(row: dict[str, Any]) -> _Measure:
    words = "|".join(sorted(map(re.escape, row["words"]), key=len, reverse=True))
    pattern = (
        rf"(?<![\w/-])(?P<word>{words})(?:[ ,:=-]{{1,3}}{_SAID}){{0,4}}[ :=(]{{1,3}}"
        r"(?:\d{1,3}(?:\.\d{1,2})?\s?(?:s|sec|seconds)\.?\s?/\s?)?"
        r"(?P<value>\d{1,3}(?:\.\d{1,2})?)(?![\d/%]|\.\d|\s?(?:-|to)\s?\d"
        r"|\s?(?:s|sec|seconds)\b)"
    )
    return _Measure(
        row["kind"],
        sought(pattern),
        row["least"],
        row["most"],
        row.get("absent"),
        row["present"],
    )


def meant(text: str) -> Iterator[Meant]:
    """What the numbers of a sentence mean by themselves."""
    for one in measures():
        for match in one.pattern.finditer(text):
            value = float(match["value"])
            if not one.least <= value <= one.most:
                continue
            if _NO_VALUE.search(text[max(match.start() - 40, 0) : match.start()]):
                continue
            said = _said(one, value)
            if said or one.absent is not None:
                yield Meant(one.kind, said, match.start(), match.end())


def _said(one: _Measure, value: float) -> Assertion | None:
    if value >= one.present:
        return "present"
    if one.absent is not None and value <= one.absent:
        return "absent"
    return None


def with_values(passage: Passage, told: list[Fact]) -> list[Fact]:
    """The facts of a passage, put right by what its numbers mean.

    A thinner that is held denies nothing beside an INR that says otherwise.
    """
    for one in meant(passage.text):
        same = [fact for fact in told if fact.kind == one.kind]
        if one.assertion != "absent":
            told = [f for f in told if f not in same or f.assertion != "absent"]
        if one.assertion and not any(fact in told for fact in same):
            risk = RiskFactor(
                id="?",
                kind=one.kind,
                assertion=one.assertion,
                name=passage.text[one.start : one.end],
                evidence=tuple(evidence(passage)),
            )
            told = [*told, risk]
    return told
