"""How many levels are asked for, which, and whether one of them is already fused."""

from __future__ import annotations

from workbench.evaluate.index import Index
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.wording import listed, words
from workbench.schema.base import Model
from workbench.schema.case import Fact
from workbench.schema.spine import INTERSPACES


class Extent(Model):
    """At most so many levels of the procedure, next to each other, among ``levels``."""

    most: int
    levels: tuple[str, ...]


class Fused(Model):
    """Earlier and requested procedures that fuse the level."""

    operations: tuple[str, ...]
    requested: tuple[str, ...]


def extent(scope: Scope, params: Extent) -> Leaf:
    """Whether the levels asked for stay within the limits."""
    place = scope.place
    if place is None or not place.interspaces:
        reason = "The request does not say at which level"
        return Leaf(status="not_documented", reason=reason, because="incomplete")
    asked = {
        level
        for other in scope.places
        if other.procedure == place.procedure
        for level in other.interspaces
    } | set(place.interspaces)
    facts = tuple(
        fact
        for fact in scope.case.requested_procedures
        if fact.kind == place.procedure and fact.origin == "request"
    )
    ordered = sorted(asked, key=INTERSPACES.index)
    named = listed(ordered)
    outside = [level for level in ordered if level not in params.levels]
    if outside:
        reason = f"{listed(outside)} lies outside the levels that the policy covers"
        return Leaf(status="not_met", reason=reason, refute=facts)
    if len(ordered) > params.most:
        reason = f"More than {params.most} levels are requested: {named}"
        return Leaf(status="not_met", reason=reason, refute=facts)
    first = INTERSPACES.index(ordered[0])
    if tuple(ordered) != INTERSPACES[first : first + len(ordered)]:
        reason = f"The levels requested are not next to each other: {named}"
        return Leaf(status="not_met", reason=reason, refute=facts)
    return Leaf(status="met", reason=f"Requested: {named}", support=facts)


def not_fused(scope: Scope, params: Fused) -> Leaf:
    """Whether the level is free of an earlier and of a requested fusion."""
    levels = scope.place.interspaces if scope.place else ()
    asked: tuple[Fact, ...] = tuple(
        fact
        for fact in scope.case.requested_procedures
        if fact.kind in params.requested
        and fact.origin == "request"
        and fact.assertion != "absent"
        and fact.level in levels
    )
    done = [
        fact
        for fact in Index(scope.case).records(scope.case.procedures_done)
        if fact.kind in params.operations
        and fact.assertion in ("present", "historical")
    ]
    here = (*asked, *(fact for fact in done if fact.level in levels))
    if here:
        names = listed(f"{words(fact.kind)} at {fact.level}" for fact in here)
        reason = f"The level is, or will be, fused: {names}"
        return Leaf(status="not_met", reason=reason, refute=here)
    unplaced = tuple(fact for fact in done if fact.level is None)
    if unplaced:
        names = listed(words(fact.kind) for fact in unplaced)
        return Leaf(
            status="not_documented",
            reason=f"An earlier operation is recorded without its level: {names}",
            because="incomplete",
            support=unplaced,
        )
    return Leaf(status="met", reason="No fusion at the level is recorded")
