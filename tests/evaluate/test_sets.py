from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from workbench.evaluate import sets


def trees():
    """(operator, n, children), a name that can be shown, or True / False as settled."""
    leaf = st.one_of(st.sampled_from("abcdef"), st.booleans())
    return st.recursive(
        leaf,
        lambda children: st.tuples(
            st.sampled_from(["all", "any", "at_least"]),
            st.integers(1, 3),
            st.lists(children, min_size=1, max_size=4),
        ),
        max_leaves=8,
    )


def family(tree):
    if isinstance(tree, bool):
        return sets.MET if tree else sets.NEVER
    if isinstance(tree, str):
        return sets.single(tree)
    name, n, children = tree
    below = [family(child) for child in children]
    if name == "all":
        return sets.all_of(below)
    if name == "any":
        return sets.any_of(below)
    return sets.at_least(min(n, len(below)), below)


def holds(tree, shown):
    if isinstance(tree, bool):
        return tree
    if isinstance(tree, str):
        return tree in shown
    name, n, children = tree
    below = [holds(child, shown) for child in children]
    if name == "all":
        return all(below)
    if name == "any":
        return any(below)
    return sum(below) >= min(n, len(below))


def brute_force(tree):
    """The minimal sets by trying every set, the smaller ones first."""
    found: list[frozenset[str]] = []
    for size in range(7):
        for names in combinations("abcdef", size):
            one = frozenset(names)
            if holds(tree, one) and not any(other <= one for other in found):
                found.append(one)
    return frozenset(found)


@given(trees())
def test_minimal_sets_are_exact(tree):
    assert family(tree) == brute_force(tree)


def test_order_is_that_of_the_policy_the_smaller_sets_first():
    rows = frozenset([frozenset("ba"), frozenset("c")])
    assert sets.in_order(rows, ["c", "b", "a"]) == (("c",), ("b", "a"))
