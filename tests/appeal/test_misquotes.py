"""A denial's criterion against the policy's: what is misquoted, and what is not."""

from __future__ import annotations

import pytest

from tests.appeal.made import HERE
from workbench.appeal.misquote import misquotes, quantities
from workbench.appeal.subjects import subjects
from workbench.policy.loader import load_policy
from workbench.schema.appeal import Misquote, Reason
from workbench.vocabulary.yaml_file import load_yaml

NECK = "cervical-spine-surgery"
CASES: dict[str, list[dict[str, str]]] = load_yaml(HERE / "misquotes.yaml")


def found(name: str, procedure: str, text: str) -> tuple[Misquote, ...]:
    policy = load_policy(name)
    criteria = subjects(policy, frozenset({procedure})).of(text)
    assert criteria, "the sentence speaks of no criterion, so the case tests nothing"
    reason = Reason(text=text, role="reason", claim="failed", criteria=criteria)
    return misquotes(reason, policy)


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["text"][:40])
def test_misquoted_criteria_are_found(case: dict[str, str]) -> None:
    policy, text = case["policy"], case["text"]
    one = {item.kind: item for item in found(policy, case["procedure"], text)}
    assert case["kind"] in one
    wrong = one[case["kind"]]  # type: ignore[index]
    assert wrong.stricter
    known = {item.id: item.text.strip() for item in load_policy(policy).criteria}
    waivers = [item.text.strip() for item in load_policy(policy).waivers]
    words = waivers[0] if case["kind"] == "absolute" else known[wrong.criterion]
    assert words in wrong.policy
    assert wrong.denial == text


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["text"][:40])
def test_criteria_quoted_rightly_are_not(case: dict[str, str]) -> None:
    assert found(case["policy"], case["procedure"], case["text"]) == ()


def test_the_strict_policy_is_quoted_rightly_by_the_same_words() -> None:
    """What misquotes the public wording is the strict variant's own rule."""
    text = (
        "Moderate stenosis does not meet the threshold of "
        '"moderate to severe or severe".'
    )
    assert [one.kind for one in found(NECK, "acdf", text)] == ["grade-set"]
    assert found(f"{NECK}-strict", "acdf", text) == ()


def test_the_patients_own_figures_are_no_requirement() -> None:
    text = "Only 4 weeks of physical therapy are documented."
    assert quantities(text)
    assert found(NECK, "acdf", text) == ()
