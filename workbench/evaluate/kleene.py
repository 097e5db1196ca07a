"""Strong Kleene logic over leaves with labelled unknowns.

``not_documented`` and ``conflicting`` are unknowns that keep their cause: a node is
settled only where every way of filling in the unknowns settles it alike.  An unknown
node is ``conflicting`` where one of its unknown parts conflicts; in an unsettled node
every unknown part can tip it, so no further test of pivotality is needed.
``not_applicable`` counts as met in ALL and is left out of ANY and of counting.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.evaluate.leaf import Asking, Clash, Leaf, LeafStatus
from workbench.schema.case import Fact
from workbench.schema.determination import OpenCause

Part = tuple[str, Leaf]
OPEN: frozenset[str] = frozenset(("not_documented", "conflicting"))


def at_least_status(n: int, statuses: Sequence[LeafStatus]) -> LeafStatus:
    """Status of "at least n of these"; parts not applicable are left out."""
    counted = [status for status in statuses if status != "not_applicable"]
    if not counted:
        return "not_applicable"
    n = min(n, len(counted))
    met = counted.count("met")
    if met >= n:
        return "met"
    if counted.count("not_met") > len(counted) - n:
        return "not_met"
    return "conflicting" if "conflicting" in counted else "not_documented"


def all_status(statuses: Sequence[LeafStatus]) -> LeafStatus:
    """Status of "all of these"."""
    return at_least_status(len(statuses), statuses)


def any_status(statuses: Sequence[LeafStatus]) -> LeafStatus:
    """Status of "any of these"."""
    return at_least_status(1, statuses)


def negated_status(status: LeafStatus) -> LeafStatus:
    """Status of the opposite: met and not met change places, unknowns stay."""
    swapped: dict[str, LeafStatus] = {"met": "not_met", "not_met": "met"}
    return swapped.get(status, status)


def all_of(parts: Sequence[Part]) -> Leaf:
    """Every part must be met."""
    return at_least(len(parts), parts)


def any_of(parts: Sequence[Part]) -> Leaf:
    """One met part suffices."""
    return at_least(1, parts)


def at_least(n: int, parts: Sequence[Part]) -> Leaf:
    """At least ``n`` parts must be met; the leaf keeps what decides it."""
    leaves = [leaf for _, leaf in parts]
    status = at_least_status(n, [leaf.status for leaf in leaves])
    deciding = _deciding(status, leaves)
    return Leaf(
        status=status,
        reason=joined(leaf.reason for leaf in deciding),
        because=_because(status, deciding),
        support=_facts(leaf.support for leaf in _shown(status, leaves)),
        refute=_facts(leaf.refute for leaf in _shown(status, leaves)),
        notes=_notes(status, leaves),
        clashes=_clashes(leaves),
        parts=tuple(parts),
        wants=_wants(status, deciding),
    )


def negate(leaf: Leaf) -> Leaf:
    """The opposite of a leaf: support and refutation change places, parts are lost."""
    return Leaf(
        status=negated_status(leaf.status),
        reason=leaf.reason,
        because=leaf.because,
        support=leaf.refute,
        refute=leaf.support,
        notes=leaf.notes,
        clashes=leaf.clashes,
        wants=leaf.wants,
    )


def joined(reasons: Iterable[str]) -> str:
    """Reasons as sentences, each once; the last one without its full stop."""
    return ". ".join(dict.fromkeys(reason.rstrip(". ") for reason in reasons if reason))


def _wants(status: LeafStatus, deciding: Sequence[Leaf]) -> tuple[Asking, ...]:
    """What the open parts ask; an empty one stands for the criterion's own question."""
    if status not in OPEN:
        return ()
    found = [one for leaf in deciding for one in leaf.wants or (Asking(),)]
    return tuple(dict.fromkeys(found))


def _deciding(status: LeafStatus, leaves: list[Leaf]) -> list[Leaf]:
    """The parts whose reasons explain the status."""
    if status in OPEN:
        chosen = [leaf for leaf in leaves if leaf.status in OPEN]
        return sorted(chosen, key=lambda leaf: leaf.status != "conflicting")
    return [leaf for leaf in leaves if leaf.status == status]


def _shown(status: LeafStatus, leaves: list[Leaf]) -> list[Leaf]:
    """The parts whose facts are shown: the deciding ones, or all of an open node."""
    return leaves if status in OPEN else _deciding(status, leaves)


def _because(status: LeafStatus, deciding: list[Leaf]) -> OpenCause | None:
    if status not in OPEN:
        return None
    if status == "conflicting":
        return "conflict"
    return next((leaf.because for leaf in deciding if leaf.because), None)


def _notes(status: LeafStatus, leaves: list[Leaf]) -> tuple[str, ...]:
    notes = [note for leaf in leaves for note in leaf.notes]
    if status not in OPEN:
        notes += [
            f"a contradiction that decides nothing here: {leaf.reason}"
            for leaf in leaves
            if leaf.status == "conflicting"
        ]
    return tuple(dict.fromkeys(notes))


def _facts(groups: Iterable[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    return tuple({fact.id: fact for group in groups for fact in group}.values())


def _clashes(leaves: list[Leaf]) -> tuple[Clash, ...]:
    found: list[Clash] = []
    for leaf in leaves:
        found += [clash for clash in leaf.clashes if clash not in found]
    return tuple(found)
