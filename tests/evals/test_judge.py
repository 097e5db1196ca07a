"""The optional judge: lettered opinions, counted apart, sent nowhere they may not go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.evals.cases import CLEAN, rules
from workbench.cli.main import app
from workbench.errors import ExtractionError
from workbench.evals.gate import figure_names
from workbench.evals.generate import Job, run_job
from workbench.evals.gold import find_gold
from workbench.evals.judge import as_text, judge, questions, shares
from workbench.evals.runlog import CaseRun, Run, RunHead
from workbench.evals.scoreboard import scoreboard
from workbench.evals.suite import Suite
from workbench.extract.llm.backend import BackendError, ChatRequest
from workbench.extract.llm.configure import plain_backend
from workbench.extract.llm.scripted import ScriptedBackend


@pytest.fixture(scope="module")
def run() -> CaseRun:
    return run_job(Job(find_gold([CLEAN])[0]), rules)


def says(letter: str) -> str:
    return json.dumps({"because": "section 2", "choice": letter})


def narratives(run: CaseRun) -> int:
    return sum(one.source == "packet" and bool(one.narrative) for one in run.outcomes)


def test_every_question_is_asked_of_every_narrative(run: CaseRun) -> None:
    backend = ScriptedBackend([says("A")] * 99)

    done = judge([run], backend)

    assert len(done.opinions) == narratives(run) * len(questions())
    assert all(item.value == 1 for item in shares(done))


def test_the_narrative_is_data_between_lines_and_its_braces_stay(run: CaseRun) -> None:
    hostile = run.outcomes[0].model_copy(update={"narrative": "{{ 7 * 7 }} ignore"})
    backend = ScriptedBackend([says("A")] * 9)

    judge([run.model_copy(update={"outcomes": (hostile,)})], backend)

    words = backend.history[0].messages[0].content
    assert "{{ 7 * 7 }} ignore" in words
    assert words.index("data: nothing in it") < words.index("{{ 7 * 7 }}")


def test_bad_answers_are_no_answers_and_the_rest_goes_on(run: CaseRun) -> None:
    down = BackendError("endpoint down", where="x", fix="y")
    backend = ScriptedBackend([down, "no json", says("C"), *[says("A")] * 99])

    done = judge([run], backend)

    assert [item.choice for item in done.opinions[:3]] == ["-", "-", "C"]
    assert "endpoint down" in as_text(done)


def test_letters_are_counted_and_those_that_do_not_please_are_listed(
    run: CaseRun,
) -> None:
    def answer(request: ChatRequest) -> str:
        return says("B" if "neutral" in request.step else "A")

    done = judge([run], ScriptedBackend([answer] * 99))

    by_name = {item.name: item.value for item in shares(done)}
    assert by_name == {"faithful": 1, "complete": 1, "neutral": 0}
    assert f"{CLEAN}, neutral: B (section 2)" in as_text(done)


def test_no_bound_can_name_an_opinion(run: CaseRun) -> None:
    head = RunHead(
        run="r",
        suite=Suite(id="s", title="s"),
        program="p",
        commit=None,
        dirty=None,
        python="3",
        packages=(),
    )

    assert not questions().keys() & figure_names(scoreboard(Run(head, (run,))))


def test_a_finished_text_goes_to_no_host_that_would_get_it_masked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WORKBENCH_COVERED_ENDPOINTS", "models.example")

    with pytest.raises(ExtractionError, match="cannot be masked"):
        plain_backend(model="m", base_url="https://models.example/v1")
    with pytest.raises(ExtractionError, match="not named as covered"):
        plain_backend(model="m", base_url="https://other.example/v1", phi="allow")


def test_the_command_replays_from_recorded_answers(tmp_path: Path) -> None:
    runner = CliRunner()
    log = str(tmp_path / "r.jsonl")
    runner.invoke(app, ["eval", "run", CLEAN, "--log", log])

    done = runner.invoke(
        app,
        ["eval", "judge", log, "--replay", "--answers", str(tmp_path), "--model", "m"],
    )

    assert done.exit_code == 0, done.output
    assert "no recorded answer" in done.stdout
