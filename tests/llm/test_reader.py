"""The LLM reader with models that tell the truth, invent, flip, drop and fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.llm.answers import EMPTY, answer, finding, quote, study, symptom, treatment
from tests.llm.server import ModelServer, Reply, completion
from workbench.errors import ExtractionError
from workbench.extract.grounding import quote_in_packet
from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.backend import BackendError, ChatRequest
from workbench.extract.llm.configure import configured_reader
from workbench.extract.llm.openai_backend import OpenAIBackend
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.extract.llm.settings import Settings
from workbench.extract.phi.choice import covered_hosts
from workbench.extract.reader import Reading
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case, all_facts
from workbench.schema.packet import Packet

NOTE = """\
OFFICE VISIT NOTE
Patient: Vera Placeholder   DOB: 01/02/1970
Date of visit: 03/10/2026
She has numbness of the left thumb. Denies weakness.
She completed 8 weeks of physical therapy for the neck without relief.
Injections were discussed; 6 weeks of home exercise were ordered.
MRI CERVICAL SPINE of 03/02/2026: severe left foraminal stenosis at C5-6.
No evidence of hardware failure. Possible moderate stenosis at C6-7 on the right.
"""


ONE = Settings(concurrency=1, reask=False, second_pass=False)
"""One question at a time and one answer to each, so that a script fits."""


def packet(text: str = NOTE) -> Packet:
    return read_packet((Source("note.txt", text.encode()),))


def read(*answers: Any, text: str = NOTE) -> Reading:
    return LlmReader(ScriptedBackend(answers), settings=ONE).read(packet(text))


def facts(case: Case) -> list[str]:
    return [fact.kind for fact in all_facts(case)]


TRUE = answer(
    symptoms=[symptom("She has numbness of the left thumb.", 4, side="left")],
    imaging_studies=[
        study(
            "MRI CERVICAL SPINE of 03/02/2026: severe left foraminal stenosis at C5-6.",
            7,
            date="03/02/2026",
            findings=[finding("severe left foraminal stenosis at C5-6", 7)],
        )
    ],
    treatments=[
        treatment(
            "She completed 8 weeks of physical therapy for the neck without relief.",
            5,
            duration="8 weeks",
            response="none",
        )
    ],
)


def test_true_facts_arrive_with_their_lines_and_computed_values() -> None:
    case = read(TRUE).case

    assert case.refused == ()
    assert case.symptoms[0].evidence[0].lines == (4,)
    assert case.treatments[0].days == 56
    study_ = case.imaging_studies[0]
    assert study_.date == "2026-03-02"
    grade = study_.findings[0].severity
    assert grade is not None and (grade.low, grade.high) == (6, 6)
    for fact in all_facts(case):
        assert all(quote_in_packet(packet(), item) for item in fact.evidence)


@pytest.mark.parametrize(
    ("lists", "reason"),
    [
        (
            {"symptoms": [symptom("She has numbness of the right thumb.", 4)]},
            "quote-not-found",
        ),
        ({"symptoms": [symptom("Patient has gait trouble.", 4)]}, "quote-not-found"),
        (
            {
                "symptoms": [
                    symptom("numbness of the left thumb", 4, side="right"),
                ]
            },
            "token-mismatch",
        ),
        (
            {"symptoms": [symptom("weakness", 4, kind="weakness", site=None)]},
            "negated",
        ),
        (
            {
                "treatments": [
                    treatment(
                        "6 weeks of home exercise",
                        6,
                        kind="home-exercise",
                        duration="6 weeks",
                    )
                ]
            },
            "planned",
        ),
        (
            {
                "treatments": [
                    treatment(
                        "8 weeks of physical therapy for the neck",
                        5,
                        duration="12 weeks",
                    )
                ]
            },
            "token-mismatch",
        ),
    ],
)
def test_what_the_text_does_not_support_is_refused_and_listed(
    lists: dict[str, Any], reason: str
) -> None:
    reading = read(answer(**lists))

    assert facts(reading.case) == []
    assert [item.reason for item in reading.case.refused] == [reason]
    assert dict(reading.record.refused) == {reason: 1}


@pytest.mark.parametrize(
    "wrong",
    [
        finding("severe left foraminal stenosis at C5-6", 7, level="C4-5"),
        finding("severe left foraminal stenosis at C5-6", 7, side="right"),
        finding("severe left foraminal stenosis at C5-6", 7, severity="moderate"),
        finding("evidence of hardware failure", 8, kind="hardware-failure", level=None,
                side=None, severity=None, location="hardware"),
        finding("moderate stenosis at C6-7 on the right", 8, level="C6-7",
                side="right", severity="moderate"),
        finding("critical stenosis everywhere", 7),
    ],
)  # fmt: skip
def test_flipped_negated_and_hedged_findings_are_no_evidence(
    wrong: dict[str, Any],
) -> None:
    head = "MRI CERVICAL SPINE of 03/02/2026"

    case = read(answer(imaging_studies=[study(head, 7, findings=[wrong])])).case

    assert case.imaging_studies[0].findings == ()
    assert len(case.refused) == 1


def test_wrong_line_numbers_are_corrected_by_the_quote() -> None:
    case = read(
        answer(symptoms=[symptom("She has numbness of the left thumb.", 99)])
    ).case

    assert case.symptoms[0].evidence[0].lines == (4,)


def test_case_and_spacing_of_a_copied_quote_may_differ_and_the_sources_is_kept() -> (
    None
):
    case = read(
        answer(symptoms=[symptom("she has  NUMBNESS of the left\nthumb", 4)])
    ).case

    assert case.symptoms[0].evidence[0].quote == "She has numbness of the left thumb"


def test_an_item_without_quotes_is_refused() -> None:
    item = symptom("x", 1) | {"quotes": []}

    assert len(read(answer(symptoms=[item])).case.refused) == 1


def test_braces_and_instructions_of_a_packet_reach_the_model_as_text() -> None:
    backend = ScriptedBackend([answer()])
    text = NOTE + "Ends with {{ 7 * 7 }} and {% raw %}.\n"

    LlmReader(backend).read(packet(text))

    user = backend.history[0].messages[1].content
    assert "9| Ends with {{ 7 * 7 }} and {% raw %}." in user


def test_prompts_number_the_lines_and_name_every_kind_once() -> None:
    backend = ScriptedBackend([answer()])
    LlmReader(backend).read(packet())

    system, user = (item.content for item in backend.history[0].messages)
    assert "4| She has numbness of the left thumb. Denies weakness." in user
    for name in ("other-causes-excluded", "posterior-cervical-fusion", "hoffmann"):
        assert name in system


def test_a_stretch_that_fails_is_noted_and_the_rest_is_read() -> None:
    text = NOTE + "\f" + NOTE.replace("OFFICE VISIT", "PROGRESS")
    failure = BackendError("down", where="x", fix="y")

    reading = read(failure, TRUE, text=text)

    assert "physical-therapy" in facts(reading.case)
    assert any("not read" in note for note in reading.record.notes)


@pytest.mark.parametrize("bad", ["not json", '{"age": 3}', "[]"])
def test_an_unusable_answer_leaves_an_empty_case_with_a_note(bad: str) -> None:
    reading = read(bad)

    assert facts(reading.case) == []
    assert any("does not fit" in note for note in reading.record.notes)


def test_nothing_could_be_read_is_an_error() -> None:
    with pytest.raises(BackendError):
        read(BackendError("down", where="x", fix="y"))


def test_policy_text_is_not_sent() -> None:
    backend = ScriptedBackend([])

    LlmReader(backend).read(
        packet(
            "Clinical Policy\nFusion is medically necessary when all of the "
            "following are met:\n"
        )
    )

    assert backend.history == []


def test_over_http_with_a_busy_and_then_a_lying_server() -> None:
    lie = answer(symptoms=[symptom("She has numbness of both feet.", 4)])
    busy = Reply(429, "{}", (("retry-after-ms", "5"),))
    with ModelServer(busy, completion(lie)) as server:
        where = Settings(model="tiny", base_url=server.base_url)
        reading = LlmReader(OpenAIBackend(where), settings=ONE).read(packet())

    assert facts(reading.case) == []
    assert [item.reason for item in reading.case.refused] == ["quote-not-found"]
    assert [item.outcome for item in reading.record.attempts] == ["failed", "ok"]
    assert reading.record.attempts[1].prompt_tokens == 100


@pytest.mark.parametrize("finish", ["length", "refusal"])
def test_cut_off_and_refused_answers_make_no_facts(finish: Any) -> None:
    backend = ScriptedBackend([TRUE] * 100, finish=finish)

    reading = LlmReader(backend, settings=ONE).read(packet())

    assert facts(reading.case) == []
    assert reading.record.notes


def test_only_this_machine_and_covered_hosts_may_have_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "https://models.example/v1"
    with pytest.raises(ExtractionError, match=r"models\.example"):
        configured_reader(model="m", base_url=url)
    with pytest.raises(ExtractionError, match="covered"):
        configured_reader(model="m", base_url=None)

    monkeypatch.setenv("WORKBENCH_COVERED_ENDPOINTS", "models.example, other.example")

    assert covered_hosts() == {"models.example", "other.example"}
    configured_reader(model="m", base_url=url)
    configured_reader(model="m", base_url="http://127.0.0.1:1/v1")


def test_answers_of_tests_are_whole() -> None:
    DocumentFacts.model_validate(EMPTY)
    assert quote("x", 1) == {"lines": [1], "text": "x"}
    requests: list[ChatRequest] = ScriptedBackend().history
    assert requests == []


def test_a_recorded_review_replays_without_a_call(tmp_path: Path) -> None:
    config = tmp_path / "llm.yaml"
    config.write_text("layout: document\nsecond_pass: false\n")
    with ModelServer(completion(TRUE)) as server:
        url = server.base_url
        first = configured_reader(
            model="tiny", base_url=url, answers=tmp_path, config=config
        )
        seen = first.read(packet())

    again = configured_reader(
        model="tiny", base_url=None, replay=True, answers=tmp_path, config=config
    ).read(packet())

    assert again.case == seen.case
    with pytest.raises(ExtractionError, match="--answers"):
        configured_reader(model="tiny", base_url=None, replay=True)
