"""The words of a policy's head: its status, its region, and when it applies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.lint.unknown import unknown
from workbench.policy.tree import Steps
from workbench.schema.spine import REGIONS
from workbench.vocabulary.coverage import coverage_kinds, state_code, states

STATUSES = ("draft", "active", "retired")
_REGIONS = tuple(dict.fromkeys(REGIONS.values()))


def check(draft: Draft) -> Iterator[Finding]:
    """Everything about the head."""
    yield from _among(draft, ("status",), STATUSES)
    yield from _among(draft, ("region",), ("any", *_REGIONS))
    yield from _among(draft, ("applies_when", "regions"), _REGIONS)
    yield from _among(draft, ("applies_when", "lines_of_business"), coverage_kinds())
    for given in _words(draft, ("applies_when", "states")):
        if given not in states():
            code = state_code(given)
            meant = f"did you mean {code!r}?" if code else "write its two letters: OH"
            yield finding(
                draft, "unknown-word", ("applies_when", "states"),
                f"{given!r} is no state", meant,
            )  # fmt: skip


def _among(draft: Draft, steps: Steps, known: Iterable[str]) -> Iterator[Finding]:
    return unknown(draft, steps, _words(draft, steps), known)


def _words(draft: Draft, steps: Steps) -> Iterator[str]:
    value: Any = draft.data
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    for word in [value] if isinstance(value, str) else value or []:
        if isinstance(word, str):
            yield word
