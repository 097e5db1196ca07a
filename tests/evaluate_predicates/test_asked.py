"""The extent of a request: levels, regions, sides, sessions, leads."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.evaluate.generic.asked import Asked, asked_rule
from workbench.evaluate.leaf import Scope
from workbench.evaluate.lines import place_of
from workbench.schema.case import Case

ESI = "epidural-transforaminal"


def _case(*facts: dict[str, Any]) -> Case:
    quote = {"document": "D1", "lines": [1], "quote": "asked for"}
    requested = [
        {"id": f"RP{n}", "kind": ESI, "evidence": [quote], "origin": "request"} | fact
        for n, fact in enumerate(facts, 1)
    ]
    return Case.model_validate({"requested_procedures": requested}, strict=False)


def _status(of: str, most: int, *facts: dict[str, Any], **params: Any) -> str:
    rule = asked_rule("test", Asked(of=of, at_most=most, kind=(ESI,), **params))  # type: ignore[arg-type]
    place = place_of(ESI, "L4-5", "right")
    scope = Scope(case=_case(*facts), request_date=None, place=place, places=(place,))
    return rule.leaf(rule.run(scope), scope).status


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([{"level": "L4-5"}], "met"),
        ([{"level": "L4-5"}, {"level": "L5-S1"}], "met"),
        ([{"level": "L4-5"}, {"level": "L5-S1"}, {"level": "L3-4"}], "not_met"),
        ([{"level": "L3-L5"}, {"level": "L5-S1"}], "not_met"),
        ([{"level": "L4-5"}, {"level": "L4-5", "side": "left"}], "met"),
        ([{}], "not_documented"),
        ([{"level": "L4-5"}, {}], "met"),
        ([{"approach": "caudal"}], "met"),
        ([{"level": "L4-5", "assertion": "absent"}], "not_documented"),
        ([{"level": "L4-5", "origin": "plan"}], "not_documented"),
    ],
)
def test_levels(facts: list[dict[str, Any]], expected: str) -> None:
    assert _status("levels", 2, *facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([{"level": "L4-5", "side": "right"}], "met"),
        ([{"level": "L4-5", "side": "bilateral"}], "not_met"),
        (
            [{"level": "L4-5", "side": "right"}, {"level": "L4-5", "side": "left"}],
            "not_met",
        ),
        (
            [{"level": "L4-5", "side": "right"}, {"level": "L5-S1", "side": "left"}],
            "met",
        ),
        ([{"level": "L4-5"}], "met"),
    ],
)
def test_sides_are_those_at_the_line(
    facts: list[dict[str, Any]], expected: str
) -> None:
    assert _status("sides", 1, *facts) == expected


def test_regions_sessions_and_leads() -> None:
    assert _status("regions", 1, {"level": "L4-5"}, {"level": "C6-7"}) == "not_met"
    assert _status("regions", 1, {"level": "L4-5"}, {"level": "L5-S1"}) == "met"
    assert _status("sessions", 1, {"level": "L4-5"}) == "met"
    assert _status("sessions", 1, {"level": "L4-5", "sessions": 3}) == "not_met"
    assert _status("leads", 2, {"leads": 2}) == "met"
    assert _status("leads", 2, {"leads": 3}) == "not_met"
    assert _status("leads", 2, {}) == "not_documented"
    assert _status("leads", 2, {}, unmentioned="not_applicable") == "not_applicable"
