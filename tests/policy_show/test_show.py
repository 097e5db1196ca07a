"""`policy show --explain`: everything of a policy is on the committee's page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.evaluate_generic.made import policy as made_policy
from tests.policy_tools.made import HEAD, LIMIT, POLICY, place
from workbench.cli.policies import app
from workbench.evals.committee.leaves import FIELDS
from workbench.evals.committee.page import as_markdown
from workbench.evals.committee.tests_in_words import Node, in_words
from workbench.evals.committee.unit_tests import _fact, groups
from workbench.evals.difference.bearing import bare_request
from workbench.evaluate.engine import evaluate
from workbench.evaluate.generic.where import Where
from workbench.narrate.html import to_html
from workbench.narrate.labels import procedure_title
from workbench.narrate.markdown import escape, unescape
from workbench.policy.loader import file_of, list_policies, load_policy, merged

BLOCKS = {"kind": "facet-injection", "within": {"months": 12}, "at_most": 3}
RISK = {"list": "risk_factors", "kind": "systemic-infection"}


@pytest.mark.parametrize("name", list_policies())
def test_every_rule_source_number_and_unit_test_is_on_the_page(name: str):
    policy = load_policy(name)
    page = as_markdown(policy, merged(file_of(name)))
    for item in (*policy.criteria, *policy.waivers):
        assert escape(item.title) in page and escape(item.text) in page
        assert escape(item.source.document) in page
        if item.source.quote:
            assert escape(item.source.quote) in page
        if item.source.inferred:
            assert escape(item.source.note) in page
    for parameter in policy.parameters:
        assert f"| {parameter} |" in page
    for rule in policy.precedence:
        assert escape(rule.text) in page
    for offer in policy.alternatives:
        assert escape(offer.text) in page
    assert policy.sha256 in page and policy.version in page
    for group in groups(name):
        for row in group.rows:
            assert escape(row.name) in page
    assert not re.search(
        r"\{[a-z-]+\}|None\b|\$dated",
        unescape(page).replace("{levels}", "").replace("{sides}", ""),
    )


def test_the_page_is_one_file_with_headings_and_table_headers():
    policy = load_policy("medicare-cervical-fusion")
    markdown = as_markdown(policy, merged(file_of(policy.id)))
    html = to_html(markdown, policy.title)
    assert html.count("<h1>") == 1 and '<html lang="en">' in html
    levels = [int(level) for level in re.findall(r"<h(\d)>", html)]
    jumps = zip(levels, levels[1:], strict=False)
    assert all(after <= before + 1 for before, after in jumps)
    assert "<th>" not in html and '<th scope="col">' in html
    assert not re.search(r"(src|href)=|<script|url\(", html)


def said(node: Node) -> str:
    parts = [node.says, node.reads, node.silent, node.settled_by]
    return " | ".join([*filter(None, parts), *(said(one) for one in node.parts)])


_DATED = {
    "$dated": [
        {"from": "0001-01-01", "to": "2026-06-30", "value": 4},
        {"from": "2026-07-01", "to": "9999-12-31", "value": 6},
    ]
}


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (
            {
                "measure": {
                    "list": "tests",
                    "kind": "hba1c",
                    "under": 8,
                    "unit": "%",
                    "within": {"days": 90},
                }
            },
            ["The latest value is under 8%", "tests: HbA1c, within 90 days before"],
        ),
        (
            {"fact": {"list": "symptoms", "kind": "pain", "side": "line"}},
            ["The record states pain, on the side treated (symptoms)"],
        ),
        (
            {"stated": {"kind": "therapy-contraindicated"}},
            ["contraindication to therapy, said by clinician (statements)"],
        ),
        (
            {
                "duration": {
                    "min": {"weeks": 6},
                    "mode": "longest_consecutive",
                    "max_gap": {"days": 7},
                }
            },
            ["Care of at least 6 weeks; in one unbroken run", "gaps of up to 7 days"],
        ),
        (
            {
                "duration": {
                    "kind": ["traction", "collar"],
                    "min": {"weeks": _DATED},
                    "mode": "per_component",
                    "components": {
                        "at_least": 1,
                        "of": [
                            {"name": "pull", "kind": "traction"},
                            {"name": "rest", "kind": "collar"},
                        ],
                    },
                    "failed": ["none"],
                }
            },
            [
                "at least 4 weeks (until 2026-06-30), 6 weeks (from 2026-07-01)",
                "each kind counted by itself",
                "at least 1 of these long enough: pull and rest",
                "its response is none (lasting refutes that)",
            ],
        ),
        (
            {"measure": {"list": "functional_limits", "at_least": _DATED}},
            ["at least 4 (until 2026-06-30), 6 (from 2026-07-01)"],
        ),
        (
            {
                "at_least": {
                    "n": 2,
                    "of": [
                        {"not": {"stated": {"kind": "progressive-weakness"}}},
                        {"age": {"at_least": 18}},
                    ],
                }
            },
            [
                "At least 2 of these",
                "This must not be so",
                "The patient's age is at least 18 years",
            ],
        ),
        (
            {"grade": {"level": "line", "accepted": ["severe"]}},
            [
                "is graded severe",
                "imaging findings: stenosis, at the level of the line",
            ],
        ),
        (
            {
                "count": {
                    "kind": "other",
                    "name": "joint injection",
                    "at_most": 3,
                    "within": {"months": 12},
                }
            },
            [
                "at most 3 (this request not counted)",
                "procedures done: joint injection,",
            ],
        ),
        (
            {"relief": {"kind": "facet-injection", "percent": 75, "take": "latest"}},
            ["The latest gave relief of at least 75%"],
        ),
        (
            {"request": {"of": "levels", "at_most": 2}},
            ["The request asks for at most 2 levels"],
        ),
        ({"age-at-least": {"years": 18}}, ["age-at-least: ", "years: 18"]),
        (
            {"levels-within": {"most": 2, "levels": ["C3-4", "C4-5"]}},
            ["levels: C3-4 or C4-5"],
        ),
    ],
)
def test_a_test_is_told_in_words(test: dict[str, Any], words: list[str]):
    text = said(in_words(test))
    for one in words:
        assert one in text


def test_every_field_that_a_test_can_name_has_words():
    elsewhere = {
        "list",
        "kind",
        "level",
        "side",
        "region",
        "within",
        "contrast",
        "supervised",
        "letters",
    }
    assert set(Where.model_fields) == set(FIELDS) | elsewhere


@pytest.mark.parametrize("name", list_policies())
def test_what_the_page_says_of_silence_is_what_the_engine_answers(name: str):
    policy = load_policy(name)
    page = as_markdown(policy, merged(file_of(name)))
    for procedure in policy.procedures:
        case = bare_request(policy, procedure)
        date = policy.effective_from
        got = evaluate(case, policy, request_date=date, final=False)
        waived = {one.waived_by for line in got.lines for one in line.criteria}
        for result in (one for line in got.lines for one in line.criteria):
            told = section(page, f"({escape(result.id)})")
            assert re.search(
                rf"(silent|{procedure_title(procedure)}): "
                rf"{result.status.replace('_', ' ')}, ",
                told.replace("does not apply", "not applicable"),
            ), (procedure, result)
        for waiver in got.waivers:
            lifts = "it lifts what it names" in section(page, f"({escape(waiver.id)})")
            assert lifts == (waiver.status == "met" or waiver.id in waived)


def section(page: str, head: str) -> str:
    """What stands under a heading that ends so."""
    rest = page[re.search(rf"^### .*{re.escape(head)}$", page, re.M).end() :]  # type: ignore[union-attr]
    return re.split(r"^##", rest, maxsplit=1, flags=re.M)[0]


@pytest.mark.parametrize(
    ("test", "criterion", "line"),
    [
        ({"count": {**BLOCKS, "none_means": "zero"}}, "met, nobody is asked", "met"),
        ({"count": BLOCKS}, "not documented, a question is asked", ""),
        (
            {"not": {"fact": {**RISK, "unmentioned": "not_so"}}},
            "met, nobody is asked",
            "not met",
        ),
        (
            {"fact": {**RISK, "unmentioned": "not_so"}},
            "not met, the request",
            "not met",
        ),
        (
            {"fact": {**RISK, "closed_world_in": ["therapy-record"]}},
            "not documented, a question is asked",
            "not met, where there is a therapy record that does not say it; else not",
        ),
        (
            {"any": [{"fact": RISK}, {"count": {**BLOCKS, "none_means": "zero"}}]},
            "met, nobody is asked",
            "met",
        ),
    ],
)
def test_silence_is_what_comes_of_it_whatever_the_rules_shape(
    test: dict[str, Any], criterion: str, line: str
):
    policy = made_policy(test)
    page = as_markdown(policy, policy.model_dump(mode="json"))
    assert f"- Where the record is silent: {criterion}" in page
    assert (f"    - where the record is silent: {line}" in page) == bool(line)
    refused = "Refused by the bare request alone" in page
    assert refused == criterion.startswith("not met")


def test_a_unit_test_that_fails_is_named_at_the_top_and_marked_in_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tests = HEAD + LIMIT.format(value=20, status="not_met")
    path = place(tmp_path, tests, POLICY.replace("value: 30", "value: 41"))
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    policy = load_policy(path.stem)
    page = as_markdown(policy, merged(path))
    head = page.split("## At a glance")[0]
    rows = [one for one in page.splitlines() if one.startswith("| ")]
    failing = [one for one in rows if "| FAILS: " in one]
    assert "1 of 2 pass, 1 FAIL: a whole record is approved" in head
    assert len(failing) == 1 and "expected met, got not" in unescape(failing[0])
    assert len([one for one in rows if one.endswith("| passes |")]) == 1


def test_what_a_unit_test_says_is_there_in_words():
    row = _fact(
        {
            "kind": "other",
            "name": "facet block",
            "relief": {"low": 75, "high": 80},
            "relief_days": {"low": 56, "high": 56},
            "document_date": "2026-03-02",
            "supervised": False,
        }
    )
    assert (
        row
        == "facet block relief 75 to 80% for 56 days told on 2026-03-02 not supervised"
    )


def test_the_command_prints_the_brief_and_the_committees_page():
    run = CliRunner().invoke
    name = "medicare-lumbar-decompression-pild"
    brief = run(app, ["show", name])
    assert brief.exit_code == 0 and "## Criteria" in brief.stdout
    page = run(app, ["show", name, "--explain", "--format", "html"])
    assert page.exit_code == 0 and page.stdout.startswith("<!doctype html>")
    assert re.search(r"They reach \d+\.\d % of what can be tested", page.stdout)
