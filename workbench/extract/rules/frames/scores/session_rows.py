"""Scores in the rows of a treatment log: "NPRS pre/post" over "7/6", "NDI 46%".

Each row is a session.  A column that names the pain and the session's two ends holds a
pair; one that names one end, or none, a single score.  A scale that a cell names with
its value is a score as it would be in a sentence.  Words of columns are data.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.tables import headed
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.scores.columns import day_of, scale_named
from workbench.extract.rules.frames.scores.names import (
    of_pain,
    pattern,
    scale_of,
)
from workbench.extract.rules.frames.scores.values import TOP, number, value_after
from workbench.extract.rules.model import Cell
from workbench.schema.case import FunctionalLimit
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("session_rows.yaml")
_NUMBER = r"(\d{1,2}(?:\.\d)?)(?:\s?/\s?10(?!\d))?"
_PAIR = re.compile(
    rf"\W*{_NUMBER}\s{{0,2}}(?:/|-+>?|=>|>|\u2192|to|,|;|\u2013)\s{{0,2}}{_NUMBER}\W*\Z"
)
_ONE = re.compile(rf"\W*{_NUMBER}\W*\Z")
_WORD = re.compile(r"[a-z\d]+")
_NAMED = re.compile(r"[A-Za-z]")


Phase = Literal["baseline", "follow-up"]


class _Column(NamedTuple):
    """What a column of pain scores holds: which scale, and which ends of a session."""

    scale: str
    before: bool
    after: bool


def read_log(passage: Passage) -> Iterator[FunctionalLimit]:
    """The scores of one row of a log."""
    cells = headed(passage)
    day = day_of(cells, passage.view.document.date)
    if day is None:
        return
    for place, cell in enumerate(cells):
        column = _column(cell.header or "")
        if column and not _NAMED.search(cell.text):
            yield from _of_column(passage, cell, column, day)
        elif place and not _is_other(f"{cell.header or ''} {cell.text}"):
            yield from _of_words(passage, cell, day)


def _column(header: str) -> _Column | None:
    """A column of pain scores; None for another, or one that a scale alone heads."""
    words = _WORD.findall(header.lower())
    if not words or scale_named(header) or _is_other(header):
        return None
    named = pattern().search(header)
    scale = scale_of(named) if named else "nrs"
    if not (of_pain(scale) if named else _heads("pain", words)):
        return None
    return _Column(scale, _heads("before", words), _heads("after", words))


def _heads(name: str, words: list[str]) -> bool:
    """Whether one of the words of a list stands among those of a header."""
    told = f" {' '.join(words)} "
    return any(f" {word} " in told for word in _words()[name])


def _is_other(text: str) -> bool:
    return _heads("other", _WORD.findall(text.lower()))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = load_yaml(FILE)
    return {name: tuple(words) for name, words in rows.items()}


def _of_column(
    passage: Passage, cell: Cell, column: _Column, day: PartialDate
) -> Iterator[FunctionalLimit]:
    pair = _PAIR.match(cell.text) if column.before and column.after else None
    if pair:
        yield from _scored(passage, cell, column.scale, pair[1], "baseline", day)
        yield from _scored(passage, cell, column.scale, pair[2], "follow-up", day)
        return
    one = _ONE.match(cell.text)
    if one:
        phase = _phase(column)
        yield from _scored(passage, cell, column.scale, one[1], phase, day)


def _phase(column: _Column) -> Phase | None:
    """The end of the session that a column of single scores is for."""
    if column.before == column.after:
        return None
    return "baseline" if column.before else "follow-up"


def _scored(
    passage: Passage,
    cell: Cell,
    scale: str,
    value: str,
    phase: Phase | None,
    day: PartialDate,
) -> Iterator[FunctionalLimit]:
    if float(value) > TOP:
        return
    yield FunctionalLimit(
        id="?",
        kind="score",
        name=scale,
        value=number(value),
        unit="/10",
        phase=phase,
        date=day,
        evidence=tuple(evidence(passage, [cell])),
    )


def _of_words(
    passage: Passage, cell: Cell, day: PartialDate
) -> Iterator[FunctionalLimit]:
    """The scales that a cell names with a value each."""
    named = list(pattern().finditer(cell.text))
    for place, match in enumerate(named):
        last = place + 1 == len(named)
        stop = len(cell.text) if last else named[place + 1].start()
        name = scale_of(match)
        found = value_after(cell.text, match.end(), stop, name)
        if found is None or (of_pain(name) and found[1] != "/10"):
            continue
        yield FunctionalLimit(
            id="?",
            kind="score",
            name=name,
            value=found[0],
            unit=found[1],
            date=day,
            evidence=tuple(evidence(passage, [cell])),
        )
