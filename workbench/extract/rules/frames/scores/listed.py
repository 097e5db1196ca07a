"""Scores listed by day under a line that names their scale.

"PAIN SCORES (NRS, legs)" over "01/05/2026 before inj  8" and "01/29/2026 3 wk later  3"
is a list: each row is a day, what was then, and one value.  A row of a list whose head
names no scale, or several, scores nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.scores.names import (
    of_pain,
    pattern,
    scale_of,
)
from workbench.extract.rules.frames.scores.seats import place_of
from workbench.extract.rules.frames.scores.values import TOP, UNITS, number
from workbench.extract.rules.model import Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit
from workbench.schema.partial_date import PartialDate, is_exact

_I = re.IGNORECASE
_OPENS = re.compile(r"\W{0,4}(?:\d{1,2}[.)]\s{1,3})?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")
"""How a row of such a list begins, perhaps with its number."""
_REST = re.compile(
    r"\W{1,12}(?P<what>(?:\d{1,2}\s?-?(?:w(?:ee)?ks?|mos?|months?|days?|d|w|m)\b)?"
    r"(?:(?!\d)[^|\n]){0,40}?)(?<![\d.])"
    r"(?P<value>\d{1,3}(?:\.\d)?)\s?(?P<unit>%|/\s?\d{1,3})?"
    r"\s*(?P<note>\([^()\d]{1,40}\)|[A-Za-z][A-Za-z ]{2,30})?\W{0,3}\Z",
)
"""What stands behind the day: what was then, and one value, perhaps with a note."""
_BEFORE = sought(r"\b(?:before|pre|baseline|initial|eval\w*)\b", _I)
_AFTER = sought(r"\b(?:after|post|follow-?\s?up|f/u|later)\b", _I)
_OTHER = sought(
    r"\b(?:visits?|sessions?|dose|mg|min\w*|steps|reps|sets|lbs?|degrees|goal|units?|cc|ml)\b",
    _I,
)
"""Words of a row that counts something else."""
_COLUMNS = re.compile(r"\W*(?:date|day|visit|when)\b[^\d]{0,40}", _I)
"""The head of the columns, which need not name the scale again."""
_ROWS_ABOVE = 14
_LONGEST = 80
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class _Head:
    """The line that names the scale of a list: its words, and where it is cited."""

    name: str
    text: str
    sentence: Sentence | None


def listed(passage: Passage) -> Iterator[FunctionalLimit]:
    """The score of one row of a list of days, none where it is no such row."""
    text, anchor = passage.text, passage.view.document.date
    if not _OPENS.match(text) or _OTHER.search(text):
        return
    day = next(iter(find_dates(text, anchor)), None)
    told = _REST.fullmatch(text[day.end :]) if day else None
    head = _head(passage) if told else None
    if day is None or told is None or head is None or not is_exact(day.value):
        return
    unit = _unit(head.name, told)
    if unit is not None:
        yield _score(passage, head, told, unit, day.value)


def _score(
    passage: Passage,
    head: _Head,
    told: re.Match[str],
    unit: str,
    day: PartialDate,
) -> FunctionalLimit:
    words = f"{told['what']} {told['note'] or ''}"
    where, side = place_of(head.text) if of_pain(head.name) else (None, None)
    cites = tuple(evidence(passage))
    if head.sentence is not None:
        cites = (*cites, passage.view.cite_sentence(head.sentence))
    return FunctionalLimit(
        id="?",
        kind="score",
        name=head.name,
        site=where,
        side=side,
        value=number(told["value"]),
        unit=unit,
        phase=_phase(words),
        date=day,
        evidence=cites,
    )


def _phase(words: str) -> Literal["baseline", "follow-up"] | None:
    """When a value was taken: before what was done, or after it."""
    if _BEFORE.search(words):
        return "baseline"
    return "follow-up" if _AFTER.search(words) else None


def _unit(name: str, told: re.Match[str]) -> str | None:
    """The unit of a value that can be one of the scale, else None."""
    own, value = UNITS.get(name), float(told["value"])
    unit = (told["unit"] or "").replace(" ", "") or own
    if own is None or unit is None or (of_pain(name) and (unit != own or value > TOP)):
        return None
    return unit if unit == own or unit.startswith("/") else None


def _head(passage: Passage) -> _Head | None:
    """The heading or the line above the rows, where it names one scale."""
    view, at = passage.view, passage.sentence.index
    section = passage.sentence.section
    for one in reversed(view.sentences[max(at - _ROWS_ABOVE, 0) : at]):
        if one.section is not section:
            break
        if _OPENS.match(one.text) or _COLUMNS.fullmatch(one.text):
            continue
        name = _scale(one.text) if len(one.text) <= _LONGEST else None
        return _Head(name, one.text, one) if name else None
    name = _scale(section.title)
    return _Head(name, section.title, None) if name else None


def _scale(line: str) -> str | None:
    """The one scale that a line names."""
    if not pattern().may_stand(line):
        return None
    found = {scale_of(one) for one in pattern().finditer(line)}
    found -= {"nrs"} if len(found) > 1 and "vas" in found else set()
    return found.pop() if len(found) == 1 else None
