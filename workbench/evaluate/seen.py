"""What the record says of each kind of fact at each level, all in one look.

Most tests of a record ask no more: is it said, is it denied, by which facts.  Dates,
studies and letters that argue are the full way's (``workbench.evaluate.facts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from workbench.evaluate.answer_values import CONFLICT, MET, NOT_MET

Facts = tuple[Any, ...]

Cell = tuple[int, Facts]
"""What the facts of a kind at a place say together, and the facts: ``(MET, (f1, f2))``.

The first item is MET where all say yes, NOT_MET where all say no, CONFLICT for both,
and ODD where one is uncertain, planned, past, or of a study that was not simply done.
"""


class Several(Cell):
    """The cell of findings from more than one study; of one it is a plain tuple."""

    __slots__ = ()


Seen = dict[str | None, Cell]
"""Cells of a kind by level."""
ODD = 5
JOINED = bytes(
    one if one == other else CONFLICT if ODD not in (one, other) else ODD
    for one in range(6)
    for other in range(6)
)
"""The first item of a cell from two, at ``one * 6 + other``."""

_SAID = {"present": MET, "absent": NOT_MET}
_NOTHING_SAID: dict[str, int] = {}
"""What the assertions of a study say that was not simply done: each is ODD."""


class Tables(dict[str, dict[str, Seen]]):
    """The facts of each list by kind and level; a list is laid out when first asked.

    ``arguing`` are the documents that assert and do not record: what only they state is
    left out.
    """

    __slots__ = ("_arguing", "_case")

    def __init__(self, case: Any, arguing: frozenset[str]) -> None:
        super().__init__()
        self._case, self._arguing = case, arguing

    def __missing__(self, name: str) -> dict[str, Seen]:
        found = self[name] = (
            self._findings()
            if name == "imaging_findings"
            else _laid_out(getattr(self._case, name), _SAID, self._arguing)
        )
        return found

    def _findings(self) -> dict[str, Seen]:
        found: dict[str, Seen] = {}
        for study in self._case.imaging_studies:
            says = _SAID if study.assertion == "present" else _NOTHING_SAID
            own = _laid_out(study.findings, says, self._arguing)
            found = _with_study(found, own) if found else own
        return found


def together(cells: Sequence[Cell]) -> Cell:
    """Several cells as one."""
    said = cells[0][0]
    for cell in cells:
        said = JOINED[said * 6 + cell[0]]
    return said, tuple([fact for cell in cells for fact in cell[1]])


def _laid_out(
    facts: Iterable[Any], says: dict[str, int], arguing: frozenset[str]
) -> dict[str, Seen]:
    """Facts by kind and level; ``says`` what each assertion says."""
    found: dict[str, Seen] = {}
    if arguing:
        facts = [fact for fact in facts if _is_recorded(fact, arguing)]
    for fact in facts:
        kind, level = fact.kind, fact.level
        said = says.get(fact.assertion, ODD)
        places = found.get(kind)
        if places is None:
            found[kind] = {level: (said, (fact,))}
        elif (cell := places.get(level)) is None:
            places[level] = (said, (fact,))
        else:
            places[level] = (JOINED[cell[0] * 6 + said], (*cell[1], fact))
    return found


def _is_recorded(fact: Any, arguing: frozenset[str]) -> bool:
    return any(item.document not in arguing for item in fact.evidence)


def _with_study(found: dict[str, Seen], own: dict[str, Seen]) -> dict[str, Seen]:
    """The findings of studies with those of one more; a cell that both have is one."""
    for kind, places in own.items():
        known = found.setdefault(kind, places)
        if known is places:
            continue
        for level, cell in places.items():
            there = known.setdefault(level, cell)
            if there is not cell:
                known[level] = Several(together([there, cell]))
    return found
