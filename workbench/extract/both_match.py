"""Which fact of one reader is which of the other's, and where the two differ.

Two facts are the same thing when kind, level, site and side agree and their dates can
be the same day; what one reader left open (a side, a date) does not part them.
Readings of the very same lines are matched even where the side differs: then that is
the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.schema.case import (
    Diagnosis,
    ExamFinding,
    Fact,
    ImagingFinding,
    RequestedProcedure,
    RiskFactor,
    Test,
    Treatment,
)
from workbench.schema.comparison import Difference
from workbench.schema.partial_date import PartialDate, earliest, latest


class Pair(NamedTuple):
    """One thing: the rules reader's fact, the model's, or both, and how they differ."""

    rules: Fact | None
    llm: Fact | None
    differs: tuple[Difference, ...] = ()


def match(rules: Sequence[Fact], llm: Sequence[Fact]) -> list[Pair]:
    """All facts of both readers of one list, each in one pair; the likest first."""
    scored = [
        (likeness(a, b), -i, -j)
        for i, a in enumerate(rules)
        for j, b in enumerate(llm)
        if a.kind == b.kind and same_thing(a, b)
    ]
    taken_rules: dict[int, int] = {}
    taken_llm: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in taken_rules and -j not in taken_llm:
            taken_rules[-i] = -j
            taken_llm.add(-j)
    pairs = []
    for i, fact in enumerate(rules):
        other = llm[taken_rules[i]] if i in taken_rules else None
        pairs.append(Pair(fact, other, differences(fact, other) if other else ()))
    pairs += [Pair(None, fact) for j, fact in enumerate(llm) if j not in taken_llm]
    return pairs


def same_thing(one: Fact, other: Fact) -> bool:
    """Whether two facts of one kind are about the same thing."""
    shared = share_lines(one, other)
    places = [(one.level, other.level), (one.site, other.site)]
    if isinstance(one, ImagingFinding) and isinstance(other, ImagingFinding):
        places.append((one.location, other.location))
    for mine, its in places:
        if mine != its and not (shared and (mine is None or its is None)):
            return False
    if one.side and other.side and one.side != other.side and not shared:
        return False
    return _same_time(one, other)


def _same_time(one: Fact, other: Fact) -> bool:
    if isinstance(one, Treatment) and isinstance(other, Treatment):
        return _meet(
            one.start or one.date, one.end or one.date or None,
            other.start or other.date, other.end or other.date or None,
        )  # fmt: skip
    return _meet(one.date, one.date, other.date, other.date)


def _meet(
    start: PartialDate | None,
    end: PartialDate | None,
    start2: PartialDate | None,
    end2: PartialDate | None,
) -> bool:
    """Whether two spans, open where a date is not told, can share a day."""
    if start and end2 and earliest(start) > latest(end2):
        return False
    return not (start2 and end and earliest(start2) > latest(end))


def share_lines(one: Fact, other: Fact) -> bool:
    """Whether both stand on a common line of the record."""
    mine = {(e.document, n) for e in one.evidence for n in e.lines}
    return any((e.document, n) in mine for e in other.evidence for n in e.lines)


def likeness(one: Fact, other: Fact) -> tuple[int, ...]:
    """How well two facts of the same thing fit, for choosing among several."""
    return (
        -len(differences(one, other)),
        share_lines(one, other),
        one.side == other.side,
        one.date == other.date,
        one.level == other.level,
    )


def differences(one: Fact, other: Fact) -> tuple[Difference, ...]:
    """What both readers state, and state differently."""
    found: list[Difference] = []
    if one.assertion != other.assertion:
        found.append("assertion")
    if isinstance(one, ImagingFinding) and isinstance(other, ImagingFinding):
        a, b = one.severity, other.severity
        if a and b and (a.low, a.high) != (b.low, b.high):
            found.append("severity")
    if one.side and other.side and one.side != other.side:
        found.append("side")
    if any(
        mine is not None and its is not None and mine != its
        for mine, its in zip(_values(one), _values(other), strict=True)
    ):
        found.append("value")
    return tuple(found)


def _values(fact: Fact) -> tuple[object, ...]:
    """The values of a fact that must agree where both readers give them."""
    value, unit = getattr(fact, "value", None), getattr(fact, "unit", None)
    match fact:
        case ExamFinding():
            return (value, fact.grade, None)
        case ImagingFinding():
            return (value, fact.contact and fact.contact.target, None)
        case Test():
            return (value, fact.result, fact.comparator)
        case Treatment():
            return (fact.days, fact.sessions, fact.response)
        case RiskFactor():
            return (value, fact.status, fact.until)
        case RequestedProcedure():
            return (fact.codes or None, fact.stage, fact.origin)
        case Diagnosis():
            return (fact.codes or None, None, None)
    return (value, unit if value is not None else None, None)
