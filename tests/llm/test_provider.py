"""Other providers through instructor: what is sent, and how their answers end."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.llm.answers import EMPTY
from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.backend import BackendError, ChatRequest, Message
from workbench.extract.llm.pace import Pace
from workbench.extract.llm.provider_backend import ProviderBackend
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.settings import Settings
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

SECRET = "Quilla Madeup"


class Client:
    """What instructor gives for a provider: answers or raises in order."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.sent: list[dict[str, Any]] = []

    def create_with_completion(self, **said: Any) -> Any:
        self.sent.append(said)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return DocumentFacts.model_validate(EMPTY), answer


class IncompleteOutputException(Exception):
    """Named as instructor's is."""


class Ended(Exception):
    """An error that carries the provider's own answer."""

    def __init__(self, raw: Any) -> None:
        super().__init__(SECRET)
        self.last_completion = raw


def usage(**named: int) -> SimpleNamespace:
    return SimpleNamespace(usage=SimpleNamespace(**named))


def backend(name: str, *answers: Any) -> tuple[ProviderBackend, Client]:
    made = ProviderBackend(Settings(provider="instructor", model=name))
    client = Client(*answers)
    made._client = client
    return made, client


def asked() -> ChatRequest:
    return ChatRequest(
        step="read D1:1-1", messages=(Message("user", SECRET),), schema_name="S",
        schema={}, max_tokens=10, answer=DocumentFacts,
    )  # fmt: skip


def test_a_provider_that_takes_a_seed_gets_it_and_the_others_do_not() -> None:
    for name, seeded in (("ollama/tiny", True), ("anthropic/big", False)):
        made, client = backend(name, usage(prompt_tokens=3, completion_tokens=2))
        answer = made.complete(asked())

        assert ("seed" in client.sent[0]) is seeded
        assert client.sent[0]["temperature"] == 0
        assert answer.attempts[0].error == (None if seeded else "seed not sent")


@pytest.mark.parametrize(
    "raw",
    [
        usage(prompt_tokens=3, completion_tokens=2),
        usage(input_tokens=3, output_tokens=2),
        SimpleNamespace(
            usage_metadata=SimpleNamespace(
                prompt_token_count=3, candidates_token_count=2
            )
        ),
    ],
)
def test_tokens_are_read_by_every_providers_names(raw: Any) -> None:
    one = backend("x/y", raw)[0].complete(asked()).attempts[0]

    assert (one.prompt_tokens, one.completion_tokens) == (3, 2)


def test_a_parameter_that_is_turned_down_is_left_out_from_then_on() -> None:
    wrong = TypeError("create() got an unexpected keyword argument 'temperature'")
    made, client = backend("ollama/t", wrong, usage(prompt_tokens=1))
    answer = made.complete(asked())
    made.complete(asked())

    assert ["temperature" in one for one in client.sent] == [True, False, False]
    assert answer.attempts[0].error == "temperature not accepted"


@pytest.mark.parametrize(
    ("error", "finish", "outcome"),
    [
        (IncompleteOutputException(SECRET), "length", "truncated"),
        (Ended(SimpleNamespace(stop_reason="max_tokens")), "length", "truncated"),
        (Ended(SimpleNamespace(stop_reason="refusal")), "refusal", "refused"),
    ],
)
def test_cut_off_and_declined_answers_are_said(
    error: Exception, finish: str, outcome: str
) -> None:
    answer = backend("anthropic/big", error)[0].complete(asked())

    assert (answer.finish, answer.attempts[0].outcome) == (finish, outcome)


def test_any_other_failure_is_one_plain_error_without_text() -> None:
    with pytest.raises(BackendError) as failed:
        backend("anthropic/big", RuntimeError(SECRET))[0].complete(asked())

    assert SECRET not in failed.value.line()
    assert failed.value.attempts[0].outcome == "failed"


def test_the_record_of_a_review_says_what_was_not_sent() -> None:
    made, _ = backend("anthropic/big", usage(input_tokens=9))
    packet = read_packet((Source("n.txt", b"OFFICE VISIT NOTE\nShe is well.\n"),))
    said = Settings(provider="instructor", model="anthropic/big", second_pass=False)
    record = LlmReader(made, settings=said).read(packet).record

    settings = dict(record.settings)
    assert settings["seed"] == "not sent: the provider takes none"
    assert settings["temperature"] == "0"
    assert json.dumps(settings)


class Busy(Exception):
    """A provider's error with a status, as their libraries raise it."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__(SECRET)
        self.status_code = status
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.response = SimpleNamespace(headers=headers)


def wrapped(error: Exception) -> Exception:
    """As instructor hands an error on: as the cause of its own."""
    outer = RuntimeError(SECRET)
    outer.__cause__ = error
    return outer


def test_a_busy_provider_gets_the_pause_that_it_asks_for() -> None:
    made, client = backend(
        "anthropic/big",
        wrapped(Busy(429, retry_after="7")),
        usage(input_tokens=3, output_tokens=1),
    )
    waited: list[float] = []
    now = [0.0]

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    made.pace = Pace(clock=lambda: now[0], sleep=sleep)
    answer = made.complete(asked())

    assert waited == [7.0] and len(client.sent) == 2
    assert [one.outcome for one in answer.attempts] == ["failed", "ok"]


@pytest.mark.parametrize(
    ("error", "sent"),
    [
        (Busy(429, retry_after="7200"), 1),  # longer than longest_wait
        (Busy(401), 1),
        (Busy(503, retry_after="0"), 4),  # three retries
    ],
)
def test_a_provider_is_not_asked_for_ever(error: Exception, sent: int) -> None:
    made, client = backend("anthropic/big", error)

    with pytest.raises(BackendError):
        made.complete(asked())
    assert len(client.sent) == sent
