"""A store re-evaluated under a changed policy: columns of values instead of cases.

Each line of each stored case is a row; each single test (leaf) of the policy is a
column of one byte (the values of ``workbench.evaluate.answer``).  Combining columns
with array arithmetic gives every verdict at once, the same as case by case; only lines
whose outcome flips need a trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, Answer, Rule
from workbench.evaluate.bulk import WAIVED, Verdict
from workbench.evaluate.compile import CompiledCriterion, CompiledPolicy

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, np.dtype[np.uint8]]

APPROVE, REQUEST, REFUSE = 0, 1, 2
"""Outcome of a line as a byte: approve, open (a question), not medically necessary."""
_COMBINED = ("all", "any", "at_least", "not")


def leaves_of(rule: Rule) -> tuple[Rule, ...]:
    """The columns of a rule: its parts down to single tests.

    What asks at several places, or over time, is one column.
    """
    if rule.name in _COMBINED:
        return tuple(leaf for child in rule.children for leaf in leaves_of(child))
    return (rule,)


def leaf_values(answer: Answer) -> Iterable[int]:
    """The values of the columns in one answer, in the order of ``leaves_of``."""
    if answer[1].name in _COMBINED:
        for part in answer[2]:
            yield from leaf_values(part)
    else:
        yield answer[0]


def columns_for(policy: CompiledPolicy, procedure: str) -> tuple[Rule, ...]:
    """The columns of the lines of a procedure, criterion after criterion."""
    return tuple(
        leaf for one in policy.criteria_for(procedure) for leaf in leaves_of(one.rule)
    )


def rows(verdicts: Iterable[Verdict], procedure: str) -> list[bytes]:
    """The rows of all covered lines of a procedure: a byte for each column."""
    return [
        bytes([value for answer in line.answers for value in leaf_values(answer)])
        for verdict in verdicts
        for line in verdict.lines
        if line.spot.covered and line.spot.place.procedure == procedure
    ]


def table(stored: Sequence[bytes], width: int) -> Column:
    """Stored rows as an array, columns first so that each lies in one piece."""
    import numpy as np

    flat = np.frombuffer(b"".join(stored), dtype=np.uint8)
    return np.ascontiguousarray(flat.reshape(-1, width).T)


def outcomes(policy: CompiledPolicy, procedure: str, columns: Column) -> Column:
    """APPROVE, REQUEST or REFUSE for every row, waivers aside."""
    import numpy as np

    statuses = list(statuses_of(policy.criteria_for(procedure), columns))
    failed = np.zeros(columns.shape[1], dtype=bool)
    undecided = np.zeros(columns.shape[1], dtype=bool)
    for status in statuses:
        failed |= status == NOT_MET
        undecided |= (status == OPEN) | (status == CONFLICT)
    result = undecided.astype(np.uint8)
    result[failed] = REFUSE
    return result


def statuses_of(
    criteria: Sequence[CompiledCriterion], columns: Column
) -> Iterable[Column]:
    """The status of every criterion as a column."""
    place = 0
    for one in criteria:
        width = len(leaves_of(one.rule))
        yield _combine(one.rule, columns[place : place + width])
        place += width


def _combine(rule: Rule, columns: Column) -> Column:
    import numpy as np

    if rule.name not in _COMBINED:
        own: Column = columns[0]
        return own
    parts, place = [], 0
    for child in rule.children:
        width = len(leaves_of(child))
        parts.append(_combine(child, columns[place : place + width]))
        place += width
    if rule.name == "not":
        swap = np.array([OPEN, NOT_MET, MET, CONFLICT, NA, WAIVED], dtype=np.uint8)
        swapped: Column = swap[parts[0]]
        return swapped
    return counted_status(parts, rule.n or 1)


def counted_status(parts: Sequence[Column], n: int) -> Column:
    """At least ``n`` of some columns, by the tables of ``combine.combined``."""
    import numpy as np

    size = parts[0].shape[0]
    met = np.zeros(size, dtype=np.int8)
    failed = np.zeros(size, dtype=np.int8)
    counted = np.full(size, len(parts), dtype=np.int8)
    clash = np.zeros(size, dtype=bool)
    for part in parts:
        met += part == MET
        failed += part == NOT_MET
        counted -= part == NA
        clash |= part == CONFLICT
    need = np.minimum(np.int8(n), counted)
    result = np.where(clash, np.uint8(CONFLICT), np.uint8(OPEN))
    result[failed > counted - need] = NOT_MET
    result[met >= need] = MET
    result[counted == 0] = NA
    return result


def outcome_byte(recommendation: str) -> int:
    """The byte of a line's recommendation as ``outcomes`` has it."""
    if recommendation == "approve":
        return APPROVE
    return REFUSE if recommendation == "not_medically_necessary" else REQUEST
