"""Alternatives on the same facts: lines that can still be met, lesser procedures.

This measures and never advises: a requested line that nothing speaks against, and the
policy's own less intensive procedures judged at the place of a line not approved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.evaluate.criteria import Judged
from workbench.evaluate.kleene import OPEN
from workbench.evaluate.leaf import Place
from workbench.evaluate.lines import Line, place_of
from workbench.policy.model import Offer, Policy
from workbench.schema.case import Side
from workbench.schema.determination import Alternative
from workbench.vocabulary import procedures

AlternativeStatus = Literal["met", "open", "not_met"]
JudgePlace = Callable[[Place], Sequence[Judged]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line as decided: ``held`` by a contradiction, ``refused`` or not approved."""

    line: Line
    judged: Sequence[Judged]
    held: bool
    approved: bool
    refused: bool


def alternatives(
    policy: Policy, candidates: Sequence[Candidate], judge: JudgePlace, *, final: bool
) -> tuple[Alternative, ...]:
    """What could meet the policy; nothing where every line is approved."""
    if all(item.approved for item in candidates):
        return ()
    still = [_requested(item) for item in candidates if _still_can(item, policy)]
    wanted = [
        item
        for item in candidates
        if not item.held and (item.refused or not (final or item.approved))
    ]
    return (*still, *_lesser(policy, wanted, candidates, judge))


def _still_can(item: Candidate, policy: Policy) -> bool:
    statuses = {one.result.id: one.result.status for one in item.judged}
    if item.approved:
        return True
    if item.held or not statuses or {"not_met", "conflicting"} & set(statuses.values()):
        return False
    return all(statuses.get(name) == "met" for name in policy.alternatives_require)


def _requested(item: Candidate) -> Alternative:
    status, because, open_criteria = _measure(item.judged)
    return Alternative(
        lines=(item.line.id,),
        procedure=item.line.item.procedure,
        level=item.line.item.place,
        side=item.line.item.side,
        status=status,
        because=f"requested as it stands; {because}",
        open_criteria=open_criteria,
    )


def _lesser(
    policy: Policy,
    wanted: Sequence[Candidate],
    every: Sequence[Candidate],
    judge: JudgePlace,
) -> Iterator[Alternative]:
    asked = {
        (item.line.item.procedure, level)
        for item in every
        for level in item.line.place.interspaces
    }
    groups: dict[tuple[str, str, Side | None], tuple[Offer, list[str]]] = {}
    for item in wanted:
        for offer in policy.alternatives:
            if item.line.item.procedure not in offer.instead_of:
                continue
            for level in item.line.place.interspaces:
                if (offer.offer, level) in asked:
                    continue
                key = (offer.offer, level, _side(offer, item))
                groups.setdefault(key, (offer, []))[1].append(item.line.id)
    for (procedure, level, side), (offer, lines) in groups.items():
        judged = judge(place_of(procedure, level, side))
        yield _offered(offer, level, side, tuple(lines), judged)


def _side(offer: Offer, item: Candidate) -> Side | None:
    known = procedures().procedures.get(offer.offer)
    return item.line.item.side if known and known.sided else None


def _offered(
    offer: Offer,
    level: str,
    side: Side | None,
    lines: tuple[str, ...],
    judged: Sequence[Judged],
) -> Alternative:
    status, because, open_criteria = _measure(judged)
    return Alternative(
        lines=lines,
        procedure=offer.offer,
        level=level,
        side=side,
        status=status,
        because=f"{offer.text.rstrip('. ')}; {because}",
        open_criteria=open_criteria,
    )


def _measure(
    judged: Sequence[Judged],
) -> tuple[AlternativeStatus, str, tuple[str, ...]]:
    failing = [one.result for one in judged if one.result.status == "not_met"]
    unsettled = [one.result for one in judged if one.result.status in OPEN]
    names = tuple(result.id for result in unsettled)
    if failing:
        titles = ", ".join(result.title for result in failing)
        return "not_met", f"on this record not met: {titles}", names
    if unsettled:
        titles = ", ".join(result.title for result in unsettled)
        return "open", f"no criterion fails; not yet shown: {titles}", names
    return "met", "on this record it would meet every criterion", ()
