"""Which readings of silence a test tree absorbs, so that no status can tell them apart.

A test of the record says what silence means: a question, "does not concern", "not so".
Two of them may come to the same by the place of the test in its tree.  ``any`` leaves
out a branch that does not apply; a failed one it leaves behind just as well, as long
as some other branch answers at all.  Under ``all`` the same holds of "does not apply"
and the opposite of "not so".  A change between two such readings is no mistake that a
test could notice.

The proof is by enumeration, node by node from the test upwards.  The pair of answers
under the two readings is combined with every mix of statuses that the branches beside
it can have (``statuses.possible``; more than they really have makes the proof harder,
never wrong), by the very function that the engine uses.  Where all pairs have become
equal the readings are the same.  A pathway shows its own status in a review, so that a
difference that reaches one is visible; so is one that reaches a criterion or a waiver.

A waiver is also open where a part of it stands in the record, met or in conflict
(``workbench.evaluate.waivers``).  In its tree "does not apply" is held only against "not
so" and a question, of which none stands; and a waiver that does not apply is reported as
not documented.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from workbench.evals.policies.statuses import ORDER, possible
from workbench.evaluate.kleene import at_least_status, negated_status
from workbench.evaluate.leaf import LeafStatus
from workbench.policy.tree import Spot, Steps, names_in, nodes, parts

SILENCE: dict[str, LeafStatus] = {
    "open": "not_documented",
    "not_applicable": "not_applicable",
    "not_so": "not_met",
}
"""What a test answers to a silent record, by its ``unmentioned``."""

Pairs = frozenset[tuple[LeafStatus, LeafStatus]]
Statuses = frozenset[LeafStatus]
_ANY: Statuses = frozenset(("met", "not_met", "not_documented", "conflicting"))


def absorbed(
    test: Any, leaf: Spot, before: str, after: str, *, waiver: bool = False
) -> bool:
    """Whether no status of the tree ``test`` differs between two values of
    ``unmentioned`` of one of its leaves.  False where that is not proved.

    ``leaf`` has its place counted from ``test``, which is that of a ``waiver`` or of a
    criterion.
    """
    silent = (SILENCE.get(before), SILENCE.get(after))
    if silent[0] is None or silent[1] is None or not _answers_silence_alone(leaf):
        return False
    pairs: Pairs = frozenset([(silent[0], silent[1])])
    for node, place in reversed(_above(test, leaf.steps)):
        if waiver and not all(_stands_alike(*pair) for pair in pairs):
            return False
        pairs = _at(node, place, pairs)
        if all(left == right for left, right in pairs):
            return True
        if node.name == "pathway":
            return False
    return waiver and all(_reported(left) == _reported(right) for left, right in pairs)


def _stands_alike(left: LeafStatus, right: LeafStatus) -> bool:
    """Whether a part of a waiver stands in the record under both, or under neither.

    A part that does not apply has no part that stands, and what differs is silence.
    """
    quiet = {left, right} <= {"not_met", "not_documented", "not_applicable"}
    return left == right or (quiet and "not_applicable" in (left, right))


def _reported(status: LeafStatus) -> LeafStatus:
    """The status of a waiver as a review has it."""
    return "not_documented" if status == "not_applicable" else status


def _answers_silence_alone(leaf: Spot) -> bool:
    """Whether ``unmentioned`` decides nothing but the answer to a silent record.

    An onset reads a mention without a length by it, and a line on both sides may find
    one side silent and the other not.
    """
    given = leaf.value if isinstance(leaf.value, dict) else {}
    return leaf.name != "onset" and given.get("side") != "line"


def _above(test: Any, steps: Steps) -> list[tuple[Spot, int]]:
    """The combinations over a place from the top, each with the branch to follow."""
    found: list[tuple[Spot, int]] = []
    for node in nodes(test, ()):
        inside = (*node.steps, node.name)
        if node.is_leaf or steps[: len(inside)] != inside:
            continue
        below = [at for _, at in parts(node.name, node.value, inside)]
        place = next(n for n, at in enumerate(below) if steps[: len(at)] == at)
        found.append((node, place))
    return found


def _at(node: Spot, place: int, pairs: Pairs) -> Pairs:
    """The pairs of a combination, given those of one of its branches."""
    if node.name == "pathway":
        return pairs
    if node.name == "not":
        return frozenset((negated_status(a), negated_status(b)) for a, b in pairs)
    if node.name == "for_each":
        return _repeated(node, pairs | _twice(can(node.value["test"])))
    n, branches = _counting(node)
    if n is None:
        return frozenset(product(ORDER, ORDER))  # type: ignore[arg-type]
    beside = [can(one) for at, one in enumerate(branches) if at != place]
    return frozenset(
        (at_least_status(n, (*mix, left)), at_least_status(n, (*mix, right)))
        for mix in _mixes(beside)
        for left, right in pairs
    )


def _repeated(node: Spot, pairs: Pairs) -> Pairs:
    """The pairs over any number of places, or over none, which leaves it open.

    ``pairs`` are those of one place, silent or not.  One place more is combined with what the others came to: all and any are the same
    in whatever order they are taken.
    """
    n = 1 if node.value.get("need") == "any" else 2
    found = set(pairs)
    while True:
        more = {
            (at_least_status(n, (a, c)), at_least_status(n, (b, d)))
            for (a, b), (c, d) in product(found, pairs)
        }
        if more <= found:
            return frozenset(found | {("not_documented", "not_documented")})
        found |= more


def _counting(node: Spot) -> tuple[int | None, list[Any]]:
    """How many branches must hold; None where the place or a parameter says it."""
    branches = [one for one, _ in parts(node.name, node.value, ())]
    if node.name == "any":
        return 1, branches
    if node.name == "all":
        return len(branches), branches
    plain = node.name == "at_least" and not any(names_in(node.value))
    return (node.value["n"] if plain else None), branches


def can(node: Any) -> Statuses:
    """The statuses that a node can have, or some more.

    A test whose parameter has a history may be open between two of its values.
    """
    ((name, value),) = node.items()
    spot = Spot((), str(name), value)
    if spot.is_leaf:
        found: list[Any] = [*possible(spot.name, value)]
        return frozenset([*found, "not_documented"] if any(names_in(value)) else found)
    below = [can(one) for one, _ in parts(spot.name, value, ())]
    if spot.name == "pathway":
        return below[0]
    if spot.name == "not":
        return frozenset(negated_status(one) for one in below[0])
    if spot.name == "for_each":
        return frozenset(one for one, _ in _repeated(spot, _twice(below[0])))
    n, _ = _counting(spot)
    if n is None:
        return _ANY | frozenset().union(*below)
    return frozenset(at_least_status(n, mix) for mix in _mixes(below))


def _twice(statuses: Statuses) -> Pairs:
    return frozenset((one, one) for one in statuses)


def _mixes(choices: Sequence[Iterable[LeafStatus]]) -> set[tuple[LeafStatus, ...]]:
    """Every choice of one status per branch; the order of branches does not matter."""
    found: set[tuple[LeafStatus, ...]] = {()}
    for statuses in choices:
        found = {tuple(sorted((*mix, status))) for mix in found for status in statuses}
    return found
