"""One criterion on one line: its own evidence first, then the waivers.

The order is that of the policy: not applicable, met on its own evidence, waived, and
only then the rest.  An open waiver opens what it would waive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.evaluate import sets
from workbench.evaluate.compile import CompiledCriterion
from workbench.evaluate.kleene import OPEN, joined
from workbench.evaluate.leaf import Leaf, Place, Scope
from workbench.evaluate.searched import searched
from workbench.evaluate.waivers import WaiverState, for_criterion
from workbench.policy.model import Criterion
from workbench.schema.case import Fact, RefusedFact
from workbench.schema.determination import (
    CriterionResult,
    OpenCause,
    Pathway,
    Status,
)
from workbench.schema.evidence import Evidence

SETTLED_WELL: frozenset[str] = frozenset(("met", "waived", "not_applicable"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion's result with what the later steps need of it.

    ``family`` are the minimal sets that would settle it well; ``left_open`` the open
    waivers and ``refused`` the refused claims that bear on it.
    """

    criterion: Criterion
    leaf: Leaf
    result: CriterionResult
    family: sets.Family
    left_open: tuple[WaiverState, ...]
    refused: tuple[RefusedFact, ...]

    @property
    def own_open(self) -> bool:
        """Whether its own evidence, waivers aside, leaves it open."""
        return self.leaf.status in OPEN


def judge(
    criteria: Sequence[CompiledCriterion],
    scope: Scope,
    waivers: Sequence[WaiverState],
    extent: tuple[int, int],
    kept: dict[str, Judged],
) -> tuple[Judged, ...]:
    """Every criterion at the place of the scope.

    ``kept`` holds by id, for this record and these waivers, what was found of criteria
    that are the same at every place.
    """
    found = []
    for item in criteria:
        name = item.criterion.id
        one = kept.get(name)
        if one is None:
            one = _judge(item, scope, waivers, extent)
            if not (item.rule.placed or scope.case.refused):
                kept[name] = one
        found.append(one)
    return tuple(found)


def _judge(
    item: CompiledCriterion,
    scope: Scope,
    waivers: Sequence[WaiverState],
    extent: tuple[int, int],
) -> Judged:
    criterion, leaf = item.criterion, item.test(scope)
    mine = for_criterion(waivers, criterion.id)
    holding = [state for state in mine if state.holds]
    left_open = [state for state in mine if state.is_open]
    status = _status(leaf, holding, left_open)
    refused = tuple(_refused(criterion, scope)) if status not in SETTLED_WELL else ()
    support, refute = _shown(leaf, status, holding, left_open)
    result = CriterionResult(
        id=criterion.id,
        title=criterion.title,
        source=criterion.source.line(),
        status=status,
        reason=_reason(leaf, status, holding, left_open, refused),
        open_because=_because(leaf, status, left_open, refused),
        facts=_ids(support + refute),
        evidence_for=evidence(support),
        evidence_against=evidence(refute),
        searched=searched(extent, criterion.terms),
        waived_by=holding[0].waiver.id if status == "waived" else None,
        notes=leaf.notes,
        pathways=tuple(_pathways(leaf, item.pathways)),
    )
    family = _family(result, leaf, left_open)
    opened_by = tuple(left_open) if status in OPEN else ()
    return Judged(criterion, leaf, result, family, opened_by, refused)


def _status(
    leaf: Leaf, holding: Sequence[WaiverState], left_open: Sequence[WaiverState]
) -> Status:
    if leaf.status in ("not_applicable", "met"):
        return leaf.status
    if holding:
        return "waived"
    if not left_open:
        return leaf.status
    causes = {leaf.status, *(state.leaf.status for state in left_open)}
    return "conflicting" if "conflicting" in causes else "not_documented"


def _reason(
    leaf: Leaf,
    status: Status,
    holding: Sequence[WaiverState],
    left_open: Sequence[WaiverState],
    refused: Sequence[RefusedFact],
) -> str:
    own = leaf.reason.rstrip(". ")
    if status == "waived":
        shown = holding[0].leaf.reason.rstrip(". ")
        return f"Waived by “{holding[0].waiver.title}”: {shown}. Without it: {own}"
    parts = [own]
    if status in OPEN:
        parts += [
            f"The waiver “{state.waiver.title}” would settle it and is left open: "
            + state.leaf.reason
            for state in left_open
        ]
    parts += [
        f"A claim that its source does not support was not counted: {item.claim}"
        for item in refused
    ]
    return joined(parts)


def _because(
    leaf: Leaf,
    status: Status,
    left_open: Sequence[WaiverState],
    refused: Sequence[RefusedFact],
) -> OpenCause | None:
    if status not in OPEN:
        return None
    if status == "conflicting":
        return "conflict"
    if leaf.status not in OPEN and left_open:
        return "incomplete"
    if refused and leaf.because in (None, "never-mentioned"):
        return "refused-fact"
    return leaf.because or "never-mentioned"


def _family(
    result: CriterionResult, leaf: Leaf, left_open: Sequence[WaiverState]
) -> sets.Family:
    if result.status in SETTLED_WELL:
        return sets.MET
    own = [sets.single(result.id)] if leaf.status in OPEN else []
    return sets.any_of(own + [sets.single(state.waiver.id) for state in left_open])


def _shown(
    leaf: Leaf,
    status: Status,
    holding: Sequence[WaiverState],
    left_open: Sequence[WaiverState],
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Facts for and against, with those of a waiver that decides the status."""
    others: list[Leaf] = []
    if status == "waived":
        return leaf.support + holding[0].leaf.support, leaf.refute
    if status == "conflicting" and leaf.status != "conflicting":
        others = [state.leaf for state in left_open]
    return (
        leaf.support + tuple(fact for one in others for fact in one.support),
        leaf.refute + tuple(fact for one in others for fact in one.refute),
    )


def _ids(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for fact in facts))


def evidence(facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    """The quotes of some facts, each place and wording once."""
    found: dict[tuple[str, tuple[int, ...], str], Evidence] = {}
    for fact in facts:
        for item in fact.evidence:
            found.setdefault((item.document, item.lines, item.quote), item)
    return tuple(found.values())


def _pathways(leaf: Leaf, titles: Mapping[str, str]) -> Iterator[Pathway]:
    for name, part in leaf.parts:
        if name in titles:
            yield Pathway(
                id=name,
                title=titles[name],
                status=part.status,
                reason=part.reason,
                facts=_ids(part.support + part.refute),
                evidence_for=evidence(part.support),
                evidence_against=evidence(part.refute),
            )
        yield from _pathways(part, titles)


def _refused(criterion: Criterion, scope: Scope) -> Iterator[RefusedFact]:
    """Refused claims of a kind that the criterion reads, at this place or at none."""
    for item in scope.case.refused:
        kinds = criterion.reads.get(item.list)
        if kinds is None or (kinds and item.kind not in kinds):
            continue
        if item.level is None or _at(scope.place, item.level):
            yield item


def _at(place: Place | None, level: str) -> bool:
    if place is None or not place.interspaces:
        return True
    return level in (*place.interspaces, place.vertebra)
