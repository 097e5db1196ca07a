"""A plan that will make the spine unstable: facets removed, or a long laminectomy.

Removal of more than half of both facets, or laminectomy of so many segments with a
lost lordosis.
"""

from __future__ import annotations

from workbench.evaluate.index import Index, absent
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.readings import Told, later, tell
from workbench.evaluate.wording import several, told
from workbench.schema.base import Model
from workbench.schema.case import Statement


class Params(Model):
    """The two statements, the number of segments, and the finding beside it."""

    facets: str
    laminectomy: str
    segments: int
    alignment: tuple[str, ...]
    kinds: tuple[str, ...]


def test(scope: Scope, params: Params) -> Leaf:
    """Either plan suffices."""
    index = Index(scope.case)
    facts = index.records(scope.case.statements)
    facets = _planned(facts, params.facets, scope)
    if facets:
        reason = "The plan states removal of more than half of both facets"
        return Leaf(status="met", reason=reason, support=facets)
    long = tuple(
        fact
        for fact in _planned(facts, params.laminectomy, scope)
        if (_number(fact) or 0) >= params.segments
    )
    if long:
        return _with_alignment(scope, index, params, long)
    short = _planned(facts, params.laminectomy, scope)
    denied = absent(facts, (params.facets, params.laminectomy))
    if denied or any(_number(fact) is not None for fact in short):
        reason = "The plan states no resection that destabilises"
        return Leaf(status="not_met", reason=reason, refute=(*denied, *short))
    if short:
        return Leaf(
            status="not_documented",
            reason="A laminectomy is planned without the number of segments",
            because="vague",
            support=short,
        )
    return Leaf(status="not_applicable", reason="No destabilising resection is planned")


def _planned(
    facts: tuple[Statement, ...], kind: str, scope: Scope
) -> tuple[Statement, ...]:
    levels = scope.place.interspaces if scope.place else ()
    return tuple(
        fact
        for fact in facts
        if fact.kind == kind
        and fact.assertion in ("planned", "present")
        and (fact.level is None or not levels or fact.level in levels)
    )


def _number(fact: Statement) -> int | None:
    text = (fact.detail or "").strip()
    return int(text) if text.isdecimal() else None


def _with_alignment(
    scope: Scope, index: Index, params: Params, long: tuple[Statement, ...]
) -> Leaf:
    items = [
        item
        for item in tell(index, scope.case.imaging_studies, params.kinds)
        if item.finding.kind in params.alignment and item.study.assertion == "present"
    ]
    lost = _current(items, "present", "absent")
    kept = _current(items, "absent", "present")
    said = f"A laminectomy of {_number(long[0])} segments is planned"
    if lost and kept:
        return Leaf(
            status="conflicting",
            reason=f"{said}; readings of the lordosis differ",
            because="conflict",
            support=(*long, *(item.finding for item in lost)),
            refute=tuple(item.finding for item in kept),
        )
    if lost:
        return Leaf(
            status="met",
            reason=f"{said}, with {several([told(item) for item in lost])}",
            support=(*long, *(item.finding for item in lost)),
        )
    if kept:
        return Leaf(
            status="not_met",
            reason=f"{said}, and the lordosis is kept",
            support=long,
            refute=tuple(item.finding for item in kept),
        )
    return Leaf(
        status="not_documented",
        reason=f"{said}; nothing is recorded of the lordosis",
        because="incomplete",
        support=long,
    )


def _current(items: list[Told], wanted: str, other: str) -> list[Told]:
    against = [item for item in items if item.finding.assertion == other]
    return [
        item
        for item in items
        if item.finding.assertion == wanted and later(item, against) is None
    ]
