"""Waivers: what exempts the whole request from some criteria, or leaves it open.

An open waiver is one that conflicts, or of which one half is documented and the other
is not.  It opens only what it would waive.  A half that was examined and found absent
closes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.evaluate.compile import CompiledPolicy
from workbench.evaluate.kleene import OPEN
from workbench.evaluate.leaf import Leaf, Scope
from workbench.policy.model import Waiver


@dataclass(frozen=True, slots=True)
class WaiverState:
    """A waiver as this record has it."""

    waiver: Waiver
    leaf: Leaf

    @property
    def holds(self) -> bool:
        """Whether the record shows the waiver."""
        return self.leaf.status == "met"

    @property
    def is_open(self) -> bool:
        """Whether the record leaves it open (not: whether it is silent)."""
        return self.leaf.status == "conflicting" or (
            self.leaf.status == "not_documented" and half_documented(self.leaf)
        )


def waiver_states(compiled: CompiledPolicy, scope: Scope) -> tuple[WaiverState, ...]:
    """Every waiver of the policy on the whole request."""
    return tuple(
        WaiverState(item.waiver, item.test(scope)) for item in compiled.waivers
    )


def half_documented(leaf: Leaf) -> bool:
    """Whether one half of an unsettled waiver stands in the record.

    A half is a part of the waiver's tree; a waiver of one leaf has it in its support.
    """
    if not leaf.parts:
        return bool(leaf.support)
    return any(_stands(part) for _, part in leaf.parts)


def _stands(part: Leaf) -> bool:
    if part.status in ("met", "conflicting"):
        return True
    inner = part.status in OPEN and bool(part.parts)
    return inner and any(_stands(below) for _, below in part.parts)


def for_criterion(
    states: Iterable[WaiverState], criterion: str
) -> tuple[WaiverState, ...]:
    """The waivers that name a criterion."""
    return tuple(state for state in states if criterion in state.waiver.waives)
