"""Something is broken on purpose; the gate fails and names the case that got worse.

Each trial copies the program, breaks one file as a careless change would, and calls the
gate as a pipeline does, against the baseline stored with the project.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evals.cases import CLEAN

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("workbench", "prompts", "policies", "schemas", "evals")
SUITE = f"""id: gold
title: one case
select: {{cases: [{CLEAN}]}}
baseline: baselines/gold.json
gates:
  proof_agreement: {{min: 1}}
  errors: {{max: 0}}
  regressions: {{max: 0}}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with its content."""
    folder = tmp_path_factory.mktemp("program")
    for part in PARTS:
        shutil.copytree(
            ROOT / part, folder / part, ignore=shutil.ignore_patterns("measured")
        )
    (folder / "suite.yaml").write_text(SUITE, encoding="utf-8")
    return folder


def gate(program: Path, suite: str) -> subprocess.CompletedProcess[str]:
    words = ["eval", "run", suite, "--gate", "--log", "run.jsonl", "--workers", "1"]
    (program / "run.jsonl").unlink(missing_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "workbench", *words],
        cwd=program,
        env=os.environ | {"PYTHONPATH": str(program)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def broken(path: Path, change: Callable[[str], str]) -> Callable[[], None]:
    """Change a file; what is given back restores it."""
    text = path.read_text(encoding="utf-8")
    after = change(text)
    assert after != text
    path.write_text(after, encoding="utf-8")

    def restore() -> None:
        path.write_text(text, encoding="utf-8")

    return restore


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        pytest.param(
            "policies/cervical-spine-surgery.yaml",
            "    value: 42\n",
            "    value: 400\n",
            "conservative-care: was met",
            id="a threshold",
        ),
        pytest.param(
            "workbench/extract/rules/lexicon/treatments.yaml",
            "  terms: [",
            "  terms: [[",
            "conservative-care: was met",
            id="a table of the reader that no longer parses",
        ),
        pytest.param(
            "prompts/narrative/recommendation.md.j2",
            "## 2. Recommendation",
            "Of 731 such cases most are approved.\n\n## 2. Recommendation",
            "FAIL proof_agreement",
            id="a template that says a number of its own",
        ),
    ],
)
def test_a_broken_part_fails_the_gate_and_names_the_case(
    program: Path, file: str, old: str, new: str, said: str
) -> None:
    restore = broken(program / file, lambda text: text.replace(old, new))
    try:
        done = gate(program, "suite.yaml")
    finally:
        restore()

    assert done.returncode == 100, done.stderr[-2000:]
    assert f"passed before, fails now: {CLEAN}" in done.stdout
    assert said in done.stdout


def test_a_changed_prompt_has_no_recorded_answers_and_fails_its_gate(
    program: Path,
) -> None:
    prompt = program / "prompts" / "extraction" / "brief.j2"
    restore = broken(prompt, lambda text: text + "Answer in one word.\n")
    try:
        done = gate(program, "llm-replay")
    finally:
        restore()

    assert done.returncode == 100, done.stderr[-2000:]
    assert "FAIL errors" in done.stdout
    assert CLEAN in done.stdout


def test_the_same_gate_holds_while_nothing_is_broken(program: Path) -> None:
    done = gate(program, "suite.yaml")

    assert done.returncode == 0, done.stdout + done.stderr
