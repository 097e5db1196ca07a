"""What a change of policy does to a store: counts of everything, reasons of the flips.

Counts cover every line of every case.  Every flip is listed; those that are explained
are evaluated again, case by case, under both policies, and must come out as the columns
say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import numpy as np

from workbench.errors import WorkbenchError
from workbench.evals.impact.fill import Filled
from workbench.evals.impact.leaves import named
from workbench.evals.impact.store import Store, Stored, request_date
from workbench.evals.impact.verdicts import (
    ABSENT,
    OUTSIDE,
    STATUSES,
    Verdicts,
    judged,
    recommendation,
)
from workbench.evaluate.compile import CompiledPolicy
from workbench.evaluate.engine import apply
from workbench.evaluate.explain import explain
from workbench.evaluate.rollup import request_recommendation
from workbench.evaluate.trace import TraceNode
from workbench.policy.model import Policy
from workbench.schema.base import Model
from workbench.schema.case import Case, Side
from workbench.schema.determination import (
    LineRecommendation,
    LineResult,
    Recommendation,
    Status,
)
from workbench.schema.evidence import Evidence


class PolicyNamed(Model):
    """Which policy, in which version, with which content."""

    id: str
    version: str
    title: str
    sha256: str


class Moved(Model):
    """So many lines (or requests, or statuses) went from one value to another."""

    old: str
    new: str
    count: int


class CriterionMoves(Model):
    """What became of one criterion's status, line by line."""

    id: str
    title: str
    moves: tuple[Moved, ...]
    changed: int


class Answered(Model):
    """One criterion under one policy: its status, why, the quotes, the trace."""

    status: Status
    reason: str
    facts: tuple[str, ...]
    evidence_for: tuple[Evidence, ...]
    evidence_against: tuple[Evidence, ...]
    waived_by: str | None
    trace: TraceNode | None


class CriterionFlip(Model):
    """A criterion whose status changed; None where a policy does not have it."""

    id: str
    title: str
    old: Answered | None
    new: Answered | None


class Explanation(Model):
    """A flip put in words by both policies."""

    level: str | None
    side: Side | None
    old_because: str
    new_because: str
    criteria: tuple[CriterionFlip, ...]


class Flip(Model):
    """One line whose recommendation, or the status of a criterion, changed."""

    case: str
    line: str
    procedure: str
    old: LineRecommendation
    new: LineRecommendation
    criteria: tuple[str, ...]
    explained: Explanation | None = None


class LeftOut(Model):
    """An entry of the store that could not be read."""

    name: str
    why: str


class Impact(Model):
    """What the new policy changes, against the old one, on a store of cases."""

    old: PolicyNamed
    new: PolicyNamed
    final: bool
    cases: int
    lines: int
    left_out: tuple[LeftOut, ...]
    requests: tuple[Moved, ...]
    recommendations: tuple[Moved, ...]
    criteria: tuple[CriterionMoves, ...]
    requests_changed: int
    lines_changed: int
    flips: tuple[Flip, ...]


class Pair(NamedTuple):
    """The old and the new policy, ready to be applied."""

    old: CompiledPolicy
    new: CompiledPolicy


def impact(
    store: Store, pair: Pair, filled: Filled, *, final: bool = False, explained: int
) -> Impact:
    """The whole report; ``explained`` flips are put in words, evenly over their kinds.

    Raises WorkbenchError where a case does not come out as its columns say.
    """
    sheet = filled.sheet
    sides = [judged(sheet, one, named(one)) for one in pair]
    old, new = sides
    flips = _flips(filled, pair, old, new, final)
    chosen = _evenly(flips, explained)
    told = _explain(store, pair, filled, [flips[n] for n in chosen], final)
    for place, one in zip(chosen, told, strict=True):
        flips[place] = flips[place]._replace(explained=one)
    lines = _moves(old.outcome, new.outcome, final)
    before, after = (_requests(filled, one, final) for one in sides)
    requests = _counted(zip(before, after, strict=True))
    return Impact(
        old=policy_named(pair.old.policy),
        new=policy_named(pair.new.policy),
        final=final,
        cases=sheet.cases,
        lines=sheet.rows,
        left_out=tuple(LeftOut(name=o.name, why=o.why) for o in filled.unread),
        requests=requests,
        recommendations=lines,
        criteria=tuple(_criteria(pair, old, new)),
        requests_changed=sum(one.count for one in requests if one.old != one.new),
        lines_changed=sum(one.count for one in lines if one.old != one.new),
        flips=tuple(one.told() for one in flips),
    )


def policy_named(policy: Policy) -> PolicyNamed:
    """A policy by id, version and hash."""
    return PolicyNamed(
        id=policy.id, version=policy.version, title=policy.title, sha256=policy.sha256
    )


class _Flip(NamedTuple):
    row: int
    place: int
    case: str
    number: int
    procedure: str
    old: LineRecommendation
    new: LineRecommendation
    criteria: tuple[str, ...]
    explained: Explanation | None = None

    def told(self) -> Flip:
        return Flip(
            case=self.case,
            line=f"L{self.number}",
            procedure=self.procedure,
            old=self.old,
            new=self.new,
            criteria=self.criteria,
            explained=self.explained,
        )


def _flips(
    filled: Filled, pair: Pair, old: Verdicts, new: Verdicts, final: bool
) -> list[_Flip]:
    """Every row that changed: recommendations first, then statuses alone."""
    sheet = filled.sheet
    moved = old.outcome != new.outcome
    differs = {}
    for name in _criterion_ids(pair):
        left, right = (one.statuses.get(name) for one in (old, new))
        if left is not None and right is not None:
            differs[name] = (left != right) & (left != ABSENT) & (right != ABSENT)
        elif left is not None or right is not None:
            only = left if left is not None else right
            differs[name] = moved & (only != ABSENT)
    changed = moved.copy()
    for one in differs.values():
        changed |= one
    owners = sheet.owners()
    rows = np.flatnonzero(changed)
    ordered = rows[np.argsort(~moved[rows], kind="stable")]
    return [
        _Flip(
            row=row,
            place=int(owners[row]),
            case=filled.names[owners[row]],
            number=int(sheet.number[row]),
            procedure=sheet.procedures[sheet.procedure[row]],
            old=recommendation(int(old.outcome[row]), final),
            new=recommendation(int(new.outcome[row]), final),
            criteria=tuple(name for name, one in differs.items() if one[row]),
        )
        for row in ordered.tolist()
    ]


def _evenly(flips: Sequence[_Flip], most: int) -> list[int]:
    """Places of up to ``most`` flips, taken in turn from each kind of change."""
    kinds: dict[tuple[Any, ...], list[int]] = {}
    for place, one in enumerate(flips):
        kinds.setdefault((one.old, one.new, one.criteria), []).append(place)
    turns = zip_longest(*(places[:most] for places in kinds.values()))
    taken = [place for turn in turns for place in turn if place is not None]
    return sorted(taken[:most])


def _explain(
    store: Store, pair: Pair, filled: Filled, flips: Sequence[_Flip], final: bool
) -> list[Explanation]:
    wanted = {filled.positions[flip.place] for flip in flips}
    cases = {
        position: one
        for position, one in enumerate(store if wanted else ())
        if position in wanted and isinstance(one, Stored)
    }
    return [
        _explained(cases[filled.positions[flip.place]], pair, flip, final)
        for flip in flips
    ]


def _explained(stored: Stored, pair: Pair, flip: _Flip, final: bool) -> Explanation:
    case = Case.model_validate_json(stored.case)
    date = request_date(stored)
    lines = [
        _line(apply(case, one, request_date=date, final=final).lines, flip)
        for one in pair
    ]
    given = tuple(line.recommendation for line in lines)
    if given != (flip.old, flip.new):
        raise WorkbenchError(
            f"line L{flip.number} of a stored case is not judged as its columns say",
            where=stored.name,
            fix="delete the file of columns beside the store and run again",
        )
    traces = [_traces(case, one, flip, date, final) for one in pair]
    by_id = [{one.id: one for one in line.criteria} for line in lines]
    criteria = []
    for name in flip.criteria:
        sides = [
            _answered(results.get(name), nodes.get(name))
            for results, nodes in zip(by_id, traces, strict=True)
        ]
        title = next(r[name].title for r in reversed(by_id) if name in r)
        criteria.append(CriterionFlip(id=name, title=title, old=sides[0], new=sides[1]))
    return Explanation(
        level=lines[0].level,
        side=lines[0].side,
        old_because=lines[0].because,
        new_because=lines[1].because,
        criteria=tuple(criteria),
    )


def _line(lines: Sequence[LineResult], flip: _Flip) -> LineResult:
    return next(line for line in lines if line.id == f"L{flip.number}")


def _answered(result: Any, trace: TraceNode | None) -> Answered | None:
    if result is None:
        return None
    return Answered(
        status=result.status,
        reason=result.reason,
        facts=result.facts,
        evidence_for=result.evidence_for,
        evidence_against=result.evidence_against,
        waived_by=result.waived_by,
        trace=trace,
    )


def _traces(
    case: Case, policy: CompiledPolicy, flip: _Flip, date: str | None, final: bool
) -> dict[str, TraceNode]:
    told = explain(case, policy, request_date=date, final=final, mode="decisive")
    line = next(one for one in told.lines if one.line == f"L{flip.number}")
    return {node.id.split(".")[1]: node for node in line.criteria}


def _criterion_ids(pair: Pair) -> list[str]:
    both = [*pair.old.policy.criteria, *pair.new.policy.criteria]
    return list(dict.fromkeys(one.id for one in both))


def _criteria(pair: Pair, old: Verdicts, new: Verdicts) -> Iterable[CriterionMoves]:
    titles = {
        one.id: one.title
        for policy in (pair.old.policy, pair.new.policy)
        for one in policy.criteria
    }
    names = [*STATUSES, "no such criterion"]
    for name in _criterion_ids(pair):
        some = old.statuses.get(name, new.statuses.get(name))
        absent = np.full(len(old.outcome), ABSENT, dtype=np.uint8)
        left = old.statuses.get(name, absent)
        right = new.statuses.get(name, absent)
        kept = (left != ABSENT) | (right != ABSENT)
        moves = _table(left[kept], right[kept], names) if some is not None else ()
        yield CriterionMoves(
            id=name,
            title=titles[name],
            moves=moves,
            changed=sum(one.count for one in moves if one.old != one.new),
        )


def _moves(old: Any, new: Any, final: bool) -> tuple[Moved, ...]:
    return _table(old, new, [recommendation(n, final) for n in range(OUTSIDE + 1)])


def _table(old: Any, new: Any, names: Sequence[str]) -> tuple[Moved, ...]:
    size = len(names)
    counts = np.bincount(old.astype(np.int64) * size + new, minlength=size * size)
    return tuple(
        Moved(old=names[n // size], new=names[n % size], count=int(counts[n]))
        for n in np.flatnonzero(counts).tolist()
    )


def _requests(filled: Filled, verdicts: Verdicts, final: bool) -> list[Recommendation]:
    """The recommendation of every request from the outcomes that its lines have."""
    sheet = filled.sheet
    seen = np.zeros(sheet.cases, dtype=np.uint8)
    owners = sheet.owners()
    for outcome in range(OUTSIDE + 1):
        held = np.zeros(sheet.cases, dtype=bool)
        held[owners[verdicts.outcome == outcome]] = True
        seen |= held.astype(np.uint8) << np.uint8(outcome)
    table = [
        request_recommendation(
            [recommendation(n, final) for n in range(OUTSIDE + 1) if bits >> n & 1]
        )
        for bits in range(16)
    ]
    return [table[bits] for bits in seen.tolist()]


def _counted(pairs: Iterable[tuple[str, str]]) -> tuple[Moved, ...]:
    counts: dict[tuple[str, str], int] = {}
    for one in pairs:
        counts[one] = counts.get(one, 0) + 1
    return tuple(Moved(old=o, new=n, count=c) for (o, n), c in sorted(counts.items()))
