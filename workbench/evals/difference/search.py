"""Looking for a case that two policies judge differently, and making it small.

The search starts from the unit tests of both policies and from cases made for the
tests that differ, and changes one thing at a time.  It asks only the criteria that a
difference can reach; what it finds is judged once more by the whole evaluator.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

from workbench.evals.difference.bearing import starting
from workbench.evals.difference.grid import Grid, grid, key_of, leaves
from workbench.evals.difference.probes import (
    in_turn,
    is_valid,
    mutations,
    smaller,
    used_documents,
)
from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, Answer
from workbench.evaluate.bulk import WAIVED, Bulk
from workbench.evaluate.compile import CompiledPolicy
from workbench.evaluate.facts import FactBase
from workbench.policy.model import Policy
from workbench.schema.case import FACT_LISTS, Case, RequestedProcedure

REQUEST = "2026-06-15"
"""Request date of a made case, unless dated parameters ask for another."""
NO_SUCH, OUTSIDE = 6, 7
"""Statuses beyond those of the evaluator: no such criterion; line not covered."""
_DATES = 7
"""So many request dates, those at which a number changes, are cases made for."""
LINE = "line"
"""Stands for the line itself, where a policy does not cover it."""
_GOOD = (MET, NA, WAIVED)
_STRONG = 3
_FEW = 12
"""So many starts, those with the fewest facts, are changed before the others."""


class Start(NamedTuple):
    """A case to start from, and the request date that applies."""

    case: Case
    date: str | None


class Parted(NamedTuple):
    """Where two policies part on a case: line, criterion, both statuses."""

    line: str
    criterion: str
    old: int
    new: int

    @property
    def weight(self) -> int:
        """How much it matters: approval against denial most, then what is open."""
        pair = {_side(self.old), _side(self.new)}
        if pair == {"good", "bad"}:
            return _STRONG + 1
        if "open" in pair and len(pair) == 2:
            return _STRONG if "none" not in pair else 1
        return 2 if len(pair) == 2 else 1


def _side(status: int) -> str:
    if status in _GOOD:
        return "good"
    if status == NOT_MET:
        return "bad"
    return "open" if status in (OPEN, CONFLICT) else "none"


class Found(NamedTuple):
    """A case on which two policies part, and how many cases were tried."""

    start: Start | None
    parted: Parted | None
    tried: int


class Parting(Protocol):
    """What tells where two policies part on a case."""

    def parts(self, start: Start) -> list[Parted]:
        """Every place where they part, what matters most first."""

    def cited(self, start: Start) -> frozenset[str]:
        """The facts that their answers to a case name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Two policies reduced to the criteria that a difference can reach."""

    old: Bulk
    new: Bulk

    @classmethod
    def of(
        cls, old: CompiledPolicy, new: CompiledPolicy, concerns: Sequence[str]
    ) -> Asked:
        """The criteria named, and every waiver that can waive them."""
        return cls(Bulk(_reduced(old, concerns)), Bulk(_reduced(new, concerns)))

    def parts(self, start: Start) -> list[Parted]:
        """Every place where the policies part on a case."""
        facts = FactBase(start.case)
        date = start.date or start.case.request.date
        before, after = (
            dict(_statuses(bulk, facts, date)) for bulk in (self.old, self.new)
        )
        found = []
        for key in before.keys() | after.keys():
            line, criterion = key
            left, right = before.get(key, NO_SUCH), after.get(key, NO_SUCH)
            if left != right:
                found.append(Parted(line, criterion, left, right))
        return sorted(found, key=lambda one: (-one.weight, one.line, one.criterion))


    def cited(self, start: Start) -> frozenset[str]:
        """The facts that their answers to a case name."""
        facts = FactBase(start.case)
        date = start.date or start.case.request.date
        found: set[str] = set()
        for bulk in (self.old, self.new):
            facts.memo.clear()
            verdict = bulk.of_facts(facts, date)
            for line in verdict.lines:
                for answer in line.answers:
                    found.update(_named(answer))
            for answer in verdict.waivers:
                found.update(_named(answer))
        return frozenset(found)


def _named(answer: Answer) -> Iterator[str]:
    if answer[1].children:
        for part in answer[2]:
            yield from _named(part)
        return
    for fact in (*answer[2], *answer[3]):
        yield fact.id


def _statuses(
    bulk: Bulk, facts: FactBase, date: str | None
) -> Iterator[tuple[tuple[str, str], int]]:
    facts.memo.clear()
    verdict = bulk.of_facts(facts, date)
    for line in verdict.lines:
        yield (line.spot.id, LINE), OUTSIDE if not line.spot.covered else MET
        criteria = bulk.policy.criteria_for(line.spot.place.procedure)
        if line.spot.covered:
            for one, status in zip(criteria, line.statuses, strict=True):
                yield (line.spot.id, one.criterion.id), status


def _reduced(policy: CompiledPolicy, concerns: Sequence[str]) -> CompiledPolicy:
    kept = tuple(one for one in policy.criteria if one.criterion.id in concerns)
    names = {one.criterion.id for one in kept}
    waivers = tuple(
        one
        for one in policy.waivers
        if one.waiver.id in concerns or names.intersection(one.waiver.waives)
    )
    return replace(policy, criteria=kept, waivers=waivers, by_procedure={})


def values(old: Policy, new: Policy, concerns: Sequence[str]) -> tuple[Grid, list[Any]]:
    """The grid of the tests that a difference can reach, and those tests."""
    before, after = (_tests(policy, concerns) for policy in (old, new))
    known = {key_of(one) for one in before}
    both = [*before, *(one for one in after if key_of(one) not in known)]
    day = dt.date.fromisoformat(REQUEST)
    made = grid([v for _, v in before], [v for _, v in after], day)
    return made, both


def _tests(policy: Policy, concerns: Sequence[str]) -> list[Any]:
    entries = [(one.id, one.test) for one in policy.criteria]
    entries += [(one.id, one.test) for one in policy.waivers]
    return [
        leaf for name, test in entries if name in concerns for leaf in leaves(test)
    ]


def search(
    asked: Parting,
    starts: Iterable[Start],
    made: Grid,
    *,
    most: int,
    accept: Callable[[Start, Parted], bool] = lambda *_: True,
) -> Found:
    """The case on which the policies part most; ``most`` bounds the cases tried."""
    best: tuple[Start, Parted] | None = None
    tried = 0
    kept = list(starts)
    for start in _tries(asked, kept, made):
        tried += 1
        for one in asked.parts(start):
            if best is not None and one.weight <= best[1].weight:
                break
            if accept(start, one):
                best = (start, one)
                break
        if tried >= most or (best is not None and best[1].weight > _STRONG):
            break
        # A difference is in hand: a better one is looked for only a little longer.
        if best is not None and best[1].weight >= 2 and tried >= len(kept) + most // 8:
            break
    return Found(best[0] if best else None, best[1] if best else None, tried)


def _tries(asked: Parting, starts: Sequence[Start], made: Grid) -> Iterator[Start]:
    """The starts themselves, at each date of the grid, then one change away: first in
    the facts that the answers name, each set of facts once, then in all others."""
    yield from starts
    for start in starts:
        for date in (*made.dates, None):
            if date != start.date:
                yield Start(start.case, date)
    unlike: dict[Any, tuple[Start, frozenset[str]]] = {}
    for start in starts:
        ids = asked.cited(start)
        unlike.setdefault((start.date, _content(start.case, ids)), (start, ids))
    near = sorted(unlike.values(), key=lambda one: len(one[1]))
    near = [one for one in near if one[1]]
    few, rest = near[:_FEW], near[_FEW:]
    for grid_, some in (
        (made.apart, few),
        (made.apart, rest),
        (made, few),
        (made, rest),
    ):
        if grid_ is not None:
            yield from in_turn([_changed(start, grid_, ids) for start, ids in some])
    yield from in_turn([_changed(start, made, None) for start, _ in unlike.values()])


def _content(case: Case, ids: frozenset[str]) -> tuple[str, ...]:
    """The facts of some ids and the request, as text, to tell equal starts."""
    lists = (getattr(case, name) for name in FACT_LISTS)
    return tuple(
        fact.model_dump_json(exclude={"id", "evidence"})
        for facts in lists
        for fact in facts
        if fact.id in ids
        or isinstance(fact, RequestedProcedure)
        or any(one.id in ids for one in getattr(fact, "findings", ()))
    )


def _changed(
    start: Start, made: Grid, only: frozenset[str] | None
) -> Iterator[Start]:
    date = start.date or start.case.request.date or REQUEST
    day = dt.date.fromisoformat(date if len(date) == 10 else REQUEST)
    for case in mutations(start.case, made, day, only):
        yield Start(case, start.date)


def shrunk(asked: Parting, start: Start, wanted: Parted) -> Start:
    """The smallest case that parts the policies alike, by leaving out one thing
    after the other."""
    current = start
    again = True
    while again:
        again = False
        for case in smaller(current.case):
            one = Start(case, current.date)
            if _same(asked, one, wanted):
                current, again = one, True
                break
    trimmed = Start(used_documents(current.case), current.date)
    current = trimmed if _same(asked, trimmed, wanted) else current
    undated = Start(current.case, None)
    if current.date and _same(asked, undated, wanted):
        current = undated
    return current


def _same(asked: Parting, start: Start, wanted: Parted) -> bool:
    return any(
        (one.criterion, one.old, one.new)
        == (wanted.criterion, wanted.old, wanted.new)
        for one in asked.parts(start)
    ) and is_valid(start.case)


def made_starts(
    policies: Sequence[Policy],
    tests: Sequence[Any],
    concerns: Sequence[str],
    dates: Sequence[str | None] = (),
) -> list[Start]:
    """Cases made for the tests that a difference can reach, as of some request dates.

    Where a number changed with time, a course must lie before the day that chooses it.
    """
    days = [REQUEST, *(date for date in dates if date)][:_DATES]
    found = []
    for policy in policies:
        named = dict.fromkeys(
            name
            for one in policy.criteria
            if one.id in concerns
            for name in one.applies_to
        )
        for procedure in [*named, *policy.procedures][:2]:
            found += [
                Start(case, date)
                for date in days
                for case in starting(
                    policy, tests, procedure, dt.date.fromisoformat(date)
                )
            ]
    return found
