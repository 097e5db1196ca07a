"""Batches, estimates, budgets and trials from the command line, end to end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.llm.answers import EMPTY
from tests.llm.server import ModelServer, completion
from tests.llm.told import told
from workbench.cli.main import app
from workbench.extract.llm.backend import ChatRequest, Message
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.schema.case import Case

PACKET = Path(__file__).parents[2] / "evals/gold/clean-single-level/packet"
_DOCUMENT = re.compile(r"Document (D\d+)")


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def said(row: dict[str, Any], case: Case) -> str:
    """What the scripted model answers to a row of a batch file."""
    body = row["body"]
    messages = tuple(Message(m["role"], m["content"]) for m in body["messages"])
    schema = body["response_format"]["json_schema"]["schema"]
    document = _DOCUMENT.search(messages[1].content)
    assert document is not None
    return told(
        case,
        ChatRequest(
            step="x", messages=messages, schema_name="x", schema=schema,
            max_tokens=1, document=document[1],
        ),
    )  # fmt: skip


def result(row: dict[str, Any], text: str) -> str:
    body = {
        "model": "m",
        "choices": [
            {"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
        ],
        "usage": {"prompt_tokens": 5, "completion_tokens": 2},
    }
    response = {"status_code": 200, "body": body}
    return json.dumps({"custom_id": row["custom_id"], "response": response})


def test_a_packet_goes_out_comes_back_in_rounds_and_replays_without_a_call(
    tmp_path: Path,
) -> None:
    case = RulesReader().read(read_packet(load(str(PACKET)))).case
    answers, out, back = (tmp_path / n for n in ("a", "out.jsonl", "back.jsonl"))
    given = (
        "--answers",
        answers,
        "--model",
        "m",
        "--base-url",
        "http://127.0.0.1:9/v1",
    )
    early = call("review", PACKET, "--extractor", "llm", "--replay", *given)
    assert early.exit_code == 1

    counts = []
    for turn in range(6):
        assert call("llm", "export", PACKET, "-o", out, *given).exit_code == 0
        asked = rows(out)
        counts.append(len(asked))
        if not asked:
            break
        lines = [result(row, said(row, case)) for row in asked]
        if turn == 0:  # one row fails, one is missing, one comes twice, one is torn
            failed = {"custom_id": asked[0]["custom_id"], "error": {"code": "expired"}}
            lines = [json.dumps(failed), *lines[2:], lines[2], "{torn"]
        back.write_text("\n".join(lines), "utf-8")
        taken = call("llm", "import", back, "--answers", answers, "--requests", out)
        assert taken.exit_code == (1 if turn == 0 else 0), taken.stderr
        if turn == 0:
            for words in ("expired", "no result", "given twice", "not JSON"):
                assert words in taken.stderr

    assert counts[0] >= 3 and counts[1] >= 2 and counts[-1] == 0
    done = call(
        "review", PACKET, "--extractor", "llm", "--replay", *given, "--format", "json"
    )
    review = json.loads(done.stdout)
    assert done.exit_code == 0
    assert review["determination"]["recommendation"] == "approve"
    record = review["provenance"]["reader"]
    assert record["attempts"]
    assert all(one["batch"] and one["reused"] for one in record["attempts"])


def test_a_dry_run_calls_nothing_and_estimates_each_packet() -> None:
    with ModelServer() as server:
        given = ("--extractor", "llm", "--model", "gpt-4.1-mini", "--dry-run")
        both = call("review", PACKET, PACKET, *given, "--base-url", server.base_url)
        one = call("extract", PACKET, *given, "--base-url", server.base_url)

        assert server.requests == []
    assert both.exit_code == one.exit_code == 0
    assert len(both.stdout.splitlines()) == 2
    assert re.search(r"\d+ calls, about \d+ tokens .* about [\d.]+ USD", one.stdout)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    file = tmp_path / "note.txt"
    file.write_text("OFFICE VISIT NOTE\nShe has numbness of the left thumb.\n")
    return file


def settings(tmp_path: Path, server: ModelServer) -> Path:
    file = tmp_path / "llm.yaml"
    file.write_text(
        f"model: tiny\nbase_url: {server.base_url}\nsecond_pass: false\n"
        "concurrency: 1\nmax_tokens: 321\n"
    )
    return file


def test_settings_come_from_the_file_and_each_trial_is_asked_and_kept_apart(
    note: Path, tmp_path: Path
) -> None:
    with ModelServer(*[completion(json.dumps(EMPTY))] * 4) as server:
        config = settings(tmp_path, server)
        for trial in ("0", "1", "1"):
            done = call(
                "extract", note, "--extractor", "llm", "--llm-config", config,
                "--trial", trial, "--answers", tmp_path / "answers",
            )  # fmt: skip
            assert done.exit_code == 0, done.output

        assert len(server.requests) == 2
        assert {one["max_tokens"] for one in server.requests} == {321}
    assert len(list((tmp_path / "answers").glob("*.json"))) == 2


def test_a_budget_that_is_too_small_asks_nothing_and_says_so(
    note: Path, tmp_path: Path
) -> None:
    with ModelServer() as server:
        config = settings(tmp_path, server)
        done = call(
            "review", note, "--extractor", "llm", "--llm-config", config,
            "--budget", "10",
        )  # fmt: skip
        wrong = call(
            "review", note, "--extractor", "llm", "--llm-config", config,
            "--budget", "much",
        )  # fmt: skip

        assert server.requests == []
    assert done.exit_code == 1 and "budget" in str(done.exception)
    assert "--budget" in str(wrong.exception)
