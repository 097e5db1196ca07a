"""Minimal sets: what would have to be shown for a tree to be met.

A family is an antichain of sets of names: each set suffices, none holds another.  The
empty family means "cannot be met", the family of the empty set "is met already".
Families are built bottom-up, pruned at every step, so that they stay small and exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import combinations

Family = frozenset[frozenset[str]]

MET: Family = frozenset([frozenset()])
NEVER: Family = frozenset()


def single(name: str) -> Family:
    """The family of one name: showing it suffices."""
    return frozenset([frozenset([name])])


def minimal(sets: Iterable[frozenset[str]]) -> Family:
    """The sets that contain no other of the sets."""
    kept: list[frozenset[str]] = []
    for candidate in sorted(set(sets), key=len):
        if not any(other <= candidate for other in kept):
            kept.append(candidate)
    return frozenset(kept)


def any_of(families: Iterable[Family]) -> Family:
    """Showing what suffices for one of them."""
    return minimal(one for family in families for one in family)


def both(left: Family, right: Family) -> Family:
    """Showing what suffices for both."""
    return minimal(one | other for one in left for other in right)


def all_of(families: Iterable[Family]) -> Family:
    """Showing what suffices for every one of them."""
    return reduce(both, families, MET)


def at_least(n: int, families: Sequence[Family]) -> Family:
    """Showing what suffices for ``n`` of them."""
    return any_of(all_of(chosen) for chosen in combinations(families, n))


def in_order(family: Family, order: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The sets as tuples: names in the order given, the smaller sets first."""
    place = {name: index for index, name in enumerate(order)}
    rows = [sorted(one, key=lambda name: place[name]) for one in family]
    rows.sort(key=lambda row: (len(row), [place[name] for name in row]))
    return tuple(tuple(row) for row in rows)
