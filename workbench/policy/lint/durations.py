"""Lengths of care that no look-back can hold, and a gap that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.lint.grid import DAYS
from workbench.policy.tree import Spot, Steps, nodes

_SLACK = 3
"""Days by which lengths in different units may differ and still be one length."""
_GAPPED = "longest_consecutive"


def check(draft: Draft, filled: Mapping[Steps, Any]) -> Iterator[Finding]:
    """Everything about the lengths of the tests; ``filled`` have their parameters."""
    for steps, test in filled.items():
        for spot in nodes(test, steps):
            if spot.name == "duration" and isinstance(spot.value, dict):
                yield from _too_long(draft, spot)
                yield from _idle_gap(draft, spot)
                yield from _unsaid_mode(draft, spot)


def _too_long(draft: Draft, spot: Spot) -> Iterator[Finding]:
    wanted, window = _days(spot.value.get("min")), _days(spot.value.get("within"))
    if wanted is not None and window is not None and wanted > window + _SLACK:
        yield finding(
            draft, "never-met", (*spot.steps, spot.name, "min"),
            "it is longer than the look-back in within, which holds no more days",
            "shorten min, or lengthen within",
        )  # fmt: skip


def _idle_gap(draft: Draft, spot: Spot) -> Iterator[Finding]:
    mode = spot.value.get("mode", "union")
    if spot.value.get("max_gap") is not None and mode in ("union", "span"):
        yield finding(
            draft, "idle-key", (*spot.steps, spot.name, "max_gap"),
            f"under mode {mode} no gap breaks the care, so that it changes nothing",
            f"write mode: {_GAPPED}, or take it out",
        )  # fmt: skip


def _unsaid_mode(draft: Draft, spot: Spot) -> Iterator[Finding]:
    """Several kinds of care and no word of how their days count together."""
    kinds = spot.value.get("kind")
    if isinstance(kinds, list) and len(kinds) > 1 and "mode" not in spot.value:
        yield finding(
            draft, "unsaid-mode", (*spot.steps, spot.name),
            f"the days of {len(kinds)} kinds add up (mode union): three weeks of one "
            "and then three of another are six",
            "write mode: union if that is meant, longest_consecutive for one run "
            "without gaps, or per_component with components: {at_least: 1, of: [...]} "
            "where one kind must reach it alone",
        )  # fmt: skip


def _days(length: Any) -> float | None:
    """About how many days a length is; None where it is none, or changed with time."""
    if not isinstance(length, dict):
        return None
    parts = [
        length[unit] * days
        for unit, days in DAYS.items()
        if isinstance(length.get(unit), int)
    ]
    return sum(parts) if parts else None
