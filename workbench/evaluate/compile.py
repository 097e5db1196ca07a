"""From a policy's test trees to functions: predicates looked up, parameters checked.

Compiling once finds every mistake of a policy file that can be found without a case:
unknown predicates, wrong parameters.  The functions are pure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbench.errors import PolicyError
from workbench.evaluate import kleene
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.registry import PREDICATES, Predicate
from workbench.policy.model import COMBINERS, Criterion, Policy, Waiver
from workbench.policy.places import line_of
from workbench.schema.base import explain

Test = Callable[[Scope], Leaf]
Registry = Mapping[str, Predicate]
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CompiledCriterion:
    """A criterion with its test; ``pathways`` are titles by id, in order."""

    criterion: Criterion
    test: Test
    pathways: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompiledWaiver:
    """A waiver with its test."""

    waiver: Waiver
    test: Test


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy ready to be applied to any case."""

    policy: Policy
    criteria: tuple[CompiledCriterion, ...]
    waivers: tuple[CompiledWaiver, ...]

    def criteria_for(self, procedure: str) -> tuple[CompiledCriterion, ...]:
        """The criteria that concern a procedure, in the policy's order."""
        return tuple(
            item for item in self.criteria if procedure in item.criterion.applies_to
        )


def compile_policy(policy: Policy, registry: Registry = PREDICATES) -> CompiledPolicy:
    """Make the functions.  Raises PolicyError naming file, line and key."""
    criteria = []
    for criterion in policy.criteria:
        pathways: dict[str, str] = {}
        steps: Steps = ("criteria", criterion.id, "test")
        test = _Compiler(policy, registry, pathways).node(criterion.test, steps)
        criteria.append(CompiledCriterion(criterion, test, pathways))
    waivers = tuple(
        CompiledWaiver(
            waiver,
            _Compiler(policy, registry, {}).node(
                waiver.test, ("waivers", waiver.id, "test")
            ),
        )
        for waiver in policy.waivers
    )
    return CompiledPolicy(policy, tuple(criteria), waivers)


@lru_cache(maxsize=16)
def compiled(policy: Policy) -> CompiledPolicy:
    """``compile_policy`` with the standard predicates, remembered by content."""
    return compile_policy(policy)


@dataclass(frozen=True, slots=True)
class _Compiler:
    policy: Policy
    registry: Registry
    pathways: dict[str, str]

    def node(self, node: dict[str, Any], steps: Steps) -> Test:
        ((name, value),) = node.items()
        inside = (*steps, name)
        if name == "all":
            return _combined(kleene.all_of, self.named(value, inside))
        if name == "any":
            return _combined(kleene.any_of, self.named(value, inside))
        if name == "at_least":
            return self.counted(value, inside)
        if name == "not":
            test = self.node(value, inside)
            return lambda scope: kleene.negate(test(scope))
        if name == "pathway":
            return self.pathway(value, inside)
        return self.leaf(name, value, inside)

    def named(self, nodes: list[Any], steps: Steps) -> list[tuple[str, Test]]:
        return [
            (_name(node), self.node(node, (*steps, place)))
            for place, node in enumerate(nodes)
        ]

    def counted(self, value: dict[str, Any], steps: Steps) -> Test:
        count, parts = value["n"], self.named(value["of"], (*steps, "of"))
        if not isinstance(count, int) or not 1 <= count <= len(parts):
            raise self.wrong(f"n is not a whole number from 1 to {len(parts)}", steps)
        return _combined(lambda leaves: kleene.at_least(count, leaves), parts)

    def pathway(self, value: dict[str, Any], steps: Steps) -> Test:
        if value["id"] in self.pathways:
            raise self.wrong(f"pathway {value['id']!r} stands twice", steps)
        self.pathways[value["id"]] = value["title"]
        return self.node(value["test"], (*steps, "test"))

    def leaf(self, name: str, value: dict[str, Any], steps: Steps) -> Test:
        predicate = self.registry.get(name)
        if predicate is None:
            known = ", ".join(sorted([*COMBINERS, *self.registry]))
            raise self.wrong(f"unknown predicate {name!r}; known: {known}", steps)
        try:
            params = predicate.params.model_validate_json(json.dumps(value))
        except ValidationError as error:
            raise self.wrong(explain(error), steps) from None
        test = predicate.test
        return lambda scope: test(scope, params)

    def wrong(self, what: str, steps: Steps) -> PolicyError:
        return _policy_error(self.policy, what, steps)


def _name(node: dict[str, Any]) -> str:
    """The id of a pathway, else the key of the node."""
    ((name, value),) = node.items()
    return str(value["id"]) if name == "pathway" else name


def _combined(
    combine: Callable[[list[kleene.Part]], Leaf], parts: list[tuple[str, Test]]
) -> Test:
    def test(scope: Scope) -> Leaf:
        return combine([(name, part(scope)) for name, part in parts])

    return test


def _policy_error(policy: Policy, what: str, steps: Steps) -> PolicyError:
    where = policy.path or policy.id
    line = line_of(Path(policy.path), steps) if policy.path else None
    key = ".".join(str(step) for step in steps)
    return PolicyError(
        f"{key}: {what}",
        where=f"{where}:{line}" if line else where,
        fix="correct the name or the parameter in the policy file",
    )
