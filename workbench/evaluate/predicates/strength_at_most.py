"""Strength of a grade or less in a key muscle of a root treated, or of a neighbour.

The latest examination of a muscle governs; grades that differ on one day are a
contradiction.
"""

from __future__ import annotations

from pydantic import model_validator

from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.roots import muscle_roots, treated
from workbench.evaluate.strength import Grade, Scale, examined
from workbench.evaluate.wording import complaint, on, several
from workbench.schema.base import Model
from workbench.schema.case import Fact
from workbench.schema.partial_date import latest


class Params(Model):
    """The scale, the highest grade that counts, and the tolerance in roots."""

    scale: Scale
    at_most: str
    tolerance: int

    @model_validator(mode="after")
    def _on_scale(self) -> Params:
        if self.at_most not in self.scale.grades:
            raise ValueError("at_most is not a grade of the scale")
        return self


def test(scope: Scope, params: Params) -> Leaf:
    """Met by one muscle; closed where the muscles were examined and are stronger."""
    levels = [level for place in scope.places for level in place.interspaces]
    roots = treated(levels, params.tolerance)
    key = [
        grade
        for grade in examined(scope.case, params.scale)
        if grade.fact.assertion == "present" and set(muscle_roots(grade.muscle)) & roots
    ]
    latest_ = [group for group in _latest(key) if group]
    bound = params.scale.grades.index(params.at_most)
    weak = [one for group in latest_ for one in group if one.step <= bound]
    sure = [
        one
        for group in latest_
        if all(other.step <= bound for other in group)
        for one in group
    ]
    if sure:
        said = several([f"{complaint(one.fact)}{on(one.day)}" for one in sure])
        return Leaf(status="met", reason=said, support=_facts(sure))
    if weak:
        return _conflict(weak, [one for group in latest_ for one in group])
    if key:
        return Leaf(
            status="not_met",
            reason="Strength of the key muscles is better than "
            f"{params.at_most} in the latest examination",
            refute=_facts(key),
        )
    return Leaf(
        status="not_applicable",
        reason="No graded strength of a key muscle is recorded",
    )


def _latest(grades: list[Grade]) -> list[list[Grade]]:
    """Per muscle and side the grades of the latest day; undated ones beside them."""
    groups: dict[tuple[str, str], list[Grade]] = {}
    for one in grades:
        groups.setdefault((one.muscle, one.side), []).append(one)
    return [_newest(group) for group in groups.values()]


def _newest(group: list[Grade]) -> list[Grade]:
    days = [latest(one.day) for one in group if one.day]
    last = max(days, default=None)
    return [one for one in group if one.day is None or latest(one.day) == last]


def _conflict(weak: list[Grade], every: list[Grade]) -> Leaf:
    muscles = {(one.muscle, one.side) for one in weak}
    strong = [
        one for one in every if (one.muscle, one.side) in muscles and one not in weak
    ]
    left = several([complaint(one.fact) for one in weak])
    right = several([complaint(one.fact) for one in strong])
    clash = Clash(
        kind="strength", sides=((left, _facts(weak)), (right, _facts(strong)))
    )
    return Leaf(
        status="conflicting",
        reason=f"Examinations differ: {left}; {right}",
        because="conflict",
        support=_facts(weak),
        refute=_facts(strong),
        clashes=(clash,),
    )


def _facts(grades: list[Grade]) -> tuple[Fact, ...]:
    return tuple({one.fact.id: one.fact for one in grades}.values())
