"""What lint says of a slip in a test: the line, the key, and what is meant instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbench.cli.policies import app
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


DEEP = "fact: {list: symptoms, kind: pain}\n      ask: Send it."
BESIDE = "fact: {list: symptoms, kind: pain}\n      unmentioned: not_so"
TWO = "fact: {list: symptoms}\n      stated: {kind: urgent}"


@pytest.mark.parametrize(
    ("test", "line", "named", "fix"),
    [
        (DEEP, LINE + 1, "test.ask: 'ask' stands too deep", "in the column of test"),
        (BESIDE, LINE + 1, "'unmentioned' stands beside 'fact'", "to the right"),
        (TWO, LINE + 1, "two tests stand side by side", "under all or any"),
        ("all: {}", LINE, "test.all: a list of tests", "with a hyphen"),
        (
            "duration: {kind: nsaid, min: {weeks: 6}, failed: true}",
            LINE, "of responses (none, partial", "[one, two]",
        ),
    ],
)  # fmt: skip
def test_a_key_that_stands_wrong_has_its_own_line(
    tmp_path: Path, test: str, line: int, named: str, fix: str
) -> None:
    path = tmp_path / "slip.yaml"
    path.write_text(TEXT.replace("TEST", test), encoding="utf-8")
    told = next(one.line() for one in lint([str(path)]) if one.severity == "error")

    assert told.startswith(f"{path}:{line}: error: invalid: criteria.care.test")
    assert named in told and fix in told and "docs/" not in told


@pytest.mark.parametrize(
    ("value", "cure"),
    [
        ("six", "'six' is no number; write 6 without quotes"),
        ('"12"', "'12' is no number; write 12 without quotes"),
        ("6 weeks", "write 6 alone"),
        ("forty-two", "write 42 without quotes"),
        ("many", "'many' is no whole number; write it as 6"),
        ("-3", "at least 0 is needed"),
    ],
)
def test_a_mistyped_number_is_told_where_the_parameter_stands(
    tmp_path: Path, value: str, cure: str
) -> None:
    whole = TEXT.replace("TEST", "duration: {kind: nsaid, min: {weeks: $weeks}}")
    path = tmp_path / "slip.yaml"
    path.write_text(whole.replace("value: 6", f"value: {value}"), encoding="utf-8")
    told = next(one.line() for one in lint([str(path)]) if one.severity == "error")

    assert told.startswith(f"{path}:9: error: invalid: parameters.weeks.value: ")
    assert cure in told and "(used in criteria.care.test.duration.min.weeks)" in told


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


HEADS = [
    ('version: "1"', "version: 1", 2, "version: text is needed here", 'quotes: "1"'),
    ("region: cervical", "regoin: cervical", 5, "'regoin'", "did you mean 'region'?"),
    ("id: slip", "id: Slip 1", 1, "'Slip 1' is no id", "as my-plan"),
    ("id: slip", "id: other", 1, "id: the file is named 'slip'", "must be the same"),
    ("[acdf]", "acdf", 10, "procedures: a list is needed", "write it as [one, two]"),
    ("[acdf]", "[]", 10, "procedures: is empty", "at least one is needed"),
    ('"2026-01-01"', '"2026-13-01"', 6, "effective_from: '2026-13-01'", "month"),
    ('"2026-01-01"', '"1/31/2026"', 6, "'1/31/2026' is no date", '"2026-01-31"'),
    ("    ask: Send it.", "    aks: Send it.", 17, "care.aks", "did you mean 'ask"),
    ("quote: care}", "quoted: care}", 15, "source.quoted", "did you mean 'quote'?"),
    ("[clinic-note]", "[note]", 18, "documents.0: 'note'", "'clinic-note' or"),
    ("text: Care of", "text: Care: of", 14, "not valid YAML", "stands in quotes"),
    ("    ask: Send it.", "   ask: Send it.", 17, "not valid YAML", "same column"),
    (
        "    ask: Send it.",
        "\task: Send it.",
        17,
        "not valid YAML",
        "with spaces, not tabs",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "fix"), HEADS)
def test_a_slip_of_a_policys_own_keys_is_named_alike(
    tmp_path: Path, old: str, new: str, line: int, what: str, fix: str
) -> None:
    whole = TEXT.replace("TEST", "duration: {kind: nsaid, min: {weeks: $weeks}}")
    assert old in whole
    path = tmp_path / "slip.yaml"
    path.write_text(whole.replace(old, new, 1), encoding="utf-8")
    told = [one.line() for one in lint([str(path)]) if one.severity == "error"][0]

    assert told.startswith(f"{path}:{line}: error: invalid: ")
    assert what in told and fix in told
    assert told.count(str(path)) == 1
    for foreign in ("Input should", "Field required", "Extra inputs", "Tuple", "regex"):
        assert foreign not in told


def test_a_misspelt_key_is_named_before_the_key_that_it_leaves_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "slip.yaml"
    test = "duration:\n        kind: nsaid\n        minimum: {weeks: 6}"
    path.write_text(TEXT.replace("TEST", test), encoding="utf-8")
    told = next(one for one in lint([str(path)]) if one.severity == "error")

    assert told.key == "criteria.care.test.duration.minimum"
    assert told.where.endswith(f":{LINE + 2}")
    assert "did you mean 'min'?" in told.what and "min: is missing" in told.what


def test_the_list_names_a_broken_policy_and_still_shows_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    path = tmp_path / "policies" / "aaa.yaml"
    path.parent.mkdir()
    path.write_text(TEXT.replace("id: slip", "id: aaa"), encoding="utf-8")
    done = CliRunner().invoke(app, ["list"])

    assert done.exit_code == 1
    assert "spine-mri\t" in done.stdout and "aaa\t" not in done.stdout
    assert f"{path}:{LINE - 1}: criteria.care.test: a mapping is needed" in done.stderr
