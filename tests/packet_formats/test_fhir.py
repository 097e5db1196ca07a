"""FHIR: documents that people can read, statuses that never turn into present facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.packet_formats.spine_bundle import bundle, concept, resources
from workbench.errors import PacketError
from workbench.extract.rules.reader import RulesReader
from workbench.packet.formats.dispatch import convert
from workbench.packet.formats.model import Converted, silent
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import read_case
from workbench.schema.case import Case

EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared/data/fhir-davinci"


def read(data: bytes, name: str = "b.json") -> Converted:
    return convert(Source(name, data), silent)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


@pytest.fixture(scope="module")
def case() -> Case:
    packet = read_packet((Source("b.json", bundle()),))
    return read_case(packet, RulesReader()).case


def test_the_request_is_read_with_code_and_level(case: Case) -> None:
    asked = case.requested_procedures[0]
    assert (asked.kind, asked.level, asked.codes) == ("acdf", "C5-6", ("22551",))
    assert case.request.date == "2026-04-20"
    assert not any("22600" in one.codes for one in case.requested_procedures)


def test_a_refuted_condition_is_absent_and_an_error_is_nothing(case: Case) -> None:
    said = {fact.kind: fact.assertion for fact in case.diagnoses}
    assert said["cervical-myelopathy"] == "absent"
    assert said["diabetes"] == "present"
    assert not any("M81.0" in fact.codes for fact in case.diagnoses)


def test_therapy_laboratory_and_answers_are_read(case: Case) -> None:
    therapy = [one for one in case.treatments if one.start == "2025-10-06"]
    assert therapy and therapy[0].end == "2025-12-19"
    assert "6.9" in case.model_dump_json()


def test_every_quote_stands_verbatim_in_its_line() -> None:
    packet = read_packet((Source("b.json", bundle()),))
    paths = {line.path for one in packet.documents for line in one.lines if line.path}
    assert "entry[2].resource.code" in paths


def test_a_file_inside_is_read_and_an_address_is_not() -> None:
    found = read(bundle())
    assert [part.name for part in found.parts] == ["MRI report"]
    assert any("none was fetched" in flag.note for flag in found.flags)
    assert not any("records.invalid" in line.text for line in found.lines)


def test_another_patients_resources_name_that_patient() -> None:
    other = {
        "resourceType": "Patient",
        "id": "p2",
        "name": [{"given": ["Zed"], "family": "Stranger"}],
        "birthDate": "1944-01-01",
    }
    foreign = {
        "resourceType": "Condition",
        "subject": {"reference": "Patient/p2"},
        "code": concept("Cervical myelopathy"),
    }
    packet = read_packet((Source("b.json", bundle([*resources(), other, foreign])),))
    flags = [flag for flag in packet.flags if flag.kind == "other-patient"]
    assert len(flags) == 1


@pytest.mark.parametrize("status", ["entered-in-error", "not-done"])
def test_a_procedure_that_was_not_done_is_not_written_as_done(status: str) -> None:
    one = {
        "resourceType": "Procedure",
        "status": status,
        "code": concept("Physical therapy"),
    }
    said = "\n".join(texts(json.dumps(one).encode()))
    assert "Status: entered in error" in said or "Physical therapy: not done" in said


ACDF = "Anterior cervical discectomy and fusion C5-6"
UNDONE: list[tuple[str, dict[str, Any]]] = [
    ("Procedure", {"status": "not-done", "code": concept("Physical therapy")}),
    ("Procedure", {"status": "entered-in-error", "code": concept(ACDF)}),
    ("Procedure", {"status": "not-done", "code": concept(ACDF)}),
    ("Procedure", {"status": "preparation", "code": concept(ACDF)}),
    ("Procedure", {"status": "stopped", "code": concept("Epidural steroid injection")}),
    ("Condition", {
        "verificationStatus": concept(code="entered-in-error", system="x"),
        "code": concept("Cervical myelopathy"),
    }),
    ("Condition", {
        "verificationStatus": concept(code="refuted", system="x"),
        "code": concept("Osteoporosis"),
    }),
    ("Observation", {
        "status": "entered-in-error",
        "code": concept("Hemoglobin A1c"),
        "valueQuantity": {"value": 9.9, "unit": "%"},
    }),
    ("Observation", {
        "status": "cancelled",
        "code": concept("Tobacco smoking status"),
        "valueCodeableConcept": concept("Current every day smoker"),
    }),
    ("MedicationStatement", {
        "status": "not-taken", "medicationCodeableConcept": concept("Ibuprofen 600 mg"),
    }),
    ("MedicationStatement", {
        "status": "entered-in-error",
        "medicationCodeableConcept": concept("Gabapentin 300 mg"),
    }),
    ("MedicationRequest", {
        "status": "cancelled", "intent": "order",
        "medicationCodeableConcept": concept("Naproxen 500 mg"),
    }),
    ("ServiceRequest", {
        "status": "revoked", "intent": "order",
        "code": concept(ACDF, system="http://www.ama-assn.org/go/cpt", code="22551"),
    }),
]  # fmt: skip
SAID = ("diagnoses", "treatments", "procedures_done", "tests", "risk_factors",
        "requested_procedures", "exam_findings", "functional_limits")  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), UNDONE)
def test_what_was_not_done_or_is_an_error_is_no_present_fact(
    kind: str, data: dict[str, Any]
) -> None:
    subject = {"reference": "Patient/p1"}
    dated = {"performedDateTime": "2026-01-05"} if kind == "Procedure" else {}
    one = {"resourceType": kind, "id": "u1", "subject": subject, **dated, **data}
    packet = read_packet((Source("b.json", bundle([resources()[0], one])),))
    found = read_case(packet, RulesReader()).case
    facts = [fact for name in SAID for fact in getattr(found, name)]
    assert [f for f in facts if getattr(f, "assertion", "present") == "present"] == []


def test_ndjson_and_single_resources_are_read() -> None:
    lines = "\n".join(json.dumps(one) for one in resources())
    assert "MRN: MRN-77120" in texts(lines.encode())
    assert texts(json.dumps(resources()[0]).encode())[0] == "PATIENT DEMOGRAPHICS"


def test_the_xml_form_reads_like_json() -> None:
    xml = b"""<?xml version="1.0"?><Condition xmlns="http://hl7.org/fhir">
    <verificationStatus><coding><code value="refuted"/></coding></verificationStatus>
    <code><coding><system value="http://hl7.org/fhir/sid/icd-10-cm"/>
    <code value="M47.12"/></coding><text value="Cervical myelopathy"/></code>
    </Condition>"""
    assert "Ruled out: ICD-10 M47.12 Cervical myelopathy" in texts(xml)


@pytest.mark.parametrize(
    "change",
    [
        {"code": None},
        {"code": [1, "x", None]},
        {"status": {"odd": 1}},
        {"subject": "Patient/p1"},
        {"note": "text"},
        {"bodySite": {"text": "C5-6"}},
        {"reasonCode": [[{"text": "x"}]]},
        {"authoredOn": 20260420},
    ],
)
def test_odd_shapes_never_break_the_reading(change: dict[str, Any]) -> None:
    odd = [{**one, **change} for one in resources()]
    assert read(bundle(odd)).lines


@pytest.mark.parametrize("data", [b'{"resourceType": "Bundle"}', b'{"resourceType"'])
def test_an_empty_or_broken_bundle_says_so(data: bytes) -> None:
    with pytest.raises(PacketError):
        read(data)


@pytest.mark.skipif(not EXAMPLES.exists(), reason="examples not here")
def test_published_examples_are_read() -> None:
    for path in sorted(EXAMPLES.rglob("*.json")):
        found = read(path.read_bytes())
        assert found.lines and all(len(line.text) < 2_000 for line in found.lines)
