"""Compact cases and single tests for the generic tests of the policy language."""

from __future__ import annotations

from typing import Any

from workbench.evals.policy_tests import compact_case
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.leaf import Leaf, Place, Scope
from workbench.policy.cases import PolicyTest, PolicyTestFile
from workbench.policy.model import Policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case

DATE = "2026-05-04"


def case(facts: dict[str, Any], patient: dict[str, Any] | None = None) -> Case:
    data = {"name": "t", "facts": facts, "patient": patient or {}, "expect": {}}
    test = parse_data(PolicyTest, data, where="test")
    file = parse_data(PolicyTestFile, {"policy": "p", "tests": [data]}, where="test")
    return compact_case(file, test, where="test")


def policy(test: dict[str, Any], **more: Any) -> Policy:
    base: dict[str, Any] = {
        "id": "sample",
        "version": "1",
        "title": "Sample",
        "status": "Invented for tests.",
        "region": "any",
        "effective_from": "2026-01-01",
        "source": {"document": "Sample policy"},
        "procedures": ["acdf"],
        "criteria": [
            {
                "id": "one",
                "title": "One",
                "text": "One.",
                "source": {"document": "Sample policy"},
                "applies_to": ["acdf"],
                "test": test,
                "ask": "Ask for one",
                "documents": ["clinic-note"],
            }
        ],
    }
    return parse_data(Policy, base | more, where="test")


def place(level: str = "C5-6", side: str | None = None) -> Place:
    return Place(
        procedure="acdf",
        interspaces=(level,),
        side=side,  # type: ignore[arg-type]
        sided=side is not None,
    )


def judged(
    test: dict[str, Any],
    facts: dict[str, Any],
    *,
    at: Place | None = None,
    date: str | None = DATE,
    patient: dict[str, Any] | None = None,
    **more: Any,
) -> Leaf:
    """The leaf of one test on compact facts, at C5-6 unless said otherwise."""
    compiled = compile_policy(policy(test, **more))
    scope = Scope(case=case(facts, patient), request_date=date, place=at or place())
    return compiled.criteria[0].test(scope)
