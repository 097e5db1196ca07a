"""Symptomatic kyphosis that was measured.

A straightened lordosis is no kyphosis; a kyphosis without degrees is not measured.
"""

from __future__ import annotations

from workbench.evaluate.complaints import Signs, complaints
from workbench.evaluate.index import Index
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.readings import Told, findings_of, later, tell
from workbench.evaluate.wording import listed, several, told, words
from workbench.schema.base import Model
from workbench.schema.case import Diagnosis, Fact
from workbench.schema.spine import region as region_of


class Params(Model):
    """The finding, its unit, the studies, the diagnosis, and what is a symptom."""

    finding: str
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    diagnosis: str
    region: str
    signs: Signs


def test(scope: Scope, params: Params) -> Leaf:
    """A measured kyphosis together with a symptom."""
    index = Index(scope.case)
    items = [
        item
        for item in tell(index, scope.case.imaging_studies, params.kinds)
        if item.finding.kind == params.finding
        and item.study.assertion == "present"
        and _concerns(item, scope, params)
    ]
    shown = [item for item in items if item.finding.assertion == "present"]
    denied = [item for item in items if item.finding.assertion == "absent"]
    shown = [item for item in shown if later(item, denied) is None]
    denied = [item for item in denied if later(item, shown) is None]
    claimed = tuple(
        fact
        for fact in index.records(scope.case.diagnoses)
        if fact.kind == params.diagnosis and fact.assertion == "present"
    )
    if denied and (shown or claimed):
        return _conflict(shown, claimed, denied)
    if shown:
        return _measured(scope, params, shown)
    if denied:
        reason = several([told(item) for item in denied])
        return Leaf(status="not_met", reason=reason, refute=findings_of(denied))
    if claimed:
        return Leaf(
            status="not_documented",
            reason="A deformity is diagnosed, and no imaging measures it",
            because="incomplete",
            support=claimed,
        )
    return Leaf(status="not_applicable", reason="Nothing is recorded of a kyphosis")


def _concerns(item: Told, scope: Scope, params: Params) -> bool:
    """Kyphosis of the region as a whole, or one that is told at the line's level."""
    place = item.finding.level or item.finding.site
    if place is None:
        return True
    levels = scope.place.interspaces if scope.place else ()
    if item.finding.level in levels:
        return True
    try:
        return item.finding.level is None and region_of(place) == params.region
    except KeyError:
        return True


def _measured(scope: Scope, params: Params, shown: list[Told]) -> Leaf:
    measured = [
        item
        for item in shown
        if item.finding.value is not None
        and (item.finding.unit or params.units[0]).strip().lower() in params.units
    ]
    if not measured:
        return Leaf(
            status="not_documented",
            reason=f"{several([told(item) for item in shown])}, without a measurement",
            because="ungraded",
            support=findings_of(shown),
        )
    found = complaints(scope.case, params.signs)
    felt = (*found.localised, *found.unlocalised, *found.axial, *found.myelopathic)
    said = several([told(item) for item in measured])
    if felt:
        return Leaf(
            status="met",
            reason=f"{said}, with symptoms",
            support=(*findings_of(measured), *felt),
        )
    if found.none_at_all:
        return Leaf(
            status="not_met",
            reason=f"{said}, without symptoms",
            support=findings_of(measured),
            refute=found.denials,
        )
    return Leaf(
        status="not_documented",
        reason=f"{said}; no symptom is recorded",
        because="incomplete",
        support=findings_of(measured),
    )


def _conflict(
    shown: list[Told], claimed: tuple[Diagnosis, ...], denied: list[Told]
) -> Leaf:
    names = [told(item) for item in shown] + [words(fact.kind) for fact in claimed]
    right = several([told(item) for item in denied])
    for_it: tuple[Fact, ...] = (*findings_of(shown), *claimed)
    clash = Clash(
        kind="deformity", sides=((listed(names), for_it), (right, findings_of(denied)))
    )
    return Leaf(
        status="conflicting",
        reason=f"The record has {listed(names)}, and {right}",
        because="conflict",
        support=for_it,
        refute=findings_of(denied),
        clashes=(clash,),
    )
