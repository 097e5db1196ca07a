"""What pages and line ends tore apart reaches a model whole, by the packet's lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.llm.answers import answer, finding, quote, study, symptom
from workbench.extract.grounding import quote_in_packet
from workbench.extract.llm.backend import ChatRequest
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.extract.llm.settings import Settings
from workbench.extract.llm.told import cited, told
from workbench.extract.phi.mask import PacketMask
from workbench.extract.reader import Reading
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import all_facts
from workbench.schema.packet import Packet

HEAD = "Larkhaven Records Bureau     Chart copy     Page {} of 3"
PAGES = (
    """OFFICE VISIT NOTE
Patient: Vera Placeholder   DOB: 01/02/1970
Date of visit: 03/10/2026
She has numbness of the left thumb and of the index fin-
ger. The hand is clumsy. There is no""",
    """weakness of the triceps on either side.
She sleeps badly.
MRI CERVICAL SPINE of 03/02/2026: severe left fora-
minal stenosis at C5-6. No evidence of""",
    """hardware failure. She is seen
again in May.""",
)
TEXT = "\f".join(f"{HEAD.format(n)}\n{page}" for n, page in enumerate(PAGES, 1))
ONE = Settings(concurrency=1, reask=False, second_pass=False)


def packet() -> Packet:
    made = read_packet((Source("note.txt", TEXT.encode()),))
    assert len(made.documents) == 1
    return made


def read(*answers: Any, settings: Settings = ONE) -> tuple[Reading, ScriptedBackend]:
    backend = ScriptedBackend(answers)
    return LlmReader(backend, settings=settings).read(packet()), backend


def number(words: str) -> int:
    """The packet's number of the line with these words."""
    (document,) = packet().documents
    return next(line.number for line in document.lines if words in line.text)


def shown(request: ChatRequest) -> dict[int, str]:
    lines = [line for line in request.messages[1].content.split("\n") if "| " in line]
    return {int(n): text for n, _, text in (line.partition("| ") for line in lines)}


def test_a_model_is_shown_whole_words_without_the_heads_of_pages() -> None:
    _, backend = read(answer())
    lines = shown(backend.history[0])
    text = " ".join(" ".join(lines.values()).split())

    assert "of the index finger. The hand is clumsy." in text
    assert "There is no weakness of the triceps on either side." in text
    assert "severe left foraminal stenosis at C5-6." in text
    assert "No evidence of hardware failure. She is seen again in May." in text
    assert "Page 2 of 3" not in text and "Page 3 of 3" not in text


def test_every_line_shown_has_the_number_that_it_has_in_the_packet() -> None:
    _, backend = read(answer())
    (document,) = packet().documents
    for at, text in shown(backend.history[0]).items():
        own = document.lines[at - 1].text
        assert text.split()[:1] == own.split()[:1] or text in own, at
    assert number("weakness of the triceps") in shown(backend.history[0])
    assert number("Page 2 of 3") not in shown(backend.history[0])


def test_a_quote_of_a_whole_word_leads_to_both_of_its_lines() -> None:
    said = "MRI CERVICAL SPINE of 03/02/2026: severe left foraminal stenosis at C5-6."
    first = number("MRI CERVICAL")
    part = finding("severe left foraminal stenosis at C5-6", first)
    reading, _ = read(
        answer(imaging_studies=[study(said, first, date="03/02/2026", findings=[part])])
    )
    (made,) = reading.case.imaging_studies
    (found,) = made.findings
    (evidence,) = found.evidence

    assert found.level == "C5-6" and found.side == "left"
    assert evidence.lines == (first, first + 1)
    assert evidence.quote == "severe left fora- minal stenosis at C5-6"
    assert quote_in_packet(packet(), evidence)
    assert not reading.case.refused


@pytest.mark.parametrize("cites", ["its line", "the head of the page", "nothing"])
def test_a_denial_on_the_page_before_turns_a_quote_of_the_next(cites: str) -> None:
    lines = {
        "its line": [number("weakness of the triceps")],
        "the head of the page": [number("Page 2 of 3")],
        "nothing": [],
    }[cites]
    claim = symptom("weakness of the triceps", *lines, kind="weakness", site="triceps")
    reading, _ = read(answer(symptoms=[claim]))

    assert not reading.case.symptoms
    assert [one.reason for one in reading.case.refused] == ["negated"]


def test_the_denial_itself_is_quoted_over_the_turn_of_the_page() -> None:
    first, last = number("hand is clumsy"), number("weakness of the triceps")
    claim = symptom(
        "There is no weakness of the triceps on either side",
        first,
        last,
        kind="weakness",
        site="triceps",
        assertion="absent",
    )
    reading, _ = read(answer(symptoms=[claim]))
    (fact,) = reading.case.symptoms
    (evidence,) = fact.evidence

    assert fact.assertion == "absent"
    assert evidence.lines == tuple(range(first, last + 1))
    assert "Page 2 of 3" in evidence.quote  # the packet's own characters, all of them
    assert quote_in_packet(packet(), evidence)


def test_what_a_model_invents_stays_as_it_wrote_it() -> None:
    claim = symptom("numbness of the right index finger", number("numbness"))
    reading, _ = read(answer(symptoms=[claim]))
    (refused,) = reading.case.refused

    assert refused.quote == "numbness of the right index finger"
    assert refused.nearest is not None
    assert quote_in_packet(packet(), refused.nearest)


def test_records_name_the_packets_lines() -> None:
    small = ONE.model_copy(update={"chunk_tokens": 40})
    (document,) = packet().documents
    reading, backend = read(*[answer()] * 12, settings=small)

    assert len(backend.history) > 1
    for request in backend.history:
        numbers = list(shown(request))
        assert request.step == f"read D1:{numbers[0]}-{numbers[-1]}"
    assert numbers[-1] == document.lines[-1].number == len(TEXT.split("\n")) + 2
    assert [one.step for one in reading.record.attempts] == [
        request.step for request in backend.history
    ]
    assert reading.case.documents[0].lines == len(document.lines)


def test_masked_text_is_joined_too_and_comes_back_to_the_packet() -> None:
    said = "She has numbness of the left thumb and of the index finger."
    at = number("numbness of the left thumb")
    claim = symptom(said, at, kind="numbness", site="index-finger")
    backend = ScriptedBackend([answer(symptoms=[claim])])
    reading = LlmReader(backend, masker=PacketMask, settings=ONE).read(packet())
    (fact,) = reading.case.symptoms

    assert "Placeholder" not in json.dumps(shown(backend.history[0]))
    assert fact.evidence[0].lines == (at, at + 1)
    assert quote_in_packet(packet(), fact.evidence[0])


def test_a_packet_in_which_nothing_is_torn_is_shown_as_it_is() -> None:
    plain = read_packet((Source("n.txt", b"OFFICE VISIT NOTE\nShe is well.\n"),))
    assert told(plain).packet is plain
    case = LlmReader(ScriptedBackend([answer()]), settings=ONE).read(plain).case
    assert not list(all_facts(case))


def test_line_numbers_of_an_answer_are_those_of_the_copy() -> None:
    value = {"quotes": [quote("a", 2, 5, 9)], "levels": "C5-6", "lines": 5}
    own = cited(value, (1, 5, 9))
    assert own == {"quotes": [quote("a", 2, 3)], "levels": "C5-6", "lines": 5}
    assert cited(value, ()) is value
