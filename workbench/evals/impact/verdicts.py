"""From columns to verdicts: statuses and recommendation of every line at once.

The values of a combination's parts are written as bits of one byte each and joined by
OR; a table of 32 entries then gives the value of ``all`` and ``any``, and ``at least n``
is counted.  The tables are made from ``workbench.evaluate.combine`` itself, so there is
one rule and not two.  Rows are worked in pieces that fit a processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from workbench.evals.impact.fill import CLOSED
from workbench.evals.impact.leaves import Named
from workbench.evals.impact.sheet import HELD, UNPLACED, Bytes, Sheet
from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, Rule
from workbench.evaluate.bulk import WAIVED
from workbench.evaluate.columns import counted_status, leaves_of
from workbench.evaluate.combine import combined
from workbench.evaluate.compile import CompiledCriterion, CompiledPolicy
from workbench.evaluate.lines import ANY_REGION
from workbench.schema.determination import LineRecommendation, Status

APPROVE, ASK, REFUSE, OUTSIDE = 0, 1, 2, 3
"""Outcomes of a line as a byte; ``ASK`` is a question or, in the end, a lack."""
ABSENT = 6
"""Status of a criterion that the line's policy does not have."""
STATUSES: tuple[Status, ...] = (
    "not_documented",
    "met",
    "not_met",
    "conflicting",
    "not_applicable",
    "waived",
)
_PIECE = 1 << 15
_CODES = (OPEN, MET, NOT_MET, CONFLICT, NA)


def _table(need_all: bool) -> Bytes:
    """Value of ``all`` or ``any`` from the set of its parts' values, as bits."""
    found = np.zeros(32, dtype=np.uint8)
    for bits in range(1, 32):
        codes = [code for code in _CODES if bits >> code & 1]
        found[bits] = combined(codes, len(codes) if need_all else 1)
    return found


_ALL, _ANY = _table(True), _table(False)
_SWAP = np.array([OPEN, NOT_MET, MET, CONFLICT, NA], dtype=np.uint8)


class Verdicts(NamedTuple):
    """Every row under one policy: an outcome, and a status for each criterion."""

    outcome: Bytes
    statuses: dict[str, Bytes]


def judged(sheet: Sheet, compiled: CompiledPolicy, columns: Named) -> Verdicts:
    """The verdict of every line of a sheet, as case by case would give it."""
    outcome = np.full(sheet.rows, OUTSIDE, dtype=np.uint8)
    statuses = {
        one.criterion.id: np.full(sheet.rows, ABSENT, dtype=np.uint8)
        for one in compiled.criteria
    }
    for n, name in enumerate(sheet.procedures):
        if name not in compiled.policy.procedures:
            continue
        work = _Work(compiled, columns, name)
        rows = np.flatnonzero(sheet.procedure == n)
        whole = len(rows) == sheet.rows
        for start in range(0, len(rows), _PIECE):
            piece: Any = rows[start : start + _PIECE]
            if whole:
                piece = slice(start, start + len(piece))
            own = work.piece(sheet, piece)
            for id_, status in own.statuses.items():
                statuses[id_][piece] = status
            outcome[piece] = own.outcome
    return Verdicts(outcome, statuses)


class _Work:
    """The criteria of one procedure with their columns."""

    def __init__(self, compiled: CompiledPolicy, columns: Named, procedure: str):
        self.criteria: list[tuple[CompiledCriterion, tuple[str, ...]]] = [
            (one, names)
            for one, names in zip(compiled.criteria, columns.criteria, strict=True)
            if procedure in one.criterion.applies_to
        ]
        self.waivers = [
            (frozenset(one.waiver.waives), name)
            for one, name in zip(compiled.waivers, columns.waivers, strict=True)
        ]
        self.any_region = compiled.policy.region == ANY_REGION

    def piece(self, sheet: Sheet, rows: Any) -> Verdicts:
        """The verdicts of some rows."""
        found: dict[str, Bytes] = {}
        outcome = np.zeros(0, dtype=np.uint8)
        waivers = [(waives, sheet.column(name)[rows]) for waives, name in self.waivers]
        covered: Any = None
        for one, names in self.criteria:
            columns = [sheet.column(name)[rows] for name in names]
            if covered is None:
                covered = columns[0] < len(_CODES)
                whole = bool(covered.all())
            if not whole:
                columns = [np.where(covered, column, OPEN) for column in columns]
            own = _value(one.rule, iter(columns))
            mine = [c for waives, c in waivers if one.criterion.id in waives]
            found[one.criterion.id] = _waived(own, mine) if mine else own
        outcome = _outcome(list(found.values()), sheet.flags[rows])
        if not whole:
            outcome[~covered] = OUTSIDE
            for status in found.values():
                status[~covered] = ABSENT
        return Verdicts(outcome, found)


def _value(rule: Rule, columns: Iterator[Bytes]) -> Bytes:
    """A node's column from the columns of its tests, which it takes in order."""
    if rule.name == "not":
        return _SWAP[_value(rule.children[0], columns)]
    if rule.name not in ("all", "any", "at_least"):
        # A copy: what comes of it may be changed, the sheet may not.
        return next(columns).copy()
    parts = [_value(child, columns) for child in rule.children]
    n = rule.n or 1
    if n in (1, len(parts)):
        bits = np.left_shift(np.uint8(1), parts[0])
        for part in parts[1:]:
            bits |= np.left_shift(np.uint8(1), part)
        return np.take(_ANY if n == 1 else _ALL, bits)
    return counted_status(parts, n)


def _waived(own: Bytes, waivers: Sequence[Bytes]) -> Bytes:
    """A criterion's status with its waivers: not applicable, met, waived, the rest."""
    standing = (own != NA) & (own != MET)
    waives = np.zeros(len(own), dtype=bool)
    opens = np.zeros(len(own), dtype=bool)
    clash = own == CONFLICT
    for waiver in waivers:
        waives |= waiver == MET
        opens |= waiver != CLOSED
        clash |= waiver == CONFLICT
    result = own.copy()
    opened = standing & opens
    result[opened] = np.where(clash[opened], np.uint8(CONFLICT), np.uint8(OPEN))
    result[standing & waives] = WAIVED
    return result


def _outcome(statuses: Sequence[Bytes], flags: Bytes) -> Bytes:
    """Approve, ask or refuse from the statuses of a line and what holds it."""
    bits = np.zeros(len(flags), dtype=np.uint8)
    for status in statuses:
        bits |= np.left_shift(np.uint8(1), status)
    result = np.take(_OUTCOME, bits)
    result[(flags & UNPLACED).astype(bool) & (result == APPROVE)] = ASK
    result[(flags & HELD).astype(bool)] = ASK
    return result


def _outcomes() -> Bytes:
    found = np.zeros(64, dtype=np.uint8)
    for bits in range(64):
        if bits >> NOT_MET & 1:
            found[bits] = REFUSE
        elif bits >> OPEN & 1 or bits >> CONFLICT & 1:
            found[bits] = ASK
    return found


_OUTCOME = _outcomes()


def recommendation(outcome: int, final: bool) -> LineRecommendation:
    """The recommendation that an outcome's byte stands for."""
    if outcome == ASK:
        return "insufficient_information" if final else "request_information"
    if outcome == OUTSIDE:
        return "policy_not_applicable"
    return "approve" if outcome == APPROVE else "not_medically_necessary"
