"""The backend against a real HTTP server: good answers, bad answers, no answers."""

from __future__ import annotations

import json
import logging

import pytest

from tests.llm.answers import answer, symptom
from tests.llm.server import ModelServer, Reply, completion
from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.backend import (
    BackendError,
    ChatRequest,
    EndpointDown,
    Message,
)
from workbench.extract.llm.openai_backend import OpenAIBackend
from workbench.extract.llm.settings import Settings
from workbench.extract.llm.strict import strict_schema

CANARY = "ZZCANARYPATIENT"
PACKET = f"1| {CANARY} {{{{ 1 + 1 }}}} {{% if %}} numb thumb\n"


def request() -> ChatRequest:
    return ChatRequest(
        step="read D1:1-1",
        messages=(Message("system", "Read."), Message("user", PACKET)),
        schema_name="DocumentFacts",
        schema=strict_schema(DocumentFacts),
        max_tokens=500,
        answer=DocumentFacts,
    )


def backend(server: ModelServer, **options: object) -> OpenAIBackend:
    settings = Settings(model="tiny", base_url=server.base_url, timeout=5, **options)  # type: ignore[arg-type]
    return OpenAIBackend(settings)


def test_a_good_answer_with_usage_and_our_strict_schema_on_the_wire() -> None:
    good = answer(symptoms=[symptom("numb thumb", 1)])
    with ModelServer(completion(good)) as server:
        result = backend(server).complete(request())

    assert json.loads(result.text) == json.loads(good)
    assert [(a.outcome, a.prompt_tokens) for a in result.attempts] == [("ok", 100)]
    sent = server.requests[0]
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert sent["temperature"] == 0
    assert sent["seed"] == 7
    assert sent["messages"][1]["content"] == PACKET


def test_braces_in_a_packet_are_never_rendered() -> None:
    with ModelServer(completion(answer())) as server:
        backend(server).complete(request())

    assert "{{ 1 + 1 }} {% if %}" in server.requests[0]["messages"][1]["content"]


def test_an_answer_that_does_not_fit_comes_back_as_its_text() -> None:
    with ModelServer(completion('{"age": "old"}')) as server:
        result = backend(server).complete(request())

    assert result.text == '{"age": "old"}'
    assert [item.outcome for item in result.attempts] == ["invalid"]
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "finish"),
    [
        (completion('{"age": 5', finish="length"), "length"),
        (completion(None, refusal="I cannot help."), "refusal"),
    ],
)
def test_cut_off_and_refused_answers_are_said_and_not_repeated(
    reply: Reply, finish: str
) -> None:
    with ModelServer(reply) as server:
        result = backend(server).complete(request())

    assert result.finish == finish
    assert len(server.requests) == 1


def test_too_many_requests_waits_and_goes_on() -> None:
    busy = Reply(429, '{"error": {"message": "slow"}}', (("retry-after-ms", "10"),))
    with ModelServer(busy, completion(answer())) as server:
        result = backend(server).complete(request())

    assert result.finish == "stop"
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "answered 500"),
        (401, "OPENAI_API_KEY"),
        (404, "--model"),
        (400, "schema"),
    ],
)
def test_an_endpoint_that_fails_is_named_with_the_way_out(
    status: int, words: str
) -> None:
    reply = Reply(status, json.dumps({"error": {"message": CANARY}}))
    with ModelServer(*[reply] * 3) as server:
        with pytest.raises(BackendError) as caught:
            backend(server, retries=0).complete(request())

    assert words in str(caught.value)
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_body_that_is_no_completion_is_an_error() -> None:
    with ModelServer(*[Reply(200, "<html>oops</html>")] * 4) as server:
        with pytest.raises(BackendError):
            backend(server, retries=0).complete(request())


def test_no_server_at_all() -> None:
    settings = Settings(model="tiny", base_url="http://127.0.0.1:9/v1", retries=0)
    down = OpenAIBackend(settings)

    for _ in range(2):
        with pytest.raises(EndpointDown, match="cannot be reached"):
            down.complete(request())


def test_no_packet_text_in_logs_or_errors(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    error = Reply(400, json.dumps({"error": {"message": CANARY}}))
    with ModelServer(completion(f'{{"{CANARY}": 1}}'), error) as server:
        result = backend(server).complete(request())
        with pytest.raises(BackendError) as caught:
            backend(server).complete(request())

    assert CANARY not in caplog.text
    assert CANARY not in str(caught.value)
    assert CANARY not in repr(result.attempts) + repr(caught.value.attempts)
