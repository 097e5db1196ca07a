"""What a slip for work forbids or bounds: "no lifting > 10 lb; may sit 20 min".

On a slip the doctor's restrictions are the patient's limits, each in its own clause.
What is restricted only after an operation, and "no restrictions", are none.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.function.tolerances import tolerances
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.alternation import one_of
from workbench.schema.case import FunctionalLimit
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("work_slip.yaml")
_CLAUSE = re.compile(r"[;,]\s|\.\s|\n")
_MAY = re.compile(
    r"\s*(?:may|can|is able to|able to)\s(?:only\s)?(?!not\b)", re.IGNORECASE
)


class _Words(NamedTuple):
    head: re.Pattern[str]
    slip: re.Pattern[str]
    forbids: re.Pattern[str]
    later: re.Pattern[str]


@cache
def _words() -> _Words:
    rows: dict[str, Any] = load_yaml(FILE)
    heads, slip, forbids, later = (
        one_of(rows[name]) for name in ("heads", "slip", "forbids", "later")
    )
    return _Words(
        re.constant(
            rf"\W*(?:\d{{1,2}}[.)]\s*)?(?:{heads})(?:\s(?:then|now|at work))?"
            r"\s?[:=-]\s*",
            re.IGNORECASE,
        ),
        re.constant(rf"\b(?:{slip})\b", re.IGNORECASE),
        re.constant(rf"\s*(?:may\s|can\s)?(?:{forbids})\s+", re.IGNORECASE),
        re.constant(rf"\b(?:{later})\b", re.IGNORECASE),
    )


def restrictions(passage: Passage) -> list[FunctionalLimit]:
    """The limits that a line of restrictions of a slip for work sets."""
    words, text = _words(), passage.text
    head = words.head.match(text)
    if head is None or words.later.search(text):
        return []
    if not words.slip.search(passage.view.source.text):
        return []
    kinds = [
        kind
        for clause in _CLAUSE.split(text[head.end() :])
        for kind in _restricted(clause, words)
    ]
    return [
        FunctionalLimit(
            id="?",
            kind=kind,
            date=passage.view.document.date,
            evidence=tuple(evidence(passage)),
        )
        for kind in dict.fromkeys(kinds)
    ]


def _restricted(clause: str, words: _Words) -> list[str]:
    """The activities that one clause forbids, or allows in a small amount only."""
    forbids = words.forbids.match(clause)
    if forbids is None:
        may = _MAY.match(clause)
        return [one.kind for one in tolerances(clause[may.end() if may else 0 :])]
    told: list[str] = []
    last = forbids.end()
    for word in lexicon.load("function").find(clause):
        names = word.attributes.get("needs") == "limit" or "whole" in word.attributes
        if names and word.attributes.get("whole") != "free" and word.end > last:
            told.append(word.attributes.get("kind", word.concept).split()[0])
            last = word.end
    return told
