"""One ladder for what imaging shows, imaging denies and a diagnosis claims.

Imaging on both sides conflicts; a diagnosis that imaging denies conflicts; what imaging
shows counts; what it denies refutes; a diagnosis alone leaves the question open; a
record that speaks of none of it is not concerned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from workbench.evaluate.index import Index
from workbench.evaluate.leaf import Leaf
from workbench.evaluate.readings import Told, findings_of, later
from workbench.evaluate.wording import listed, several, told, words
from workbench.schema.case import Case, Diagnosis


class Sides(NamedTuple):
    """What current imaging shows, what it denies, and the diagnoses that claim it."""

    shown: list[Told]
    denied: list[Told]
    claimed: tuple[Diagnosis, ...]


def current(
    shown: Sequence[Told], denied: Sequence[Told]
) -> tuple[list[Told], list[Told]]:
    """Both sides without what a later study of the same kind says otherwise."""
    return (
        [item for item in shown if later(item, denied) is None],
        [item for item in denied if later(item, shown) is None],
    )


def claims(
    case: Case,
    index: Index,
    kind: str,
    levels: tuple[str, ...],
    *,
    anywhere: bool = False,
) -> tuple[Diagnosis, ...]:
    """Diagnoses of a kind that name one of the levels or none; ``anywhere``: all."""
    return tuple(
        fact
        for fact in index.records(case.diagnoses)
        if fact.kind == kind
        and fact.assertion == "present"
        and (fact.level is None or anywhere or fact.level in levels)
    )


def named(claimed: Sequence[Diagnosis]) -> str:
    """The diagnoses in words."""
    return listed(words(fact.kind) for fact in claimed)


def answer(
    sides: Sides,
    *,
    both: Callable[[], Leaf],
    claim_denied: Callable[[], Leaf],
    shown: Callable[[], Leaf],
    name: str,
    silent: str,
) -> Leaf:
    """The leaf by the ladder; the callables word the steps that differ.

    ``name`` are the claiming diagnoses in words, ``silent`` what a silent record says.
    """
    if sides.denied and sides.shown:
        return both()
    if sides.denied and sides.claimed:
        return claim_denied()
    if sides.shown:
        return shown()
    if sides.denied:
        reason = several([told(item) for item in sides.denied])
        return Leaf(status="not_met", reason=reason, refute=findings_of(sides.denied))
    if sides.claimed:
        return Leaf(
            status="not_documented",
            reason=f"{name} is diagnosed, and no imaging shows it",
            because="incomplete",
            support=sides.claimed,
        )
    return Leaf(status="not_applicable", reason=silent)
