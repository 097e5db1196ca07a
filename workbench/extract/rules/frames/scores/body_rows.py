"""Scores of pain listed by part of the body under a line that names the scale.

"PAIN NOW (0 none, 10 worst)" over "shoulder ..... 4" and "left hand ..... 0": each row
is a part of the body and one value.  Rows under a line that names no pain, or gives no
scale of ten, score nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.scores.ends import ENDS
from workbench.extract.rules.frames.scores.seats import place_of
from workbench.extract.rules.frames.scores.values import TOP, number
from workbench.extract.rules.model import Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit

_ROW = sought(
    r"[\W_]{0,6}(?P<where>[A-Za-z][A-Za-z ,/()-]{2,40}?)(?:\s?[.:=_\u2026]+\s?|\s{2,})"
    r"[\s._:=]{0,30}(?P<value>\d{1,2}(?:\.\d)?)(?:\s?/\s?10)?[\s_.]{0,10}\Z"
)
"""A part of the body, a gap, and one value."""
_PAIN = re.compile(r"\b(?:pain|ache|hurts?|hurting)\b", re.IGNORECASE)
_OF_TEN = re.compile(r"\b(?:0|zero)\s?(?:-|to|\u2013)\s?(?:10|ten)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:goal|last|before|previous|prior|strength|power|numb\w*|weak\w*)\b", re.I
)
"""Words of a head or row that scores something else, or not now."""
_ROWS = 8
_LONGEST = 90


def by_part(passage: Passage) -> Iterator[FunctionalLimit]:
    """The score of one row of such a list, none where it is no such row."""
    told = _ROW.match(passage.text)
    if told is None or _OTHER.search(told["where"]) or float(told["value"]) > TOP:
        return
    where, side = place_of(told["where"])
    head = _head(passage) if where is not None else None
    if head is None or (not float(told["value"]) and _other_side(passage, where)):
        return
    yield FunctionalLimit(
        id="?",
        kind="score",
        name="nrs",
        site=where,
        side=side,
        value=number(told["value"]),
        unit="/10",
        date=passage.view.document.date,
        evidence=(*evidence(passage), passage.view.cite_sentence(head)),
    )


def _other_side(passage: Passage, where: str | None) -> bool:
    """Whether another row scores pain in the same part: this side is the well one."""
    at, sentences = passage.sentence.index, passage.view.sentences
    rows = [_ROW.match(one.text) for one in sentences[max(at - 2, 0) : at + 3]]
    return any(
        float(row["value"]) and place_of(row["where"])[0] == where
        for row in rows
        if row is not None
    )


def _head(passage: Passage) -> Sentence | None:
    """The line above the rows, where it names pain on a scale of ten."""
    at, sentences = passage.sentence.index, passage.view.sentences
    for one in reversed(sentences[max(at - _ROWS, 0) : at]):
        if _ROW.match(one.text) and place_of(one.text)[0] is not None:
            continue
        return one if len(one.text) <= _LONGEST and _heads(one.text) else None
    return None


def _heads(text: str) -> bool:
    ten = ENDS.search(text) or _OF_TEN.search(text)
    return ten is not None and bool(_PAIN.search(text)) and not _OTHER.search(text)
