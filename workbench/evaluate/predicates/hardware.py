"""An implant that failed, on imaging: a pathway of its own, and a waiver when acute.

Settling of a cage is no failure.  A diagnosis alone leaves the pathway open; one that
imaging contradicts makes it conflicting.  The waiver asks imaging only: a diagnosis is
no half of it.
"""

from __future__ import annotations

from workbench.evaluate.index import Index
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.predicates.shown_or_denied import (
    Sides,
    answer,
    claims,
    current,
    named,
)
from workbench.evaluate.readings import Told, findings_of, tell
from workbench.evaluate.wording import several, told
from workbench.schema.base import Model
from workbench.schema.case import Diagnosis
from workbench.schema.spine import bounds, region


class Failure(Model):
    """Findings that are failure, studies that show it, the diagnosis that claims it."""

    findings: tuple[str, ...]
    denied_by: tuple[str, ...]
    kinds: tuple[str, ...]
    diagnosis: str
    region: str


class Acute(Model):
    """The waiver: moved implants must be acute, broken ones are named by a word."""

    failure: Failure
    moved: str
    acute: str
    broken: tuple[str, ...]


def failed(scope: Scope, params: Failure) -> Leaf:
    """The pathway at the line's level."""
    levels = scope.place.interspaces if scope.place else ()
    shown, denied = _sides(scope, params, levels)
    index, anywhere = Index(scope.case), not levels
    claimed = claims(scope.case, index, params.diagnosis, levels, anywhere=anywhere)
    return answer(
        Sides(shown, denied, claimed),
        both=lambda: _conflict(shown, denied, claimed),
        claim_denied=lambda: _diagnosis_denied(claimed, denied),
        shown=lambda: Leaf(
            status="met",
            reason=several([told(item) for item in shown]),
            support=findings_of(shown),
        ),
        name=named(claimed),
        silent="Nothing is recorded of failed hardware",
    )


def migrated(scope: Scope, params: Acute) -> Leaf:
    """The waiver anywhere in the region."""
    shown, denied = _sides(scope, params.failure, ())
    sure = [item for item in shown if _is_acute(item, params)]
    if sure and denied:
        return _conflict(sure, denied, ())
    if sure:
        reason = several([told(item) for item in sure])
        return Leaf(status="met", reason=reason, support=findings_of(sure))
    half = [item for item in shown if item.finding.kind == params.moved]
    if half and not denied:
        return Leaf(
            status="not_documented",
            reason=f"{several([told(item) for item in half])}, not said to be acute",
            because="incomplete",
            support=findings_of(half),
        )
    if denied or shown:
        facts = findings_of(denied or shown)
        reason = "Imaging shows no acute migration or breakage of an implant"
        return Leaf(status="not_met", reason=reason, refute=facts)
    return Leaf(
        status="not_applicable",
        reason="No imaging of migrated or broken implants is recorded",
    )


def _sides(
    scope: Scope, params: Failure, levels: tuple[str, ...]
) -> tuple[list[Told], list[Told]]:
    """Current findings of failure, and denials of it, that concern the levels."""
    index = Index(scope.case)
    items = [
        item
        for item in tell(index, scope.case.imaging_studies, params.kinds)
        if item.study.assertion == "present" and _concerns(item, params, levels)
    ]
    shown = [
        item
        for item in items
        if item.finding.kind in params.findings and item.finding.assertion == "present"
    ]
    denied = [
        item
        for item in items
        if item.finding.kind in params.denied_by and item.finding.assertion == "absent"
    ]
    shown, denied = current(shown, denied)
    return shown, [item for item in denied if _speaks_of(item, shown)]


def _speaks_of(denial: Told, shown: list[Told]) -> bool:
    """Whether a denial is of what is shown; one without a place is of all.

    That the screws of one vertebra are seated says nothing of those of another, and
    that a cage has not moved nothing of a screw.
    """
    parts = {item.finding.name for item in shown} - {None}
    if denial.finding.name and parts and denial.finding.name not in parts:
        return False
    bones = _bones(denial)
    placed = [own for item in shown if (own := _bones(item))]
    return not bones or not placed or any(bones & own for own in placed)


def _bones(item: Told) -> frozenset[str]:
    """The vertebrae that a finding speaks of; none where it has no place."""
    level, site = item.finding.level, item.finding.site
    if level:
        return frozenset(bounds(level))
    return frozenset({site}) if site else frozenset()


def _concerns(item: Told, params: Failure, levels: tuple[str, ...]) -> bool:
    """Whether a finding speaks of the levels; a denial without a level speaks of all.

    Without ``levels`` every place of the region is asked about.
    """
    finding = item.finding
    place = finding.level or finding.site
    if place is None:
        return not levels or finding.assertion == "absent"
    if not _in_region(place, params.region):
        return False
    if not levels or finding.level in levels:
        return True
    bones = {bone for level in levels for bone in bounds(level)}
    return finding.level is None and finding.site in bones


def _in_region(place: str, wanted: str) -> bool:
    try:
        return region(place) == wanted
    except KeyError:
        return True


def _is_acute(item: Told, params: Acute) -> bool:
    finding = item.finding
    said = f"{finding.detail or ''} {finding.name or ''}".lower()
    quoted = " ".join(one.quote for one in finding.evidence).lower()
    if finding.kind == params.moved:
        return params.acute in said
    return any(word in said or word in quoted for word in params.broken)


def _conflict(
    shown: list[Told], denied: list[Told], claimed: tuple[Diagnosis, ...]
) -> Leaf:
    left = several([told(item) for item in shown])
    right = several([told(item) for item in denied])
    clash = Clash(
        kind="hardware",
        sides=((left, findings_of(shown)), (right, findings_of(denied))),
    )
    return Leaf(
        status="conflicting",
        reason=f"Imaging differs on the hardware: {left}; {right}",
        because="conflict",
        support=(*findings_of(shown), *claimed),
        refute=findings_of(denied),
        clashes=(clash,),
    )


def _diagnosis_denied(claimed: tuple[Diagnosis, ...], denied: list[Told]) -> Leaf:
    right = several([told(item) for item in denied])
    clash = Clash(
        kind="hardware-diagnosis-and-imaging",
        sides=(
            (f"diagnosis: {named(claimed)}", claimed),
            (right, findings_of(denied)),
        ),
    )
    return Leaf(
        status="conflicting",
        reason=f"The diagnosis is {named(claimed)}, while {right}",
        because="conflict",
        support=claimed,
        refute=findings_of(denied),
        clashes=(clash,),
    )
