"""Answers asked for in other ways than by a schema on the wire: JSON in fenced text,
and providers of the table of instructor that speak the same protocol."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from tests.llm.answers import EMPTY, quote, symptom
from tests.llm.test_endpoint import Answer, Endpoint, good
from workbench.extract.llm.backend import BackendError
from workbench.extract.llm.openai_backend import OpenAIBackend
from workbench.extract.llm.provider_backend import ProviderBackend
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.settings import Settings
from workbench.extract.reader import Reading
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

CANARY = "Quilla Madeup"
ODD = "Odd text {{ 1 + 1 }} {% if x %} {# gone #} stays."
NOTE = f"""\
OFFICE VISIT NOTE
Patient: {CANARY}
She has numbness of the left thumb. {ODD}
"""
SAID = "She has numbness of the left thumb."
FACTS = json.dumps(EMPTY | {"symptoms": [symptom(SAID, 3, side="left")]})
WRONG = json.dumps(
    EMPTY | {"symptoms": [symptom("She has numbness of the right thumb.", 3)]}
)
ALIKE = (
    "openai", "anyscale", "together", "databricks", "deepseek", "openrouter", "ollama",
)  # fmt: skip
"""Providers of the table that speak the protocol of OpenAI, and whose address may be
given: what they send can be looked at here."""
NO_SEED = ("anyscale",)


def read(server: Endpoint, **change: Any) -> Reading:
    said = {"second_pass": False, "reask": False, "retries": 0, "timeout": 5}
    settings = Settings(base_url=f"{server.root}/v1", **(said | change))
    made = {"instructor": ProviderBackend}.get(settings.provider, OpenAIBackend)
    packet = read_packet((Source("note.txt", NOTE.encode()),))
    return LlmReader(made(settings, "key"), settings=settings).read(packet)


def fenced(server: Endpoint, **change: Any) -> Reading:
    return read(server, model="tiny", mode="md-json", **change)


def through(server: Endpoint, provider: str, **change: Any) -> Reading:
    return read(server, model=f"{provider}/tiny", provider="instructor", **change)


def called(body: dict[str, Any], text: str = FACTS, **message: Any) -> Answer:
    """An answer in the way that was asked for: by a tool, or as content."""
    if not body.get("tools"):
        return good(text, **message)
    function = {"name": body["tools"][0]["function"]["name"], "arguments": text}
    call = {"id": "c1", "type": "function", "function": function}
    status, made, heads = good("", tool_calls=[call], **message)
    return status, made, heads


def holds(reading: Reading) -> bool:
    (fact,) = reading.case.symptoms
    return (fact.kind, fact.side, fact.evidence[0].quote) == ("numbness", "left", SAID)


def sent_text(body: dict[str, Any]) -> str:
    """Everything that stands in the messages of a request."""
    parts = [message["content"] for message in body["messages"]]
    return "\n".join(
        part if isinstance(part, str) else "".join(one["text"] for one in part)
        for part in parts
    )


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{FACTS}\n```",
        f"```\n{FACTS}\n```",
        f"<think>Of the {{left}} thumb: [one].</think>\n```json\n{FACTS}\n```",
        f"Here are the facts.\n\n```json\n{FACTS}\n```\n\nNothing else is said.",
        FACTS,
    ],
    ids=["fenced", "bare fence", "thought before", "prose around", "no fence"],
)
def test_fenced_json_is_taken_out_of_what_a_model_says(text: str) -> None:
    with Endpoint(lambda body, n: good(text)) as server:
        reading = fenced(server)

    assert holds(reading) and not reading.case.refused
    (body,) = server.bodies
    assert "response_format" not in body and "tools" not in body
    assert '"symptoms"' in sent_text(body) and ODD in sent_text(body)
    assert (body["temperature"], body["seed"]) == (0, 7)
    assert dict(reading.record.settings)["mode"] == "md-json"


@pytest.mark.parametrize(
    "text",
    ["I cannot say.", "```json\n{\"age\": \"old\"}\n```", "```json\n{\n```", ""],
    ids=["prose", "another form", "broken", "nothing"],
)  # fmt: skip
def test_an_answer_without_the_form_is_asked_for_once_more_and_then_said(
    text: str,
) -> None:
    with Endpoint(lambda body, n: good(text)) as server:
        reading = fenced(server, reask=True)

    assert not reading.case.symptoms
    assert len(server.bodies) == 2
    assert any("does not fit" in note for note in reading.record.notes)
    assert [one.outcome for one in reading.record.attempts] == ["invalid"] * 2


def test_the_second_answer_counts_where_the_first_had_no_form() -> None:
    def say(body: dict[str, Any], number: int) -> Answer:
        return good("Certainly!" if number == 1 else f"```json\n{FACTS}\n```")

    with Endpoint(say) as server:
        reading = fenced(server, reask=True)

    assert holds(reading)
    assert [one.outcome for one in reading.record.attempts] == ["invalid", "ok"]


def test_what_the_packet_does_not_say_is_corrected_once_in_fenced_answers() -> None:
    def say(body: dict[str, Any], number: int) -> Answer:
        return good(f"```json\n{WRONG if number == 1 else FACTS}\n```")

    with Endpoint(say) as server:
        reading = fenced(server, reask=True)

    assert holds(reading)
    assert "quote-not-found" in sent_text(server.bodies[1])


@pytest.mark.parametrize("provider", ALIKE)
def test_a_provider_of_the_table_is_asked_with_the_packets_own_characters(
    provider: str,
) -> None:
    with Endpoint(lambda body, n: called(body)) as server:
        reading = through(server, provider)

    assert holds(reading) and not reading.case.refused
    (body,) = server.bodies
    assert body["model"] == "tiny" and body["temperature"] == 0
    assert ODD in sent_text(body)
    assert ("seed" in body) is (provider not in NO_SEED)
    said = dict(reading.record.settings)["seed"]
    assert said == ("7" if "seed" in body else "not sent: the provider takes none")
    assert [one.prompt_tokens for one in reading.record.attempts] == [10]


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_claim_of_a_provider_counts_only_where_the_packet_says_it(
    provider: str,
) -> None:
    with Endpoint(lambda body, n: called(body, WRONG)) as server:
        reading = through(server, provider)

    assert not reading.case.symptoms
    assert [one.reason for one in reading.case.refused] == ["quote-not-found"]


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_cut_off_answer_of_a_provider_is_asked_in_parts(provider: str) -> None:
    def say(body: dict[str, Any], number: int) -> Answer:
        return called(body, FACTS[:40], finish="length")

    with Endpoint(say) as server:
        reading = through(server, provider)

    assert not reading.case.symptoms
    assert {one.outcome for one in reading.record.attempts} == {"truncated"}
    assert any("cut off" in note for note in reading.record.notes)


@pytest.mark.parametrize("provider", ["openai", "deepseek", "ollama"])
@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_providers_error_says_nothing_of_the_packet(
    provider: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    error = {"error": {"message": f"{CANARY} {NOTE}"}}
    with Endpoint(lambda body, n: (status, error, {})) as server:
        with pytest.raises(BackendError) as caught:
            through(server, provider)

    assert CANARY not in f"{caught.value} {caught.value.attempts} {caplog.text}"


def test_answers_that_do_not_fit_are_no_evidence_from_a_provider(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    text = json.dumps({"symptoms": [{"quotes": [quote(CANARY, 2)]}]})
    with Endpoint(lambda body, n: called(body, text)) as server:
        with pytest.raises(BackendError) as caught:
            through(server, "together")

    assert CANARY not in f"{caught.value} {caplog.text}"
