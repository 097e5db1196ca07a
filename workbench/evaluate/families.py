"""Minimal sets of single tests: what would have to be settled, and which way.

Each open test is a label.  For every node two families are built from below: the sets
that would make it met, and those that would make it fail (a ``not`` swaps them).  A set
holds labels with the way in which they must come out; one that would need a label both
ways is dropped, and where a label stands in the tree both ways the families are closed
under consensus, so that they are the exact minimal sets.  Sets larger than ``most`` are
cut off, and that is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, Answer, Rule

Literal = tuple[Rule, bool]
"""A single test and whether it must come out met."""
Set = frozenset[Any]
Family = frozenset[Set]

_ONE = ("over_time", "for_each")
"""Nodes that stand as one label: their parts are the same tests under other dates, or
at several places.  Where only one place is open its own tests are the labels; where
several are, finer sets than those of the one label exist, and that is reported."""
_SURE: Family = frozenset([frozenset()])
_NEVER: Family = frozenset()
MOST = 6
"""Sets of more tests than this are no help to a reader."""


class Sets(NamedTuple):
    """The minimal sets that make a node met, and whether larger ones were cut off."""

    sets: tuple[Set, ...]
    truncated: bool


class _Pair(NamedTuple):
    meet: Family
    fail: Family


class _Work:
    """One computation: the cap, whether it was reached, and answers already seen."""

    __slots__ = ("most", "seen", "truncated")

    def __init__(self, most: int) -> None:
        self.most = most
        self.truncated = False
        self.seen: dict[int, _Pair] = {}

    def pair(self, answer: Answer) -> _Pair:
        found = self.seen.get(id(answer))
        if found is None:
            found = self.seen[id(answer)] = self._made(answer)
        return found

    def _made(self, answer: Answer) -> _Pair:
        code, rule = answer[0], answer[1]
        if code == MET or code == NA:
            return _Pair(_SURE, _NEVER)
        if code == NOT_MET:
            return _Pair(_NEVER, _SURE)
        if rule.name == "for_each" and self._at_one_place(answer):
            return self._counted(answer)
        if not rule.children or rule.name in _ONE:
            one = frozenset([frozenset([(rule, True)])])
            return _Pair(one, frozenset([frozenset([(rule, False)])]))
        if rule.name == "not":
            below = self.pair(answer[2][0])
            return _Pair(below.fail, below.meet)
        return self._counted(answer)

    def _at_one_place(self, answer: Answer) -> bool:
        """Whether one place only is open; several are noted as cut off."""
        left = sum(part[0] in (OPEN, CONFLICT) for part in answer[2])
        self.truncated = self.truncated or left > 1
        return left == 1

    def _counted(self, answer: Answer) -> _Pair:
        rule = answer[1]
        parts = [part for part in answer[2] if part[0] != NA]
        n = min(rule.n or len(parts), len(parts))
        met = sum(part[0] == MET for part in parts)
        failed = sum(part[0] == NOT_MET for part in parts)
        pairs = [self.pair(part) for part in parts if part[0] in (OPEN, CONFLICT)]
        meet = self.at_least(n - met, [one.meet for one in pairs])
        fail = self.at_least(len(parts) - n + 1 - failed, [one.fail for one in pairs])
        return _Pair(meet, fail)

    def at_least(self, n: int, families: Sequence[Family]) -> Family:
        """What suffices for ``n`` of some families."""
        if n <= 0:
            return _SURE
        if n > len(families):
            return _NEVER
        if n == 1:
            return minimal(one for family in families for one in family)
        if n == len(families):
            return self.all_of(families)
        return minimal(
            one for chosen in combinations(families, n) for one in self.all_of(chosen)
        )

    def all_of(self, families: Iterable[Family]) -> Family:
        """What suffices for every one of some families."""
        found: Family = _SURE
        for family in families:
            if found == _SURE:
                found = family
                continue
            joined = []
            for left in found:
                for right in family:
                    one = left | right
                    if len(one) > self.most:
                        self.truncated = True
                    elif not _contradicts(one):
                        joined.append(one)
            found = minimal(joined)
        return found


def _contradicts(one: Set) -> bool:
    return any((rule, not way) in one for rule, way in one)


def minimal(sets: Iterable[Set]) -> Family:
    """The sets that contain no other of the sets."""
    ordered = sorted(set(sets), key=len)
    if len(ordered) < 2:
        return frozenset(ordered)
    kept: list[Set] = []
    for candidate in ordered:
        if not any(other <= candidate for other in kept):
            kept.append(candidate)
    return frozenset(kept)


def minimal_sets(answers: Sequence[Answer], most: int = MOST) -> Sets:
    """The minimal sets of open tests that would make every one of some answers met.

    Empty where a documented fact stands in the way; the one empty set where all are
    met already.
    """
    work = _Work(most)
    family = work.all_of([work.pair(answer).meet for answer in answers])
    if _both_ways(family):
        family = _consensus(family)
    return Sets(tuple(sorted(family, key=_order)), work.truncated)


def _order(one: Set) -> tuple[int, list[str]]:
    return len(one), sorted(rule.path for rule, _ in one)


def _both_ways(family: Family) -> bool:
    literals = {literal for one in family for literal in one}
    return any((rule, not way) in literals for rule, way in literals)


def _consensus(family: Family) -> Family:
    """The family closed under consensus: two sets that differ in one label's way."""
    found = family
    while True:
        new = set()
        for left, right in combinations(found, 2):
            clash = [one for one in left if (one[0], not one[1]) in right]
            if len(clash) == 1:
                rule, way = clash[0]
                new.add((left - {(rule, way)}) | (right - {(rule, not way)}))
        grown = minimal((*found, *new))
        if grown == found:
            return found
        found = grown
