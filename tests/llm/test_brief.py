"""Brief questions: asked only where words name something, bounded, and cut to size."""

from __future__ import annotations

import json
from typing import Any

from tests.llm.answers import study, symptom
from workbench.extract.llm.backend import ChatRequest
from workbench.extract.llm.brief import answer_tokens, asked, brief_schema, named_kinds
from workbench.extract.llm.families import families
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.extract.llm.settings import load_settings
from workbench.extract.llm.strict import faults
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

NOTE = """\
OFFICE VISIT
Date of visit: 03/10/2026
She has numbness of the left thumb and tingling of the left hand.

MRI CERVICAL SPINE
Date of exam: 03/02/2026
FINDINGS: C5-6: severe left foraminal stenosis.
"""
SMALL = load_settings(None, model="tiny", size="small")


def packet(text: str = NOTE) -> Packet:
    return read_packet((Source("note.txt", text.encode()),))


def empty(request: ChatRequest, **lists: Any) -> str:
    keys = request.schema["properties"]
    return json.dumps({key: lists.get(key, []) for key in keys})


def read(say: Any, text: str = NOTE, **change: Any) -> tuple[Any, list[ChatRequest]]:
    backend = ScriptedBackend([say] * 60)
    said = SMALL.model_copy(update=change)
    return LlmReader(backend, settings=said).read(packet(text)), backend.history


def test_only_families_that_the_lines_name_are_asked_and_each_is_short() -> None:
    _, sent = read(empty)

    keys = [tuple(one.schema["properties"]) for one in sent]
    assert keys == [("symptoms",), ("exam_findings",), ("imaging_studies",)]
    assert "sensory-loss" in sent[1].messages[1].content  # "numbness" may be either
    for one in sent:
        assert one.prompt_tokens < 450
        assert one.max_tokens <= SMALL.max_tokens
        assert [
            x
            for x in faults(one.schema)
            if "maxItems" not in x and "maxLength" not in x
        ] == []
    assert "symptoms: numbness, tingling" in sent[0].messages[1].content
    assert "hyperreflexia" not in sent[0].messages[0].content


def test_facts_of_brief_answers_are_held_to_the_packet_like_all_others() -> None:
    line = "She has numbness of the left thumb and tingling of the left hand."
    quote = "FINDINGS: C5-6: severe left foraminal stenosis."
    found = {
        "quotes": [{"text": quote, "lines": [7]}], "assertion": "present",
        "kind": "stenosis", "level": "C5-6", "location": "foraminal", "side": "left",
        "severity": "severe", "contact_word": None, "contact_with": None,
        "reader": "radiologist", "section": "findings", "name": None, "value": None,
        "unit": None,
    }  # fmt: skip
    wrong = found | {"severity": "mild"}

    def say(request: ChatRequest) -> str:
        right = symptom(line, 3, side="left")
        mri = study("MRI CERVICAL SPINE", 5, findings=[found, wrong])
        return empty(request, symptoms=[right], imaging_studies=[mri])

    reading, _ = read(say, reask=False)

    assert [one.kind for one in reading.case.symptoms] == ["numbness"]
    graded = [
        f.severity.label for s in reading.case.imaging_studies for f in s.findings
    ]
    assert graded == ["severe"]
    assert [one.reason for one in reading.case.refused] == ["token-mismatch"]


def test_a_stretch_that_names_nothing_costs_no_call() -> None:
    reading, sent = read(empty, "OFFICE VISIT\nShe came by train and left by bus.\n")

    assert sent == []
    assert reading.case.symptoms == ()


def test_a_code_names_a_request_and_a_diagnosis() -> None:
    lines = packet("Codes: 22551, M50.122\n").documents[0].lines
    lists = (*families()["request"].lists, *families()["illnesses"].lists)
    found = dict(named_kinds(lists, lines))

    assert "acdf" in found["requested_procedures"]
    assert found["diagnoses"]
    assert asked(tuple(found.items())) == ("requested_procedures", "diagnoses")


def test_the_largest_answer_fits_its_token_limit() -> None:
    lines = packet().documents[0].lines
    kinds = named_kinds(families()["complaints"].lists, lines)
    small, large = (answer_tokens(brief_schema(kinds, lines, n)) for n in (1, 4))

    widest = {
        "quotes": [{"text": "x" * 66, "lines": [100, 101, 102]}] * 2,
        "assertion": "historical", "kind": "numbness", "site": "y" * 48,
        "side": "bilateral", "roots": ["z" * 48] * 3,
    }  # fmt: skip
    assert len(json.dumps({"symptoms": [widest]})) / 3.5 <= small
    assert small < large <= 5 * small


def test_a_list_that_comes_back_full_is_asked_again_in_parts() -> None:
    text = "OFFICE VISIT\n" + "".join(
        f"She has numbness of the {side} {site}.\n\n"
        for site in ("thumb", "wrist", "forearm", "elbow")
        for side in ("left", "right")
    )

    def say(request: ChatRequest) -> str:
        told = []
        for row in request.messages[1].content.splitlines():
            number, bar, words = row.partition("| ")
            if bar and "numbness" in words and number.isdigit():
                site = words.rstrip(".").split()[-1]
                side = words.split()[-2]
                told.append(symptom(words, int(number), site=site, side=side))
        return empty(request, symptoms=told[:2])

    reading, sent = read(say, text, list_limit=2)

    assert len(reading.case.symptoms) == 8
    assert len(sent) > 4
    assert any("list is full" in note for note in reading.record.notes)
