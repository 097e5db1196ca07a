"""Suggested tests: each passes today, and each notices the change it was found for."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from tests.policy_tools.made import HEAD, LIMIT, place
from workbench.cli.main import app
from workbench.evals.policies.mutate import mutate
from workbench.evals.policies.suggest import suggest
from workbench.evals.policy_tests import run_policy_tests


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    place(tmp_path, HEAD + LIMIT.format(value=30, status="met"))
    return tmp_path


def keep(text: str, folder: Path) -> None:
    tests = folder / "policies" / "tests" / "small-plan"
    tests.mkdir(parents=True, exist_ok=True)
    (tests / "suggested.yaml").write_text(text, encoding="utf-8")


def test_what_is_suggested_passes_and_leaves_only_what_it_says(folder: Path) -> None:
    before = {one.key for one in mutate("small-plan", jobs=1).living}
    found = suggest("small-plan", most=400, jobs=1)

    keep(found.as_yaml(), folder)

    after = {one.key for one in mutate("small-plan", jobs=1).living}
    assert found.tests
    assert all(one.passed for one in run_policy_tests("small-plan"))
    assert after == {one.key for one in found.without}
    assert after < before


def test_the_missing_step_below_a_limit_is_suggested(folder: Path) -> None:
    found = suggest("small-plan", most=400, jobs=1)

    looser = next(one for one in found.tests if one.change.key.endswith("30 -> 29"))
    test = yaml.safe_load(looser.text)[0]
    assert test["facts"]["functional_limits"][0]["value"] == 29
    assert test["expect"] == {"criteria": {"score": "not_met"}}


def test_the_command_writes_a_file_for_a_person_to_judge(folder: Path) -> None:
    words = ["policy", "test", "small-plan", "--suggest", str(folder / "out")]

    done = CliRunner().invoke(app, [*words, "--jobs", "1"])

    assert done.exit_code == 0, done.output
    text = (folder / "out" / "small-plan.yaml").read_text(encoding="utf-8")
    assert "Hold every one to the policy's own text" in text
