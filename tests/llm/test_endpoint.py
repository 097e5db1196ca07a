"""The whole reader over HTTP: limits kept, failures of every kind survived."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.llm.answers import EMPTY, symptom
from workbench.extract.llm.backend import BackendError, EndpointDown
from workbench.extract.llm.openai_backend import OpenAIBackend
from workbench.extract.llm.probe import probe
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.settings import Settings
from workbench.extract.reader import Reading
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

SECRET = "Quilla Madeup"
PAGE = f"""\
OFFICE VISIT NOTE
Patient: {SECRET}
She has numbness of the left thumb.
"""
Answer = tuple[int, dict[str, Any], dict[str, str]]


class Endpoint:
    """A server that answers by a function of the body and counts what runs at once."""

    def __init__(self, say: Callable[[dict[str, Any], int], Answer], slow: float = 0):
        self.bodies: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.most = 0
        self._now = 0
        lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                with lock:
                    outer.bodies.append(json.loads(raw))
                    outer.paths.append(self.path)
                    number = len(outer.bodies)
                    outer._now += 1
                    outer.most = max(outer.most, outer._now)
                time.sleep(slow)
                status, body, headers = say(json.loads(raw), number)
                with lock:
                    outer._now -= 1
                data = json.dumps(body).encode()
                if status == 0:  # cut off in the middle of the answer
                    self.send_response(200)
                    self.send_header("content-length", "999")
                    self.end_headers()
                    self.wfile.write(data[:20])
                    return
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(data)
                except OSError:
                    pass

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Endpoint:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def good(content: str | None = None, **message: Any) -> Answer:
    text = content if content is not None else facts()
    said = {"role": "assistant", "content": text, "refusal": None} | message
    finish = said.pop("finish", "stop")
    body = {
        "id": "c", "object": "chat.completion", "created": 1, "model": "tiny",
        "choices": [{"index": 0, "message": said, "finish_reason": finish}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 3, "total_tokens": 13},
    }  # fmt: skip
    return 200, body, {}


def facts() -> str:
    item = symptom("She has numbness of the left thumb.", 3, side="left")
    return json.dumps(EMPTY | {"symptoms": [item]})


def wrong(status: int, code: str = "", param: str = "", **headers: str) -> Answer:
    error = {"message": SECRET, "code": code or None, "param": param or None}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"error": error}, named


def packet(pages: int = 1) -> Packet:
    return read_packet(
        tuple(Source(f"note{n}.txt", PAGE.encode()) for n in range(pages))
    )


def settings(server: Endpoint, **change: Any) -> Settings:
    said = {"second_pass": False, "reask": False, "timeout": 5, "retries": 2}
    return Settings(model="tiny", base_url=f"{server.root}/v1", **(said | change))


def read(server: Endpoint, pages: int = 1, **change: Any) -> Reading:
    said = settings(server, **change)
    return LlmReader(OpenAIBackend(said), settings=said).read(packet(pages))


def test_no_more_questions_at_once_than_allowed_and_results_in_order() -> None:
    with Endpoint(lambda body, n: good(), slow=0.05) as server:
        reading = read(server, pages=5, concurrency=3)

    assert 2 <= server.most <= 3
    assert [one.document for one in reading.record.attempts] == [
        f"D{n}" for n in range(1, 6)
    ]


def test_a_busy_server_is_left_alone_by_all_threads_as_long_as_it_asks() -> None:
    def say(body: dict[str, Any], n: int) -> Answer:
        return wrong(429, retry_after="1") if n == 1 else good()

    started = time.monotonic()
    with Endpoint(say) as server:
        reading = read(server, concurrency=1)

    assert time.monotonic() - started >= 0.9
    assert [one.error for one in reading.record.attempts] == ["429", None]
    assert reading.case.symptoms


def test_a_server_that_asks_for_hours_is_not_waited_for() -> None:
    with Endpoint(lambda body, n: wrong(429, retry_after="7200")) as server:
        with pytest.raises(BackendError, match="429"):
            read(server)

    assert len(server.bodies) == 1


@pytest.mark.parametrize("status", [500, 503, 0])
def test_a_hiccup_is_repeated(status: int) -> None:
    def say(body: dict[str, Any], n: int) -> Answer:
        return wrong(status, retry_after_ms="1") if n == 1 else good()

    with Endpoint(say) as server:
        assert read(server).case.symptoms

    assert len(server.bodies) == 2


def test_a_slow_server_costs_its_page_only() -> None:
    def say(body: dict[str, Any], n: int) -> Answer:
        if "Document D1," in body["messages"][1]["content"]:
            time.sleep(0.8)
        return good()

    with Endpoint(say) as server:
        reading = read(server, pages=2, timeout=0.5, retries=0)

    assert len(reading.case.symptoms) >= 1
    assert any("D1" in one and "in time" in one for one in reading.record.notes)


def test_a_question_over_the_context_is_split() -> None:
    def say(body: dict[str, Any], n: int) -> Answer:
        if n == 1:
            return wrong(400, "context_length_exceeded")
        return good(
            json.dumps(EMPTY) if "3| " not in str(body["messages"][1]) else None
        )

    with Endpoint(say) as server:
        reading = read(server)

    assert reading.case.symptoms
    assert any("too long" in one for one in reading.record.notes)


def test_what_a_model_does_not_take_is_left_out_and_recorded() -> None:
    def say(body: dict[str, Any], n: int) -> Answer:
        for name in ("temperature", "seed", "max_tokens"):
            if name in body:
                return wrong(400, "unsupported_parameter", name)
        return good()

    with Endpoint(say) as server:
        reading = read(server, pages=2, concurrency=1)

    last = server.bodies[-1]
    assert "temperature" not in last and last["max_completion_tokens"] == 8000
    assert len(server.bodies) == 5
    told = dict(reading.record.settings)
    assert "not accepted" in told["temperature"] and "not accepted" in told["seed"]


@pytest.mark.parametrize(
    "answer",
    [good("{}"), good("no"), good("", refusal="I will not"),
     good('{"a', finish="length")],
)  # fmt: skip
def test_useless_answers_cost_their_page_and_are_noted(answer: Answer) -> None:
    def say(body: dict[str, Any], n: int) -> Answer:
        return answer if "Document D1," in body["messages"][1]["content"] else good()

    with Endpoint(say) as server:
        reading = read(server, pages=2)

    assert reading.case.symptoms
    assert any("D1" in one for one in reading.record.notes)
    assert SECRET not in " ".join(reading.record.notes)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_wrong_key_or_name_is_asked_once_and_said(status: int) -> None:
    with Endpoint(lambda body, n: wrong(status)) as server:
        with pytest.raises(EndpointDown) as caught:
            read(server, pages=5, concurrency=1)

    assert len(server.bodies) == 1
    assert SECRET not in str(caught.value)


def test_azure_is_asked_in_its_own_form() -> None:
    with Endpoint(lambda body, n: good()) as server:
        said = Settings(
            provider="azure", base_url=server.root, api_version="2024-10-21",
            deployment="desk", second_pass=False,
        )  # fmt: skip
        LlmReader(OpenAIBackend(said, "key"), settings=said).read(packet())

    assert "/deployments/desk/chat/completions" in server.paths[0]
    assert "api-version=2024-10-21" in server.paths[0]


@pytest.mark.parametrize(
    ("content", "enforced"),
    [('{"colour": "blue-probe"}', True), ("Grass is green.", False),
     ('{"colour": "green"}', False)],
)  # fmt: skip
def test_the_probe_tells_real_enforcement_from_polite_acceptance(
    content: str, enforced: bool
) -> None:
    with Endpoint(lambda body, n: good(content)) as server:
        found = probe(OpenAIBackend(settings(server)))

    assert found.enforced is enforced
    assert "10 + 3 tokens" in str(found)
    assert ("NOT enforced" in str(found)) is not enforced
    assert "Madeup" not in json.dumps(server.bodies)


def test_other_providers_go_through_instructors_table() -> None:
    from workbench.extract.llm.provider_backend import ProviderBackend

    with Endpoint(lambda body, n: good()) as server:
        said = Settings(
            provider="instructor", model="nobody/x", second_pass=False, reask=False
        )
        with pytest.raises(EndpointDown, match="provider"):
            LlmReader(ProviderBackend(said), settings=said).read(packet())

    assert server.bodies == []
