"""Agreement in a study: every pair of raters, and each with the program.

Percent agreement and Cohen's kappa over the criteria that both rated; kappa corrects
for agreement by chance and has no value where one category takes everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from workbench.evals.stats import kappa
from workbench.web.desk.studies import Rated

PROGRAM = "the program"
Unit = tuple[str, str, str]


class Pair(NamedTuple):
    """Two raters over the units that both rated."""

    one: str
    other: str
    units: int
    agreed: int
    kappa: float | None

    @property
    def percent(self) -> int:
        """Agreement in percent, rounded."""
        return round(100 * self.agreed / self.units) if self.units else 0


class Differs(NamedTuple):
    """A criterion that raters and program see differently."""

    case_id: str
    line: str
    criterion: str
    said: tuple[tuple[str, str], ...]


class Study(NamedTuple):
    """A study's figures."""

    cases: int
    raters: tuple[tuple[str, int, int], ...]
    pairs: tuple[Pair, ...]
    differing: tuple[Differs, ...]


def study(found: Sequence[Rated]) -> Study:
    """The figures of a study's ratings."""
    sheets: dict[str, dict[Unit, str]] = {}
    for rated in found:
        for item in rated.rating.statuses:
            unit = (rated.case_id, item.line, item.criterion)
            sheets.setdefault(rated.rater, {})[unit] = item.status
            said = rated.program.get(unit[1:])
            if said is not None:
                sheets.setdefault(PROGRAM, {})[unit] = said
    people = [name for name in sheets if name != PROGRAM]
    return Study(
        cases=len({rated.case_id for rated in found}),
        raters=tuple(
            (
                name,
                sum(rated.rater == name for rated in found),
                sum(rated.rater == name and not rated.blind for rated in found),
            )
            for name in people
        ),
        pairs=tuple(
            pair(a, b, sheets[a], sheets[b])
            for a, b in combinations([*people, PROGRAM], 2)
            if a in sheets and b in sheets
        ),
        differing=tuple(_differing(sheets)),
    )


def pair(one: str, other: str, a: dict[Unit, str], b: dict[Unit, str]) -> Pair:
    """Agreement of two sheets over what both hold."""
    units = [unit for unit in a if unit in b]
    said = [(a[unit], b[unit]) for unit in units]
    agreed = sum(left == right for left, right in said)
    return Pair(one, other, len(units), agreed, kappa(said))


def _differing(sheets: dict[str, dict[Unit, str]]) -> Iterable[Differs]:
    units = dict.fromkeys(unit for sheet in sheets.values() for unit in sheet)
    for unit in units:
        said = tuple(
            (name, sheet[unit].replace("_", " "))
            for name, sheet in sheets.items()
            if unit in sheet
        )
        if len({status for _, status in said}) > 1:
            yield Differs(*unit, said)
