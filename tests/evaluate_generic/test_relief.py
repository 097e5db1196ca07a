"""``relief``: so many that helped, retellings, and what a denial says of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate_generic.made import judged, place

BLOCK = "facet-injection"


def block(date: str | None, percent: int | None = None, **more: Any) -> dict[str, Any]:
    given = {} if percent is None else {"relief": {"low": percent, "high": percent}}
    where = {"level": "C5-6", "side": "left"}
    return {"kind": BLOCK, "date": date, **where, **given, **more}


def status(facts: list[dict[str, Any]], **keys: Any) -> str:
    test = {"relief": {"kind": BLOCK, "percent": 80, **keys}}
    return judged(test, {"procedures_done": facts}, at=place(side="left")).status


HERE = {"level": "line", "side": "line"}
FIRST, SECOND = "2026-01-05", "2026-02-09"


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ([block(FIRST, 90), block(SECOND, 80)], "met"),
        ([block(FIRST, 90), block(SECOND, 79)], "not_met"),
        ([block(FIRST, 90), block(SECOND, 80), block("2024-01-05", 50)], "met"),
        ([block(FIRST, 90)], "not_documented"),
        ([block(FIRST, 90), block(FIRST, 85)], "not_documented"),
        ([block(FIRST, 90), block(SECOND)], "not_documented"),
        ([block(FIRST, 90), block(None, 90)], "not_documented"),
        ([block(FIRST, 90), block(SECOND, 90, side="bilateral")], "met"),
        ([block(FIRST, 90), block(SECOND, 90, side=None)], "not_documented"),
        ([block(None, 90, count=2)], "met"),
        ([], "not_documented"),
    ],
)
def test_so_many_helped_on_days_of_their_own(facts, wanted):
    assert status(facts, at_least=2, **HERE) == wanted


def test_they_are_of_one_level_and_side_where_the_policy_names_none():
    elsewhere = block(SECOND, 90, side="right")
    assert status([block(FIRST, 90), elsewhere], at_least=2) == "not_documented"
    assert status([block(FIRST, 90), block(SECOND, 90)], at_least=2) == "met"


def test_so_many_stands_with_no_other_way_of_taking():
    with pytest.raises(Exception, match="at_least stands with take: any"):
        status([], at_least=2, take="all")


@pytest.mark.parametrize("take", ["all", "any", "first", "latest"])
@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        (block(FIRST), "met"),
        (block(FIRST, side=None), "met"),
        (block(FIRST, side=None, level=None), "met"),
        (block(SECOND), "not_documented"),
        (block("2026-01"), "not_documented"),
        (block(FIRST, 20), "not_met"),
    ],
)
def test_a_shorter_retelling_is_no_further_procedure(take, other, wanted):
    found = status([block(FIRST, 90), other], take=take, **HERE)
    if take == "all":
        assert found == wanted
    elif wanted == "met":
        assert found == "met"


NONE = {"kind": BLOCK, "assertion": "absent"}


@pytest.mark.parametrize(
    ("test", "wanted"),
    [
        ({"relief": {"kind": BLOCK, "percent": 50}}, "not_applicable"),
        ({"sequence": {"kind": BLOCK, "min_gap": {"weeks": 2}}}, "not_applicable"),
        ({"fact": {"list": "procedures_done", "kind": BLOCK}}, "not_met"),
        ({"count": {"kind": BLOCK, "at_most": 2}}, "met"),
        ({"count": {"kind": BLOCK, "at_least": 2}}, "not_met"),
    ],
)
def test_a_denial_of_the_thing_where_silence_does_not_concern(test, wanted):
    ((name, keys),) = test.items()
    quiet = {name: {**keys, "unmentioned": "not_applicable"}}
    found = judged(quiet, {"procedures_done": [NONE]})
    assert found.status == wanted
    assert judged(quiet, {}).status == "not_applicable"
    if wanted == "not_applicable":
        assert found.reason.startswith("Documented: no facet injection")
        assert judged(test, {"procedures_done": [NONE]}).status == "not_met"


CARE = {"duration": {"kind": "conservative-care", "min": {"weeks": 6}}}


def test_care_that_was_denied_does_not_concern_either():
    denied = {"treatments": [{"kind": "conservative-care", "assertion": "absent"}]}
    quiet = {"duration": {**CARE["duration"], "unmentioned": "not_applicable"}}
    assert judged(quiet, denied).status == "not_applicable"
    assert judged(CARE, denied).status == "not_met"


FUSED = {"list": "procedures_done", "kind": "acdf", "level": "line"}
PAST = {"kind": "acdf", "assertion": "historical", "level": "C5-6", "date": "2019"}


@pytest.mark.parametrize("unmentioned", ["open", "not_so", "not_applicable"])
def test_a_fact_of_the_past_that_is_passed_over_is_named(unmentioned):
    asked = {"fact": {**FUSED, "unmentioned": unmentioned}}
    said = judged(asked, {"procedures_done": [PAST]}).reason
    assert "nothing in the record" not in said
    assert "old of the past only" in said and "2019" in said
    both = {"fact": {**asked["fact"], "assertion": ["present", "historical"]}}
    assert judged(both, {"procedures_done": [PAST]}).status == "met"


@pytest.mark.parametrize(
    "test",
    [
        {"relief": {"kind": BLOCK, "percent": 80, "within": {"months": 12}}},
        {"count": {"kind": BLOCK, "at_least": 1, "within": {"months": 12}}},
        {"sequence": {"kind": BLOCK, "min_gap": {"weeks": 2}}},
    ],
)
def test_without_a_date_of_the_request_the_request_is_asked(test):
    found = judged(test, {"procedures_done": [block(FIRST, 90)]}, date=None)
    assert found.status == "not_documented"
    assert "the date of the request is not known" in found.reason
    assert [one.ask for one in found.wants] == ["What is the date of the request?"]
