"""`policy diff`: each kind of difference, and cases that the evaluator itself parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from workbench.cli.policies import app
from workbench.errors import PolicyError
from workbench.evals.difference.compact import as_yaml
from workbench.evals.difference.report import PolicyDiff, Shows, Whole, diff, whole
from workbench.evals.difference.words import as_markdown
from workbench.evals.policy_tests import compact_case
from workbench.evaluate.engine import evaluate
from workbench.narrate.html import to_html
from workbench.policy.cases import PolicyTest, PolicyTestFile
from workbench.policy.loader import load_policy, resolved
from workbench.policy.versions import load_version
from workbench.schema.base import parse_data
from workbench.vocabulary.yaml_file import parse_yaml

BASE: dict[str, Any] = {
    "id": "sample",
    "version": "1",
    "title": "Sample",
    "status": "Invented for tests.",
    "region": "cervical",
    "effective_from": "2026-01-01",
    "source": {"document": "Sample policy"},
    "parameters": {
        "pain": {"value": 4, "unit": "points", "source": "Sample, 1"},
        "care": {"value": 6, "unit": "weeks", "source": "Sample, 2"},
        "window": {"value": 12, "unit": "months", "source": "Sample, 3"},
        "grades": {"value": ["moderate", "severe"], "source": "Sample, 4"},
    },
    "procedures": ["acdf"],
    "criteria": [
        {
            "id": "pain",
            "title": "Pain",
            "text": "Pain of {pain} or more.",
            "source": {"document": "Sample policy", "section": "1"},
            "applies_to": ["acdf"],
            "test": {
                "measure": {
                    "list": "functional_limits",
                    "kind": "score",
                    "name": "nrs",
                    "at_least": "$pain",
                    "unit": "points",
                }
            },
            "ask": "How strong is the pain?",
        },
        {
            "id": "care",
            "title": "Care",
            "text": "{care} of care within {window}.",
            "source": {"document": "Sample policy", "section": "2"},
            "applies_to": ["acdf"],
            "test": {
                "duration": {
                    "kind": "physical-therapy",
                    "min": {"weeks": "$care"},
                    "within": {"months": "$window"},
                }
            },
            "ask": "Which care?",
        },
        {
            "id": "narrow",
            "title": "Narrowing",
            "text": "Narrowing that is {grades}.",
            "source": {"document": "Sample policy", "section": "3"},
            "applies_to": ["acdf"],
            "test": {
                "grade": {
                    "list": "imaging_findings",
                    "kind": "stenosis",
                    "level": "line",
                    "accepted": "$grades",
                }
            },
            "ask": "Send the report.",
        },
    ],
    "waivers": [
        {
            "id": "weak",
            "title": "Weakness",
            "text": "Weakness lifts the care.",
            "source": {"document": "Sample policy", "section": "4"},
            "waives": ["care"],
            "test": {
                "fact": {
                    "list": "symptoms",
                    "kind": "weakness",
                    "unmentioned": "not_applicable",
                }
            },
            "ask": "Is there weakness?",
        }
    ],
}
HERE = Path("sample.yaml")


def made(**changes: Any) -> Whole:
    """The sample policy with keys replaced; ``a__b__c`` reaches into it."""
    data: dict[str, Any] = json.loads(json.dumps(BASE))
    for place, value in changes.items():
        inside: Any = data
        *steps, last = place.split("__")
        for step in steps:
            inside = inside[int(step) if isinstance(inside, list) else step]
        if value is None:
            del inside[int(last) if isinstance(inside, list) else last]
        else:
            inside[int(last) if isinstance(inside, list) else last] = value
    return Whole(resolved(data, HERE), data, HERE)


def compared(**changes: Any) -> list[Shows]:
    return list(diff(made(), made(**changes), most=1500).shows)


def only(shows: list[Shows], place: str) -> Shows:
    (found,) = [one for one in shows if one.difference.place == place]
    return found


def holds(one: Shows, old: Whole, new: Whole) -> None:
    """The witness is judged by both policies as it says, whole evaluator, no grid."""
    found = one.witness
    assert found is not None
    for side, policy in ((found.old, old.policy), (found.new, new.policy)):
        result = evaluate(
            found.case, policy, request_date=found.request_date, final=False
        )
        line = next(line for line in result.lines if line.id == found.line)
        status = {item.id: item.status for item in line.criteria}
        expected = "not asked" if side.status == "not asked" else side.status
        if found.criterion:
            assert status.get(found.criterion, "not asked") == expected
        assert line.recommendation == side.recommendation
    assert (found.old.status, found.old.recommendation) != (
        found.new.status,
        found.new.recommendation,
    )


def test_a_limit_that_moves_is_shown_by_a_value_between():
    one = only(compared(parameters__pain__value=5), "parameters.pain")
    assert one.shown == "witness" and one.witness
    assert (one.difference.old, one.difference.new) == (
        "4 points (source: Sample, 1)",
        "5 points (source: Sample, 1)",
    )
    (score,) = one.witness.case.functional_limits
    assert score.value == 4
    assert (one.witness.old.status, one.witness.new.status) == ("met", "not_met")
    holds(one, made(), made(parameters__pain__value=5))


@pytest.mark.parametrize(
    ("place", "value", "pair"),
    [
        ("parameters__care__value", 12, ("met", "not_met")),
        ("parameters__window__value", 6, None),
        ("parameters__grades__value", ["severe"], ("met", "not_met")),
        (
            "parameters__grades__value",
            ["mild", "moderate", "severe"],
            ("not_met", "met"),
        ),
        ("criteria__0__test__measure__take", "any", None),
        ("criteria__1__test__duration__mode", "longest_consecutive", None),
        ("criteria__2__test__grade__level", "any", None),
        ("waivers__0__waives", ["care", "pain"], None),
        ("waivers__0__test__fact__kind", "gait-imbalance", None),
        ("waivers__0", None, None),
        ("criteria__0", None, None),
    ],
)
def test_a_change_of_a_test_is_shown_by_a_case(place: str, value: Any, pair: Any):
    shows = compared(**{place: value})
    one = next(one for one in shows if one.difference.bears == "status")
    assert one.shown == "witness", one
    holds(one, made(), made(**{place: value}))
    if pair and one.witness:
        assert (one.witness.old.status, one.witness.new.status) == pair


def test_a_dated_limit_is_shown_at_a_date_where_it_differs():
    history = [
        {"to": "2026-06-30", "value": 4},
        {"from": "2026-07-01", "value": 6},
    ]
    dated = {"unit": "points", "history": history, "source": "Sample, rev. 2"}
    one = only(compared(parameters__pain=dated), "parameters.pain")
    assert "6 points from 2026-07-01 to now" in one.difference.new
    assert one.witness and one.witness.request_date
    assert one.witness.request_date >= "2026-07-01"
    holds(one, made(), made(parameters__pain=dated))


def test_a_dated_length_of_care_is_shown_by_care_before_the_day_that_chooses_it():
    history = [
        {"to": "2028-06-30", "value": 6},
        {"from": "2028-07-01", "value": 8},
    ]
    dated = {"unit": "weeks", "history": history, "source": "Sample, rev. 2"}
    one = only(compared(parameters__care=dated), "parameters.care")
    assert one.witness and (one.witness.request_date or "") >= "2028-07-01"
    assert (one.witness.old.status, one.witness.new.status) == ("met", "not_met")
    holds(one, made(), made(parameters__care=dated))


def test_words_sources_and_questions_change_no_status():
    shows = compared(
        criteria__0__text="Strong pain ({pain}).",
        criteria__0__ask="Pain?",
        parameters__pain__source="Sample, page 9",
        title="Another",
    )
    assert {one.shown for one in shows} == {"wording"}
    assert only(shows, "parameters.pain").difference.key == "source"
    assert only(shows, "criteria.pain.text").difference.old == "Pain of {pain} or more."


def test_a_test_written_otherwise_that_means_the_same_has_no_case():
    test = BASE["criteria"][0]["test"]
    shows = compared(criteria__0__test={"all": [{"any": [test]}]})
    one = only(shows, "criteria.pain.test")
    assert one.shown == "none-found" and one.tried > 100
    assert any(row.startswith("+") for row in one.difference.lines)
    assert "taken as wording only" in as_markdown(
        diff(made(), made(criteria__0__test={"all": [{"any": [test]}]}), most=200)
    )


def test_each_of_two_differences_in_one_criterion_has_its_own_case():
    changes = {"parameters__care__value": 8, "parameters__window__value": 6}
    shows = compared(**changes)
    for place in ("parameters.care", "parameters.window"):
        one = only(shows, place)
        assert one.shown == "witness"
        holds(one, made(), made(**changes))


def test_dates_and_circumstances_bear_on_the_choice():
    shows = compared(effective_from="2026-02-01", applies_when={"states": ["OH"]})
    assert {one.shown for one in shows} == {"choice"}


def test_a_policy_and_itself_do_not_differ():
    assert diff(made(), made()).shows == ()
    assert "Nothing differs" in as_markdown(diff(made(), made()))


def test_a_witness_is_as_small_as_it_can_be_and_pastes_into_a_unit_test():
    found = shipped()
    for one in found.shows:
        if not one.witness:
            continue
        text = as_yaml(one.witness.case, one.witness.request_date)
        plain = parse_yaml(text)
        assert set(plain["facts"]) == {"requested_procedures", "imaging_studies"}
        test = parse_data(
            PolicyTest, {"name": "w", "expect": {}, "facts": plain["facts"]}, where="w"
        )
        again = compact_case(
            PolicyTestFile(policy="p", tests=(test,)), test, where="pasted"
        )
        for side, name in ((one.witness.old, BOTH[0]), (one.witness.new, BOTH[1])):
            result = evaluate(
                again,
                load_policy(name),
                request_date=one.witness.request_date,
                final=False,
            )
            (line,) = result.lines
            status = {item.id: item.status for item in line.criteria}
            assert status[one.witness.criterion] == side.status


BOTH = ("cervical-spine-surgery", "cervical-spine-surgery-strict")
_KEPT: list[PolicyDiff] = []


def shipped() -> PolicyDiff:
    if not _KEPT:
        _KEPT.append(diff(*(whole(load_policy(name)) for name in BOTH)))
    return _KEPT[0]


def test_moderate_against_moderate_to_severe_is_shown():
    one = only(list(shipped().shows), "parameters.accepted-grades")
    assert one.witness
    (study,) = one.witness.case.imaging_studies
    (finding,) = study.findings
    assert finding.severity and finding.severity.label == "moderate"
    assert (one.witness.old.status, one.witness.new.status) == ("met", "not_met")


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["diff", *arguments])


def test_the_command_prints_json_and_the_page_says_the_same():
    done = run(*BOTH, "--most", "600", "--format", "json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["old"]["id"] == BOTH[0]
    markdown = as_markdown(PolicyDiff.model_validate_json(done.stdout))
    assert "## What is judged otherwise" in markdown
    page = to_html(markdown, "Comparison")
    assert page.startswith("<!doctype html>") and "<h2>What is judged" in page


def test_a_version_is_named_with_an_at_sign():
    policy = load_version("cervical-spine-surgery@2026.1")
    assert policy.version == "2026.1"
    with pytest.raises(PolicyError, match="no version '1999'") as error:
        load_version("cervical-spine-surgery@1999")
    assert "2026.1" in str(error.value)
    with pytest.raises(PolicyError, match="no policy 'nowhere'"):
        load_version("nowhere@1")
