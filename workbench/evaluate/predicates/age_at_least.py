"""The patient is of an age or older."""

from __future__ import annotations

from workbench.evaluate.leaf import Leaf, Scope
from workbench.schema.base import Model


class Params(Model):
    """The age in years."""

    years: int


def test(scope: Scope, params: Params) -> Leaf:
    """By the age that the record states; silence is open."""
    age = scope.case.patient.age
    if age is None:
        reason = "The patient's age is not recorded"
        return Leaf(status="not_documented", reason=reason, because="never-mentioned")
    if age >= params.years:
        return Leaf(status="met", reason=f"The patient is {age} years old")
    return Leaf(
        status="not_met",
        reason=f"The patient is {age} years old, under {params.years}",
    )
