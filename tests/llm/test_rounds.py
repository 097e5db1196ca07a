"""Questions to their end: corrections, splits, second looks, budgets, batches."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.llm.answers import EMPTY, answer, symptom
from workbench.errors import InputError
from workbench.extract.llm.backend import (
    BackendError,
    ChatAnswer,
    ChatRequest,
    ContextOverflow,
    EndpointDown,
    Message,
)
from workbench.extract.llm.batch import missing_ids, row, take_in
from workbench.extract.llm.cost import BudgetedBackend, price_table, usage
from workbench.extract.llm.pace import Pace, retry_after
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.replay import (
    AnswerStore,
    Recording,
    RecordingBackend,
    ReplayBackend,
)
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.extract.llm.settings import Budget, Settings, budget_of, load_settings
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet
from workbench.schema.review import Attempt

NOTE = """\
OFFICE VISIT NOTE
Date of visit: 03/10/2026
She has numbness of the left thumb.
She was told what surgery would mean.
Physical therapy for the neck ended in February.
She has numbness of the right thumb.
"""
SETTINGS = Settings(concurrency=1, second_pass=False)
RIGHT = symptom("She has numbness of the left thumb.", 3, side="left")
WRONG = symptom("She has numbness of the left arm.", 3, side="left")


def packet(text: str = NOTE) -> Packet:
    return read_packet((Source("note.txt", text.encode()),))


def reader(*answers: Any, **change: Any) -> tuple[LlmReader, ScriptedBackend]:
    backend = ScriptedBackend(answers)
    return LlmReader(backend, settings=SETTINGS.model_copy(update=change)), backend


# --- corrections -----------------------------------------------------------------


def test_what_falls_goes_back_once_by_path_and_the_mended_fact_counts() -> None:
    asking, backend = reader(answer(symptoms=[WRONG]), answer(symptoms=[RIGHT]))

    case = asking.read(packet()).case

    assert [fact.side for fact in case.symptoms] == ["left"]
    assert case.refused == ()
    last = backend.history[1].messages
    assert [one.role for one in last] == ["system", "user", "assistant", "user"]
    assert "symptoms[0]: quote-not-found" in last[-1].content


def test_what_falls_twice_is_for_the_reviewer_and_is_not_asked_a_third_time() -> None:
    asking, backend = reader(*[answer(symptoms=[WRONG])] * 5)

    case = asking.read(packet()).case

    assert len(backend.history) == 2
    assert case.symptoms == ()
    assert len(case.refused) == 1


def test_an_answer_without_the_form_is_asked_again_without_its_words() -> None:
    asking, backend = reader('{"symptoms": "ZZSECRET"}', answer(symptoms=[RIGHT]))

    assert len(asking.read(packet()).case.symptoms) == 1
    assert "ZZSECRET" not in backend.history[1].messages[-1].content


def test_a_quote_in_several_places_needs_its_line() -> None:
    text = NOTE.replace("right thumb", "left thumb")
    lost, _ = reader(answer(symptoms=[symptom("numbness of the left thumb", 99)]))
    found, _ = reader(answer(symptoms=[symptom("numbness of the left thumb", 6)]))

    assert lost.read(packet(text)).case.symptoms == ()
    kept = found.read(packet(text)).case.symptoms
    assert kept[0].evidence[0].lines == (6,)


def test_a_moved_citation_is_noted() -> None:
    asking, _ = reader(answer(symptoms=[symptom(RIGHT["quotes"][0]["text"], 6)]))

    reading = asking.read(packet())

    assert reading.case.symptoms[0].evidence[0].lines == (3,)
    assert any("corrected" in note for note in reading.record.notes)


# --- too long --------------------------------------------------------------------


def overflow() -> ContextOverflow:
    return ContextOverflow("too long", where="x", fix="y")


def test_a_question_too_long_is_asked_in_parts_and_all_lines_are_read() -> None:
    def seen(request: ChatRequest) -> str:
        shown = request.messages[1].content
        told = [RIGHT] if "3| " in shown else []
        if "6| " in shown:
            told.append(symptom("numbness of the right thumb", 6, side="right"))
        return answer(symptoms=told)

    asking, backend = reader(overflow(), *[seen] * 10)

    case = asking.read(packet()).case

    assert {fact.side for fact in case.symptoms} == {"left", "right"}
    assert case.refused == ()
    assert len(backend.history) > 2


def test_the_same_fact_from_two_parts_is_one_fact() -> None:
    asking, _ = reader(answer(symptoms=[RIGHT, RIGHT, RIGHT]))

    assert len(asking.read(packet()).case.symptoms) == 1


def test_a_model_that_never_ends_is_not_asked_for_ever() -> None:
    asking, backend = reader(*[overflow() for _ in range(500)])

    with pytest.raises(BackendError):
        asking.read(packet(NOTE + "More words.\n" * 300))
    assert len(backend.history) < 130


# --- the second look ---------------------------------------------------------------


def test_empty_fields_that_a_policy_reads_are_looked_for_again() -> None:
    asking, backend = reader(*[answer()] * 3, second_pass=True)
    backend.enqueue(*[lambda request: _nothing(request)] * 20)

    asking.read(packet())

    again = [one for one in backend.history if one.step.startswith("look again")]
    assert again
    for one in again:
        question = one.messages[1].content
        assert "A first reading found none" in question
        for word in ("weeks", "within", "months", "met"):
            assert word not in question.split("A first reading")[1]


def _nothing(request: ChatRequest) -> str:
    return json.dumps({name: EMPTY.get(name) for name in request.schema["properties"]})


# --- budget and cost -----------------------------------------------------------------


def asked(text: str = "x" * 350) -> ChatRequest:
    return ChatRequest(
        step="read D1:1-1",
        document="D1",
        messages=(Message("user", text),),
        schema_name="S",
        schema={},
        max_tokens=10,
    )


def test_a_budget_ends_the_asking_and_keeps_what_was_read() -> None:
    text = NOTE + "\f" + NOTE.replace("OFFICE VISIT", "PROGRESS")
    scripted = ScriptedBackend([answer(symptoms=[RIGHT]), answer(symptoms=[RIGHT])])
    first = LlmReader(scripted, settings=SETTINGS).estimate(packet(text))
    least = Budget(tokens=first.prompt_tokens // first.calls + 200)

    class Counting(ScriptedBackend):
        def complete(self, request: ChatRequest) -> Any:
            answered = super().complete(request)
            spent = answered.attempts[0].model_copy(
                update={"prompt_tokens": request.prompt_tokens, "completion_tokens": 9}
            )
            return type(answered)(
                text=answered.text, finish="stop", model="scripted", attempts=(spent,)
            )

    backend = Counting([answer(symptoms=[RIGHT])] * 2)
    spare = BudgetedBackend(backend, least, price_table())
    reading = LlmReader(spare, settings=SETTINGS).read(packet(text))

    assert len(backend.history) == 1
    assert reading.case.symptoms
    assert any("budget" in note for note in reading.record.notes)


def test_a_budget_is_that_of_one_packet() -> None:
    backend = ScriptedBackend([answer(symptoms=[RIGHT])] * 2)
    spare = BudgetedBackend(backend, Budget(tokens=1), price_table())
    prompt = LlmReader(backend, settings=SETTINGS).estimate(packet()).prompt_tokens
    wide = BudgetedBackend(_Paid(backend), Budget(tokens=prompt + 10), price_table())
    reader = LlmReader(wide, settings=SETTINGS)

    for _ in range(2):
        assert reader.read(packet()).case.symptoms
    with pytest.raises(BackendError, match="budget"):
        LlmReader(spare, settings=SETTINGS).read(packet())


class _Paid:
    """Every call costs what it sends."""

    model = "scripted"

    def __init__(self, inner: ScriptedBackend) -> None:
        self.inner = inner

    def complete(self, request: ChatRequest) -> ChatAnswer:
        done = self.inner.complete(request)
        cost = done.attempts[0].model_copy(
            update={"prompt_tokens": request.prompt_tokens}
        )
        return replace(done, attempts=(cost,))


def test_a_budget_in_money_needs_a_price() -> None:
    with pytest.raises(InputError, match="no price"):
        BudgetedBackend(ScriptedBackend(), Budget(money=1), price_table())


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("200000", Budget(tokens=200_000)),
        ("200k", Budget(tokens=200_000)),
        ("2.50usd", Budget(money=2.5)),
        ("$3", Budget(money=3.0)),
    ],
)
def test_budgets_are_read(text: str, budget: Budget) -> None:
    assert budget_of(text) == budget


def test_a_budget_that_is_none_is_an_error() -> None:
    with pytest.raises(InputError, match="--budget"):
        budget_of("plenty")


def test_use_is_summed_by_document_and_reused_calls_cost_nothing() -> None:
    one = Attempt(
        step="s", attempt=1, model="gpt-4.1-mini-2025-04-14", prompt_tokens=1_000_000,
        completion_tokens=500_000, outcome="ok", document="D1",
    )  # fmt: skip
    again = one.model_copy(update={"reused": True, "document": "D2"})
    half = one.model_copy(update={"batch": True})

    whole, first, second = usage([one, half, again], price_table())

    prices = price_table().models["gpt-4.1-mini"]
    full = Decimal(str(prices.input)) + Decimal(str(prices.output)) / 2
    assert Decimal(whole.cost or "0") == full * Decimal("1.5")
    assert (whole.calls, whole.reused) == (2, 1)
    assert first.prompt_tokens == 2_000_000
    assert (second.calls, second.reused, second.cost) == (0, 1, "0")


def test_an_unknown_model_has_no_price() -> None:
    assert price_table().cost("nobody-knows-it", 10, 10) is None


def test_settings_files_name_their_wrong_keys(tmp_path: Path) -> None:
    file = tmp_path / "llm.yaml"
    file.write_text("modle: x\n")

    with pytest.raises(InputError, match="modle"):
        load_settings(file)
    file.write_text("model: x\nsize: small\nmax_tokens: 99\n")
    small = load_settings(file)
    assert (small.layout, small.max_tokens) == ("family", 99)


# --- pace --------------------------------------------------------------------------


class Time:
    """A clock that only sleeping moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_requests_and_tokens_per_minute_are_kept_without_a_stall() -> None:
    time = Time()
    pace = Pace(2, 100, clock=time, sleep=time.sleep)
    for _ in range(2):
        pace.wait(10)
    assert time.now == 1000

    pace.wait(95)
    assert time.now >= 1060
    pace.wait(5000)  # more than a minute's worth: goes alone
    assert time.now >= 1120


def test_a_pause_that_the_server_asks_holds_for_all() -> None:
    time = Time()
    pace = Pace(clock=time, sleep=time.sleep)
    pace.hold(30)
    pace.wait(1)
    assert time.now == 1030


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "Sat, 28 Nov 2026 12:00:30 GMT"}, 30),
        ({"retry-after": "Sat, 28 Nov 2026 11:00:00 GMT"}, 0),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_all_its_forms(
    headers: dict[str, str], seconds: float | None
) -> None:
    now = datetime(2026, 11, 28, 12, 0, 0, tzinfo=UTC)

    assert retry_after(headers, now) == seconds


# --- store and batch ----------------------------------------------------------------


def test_a_cut_off_answer_is_reused_as_cut_off_and_never_as_a_good_one(
    tmp_path: Path,
) -> None:
    cut = RecordingBackend(ScriptedBackend(["{"], finish="length"), tmp_path)
    cut.complete(asked())
    idle = ScriptedBackend()

    again = RecordingBackend(idle, tmp_path).complete(asked())

    assert (again.finish, again.attempts[0].reused) == ("length", True)
    assert idle.history == []


def test_a_cut_off_answer_above_temperature_0_and_a_refusal_are_asked_anew(
    tmp_path: Path,
) -> None:
    warm = replace(asked(), temperature=0.7)
    RecordingBackend(ScriptedBackend(["{"], finish="length"), tmp_path).complete(warm)
    RecordingBackend(ScriptedBackend([""], finish="refusal"), tmp_path).complete(
        asked()
    )
    better = RecordingBackend(ScriptedBackend(["whole", "whole"]), tmp_path)

    assert better.complete(warm).text == "whole"
    assert better.complete(asked()).text == "whole"
    assert better.complete(asked()).attempts[0].reused


def test_the_parts_of_a_cut_off_question_cost_nothing_a_second_time(
    tmp_path: Path,
) -> None:
    class Short(ScriptedBackend):
        """Cuts off whatever shows more than four lines."""

        def complete(self, request: ChatRequest) -> ChatAnswer:
            shown = re.findall(r"(?m)^\d+\|", request.messages[1].content)
            self._finish = "length" if len(shown) > 4 else "stop"
            self.enqueue(_nothing)
            return super().complete(request)

    first, second = Short(), Short()
    LlmReader(RecordingBackend(first, tmp_path), settings=SETTINGS).read(packet())
    again = LlmReader(RecordingBackend(second, tmp_path), settings=SETTINGS)

    assert len(first.history) > 2
    assert "cut off" in " ".join(again.read(packet()).record.notes)
    assert second.history == []


def test_many_writers_of_one_answer_leave_one_whole_file(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path)
    texts = [letter * 40_000 for letter in "abcdefgh"]
    torn: list[str] = []

    def write(text: str) -> None:
        for _ in range(15):
            one = Recording(step="s", model="m", text=text, finish="stop", attempts=())
            store.put("k" * 64, one)
            seen = store.get("k" * 64)
            if seen is None or seen.text not in texts:
                torn.append(text[0])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, texts))

    assert torn == []
    assert [path.name for path in tmp_path.iterdir()] == [f"{'k' * 64}.json"]


def test_a_failed_call_leaves_nothing(tmp_path: Path) -> None:
    down = EndpointDown("down", where="x", fix="y")
    with pytest.raises(EndpointDown):
        RecordingBackend(ScriptedBackend([down]), tmp_path).complete(asked())

    assert list(tmp_path.iterdir()) == []


def test_a_trial_is_a_question_of_its_own() -> None:
    keys = {replace(asked(), trial=n).fingerprint("m") for n in range(3)}

    assert len(keys) == 3


def result(key: str, text: str, finish: str = "stop") -> str:
    message = {"role": "assistant", "content": text}
    body = {
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 2},
    }
    response = {"status_code": 200, "request_id": "r", "body": body}
    return json.dumps({"custom_id": key, "response": response, "error": None})


def test_a_batch_goes_out_and_back_round_by_round_and_then_replays(
    tmp_path: Path,
) -> None:
    waiting = LlmReader(ReplayBackend(tmp_path, "m", waiting=True), settings=SETTINGS)
    rounds = []
    for said in (answer(symptoms=[WRONG]), answer(symptoms=[RIGHT])):
        requests = waiting.waiting(packet())
        rows = [json.loads(row(one, "m", SETTINGS)) for one in requests]
        rounds.append(len(rows))
        assert all(one["url"] == "/v1/chat/completions" for one in rows)
        assert rows[0]["body"]["response_format"]["json_schema"]["strict"] is True
        assert len(rows[0]["custom_id"]) <= 64
        lines = [result(one["custom_id"], said) for one in rows]
        assert take_in(lines, AnswerStore(tmp_path)).problems == []

    assert rounds == [1, 1]
    assert waiting.waiting(packet()) == ()
    replayed = LlmReader(ReplayBackend(tmp_path, "m"), settings=SETTINGS)
    reading = replayed.read(packet())
    assert len(reading.case.symptoms) == 1
    assert all(one.batch and one.document == "D1" for one in reading.record.attempts)


def test_rows_that_cannot_be_used_are_reported_without_their_text(
    tmp_path: Path,
) -> None:
    key, other, bad = "a" * 64, "b" * 64, "c" * 64
    failed = {"custom_id": bad, "response": None, "error": {"code": "expired"}}
    status = {"custom_id": "d" * 64, "response": {"status_code": 500, "body": {}}}
    lines = [
        result(key, "first ZZSECRET"),
        result(key, "second"),
        "not json ZZSECRET",
        json.dumps({"response": {}}),
        json.dumps(failed),
        json.dumps(status),
        result(other, "cut", "length"),
    ]

    done = take_in(lines, AnswerStore(tmp_path))

    assert (done.stored, done.cut_off) == (1, 1)
    text = " ".join(done.problems)
    for words in ("given twice", "not JSON", "no custom_id", "expired", "500"):
        assert words in text
    assert "ZZSECRET" not in text
    stored = AnswerStore(tmp_path).get(key)
    assert stored is not None and stored.text == "first ZZSECRET"
    assert AnswerStore(tmp_path).get(bad) is None
    rows = [json.dumps({"custom_id": one}) for one in (key, "e" * 64)]
    assert list(missing_ids(rows, done.seen)) == ["e" * 64]
