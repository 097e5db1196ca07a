"""Scores in a table whose columns are named for the scales, one row for each day.

"Visit date | Event | NPRS | ODI %" over "10/20/2025 | baseline | 8 | 54" scores two
scales on that day.  A row without a day scores none, nor does a cell that is no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.tables import headed
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.model import Cell
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit
from workbench.schema.partial_date import PartialDate, is_exact
from workbench.vocabulary import scales

_NUMBER = re.compile(r"\s*(?P<value>\d{1,3}(?:\.\d)?)\s?(?P<share>%)?(?:/\d{2})?\s*\Z")
_BESIDE_NAME = sought(r"[%()/\d-]|\bscore\b|\btoday\b")
_WHOLE = 100


def read_row(passage: Passage) -> Iterator[FunctionalLimit]:
    """The scores of a row under columns that scales name."""
    cells = headed(passage)
    named = [(cell, name) for cell in cells if (name := scale_named(cell.header or ""))]
    day = day_of(cells, passage.view.document.date) if named else None
    if day is None:
        return
    for cell, name in named:
        given = _NUMBER.match(cell.text)
        unit = _unit(name, cell, given) if given else None
        if given is None or unit is None:
            continue
        number = given["value"]
        yield FunctionalLimit(
            id="?",
            kind="score",
            name=name,
            value=float(number) if "." in number else int(number),
            unit=unit,
            date=day,
            evidence=tuple(evidence(passage, [cell])),
        )


def scale_named(header: str) -> str | None:
    """The scale that a column is named for, and for nothing else."""
    head = _BESIDE_NAME.sub(" ", header.lower()).strip()
    return _columns().get(head)


@cache
def _columns() -> dict[str, str]:
    """The scales by their names as columns have them, without figures and hyphens."""
    found: dict[str, str] = {}
    for name, entry in scales().scales.items():
        for word in entry.words:
            found.setdefault(re.sub(r"[-\d]", " ", word.lower()).strip(), name)
    return found


def day_of(cells: tuple[Cell, ...], anchor: PartialDate | None) -> PartialDate | None:
    """The one day that the row's own cells give."""
    found = [one.value for cell in cells[:2] for one in find_dates(cell.text, anchor)]
    return found[0] if len(found) == 1 and is_exact(found[0]) else None


def _unit(name: str, cell: Cell, given: re.Match[str]) -> str | None:
    """The unit of a number in a column; None for one beyond the scale's top."""
    scale, value = scales().scales[name], float(given["value"])
    if given["share"] or "%" in (cell.header or ""):
        return "%" if value <= _WHOLE else None
    if value > scale.top:
        return None
    if scale.of == "pain":
        return f"/{scale.top}"
    return None if scale.percent else "points"
