"""Two scores of one pain in a sentence, one of now and one of before.

"Pain is 8/10 now (NRS), it was 6/10 at the PCP's office on 11/10": each clause has its
own day, and a day told in the clause of one is none of the other.  What was before and
has no day is left out; of now is what the note says of its own day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dates_in
from workbench.extract.rules.frames.scores.names import of_pain, pattern, scale_of
from workbench.extract.rules.frames.scores.seats import place_of
from workbench.extract.rules.frames.scores.unnamed import PLACED, placed_score
from workbench.extract.rules.frames.scores.values import TOP
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit
from workbench.schema.partial_date import PartialDate

_PAIN = sought(
    r"\b(?:pain|aches?|aching|LBP|sciatica|hurts?|headaches?|nrs|nprs|vas|vrs)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;(]\s?|\s(?:and|but|whereas|while|though|although|up from|down from"
    r"|compared (?:to|with)|versus|vs\.?|from)\s",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|today|currently|at present|presently|this (?:morning|visit|week)|is|are"
    r"|it's|rates|reports|gives)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:was|were|had been|has been|used to be|initially|previously|earlier|before"
    r"|last (?:visit|time|month|year|week)|at (?:intake|baseline|first|onset)|prior"
    r"|rated|reported|gave)\b",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:before|after|pre|post|baseline|following|injections?|blocks?|surgery|therapy"
    r"|PT|ESI|trial|procedure|treatment)\b",
    re.IGNORECASE,
)
"""Words of a treatment, around which scores are told as before and after it."""
_SINCE = re.compile(r"\b(?:from|compared (?:to|with))\s\Z", re.IGNORECASE)
_ON_DAY = re.compile(r"\b(?:on|of|since|until|dated|by)\s\Z", re.IGNORECASE)
_MOST = 4


class _Part(NamedTuple):
    """A clause with one score in it."""

    text: str
    value: re.Match[str]
    lead: str
    then: bool


def then_and_now(passage: Passage) -> list[FunctionalLimit]:
    """The scores of such a sentence; none where it is of another kind."""
    text = passage.text
    values = [
        one
        for one in PLACED.finditer(text)
        if float(one["value"]) <= TOP and not _ON_DAY.search(text, 0, one.start())
    ]
    if not 1 < len(values) <= _MOST or not _PAIN.search(text) or _AROUND.search(text):
        return []
    parts = [_part(text, one) for one in values]
    kinds = {one.then for one in parts}
    if len(kinds) < 2 or len({one.text for one in parts}) < len(parts):
        return []
    return list(_scores(passage, parts))


def _part(text: str, value: re.Match[str]) -> _Part:
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, value.start())), default=0)
    stop = _CLAUSE.search(text, value.end())
    end = stop.start() if stop else len(text)
    lead, clause = text[start : value.start()], text[start:end]
    now, then = _NOW.search(clause), _THEN.search(lead)
    since = _SINCE.search(text[max(start - 16, 0) : start])
    return _Part(clause, value, lead, bool((then or since) and not now))


def _scores(passage: Passage, parts: list[_Part]) -> Iterator[FunctionalLimit]:
    written = passage.view.document.date
    name = _scale(passage.text)
    for one in parts:
        day = _day(one, written)
        if one.then and day is None:
            continue
        when = day if one.then else day or written
        yield placed_score(passage, name, one.value["value"], place_of(one.lead), when)


def _day(part: _Part, written: PartialDate | None) -> PartialDate | None:
    """The day that a clause tells beside its score."""
    plain = part.text.replace(part.value.group(), " " * len(part.value.group()), 1)
    told = dates_in(plain, written)
    return told[0].value if told else None


def _scale(text: str) -> str:
    """The pain scale that the sentence names, else a numeric one."""
    names = (scale_of(one) for one in pattern().finditer(text))
    return next((one for one in names if of_pain(one)), "nrs")
