"""Batch files as a user meets them: what may go out, what failed rows become."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.llm.answers import EMPTY
from tests.llm.server import ModelServer, Reply, completion
from workbench.cli.main import app
from workbench.extract.llm.batch import take_in
from workbench.extract.llm.replay import AnswerStore
from workbench.extract.phi.choice import COVERED

NOTE = "OFFICE VISIT NOTE\nPatient: Quilla Madeup   DOB: 04/04/1964\n\n" + "".join(
    f"Paragraph {n} tells nothing of note to anybody at the clinic.\n\n"
    for n in range(12)
)
KEY = "a" * 64


def call(*words: str | Path, **env: str) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], env=env)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "note.txt"
    file.write_text(NOTE, "utf-8")
    return file


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_a_host_that_is_not_covered_is_refused_with_both_ways_out(
    note: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    given = ("llm", "export", note, "-o", out, "--model", "m")

    refused = call(*given, **{COVERED: ""})
    told = str(refused.exception)
    assert refused.exit_code == 1 and not out.exists()
    assert f"{COVERED}=api.openai.com" in told and "--base-url http://127" in told

    covered = call(*given, **{COVERED: "api.openai.com"})
    assert covered.exit_code == 0
    assert "Madeup" not in out.read_text("utf-8")

    here = call(*given, "--base-url", "http://127.0.0.1:9/v1", **{COVERED: ""})
    assert here.exit_code == 0
    assert "Madeup" in out.read_text("utf-8")


@pytest.mark.parametrize(
    "said", ["mode: md-json", "provider: instructor\nmodel: anthropic/big"]
)
def test_what_no_batch_file_can_hold_is_said(
    said: str, note: Path, tmp_path: Path
) -> None:
    config = tmp_path / "llm.yaml"
    config.write_text(f"model: m\nbase_url: http://127.0.0.1:9/v1\n{said}\n"
                      if "model" not in said else
                      f"base_url: http://127.0.0.1:9/v1\n{said}\n")  # fmt: skip
    done = call("llm", "export", note, "-o", tmp_path / "o", "--llm-config", config)

    assert done.exit_code == 1 and "json-schema" in str(done.exception)


def failed(key: str, status: int, **error: str) -> str:
    response = {"status_code": status, "body": {"error": error}}
    return json.dumps({"custom_id": key, "response": response, "error": None})


def test_a_question_too_long_for_the_model_goes_out_again_in_parts(
    note: Path, tmp_path: Path
) -> None:
    out, back, answers = (tmp_path / n for n in ("out", "back", "answers"))
    given = (
        "--answers",
        answers,
        "--model",
        "m",
        "--base-url",
        "http://127.0.0.1:9/v1",
    )
    assert call("llm", "export", note, "-o", out, *given).exit_code == 0
    (whole,) = rows(out)
    back.write_text(failed(whole["custom_id"], 400, code="context_length_exceeded"))

    taken = call("llm", "import", back, "--answers", answers, "--requests", out)
    assert taken.exit_code == 0 and "1 cut off" in taken.stderr

    assert call("llm", "export", note, "-o", out, *given).exit_code == 0
    parts = rows(out)
    assert len(parts) > 1
    assert all(
        len(x["body"]["messages"][1]["content"])
        < len(whole["body"]["messages"][1]["content"])
        for x in parts
    )


def test_a_parameter_that_the_model_does_not_take_is_named_and_can_be_left_out(
    note: Path, tmp_path: Path
) -> None:
    row = failed(KEY, 400, param="max_tokens", message="Unsupported parameter")
    done = take_in([row], AnswerStore(tmp_path / "answers"))
    assert done.problems == [
        f"line 1: custom_id {KEY[:12]}: answered 400, "
        "the model takes no max_tokens: set omit: [max_tokens]"
    ]

    config, out = tmp_path / "llm.yaml", tmp_path / "out"
    plain = "model: m\nbase_url: http://127.0.0.1:9/v1\n"
    sent = []
    for text in (plain, f"{plain}omit: [max_tokens, temperature]\n"):
        config.write_text(text)
        call("llm", "export", note, "-o", out, "--llm-config", config)
        sent.append(rows(out)[0])

    assert sent[0]["custom_id"] == sent[1]["custom_id"]  # answers of both fit
    assert {"max_tokens", "temperature"} <= set(sent[0]["body"])
    assert sent[1]["body"]["max_completion_tokens"] == sent[0]["body"]["max_tokens"]
    assert not {"max_tokens", "temperature"} & set(sent[1]["body"])


def test_what_is_left_out_is_never_sent_and_stands_in_the_record(
    note: Path, tmp_path: Path
) -> None:
    config = tmp_path / "llm.yaml"
    with ModelServer(*[completion(json.dumps(EMPTY))] * 9) as server:
        config.write_text(
            f"model: m\nbase_url: {server.base_url}\nomit: [temperature]\n"
            "second_pass: false\n"
        )
        done = call("review", note, "--extractor", "llm", "--llm-config", config,
                    "--format", "json")  # fmt: skip
        assert all("temperature" not in x and x["seed"] == 7 for x in server.requests)
        assert server.requests

    record = json.loads(done.stdout)["provenance"]["reader"]
    settings = dict(map(tuple, record["settings"]))
    assert settings["temperature"].startswith("left out by the settings")
    assert settings["seed"] == "7"


@pytest.mark.parametrize(
    "body",
    [
        {"choices": [{"message": {"content": "{}"}}], "usage": [1]},
        {"choices": [{"message": {"content": "{}"}}], "usage": {"prompt_tokens": "x"}},
        {"choices": [{"message": {"content": ["a"]}}], "usage": None},
        {"choices": [{"message": None}]},
        {"choices": {}},
        None,
        "text",
    ],
)
def test_odd_answers_end_in_a_row_or_a_problem_never_in_an_error(
    body: Any, tmp_path: Path
) -> None:
    row = {"custom_id": KEY, "response": {"status_code": 200, "body": body}}

    done = take_in([json.dumps(row)], AnswerStore(tmp_path))

    assert done.stored + len(done.problems) == 1


def test_doctor_tells_what_the_settings_file_says(tmp_path: Path) -> None:
    config = tmp_path / "llm.yaml"
    config.write_text(
        "model: tiny\nbase_url: http://127.0.0.1:9/v1\napi_key_env: MY_KEY\n"
    )
    done = call("doctor", "--llm-config", config, MY_KEY="x")
    assert "model tiny" in done.stdout and "http://127.0.0.1:9/v1" in done.stdout
    assert "MY_KEY set" in done.stdout

    config.write_text("modle: tiny\n")
    assert call("doctor", "--llm-config", config).exit_code == 1


def test_doctor_says_when_it_cannot_tell_whether_a_schema_is_enforced() -> None:
    given = ("--model", "t", "--base-url")
    told = []
    for reply in (
        completion('{"colour": "blue-probe"}'),
        completion("Grass is green."),
        completion('{"col', finish="length"),
        Reply(401, "{}"),
    ):
        with ModelServer(reply) as server:
            done = call("doctor", "--probe", *given, server.base_url)
            told.append((done.exit_code, done.stdout.splitlines()[-1]))

    assert [code for code, _ in told] == [0, 0, 0, 1]
    assert "is enforced" in told[0][1]
    assert "NOT enforced" in told[1][1]
    assert "cannot be told" in told[2][1]
