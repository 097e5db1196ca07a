from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evaluate.kleene import (
    OPEN,
    all_of,
    all_status,
    any_of,
    any_status,
    at_least,
    at_least_status,
    negate,
    negated_status,
)
from workbench.evaluate.leaf import Leaf

LEAVES = ["met", "not_met", "not_documented", "conflicting"]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["met", "met"], "met"),
        (["met", "not_documented"], "not_documented"),
        (["conflicting", "not_documented"], "conflicting"),
        (["conflicting", "not_met"], "not_met"),
        (["not_documented", "not_met"], "not_met"),
        (["met", "not_applicable"], "met"),
        (["not_applicable", "not_applicable"], "not_applicable"),
    ],
)
def test_all(statuses, expected):
    assert all_status(statuses) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["met", "conflicting"], "met"),
        (["not_met", "not_documented"], "not_documented"),
        (["not_met", "conflicting"], "conflicting"),
        (["not_met", "not_met"], "not_met"),
        (["not_applicable", "not_met"], "not_met"),
    ],
)
def test_any(statuses, expected):
    assert any_status(statuses) == expected


def test_textbook_tables_would_settle_what_is_not_settled():
    assert all_status(["not_documented", "conflicting"]) in OPEN
    assert any_status(["not_documented", "conflicting"]) in OPEN


def trees(depth: int = 3):
    """Trees in which every leaf stands once: (operator, n, children) or a status."""
    leaf = st.sampled_from(LEAVES)
    return st.recursive(
        leaf,
        lambda children: st.one_of(
            st.tuples(
                st.sampled_from(["all", "any", "at_least"]),
                st.integers(1, 3),
                st.lists(children, min_size=1, max_size=3),
            ),
            st.tuples(
                st.just("not"), st.just(1), st.lists(children, min_size=1, max_size=1)
            ),
        ),
        max_leaves=7,
    )


def value(tree):
    if isinstance(tree, str):
        return tree
    name, n, children = tree
    below = [value(child) for child in children]
    if name == "not":
        return negated_status(below[0])
    if name == "all":
        return all_status(below)
    if name == "any":
        return any_status(below)
    return at_least_status(min(n, len(below)), below)


def leaves(tree):
    if isinstance(tree, str):
        return [tree]
    return [leaf for child in tree[2] for leaf in leaves(child)]


def filled(tree, fillings):
    """The two-valued truth of a tree with its unknown leaves filled in, in order."""
    if isinstance(tree, str):
        return next(fillings) if tree in OPEN else tree == "met"
    name, n, children = tree
    below = [filled(child, fillings) for child in children]
    if name == "not":
        return not below[0]
    if name == "all":
        return all(below)
    if name == "any":
        return any(below)
    return sum(below) >= min(n, len(below))


def completions(tree):
    unknown = sum(leaf in OPEN for leaf in leaves(tree))
    return {
        filled(tree, iter(choice)) for choice in product([True, False], repeat=unknown)
    }


@given(trees())
def test_settled_exactly_where_every_completion_agrees(tree):
    outcomes = completions(tree)
    expected = {(True,): "met", (False,): "not_met"}.get(tuple(outcomes))
    if expected:
        assert value(tree) == expected
    else:
        assert value(tree) in OPEN


@given(trees())
def test_conflicting_only_where_a_conflicting_leaf_can_tip_the_node(tree):
    if value(tree) not in OPEN:
        return
    assert (value(tree) == "conflicting") == any(
        _tips(tree, place) for place in _places(tree, "conflicting")
    )


def _places(tree, status):
    return [place for place, leaf in enumerate(leaves(tree)) if leaf == status]


def _tips(tree, place):
    """Whether some filling of the others makes this leaf decide the tree."""
    every = leaves(tree)
    others = [n for n, leaf in enumerate(every) if leaf in OPEN and n != place]
    for choice in product([True, False], repeat=len(others)):
        given_to = dict(zip(others, choice, strict=True))
        outcomes = set()
        for own in (True, False):
            fill = iter(
                given_to.get(n, own) for n, leaf in enumerate(every) if leaf in OPEN
            )
            outcomes.add(filled(tree, fill))
        if len(outcomes) == 2:
            return True
    return False


def leaf(status, reason="r", **more):
    return Leaf(status=status, reason=reason, **more)


def test_a_conflict_under_a_met_any_is_a_note():
    node = any_of(
        [("a", leaf("met", "films show it")), ("b", leaf("conflicting", "two say"))]
    )
    assert node.status == "met"
    assert node.reason == "films show it"
    assert any("two say" in note for note in node.notes)


def test_an_open_node_gives_the_reasons_and_cause_of_its_open_parts():
    node = all_of(
        [
            ("a", leaf("met", "fine")),
            ("b", leaf("not_documented", "no dates", because="undated")),
            ("c", leaf("not_documented", "no words", because="never-mentioned")),
        ]
    )
    assert node.because == "undated"
    assert node.reason == "no dates. no words"
    assert [name for name, _ in node.parts] == ["a", "b", "c"]


def test_counting_and_negation():
    parts = [("a", leaf("met")), ("b", leaf("not_met")), ("c", leaf("conflicting"))]
    assert at_least(2, parts).status == "conflicting"
    assert at_least(1, parts).status == "met"
    assert at_least(3, parts).status == "not_met"
    assert negate(at_least(3, parts)).status == "met"
