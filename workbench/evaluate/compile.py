"""From a policy's test trees to rules: tests looked up, parameters checked.

Compiling once finds every mistake of a policy file that can be found without a case:
unknown tests, wrong parameters.  The rules are pure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbench.errors import PolicyError
from workbench.evaluate import combine
from workbench.evaluate.answer import CODE, Answer, Rule
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.registry import PREDICATES, Predicate
from workbench.policy.blame import parameter_behind
from workbench.policy.dated import editions_of, in_play
from workbench.policy.model import COMBINERS, Criterion, Policy, Precedence, Waiver
from workbench.vocabulary.mistakes import further, mistakes, nearest
from workbench.vocabulary.places import line_of

Registry = Mapping[str, Predicate]
Steps = tuple[str | int, ...]


class Tested:
    """What a criterion and a waiver share: a rule that a scope is put to."""

    rule: Rule

    def test(self, scope: Scope) -> Leaf:
        """The answer at the place of the scope, in words."""
        answer = self.rule.run(scope)
        return self.rule.leaf(answer, scope)


@dataclass(frozen=True, slots=True)
class CompiledCriterion(Tested):
    """A criterion with its rule; ``pathways`` are titles by id, in order."""

    criterion: Criterion
    rule: Rule
    pathways: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompiledWaiver(Tested):
    """A waiver with its rule."""

    waiver: Waiver
    rule: Rule


@dataclass(frozen=True, slots=True)
class CompiledPolicy:
    """A policy ready to be applied to any case."""

    policy: Policy
    criteria: tuple[CompiledCriterion, ...]
    waivers: tuple[CompiledWaiver, ...]
    by_procedure: dict[str, tuple[CompiledCriterion, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def criteria_for(self, procedure: str) -> tuple[CompiledCriterion, ...]:
        """The criteria that concern a procedure, in the policy's order."""
        found = self.by_procedure.get(procedure)
        if found is None:
            found = self.by_procedure[procedure] = tuple(
                item for item in self.criteria if procedure in item.criterion.applies_to
            )
        return found


def compile_policy(policy: Policy, registry: Registry = PREDICATES) -> CompiledPolicy:
    """Make the rules.  Raises PolicyError naming file, line and key."""
    criteria = []
    for criterion in policy.criteria:
        pathways: dict[str, str] = {}
        steps: Steps = ("criteria", criterion.id, "test")
        rule = _Compiler(policy, registry, pathways).node(criterion.test, steps)
        criteria.append(CompiledCriterion(criterion, combine.hoisted(rule), pathways))
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
    """``compile_policy`` with the standard tests, remembered by content."""
    return compile_policy(policy)


@dataclass(frozen=True, slots=True)
class _Compiler:
    policy: Policy
    registry: Registry
    pathways: dict[str, str]

    def node(self, node: dict[str, Any], steps: Steps) -> Rule:
        ((name, value),) = node.items()
        inside = (*steps, name)
        path = ".".join(str(step) for step in inside)
        if name in ("all", "any"):
            parts = self.named(value, inside)
            n = len(parts) if name == "all" else 1
            return combine.counting(name, path, parts, n)
        if name == "not":
            return combine.negated(path, self.node(value, inside))
        if name == "pathway":
            return self.pathway(value, inside)
        if name == "for_each":
            part = self.node(value["test"], (*inside, "test"))
            return combine.for_each(path, value["over"], value["need"], part)
        make = self.counted if name == "at_least" else self.leaf
        return self.over_time(name, value, inside, make)

    def named(self, nodes: list[Any], steps: Steps) -> list[tuple[str, Rule]]:
        rules = [self.node(node, (*steps, place)) for place, node in enumerate(nodes)]
        return [
            (_name(node, rule), rule) for node, rule in zip(nodes, rules, strict=True)
        ]

    def counted(self, name: str, value: dict[str, Any], steps: Steps) -> Rule:
        count, parts = value["n"], self.named(value["of"], (*steps, "of"))
        if not isinstance(count, int) or not 1 <= count <= len(parts):
            raise self.wrong(f"n is not a whole number from 1 to {len(parts)}", steps)
        path = ".".join(str(step) for step in steps)
        return combine.counting("at_least", path, parts, count)

    def pathway(self, value: dict[str, Any], steps: Steps) -> Rule:
        if value["id"] in self.pathways:
            raise self.wrong(f"pathway {value['id']!r} stands twice", steps)
        self.pathways[value["id"]] = value["title"]
        return self.node(value["test"], (*steps, "test"))

    def over_time(
        self,
        name: str,
        value: Any,
        steps: Steps,
        make: Callable[[str, Any, Steps], Rule],
    ) -> Rule:
        """One rule, or one for every period of the dated parameters that it names."""
        editions = editions_of(value)
        if len(editions) == 1:
            return make(name, editions[0].value, steps)
        rules = [(one.words(), make(name, one.value, steps)) for one in editions]
        path = ".".join(str(step) for step in steps)

        def choose(scope: Scope) -> Sequence[int]:
            return in_play(editions, scope.request_date)

        return combine.over_time(path, rules, choose)

    def leaf(self, name: str, value: dict[str, Any], steps: Steps) -> Rule:
        predicate = self.registry.get(name)
        if predicate is None:
            raise self.wrong(_unknown_test(name, self.registry), steps)
        try:
            params = predicate.params.model_validate_json(json.dumps(value))
        except ValidationError as error:
            found = mistakes(error, predicate.params)
            told = found[0].what + further(found)
            raise self.wrong(told, (*steps, *found[0].steps)) from None
        path = ".".join(str(step) for step in steps)
        if predicate.rule is not None:
            rules: dict[str, Precedence] = {
                one.id: one for one in self.policy.precedence
            }
            try:
                return predicate.rule(path, params, rules)
            except ValueError as error:
                raise self.wrong(str(error), steps) from None
        return _of_its_own(predicate, params, path)

    def wrong(self, what: str, steps: Steps) -> PolicyError:
        return _policy_error(self.policy, what, steps)


def _of_its_own(predicate: Predicate, params: Any, path: str) -> Rule:
    """The rule of a test that words its own answer: the answer keeps the leaf."""
    test = predicate.test

    def run(scope: Scope) -> Answer:
        leaf = test(scope, params)
        code = CODE[leaf.status]
        return code, rule, leaf.support, leaf.refute, leaf.because, leaf

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        found: Leaf = answer[5]
        return found

    rule = Rule(
        name=predicate.name,
        path=path,
        run=run,
        leaf=leaf,
        placed=True,
        label=predicate.name,
    )
    return rule


def _name(node: dict[str, Any], rule: Rule) -> str:
    """The id of a pathway or of a test, else the key of the node."""
    ((name, value),) = node.items()
    if name == "pathway":
        return str(value["id"])
    own = value.get("id") if isinstance(value, dict) else None
    return str(own) if own else name


def _unknown_test(name: str, registry: Registry) -> str:
    return f"there is no test {name!r}{nearest(name, [*COMBINERS, *registry])}"


def _policy_error(policy: Policy, what: str, steps: Steps) -> PolicyError:
    where = policy.path or policy.id
    own = parameter_behind(Path(policy.path), steps) if policy.path else None
    if own is not None:
        used = f"{what} (used in {own.used})"
        return PolicyError(used, where=own.where, key=".".join(map(str, own.steps)))
    line = line_of(Path(policy.path), steps) if policy.path else None
    key = ".".join(str(step) for step in steps)
    return PolicyError(
        what,
        where=f"{where}:{line}" if line else where,
        fix="" if "; " in what else "correct it in the policy file",
        key=key,
    )
