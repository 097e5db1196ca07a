"""Mentions of one injection or trial, told in several places, as one session.

A ledger gives its day and level, a note its relief, an operative record its approach.
Mentions of one kind on one day that contradict each other nowhere are one session, and
each fills what the other leaves out; whatever differs stays apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.schema.case import ProcedureDone
from workbench.schema.partial_date import is_exact

KINDS = ("epidural-injection", "stimulator-trial", "nerve-stimulator-trial")
"""Procedures done again and again, of which each day is a session of its own."""
_PLACED = ("level", "site", "side")
_TOLD = (
    "approach", "relief", "relief_days", "medication_cut", "function", "response",
    "result", "count",
)  # fmt: skip
_DONE = ("present", "historical")


def same_session(one: ProcedureDone, other: ProcedureDone) -> bool:
    """Whether two mentions are of one session: one day, and nothing said otherwise."""
    if one.kind not in KINDS or one.kind != other.kind:
        return False
    if one.assertion not in _DONE or other.assertion not in _DONE:
        return False
    if one.date is None or one.date != other.date or not is_exact(one.date):
        return False
    return all(
        _fits(getattr(one, name), getattr(other, name)) for name in (*_PLACED, *_TOLD)
    )


def _fits(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def filled(one: ProcedureDone, other: ProcedureDone) -> dict[str, Any]:
    """What a second mention of a session adds to the first."""
    told = {
        name: getattr(other, name)
        for name in (*_PLACED, *_TOLD)
        if getattr(one, name) is None and getattr(other, name) is not None
    }
    if told.get("relief") or one.relief:
        told["vague"] = None
    return told


def fullest_first(facts: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The facts by how much they tell, in their order where they tell as much."""
    names = (*_PLACED, *_TOLD)
    return sorted(
        facts, key=lambda one: sum(getattr(one, name) is None for name in names)
    )


_TRIALS = ("stimulator-trial", "nerve-stimulator-trial")


def without_bare(facts: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The facts without a trial that is only named, where the one trial is told.

    "She comes a week after the end of her trial" speaks of the trial that the next
    lines report; with two trials on record it may be either, and stays.
    """
    bare = [one for one in facts if one.kind in _TRIALS and _is_bare(one)]
    kept: list[ProcedureDone] = []
    for one in facts:
        told = [
            other
            for other in facts
            if other.kind == one.kind and other.assertion in _DONE and other not in bare
        ]
        if one in bare and len(told) == 1 and _near(one, told[0]):
            continue
        kept.append(one)
    return kept


def _is_bare(one: ProcedureDone) -> bool:
    done = one.assertion in _DONE and one.date is None
    return done and all(getattr(one, name) is None for name in _TOLD)


def _near(one: ProcedureDone, other: ProcedureDone) -> bool:
    """Whether both are told in one document and at no two places."""
    same = {cite.document for cite in one.evidence} & {
        cite.document for cite in other.evidence
    }
    placed = all(_fits(getattr(one, name), getattr(other, name)) for name in _PLACED)
    return bool(same) and placed
