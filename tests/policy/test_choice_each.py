"""A request of several services: each by the policy that is its own."""

from __future__ import annotations

from typing import Any

from tests.evaluate_generic.made import policy as made
from workbench.policy.choice_each import choose_each, set_aside
from workbench.policy.model import Policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case

TEST = {"age": {"at_least": 18}}
BOUND = {"applies_when": {"lines_of_business": ["medicare", "medicare-advantage"]}}


def covering(name: str, *kinds: str, **more: Any) -> Policy:
    criterion = {
        "id": "one",
        "title": "One",
        "text": "One.",
        "source": {"document": "Sample policy"},
        "applies_to": list(kinds),
        "test": TEST,
        "ask": "Ask for one",
        "documents": ["clinic-note"],
    }
    return made(TEST, id=name, procedures=list(kinds), criteria=[criterion], **more)


HOUSE = covering("house", "acdf", "cervical-disc-arthroplasty")
MEDICARE = covering("medicare-neck", "acdf", **BOUND)
INJECTION = covering("medicare-injection", "epidural-interlaminar", **BOUND)
ALL = [HOUSE, MEDICARE, INJECTION]


def case(*kinds: str, business: str | None = None) -> Case:
    places = {"epidural-interlaminar": "L4-5"}
    facts: list[dict[str, Any]] = [
        {
            "id": f"r{place}",
            "kind": kind,
            "level": places.get(kind, "C5-6"),
            "codes": [],
            "evidence": [{"document": "D1", "lines": [1], "quote": "words"}],
        }
        for place, kind in enumerate(kinds)
    ]
    header = {"date": "2026-05-04", "line_of_business": business}
    data = {"requested_procedures": facts, "request": header}
    return parse_data(Case, data, where="test")


def shared(*kinds: str, business: str | None = None) -> dict[str, list[str]]:
    whole, parts = choose_each(case(*kinds, business=business), ALL)
    if not parts:
        return {whole.policy.id: []}
    return {one.policy.id: sorted(one.procedures) for one in parts}


def test_one_policy_for_all_keeps_the_request_whole() -> None:
    assert shared("acdf", "cervical-disc-arthroplasty") == {"house": []}
    assert shared("acdf", business="medicare") == {"medicare-neck": []}


def test_services_of_two_policies_are_parted() -> None:
    assert shared("acdf", "epidural-interlaminar", business="medicare") == {
        "medicare-neck": ["acdf"],
        "medicare-injection": ["epidural-interlaminar"],
    }


def test_what_medicare_settles_is_taken_from_the_house_for_its_member() -> None:
    kinds = ("acdf", "cervical-disc-arthroplasty")
    assert shared(*kinds, business="medicare-advantage") == {
        "medicare-neck": ["acdf"],
        "house": ["cervical-disc-arthroplasty"],
    }
    _, parts = choose_each(case(*kinds, business="medicare-advantage"), ALL)
    told = parts[0].because
    assert "house set aside" in told and "422.101" in told


def test_a_commercial_member_is_not_judged_by_medicare() -> None:
    whole, parts = choose_each(
        case("epidural-interlaminar", business="commercial"), ALL
    )
    assert not parts and not whole.applies
    assert "commercial" in whole.because


def test_a_house_policy_named_by_hand_is_told_what_comes_first() -> None:
    told = set_aside(case("acdf", business="medicare"), HOUSE, ALL)
    assert told and told.startswith("medicare-neck covers acdf")
    assert set_aside(case("acdf", business="commercial"), HOUSE, ALL) is None
    assert set_aside(case("acdf", business="medicare"), MEDICARE, ALL) is None
