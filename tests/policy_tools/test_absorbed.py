"""Readings of silence that no status can tell apart, held against every assignment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.evals.policies.absorbed import SILENCE, absorbed
from workbench.evals.policies.statuses import possible
from workbench.evaluate.kleene import (
    at_least,
    at_least_status,
    negate,
    negated_status,
)
from workbench.evaluate.leaf import Leaf, LeafStatus
from workbench.evaluate.waivers import WaiverState
from workbench.policy.tree import Spot, nodes, parts

READINGS = tuple(SILENCE)


def leaf(unmentioned: str = "open") -> dict[str, Any]:
    return {"fact": {"list": "diagnoses", "unmentioned": unmentioned}}


LEAVES = st.sampled_from(
    [
        leaf(),
        leaf("not_applicable"),
        leaf("not_so"),
        {"age": {"at_least": 18}},
        {"fact": {"list": "diagnoses", "refuted_by": []}},
    ]
)


def _over(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(below, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda of: {"all": of}, several),
        st.builds(lambda of: {"any": of}, several),
        st.builds(lambda one: {"not": one}, below),
        several.flatmap(
            lambda of: st.builds(
                lambda n: {"at_least": {"n": n, "of": of}}, st.integers(1, len(of))
            )
        ),
        st.builds(lambda one: {"pathway": {"id": "p", "test": one}}, below),
    )


TREES = st.recursive(LEAVES, _over, max_leaves=5)
Path = tuple[Any, ...]


def spots(tree: Any) -> list[Spot]:
    return [spot for spot in nodes(tree, ()) if spot.is_leaf]


def seen(tree: Any, at: Path, given: dict[Path, LeafStatus]) -> Iterator[LeafStatus]:
    """The status of a tree, and before it those of the pathways in it."""
    ((name, value),) = tree.items()
    if at in given:
        yield given[at]
        return
    inside = (*at, name)
    below = [list(seen(one, place, given)) for one, place in parts(name, value, inside)]
    for shown in below:
        yield from shown[:-1]
    own = [shown[-1] for shown in below]
    if name == "not":
        yield negated_status(own[0])
    elif name == "pathway":
        yield from (own[0], own[0])
    else:
        counts = {"all": len(own), "any": 1}
        yield at_least_status(counts.get(name) or value["n"], own)


def tells_apart(tree: Any, one: Spot, before: str, after: str) -> bool:
    """Whether some assignment of all other leaves shows a difference."""
    others = [spot for spot in spots(tree) if spot.steps != one.steps]
    ranges = [sorted(possible(spot.name, spot.value)) for spot in others]
    for choice in product(*ranges):
        given: Any = {spot.steps: s for spot, s in zip(others, choice, strict=True)}
        left = list(seen(tree, (), {**given, one.steps: SILENCE[before]}))
        right = list(seen(tree, (), {**given, one.steps: SILENCE[after]}))
        if left != right:
            return True
    return False


@settings(max_examples=150, deadline=None)
@given(TREES, st.data())
def test_absorbed_is_what_no_assignment_tells_apart(
    tree: Any, data: st.DataObject
) -> None:
    """Both ways: nothing that shows is called absorbed, nothing absorbed is missed."""
    one = data.draw(st.sampled_from(spots(tree)))
    before, after = data.draw(st.permutations(READINGS))[:2]

    assert absorbed(tree, one, before, after) == (
        not tells_apart(tree, one, before, after)
    )


def as_waiver(tree: Any, given: dict[Path, LeafStatus]) -> tuple[Any, ...]:
    """What a waiver of the tree does: the status reported, and whether it is open."""

    def told(node: Any, at: Path) -> Leaf:
        ((name, value),) = node.items()
        if at in given:
            return Leaf(status=given[at], reason="")
        inside = (*at, name)
        below = [(name, told(one, to)) for one, to in parts(name, value, inside)]
        if name in ("not", "pathway"):
            only = below[0][1]
            return negate(only) if name == "not" else only
        return at_least({"all": len(below), "any": 1}.get(name) or value["n"], below)

    leaf = told(tree, ())
    silent = leaf.status in ("not_documented", "not_applicable")
    state = WaiverState(waiver=None, leaf=leaf)  # type: ignore[arg-type]
    return ("silent" if silent else leaf.status), state.is_open


@settings(max_examples=150, deadline=None)
@given(TREES, st.data())
def test_what_a_waiver_absorbs_changes_neither_its_status_nor_what_it_opens(
    tree: Any, data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(spots(tree)))
    before, after = data.draw(st.permutations(READINGS))[:2]
    if not absorbed(tree, one, before, after, waiver=True):
        return
    others = [spot for spot in spots(tree) if spot.steps != one.steps]
    for choice in product(*(possible(spot.name, spot.value) for spot in others)):
        given: Any = {spot.steps: s for spot, s in zip(others, choice, strict=True)}
        left = as_waiver(tree, {**given, one.steps: SILENCE[before]})
        assert left == as_waiver(tree, {**given, one.steps: SILENCE[after]})


def test_the_half_of_a_waiver_that_would_stand_is_not_absorbed() -> None:
    tree = {"all": [leaf(), {"not": leaf("not_so")}]}
    one = spots(tree)[-1]

    assert absorbed(tree, one, "not_so", "not_applicable")
    assert not absorbed(tree, one, "not_so", "not_applicable", waiver=True)
    given: Any = {spots(tree)[0].steps: "not_documented"}
    opened = [
        as_waiver(tree, {**given, one.steps: SILENCE[reading]})[1]
        for reading in ("not_so", "not_applicable")
    ]
    assert opened == [True, False]


def test_a_waiver_of_one_test_is_silent_either_way() -> None:
    (one,) = spots(leaf("open"))

    assert absorbed(leaf(), one, "open", "not_applicable", waiver=True)
    assert not absorbed(leaf(), one, "open", "not_so", waiver=True)
    assert not absorbed(leaf(), one, "open", "not_applicable")


@pytest.mark.parametrize(
    ("tree", "before", "after", "same"),
    [
        ({"any": [leaf(), leaf("not_so")]}, "not_so", "not_applicable", True),
        ({"any": [leaf(), leaf("not_so")]}, "not_so", "open", False),
        ({"all": [leaf(), leaf("not_so")]}, "not_so", "not_applicable", False),
        ({"all": [leaf(), {"not": leaf("not_so")}]}, "not_so", "not_applicable", True),
        (
            {"any": [leaf("not_applicable"), leaf("not_so")]},
            "not_so",
            "not_applicable",
            False,
        ),
        (
            {"any": [leaf(), {"pathway": {"id": "p", "test": leaf("not_so")}}]},
            "not_so",
            "not_applicable",
            False,
        ),
    ],
    ids=["any", "a question", "all", "not under all", "quiet beside it", "pathway"],
)
def test_examples(tree: Any, before: str, after: str, same: bool) -> None:
    assert absorbed(tree, spots(tree)[-1], before, after) is same


@pytest.mark.parametrize(
    "node",
    [
        {"onset": {"kind": "pain", "at_most": {"weeks": 6}, "unmentioned": "not_so"}},
        {"fact": {"list": "diagnoses", "side": "line", "unmentioned": "not_so"}},
    ],
    ids=["onset", "both sides"],
)
def test_what_reads_more_than_silence_by_it_is_never_absorbed(node: Any) -> None:
    tree = {"any": [leaf(), node]}

    assert not absorbed(tree, spots(tree)[-1], "not_so", "not_applicable")


def test_a_count_that_a_parameter_gives_proves_nothing() -> None:
    tree = {"at_least": {"n": "$few", "of": [leaf(), leaf("not_so")]}}

    assert not absorbed(tree, spots(tree)[-1], "not_so", "not_applicable")


@pytest.mark.parametrize("need", ["any", "all", "per-item"])
@pytest.mark.parametrize("places", [0, 1, 2, 3])
@pytest.mark.parametrize("beside", [{"age": {"at_least": 18}}, leaf("not_applicable")])
def test_readings_under_a_quantifier_hold_for_any_number_of_places(
    need: str, places: int, beside: Any
) -> None:
    """What is absorbed beside a quantified test is so for every number of places."""
    each = {"for_each": {"over": "level", "need": need, "test": leaf("not_so")}}
    tree = {"any": [beside, each]}
    one = spots(tree)[-1]
    same = absorbed(tree, one, "not_so", "not_applicable")

    assert same == ("age" in beside and need == "any")
    inner = tuple(possible("fact", leaf("not_so")["fact"]))
    heard: list[tuple[LeafStatus, LeafStatus]] = [("not_met", "not_applicable")]
    heard += [(status, status) for status in inner]  # type: ignore[misc]
    n = 1 if need == "any" else places
    for row in product(heard, repeat=places):
        for other in possible(*next(iter(beside.items()))) if same else ():
            below: list[LeafStatus] = ["not_documented", "not_documented"]
            if row:
                below = [
                    at_least_status(n, [pair[side] for pair in row]) for side in (0, 1)
                ]
            left, right = (at_least_status(1, [other, one]) for one in below)  # type: ignore[list-item]
            assert left == right
