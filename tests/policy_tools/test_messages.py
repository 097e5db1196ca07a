"""What lint says of a slip in a test: the line, the key, and what is meant instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.evals.policies.lint import lint
from workbench.evals.policies.report import run

TEXT = """\
id: slip
version: "1"
title: A policy with a slip
status: draft
region: cervical
effective_from: "2026-01-01"
source: {document: D, version: "1"}
parameters:
  weeks: {value: 6, unit: weeks, source: D}
procedures: [acdf]
criteria:
  - id: care
    title: Care
    text: Care of {weeks}.
    source: {document: D, quote: care}
    applies_to: [acdf]
    ask: Send it.
    documents: [clinic-note]
    test:
      TEST
"""
LINE = TEXT.splitlines().index("      TEST") + 1
SLIPS = [
    ("fact: {list: symptoms, kindd: pain}", "kindd", "did you mean 'kind'?"),
    ("facct: {list: symptoms, kind: pain}", "no test 'facct'", "did you mean 'fact'?"),
    ("fact: {list: symptom, kind: pain}", "'symptom'", "did you mean symptoms?"),
    ("fact: {list: symptoms, kind: pian}", "'pian'", "did you mean pain?"),
    (
        "fact: {list: symptoms, kind: pain, within: {month: 6}}",
        "within.month",
        "did you mean 'months'?",
    ),
    (
        "duration: {kind: nsaid, min: {weeks: $week}}",
        "criteria.care.test.duration.min.weeks",
        "did you mean 'weeks'?",
    ),
    ("duration: {kind: nsaid, min: 6}", "min", "{weeks: 6}"),
    (
        "duration: {kind: nsaid, min: {weeks: 6}, mode: unoin}",
        "'unoin'",
        "did you mean 'union'?",
    ),
    (
        "fact: {list: symptoms, kind: pain, settle: [latest]}",
        "settle",
        "the policy has none",
    ),
    (
        "sequence: {list: symptoms, kind: pain, then: surgery}",
        "'surgery'",
        "one of: request",
    ),
    (
        "fact: {list: symptoms, kind: pain, closed_world_in: [clinic-notes]}",
        "closed_world_in",
        "did you mean 'clinic-note'?",
    ),
    ("fact: {list: symptoms, kind: pain, level: own}", "'own'", "adjacent, any, line"),
]


@pytest.mark.parametrize(("test", "named", "fix"), SLIPS)
def test_a_slip_is_named_with_its_place_and_the_way_out(
    tmp_path: Path, test: str, named: str, fix: str
) -> None:
    path = tmp_path / "slip.yaml"
    path.write_text(TEXT.replace("TEST", test), encoding="utf-8")
    errors = [one.line() for one in lint([str(path)]) if one.severity == "error"]

    assert errors
    assert errors[0].startswith(f"{path}:{LINE}: error: ")
    assert named in errors[0] and fix in errors[0]
    assert "function-after" not in errors[0] and "Input should" not in errors[0]


def test_a_policy_without_unit_tests_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    (tmp_path / "policies").mkdir()
    whole = TEXT.replace("TEST", "duration: {kind: nsaid, min: {weeks: $weeks}}")
    (tmp_path / "policies" / "slip.yaml").write_text(whole, encoding="utf-8")
    done = run(["slip"])

    assert done.untested == ("slip",)
    assert "policies/tests/slip/" in done.told("text")
