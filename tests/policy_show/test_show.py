"""`policy show --explain`: everything of a policy is on the committee's page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from typer.testing import CliRunner

from workbench.cli.policies import app
from workbench.evals.committee.page import as_markdown
from workbench.evals.committee.tests_in_words import Node, in_words
from workbench.evals.committee.unit_tests import groups
from workbench.narrate.html import to_html
from workbench.narrate.markdown import escape, unescape
from workbench.policy.loader import file_of, list_policies, load_policy, merged


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
            ["The latest value is under 8 %", "tests: hba1c", "within 90 days before"],
        ),
        (
            {
                "fact": {
                    "list": "symptoms",
                    "kind": "pain",
                    "side": "line",
                    "unmentioned": "not_applicable",
                }
            },
            ["The record states pain", "on the side treated", "it does not apply"],
        ),
        (
            {"fact": {"list": "diagnoses", "closed_world_in": ["problem-list"]}},
            ["not so where the record holds a problem list; else a question"],
        ),
        (
            {
                "duration": {
                    "min": {"weeks": 6},
                    "mode": "longest_consecutive",
                    "max_gap": {"days": 7},
                }
            },
            ["Care of at least 6 weeks in one run", "gaps of up to 7 days"],
        ),
        (
            {
                "measure": {
                    "list": "functional_limits",
                    "at_least": {
                        "$dated": [
                            {"from": "0001-01-01", "to": "2026-06-30", "value": 4},
                            {"from": "2026-07-01", "to": "9999-12-31", "value": 6},
                        ]
                    },
                }
            },
            ["at least 4 (until 2026-06-30), 6 (from 2026-07-01)"],
        ),
        (
            {
                "at_least": {
                    "n": 2,
                    "of": [
                        {"stated": {"kind": "progressive-weakness"}},
                        {"age": {"at_least": 18}},
                    ],
                }
            },
            [
                "At least 2 of these",
                "statements: progressive weakness",
                "The patient's age is at least 18 years",
            ],
        ),
        (
            {"grade": {"level": "line", "accepted": ["severe"]}},
            ["imaging findings: stenosis; at the level of the line"],
        ),
        ({"age-at-least": {"years": 18}}, ["age-at-least: ", "years 18", "a question"]),
    ],
)
def test_a_test_is_told_in_words(test: dict[str, Any], words: list[str]):
    text = said(in_words(test))
    for one in words:
        assert one in text


def test_the_command_prints_the_brief_and_the_committees_page():
    run = CliRunner().invoke
    name = "medicare-lumbar-decompression-pild"
    brief = run(app, ["show", name])
    assert brief.exit_code == 0 and "## Criteria" in brief.stdout
    page = run(app, ["show", name, "--explain", "--format", "html"])
    assert page.exit_code == 0 and page.stdout.startswith("<!doctype html>")
    assert re.search(r"They reach \d+\.\d % of what can be tested", page.stdout)
