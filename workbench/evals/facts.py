"""Facts read against gold facts: the same thing, level and side in the same list."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Fact,
    ImagingFinding,
    ImagingStudy,
    RequestedProcedure,
)

Key = tuple[str, ...]


class FactScore(NamedTuple):
    """Counts of one case: gold facts, those found, and further facts read."""

    gold: int
    found: int
    extra: int


def _key(name: str, fact: Fact) -> Key:
    parts = [name, fact.kind, fact.assertion, fact.level or "", fact.side or ""]
    if isinstance(fact, ImagingFinding):
        parts += [fact.location or "", fact.severity.label if fact.severity else ""]
    if isinstance(fact, RequestedProcedure):
        parts.append(fact.origin)
    return tuple(parts)


def keys(case: Case) -> Counter[Key]:
    """How often each fact key stands in a Case, imaging findings on their own."""
    found: Counter[Key] = Counter()
    for name in FACT_LISTS:
        for fact in getattr(case, name):
            found[_key(name, fact)] += 1
            if isinstance(fact, ImagingStudy):
                found.update(_key("findings", item) for item in fact.findings)
    return found


def score_facts(gold: Case, read: Case) -> FactScore:
    """Compare two Cases key by key."""
    wanted, given = keys(gold), keys(read)
    found = sum((wanted & given).values())
    extra = sum((given - wanted).values())
    return FactScore(sum(wanted.values()), found, extra)
