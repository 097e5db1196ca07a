"""Every predicate that a policy may name, with the parameters that it takes.

A predicate is a pure function of what the record holds and of the policy's parameters;
none holds a number or a list of its own.  A predicate used for a waiver answers
``not_applicable`` where the record says nothing of it, ``not_met`` where a half of it
was examined and found absent: both leave the waiver closed.  ``not_documented`` (one
half stands, the other is not spoken of) and ``conflicting`` leave it open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from workbench.evaluate.answer import Rule
from workbench.evaluate.generic.table import GENERIC
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.predicates import (
    age_at_least,
    care_trial,
    cause_excluded,
    disease_shown,
    function_limited,
    graded_finding,
    hardware,
    imaging_grade,
    kyphosis,
    lab_control,
    level_limits,
    measured_motion,
    nicotine_free,
    nonunion,
    planned_resection,
    sign_and_imaging,
    strength_at_most,
    strength_decline,
    territory,
)
from workbench.policy.model import Precedence
from workbench.schema.base import Model


class Predicate(NamedTuple):
    """A test that a policy may name: its parameters and its function.

    A generic test has ``rule`` instead, which makes a compiled rule from a path, the
    parameters and the policy's precedence rules.
    """

    name: str
    params: type[Model]
    test: Callable[[Scope, Any], Leaf]
    rule: Callable[[str, Any, Mapping[str, Precedence]], Rule] | None = None


_ALL = (
    Predicate("age-at-least", age_at_least.Params, age_at_least.test),
    Predicate("care-trial", care_trial.Params, care_trial.test),
    Predicate("cause-excluded", cause_excluded.Params, cause_excluded.test),
    Predicate("disease-shown", disease_shown.Params, disease_shown.test),
    Predicate("function-limited", function_limited.Params, function_limited.test),
    Predicate("graded-finding", graded_finding.Params, graded_finding.test),
    Predicate("hardware-failed", hardware.Failure, hardware.failed),
    Predicate("hardware-migrated", hardware.Acute, hardware.migrated),
    Predicate("imaging-grade", imaging_grade.Params, imaging_grade.test),
    Predicate("kyphosis", kyphosis.Params, kyphosis.test),
    Predicate("lab-control", lab_control.Params, lab_control.test),
    Predicate("levels-within", level_limits.Extent, level_limits.extent),
    Predicate("level-not-fused", level_limits.Fused, level_limits.not_fused),
    Predicate("measured-motion", measured_motion.Params, measured_motion.test),
    Predicate("nicotine-free", nicotine_free.Params, nicotine_free.test),
    Predicate("nonunion", nonunion.Params, nonunion.test),
    Predicate("planned-resection", planned_resection.Params, planned_resection.test),
    Predicate("sign-and-imaging", sign_and_imaging.Params, sign_and_imaging.test),
    Predicate("strength-at-most", strength_at_most.Params, strength_at_most.test),
    Predicate("strength-decline", strength_decline.Params, strength_decline.test),
    Predicate("territory", territory.Params, territory.test),
)


def _worded(scope: Scope, params: Any) -> Leaf:
    raise NotImplementedError("a generic test is compiled to a rule")


_GENERIC = tuple(
    Predicate(one.name, one.params, _worded, one.rule) for one in GENERIC.values()
)

PREDICATES: dict[str, Predicate] = {one.name: one for one in (*_ALL, *_GENERIC)}
"""By name."""
