"""A policy with one place changed, compiled anew only where the change reaches.

A change of a parameter reaches every test that names it; a change inside a test reaches
that criterion or waiver.  What is not reached keeps its compiled rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.errors import PolicyError
from workbench.evaluate.compile import CompiledPolicy, compile_policy
from workbench.policy.draft import Draft, draft_of
from workbench.policy.loader import resolved, values_of
from workbench.policy.model import Policy, Waiver, check_node
from workbench.policy.parameters import fill_test
from workbench.policy.tree import Steps, changed, names_in


@dataclass(frozen=True, slots=True)
class Variant:
    """A compiled policy and the ids of the criteria and waivers that it changes."""

    policy: CompiledPolicy
    reached: frozenset[str]


@dataclass(frozen=True, slots=True)
class Workshop:
    """A policy as data and compiled, from which variants are made."""

    draft: Draft
    policy: Policy
    compiled: CompiledPolicy

    def variant(self, steps: Steps, value: Any) -> Variant | None:
        """The policy with another value at a place; None where that is no policy, or
        where the change reaches no test."""
        try:
            data = changed(self.draft.data, steps, value)
            if steps[0] == "waivers" and len(steps) == 1:
                return self._without_waiver(value)
            if "waives" in steps:
                return self._waiving(str(steps[1]), value)
            reached = self._reached(steps)
            return self._rebuilt(data, reached) if reached else None
        except (PolicyError, ValueError, LookupError):
            return None

    def variant_of(self, changes: Sequence[tuple[Steps, Any]]) -> Variant | None:
        """The policy with other values at several places of its tests."""
        data = self.draft.data
        try:
            for steps, value in changes:
                data = changed(data, steps, value)
            return self._rebuilt(data, frozenset(str(steps[1]) for steps, _ in changes))
        except (PolicyError, ValueError, LookupError):
            return None

    def _reached(self, steps: Steps) -> frozenset[str]:
        if steps[0] != "parameters":
            return frozenset({str(steps[1])})
        items = (
            *self.draft.data.get("criteria", []),
            *self.draft.data.get("waivers", []),
        )
        return frozenset(
            str(item["id"]) for item in items if steps[1] in set(names_in(item["test"]))
        )

    def _rebuilt(self, data: dict[str, Any], reached: frozenset[str]) -> Variant:
        values = values_of(data)
        tests = {
            str(item["id"]): check_node(fill_test(item["test"], values))
            for item in (*data.get("criteria", []), *data.get("waivers", []))
            if item["id"] in reached
        }
        criteria = tuple(_with(one, tests) for one in self.policy.criteria)
        waivers = tuple(_with(one, tests) for one in self.policy.waivers)
        part = self.policy.model_copy(
            update={
                "criteria": tuple(one for one in criteria if one.id in reached),
                "waivers": tuple(one for one in waivers if one.id in reached),
                "path": None,
            }
        )
        done = compile_policy(part)
        rules = {one.criterion.id: one for one in done.criteria}
        lifted = {one.waiver.id: one for one in done.waivers}
        whole = self.policy.model_copy(
            update={"criteria": criteria, "waivers": waivers}
        )
        policy = CompiledPolicy(
            whole,
            tuple(rules.get(one.criterion.id, one) for one in self.compiled.criteria),
            tuple(lifted.get(one.waiver.id, one) for one in self.compiled.waivers),
        )
        return Variant(policy, reached)

    def _without_waiver(self, left: list[dict[str, Any]]) -> Variant:
        ids = {item["id"] for item in left}
        waivers = tuple(one for one in self.policy.waivers if one.id in ids)
        policy = CompiledPolicy(
            self.policy.model_copy(update={"waivers": waivers}),
            self.compiled.criteria,
            tuple(one for one in self.compiled.waivers if one.waiver.id in ids),
        )
        return Variant(policy, frozenset())

    def _waiving(self, name: str, waives: list[str]) -> Variant:
        def narrowed(one: Waiver) -> Waiver:
            if one.id != name:
                return one
            return one.model_copy(update={"waives": tuple(waives)})

        waivers = tuple(narrowed(one) for one in self.policy.waivers)
        lifted = tuple(
            type(old)(new, old.rule)
            for old, new in zip(self.compiled.waivers, waivers, strict=True)
        )
        policy = CompiledPolicy(
            self.policy.model_copy(update={"waivers": waivers}),
            self.compiled.criteria,
            lifted,
        )
        return Variant(policy, frozenset())


def _with(one: Any, tests: dict[str, dict[str, Any]]) -> Any:
    return one.model_copy(update={"test": tests[one.id]}) if one.id in tests else one


def workshop(name: str) -> Workshop:
    """The workshop of a policy by id or path.  Raises PolicyError."""
    draft = draft_of(name)
    policy = resolved(draft.data, draft.path)
    return Workshop(draft, policy, compile_policy(policy))
