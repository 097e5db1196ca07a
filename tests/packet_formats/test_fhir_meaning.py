"""FHIR: what a resource means stands in its lines, however a server says it."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from workbench.packet.formats.dispatch import convert
from workbench.packet.formats.model import silent
from workbench.packet.sources import Source

LOINC = "http://loinc.org"
CPT_OID = "urn:oid:2.16.840.1.113883.6.12"
SNOMED = "http://snomed.info/sct"


def lines(*resources: dict[str, Any]) -> list[str]:
    entries = [{"resource": one} for one in resources]
    held = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    data = json.dumps(held if len(resources) > 1 else resources[0]).encode()
    return [line.text for line in convert(Source("r.json", data), silent).lines]


def of(kind: str, **data: Any) -> dict[str, Any]:
    return {"resourceType": kind, **data}


def coded(code: str, system: str = "", display: str = "", text: str = "") -> Any:
    coding = {"code": code, "system": system, "display": display}
    found: dict[str, Any] = {"coding": [{k: v for k, v in coding.items() if v}]}
    return {**found, "text": text} if text else found


def order(**data: Any) -> dict[str, Any]:
    return of("ServiceRequest", **{"status": "active", "intent": "order", **data})


def claim(**data: Any) -> dict[str, Any]:
    return of("Claim", status="active", use="preauthorization", **data)


ASKED = {"productOrService": coded("22840", display="Segment rods")}
CODES = [
    (claim(item=[ASKED]), "Requested procedure: 22840 Segment rods"),
    (claim(item=[{**ASKED, "detail": [{"productOrService": coded("L8699")}]}]),
     "Requested procedure: L8699"),
    (claim(diagnosis=[{"diagnosisCodeableConcept": coded("M51.26", "", "Slip")}]),
     "Diagnosis: M51.26 Slip"),
    (claim(item=[{"productOrService": coded("63030", CPT_OID)}]),
     "Requested procedure: CPT 63030"),
    (claim(item=[{**ASKED, "locationCodeableConcept": coded("24")}]),
     "Place of service: Ambulatory surgical center"),
    (of("Observation", code=coded("72166-2", LOINC),
        valueCodeableConcept=coded("8517006", SNOMED)),
     "Tobacco smoking status: Former smoker"),
    (of("Observation", code=coded("X1", "urn:local", "Grip"), valueQuantity={
        "value": 30, "code": "[lb_av]", "system": "http://unitsofmeasure.org"}),
     "Grip: 30 lb"),
    (of("Observation", code=coded("H1", display="Hoffmann sign"),
        interpretation=[coded("POS")]), "Hoffmann sign: positive"),
    (of("Observation", code=coded("S", display="Straight leg raise"), component=[
        {"code": coded("l", display="left"), "valueBoolean": True}]),
     "Straight leg raise, left: Yes"),
    (order(code=coded("63030"), bodySite=[
        {**coded("243923001", SNOMED), "extension": [
            {"url": "http://x.example/lateralityQualifier",
             "valueCodeableConcept": coded("7771000", SNOMED)}]}]),
     "Requested procedure: 63030, left L4-5"),
    (of("Condition", code=coded("M54.16"), onsetAge={"value": 41, "code": "a"}),
     "Diagnosis: M54.16 (onset at the age of 41 years)"),
    (of("Condition", code=coded("M54.16"), abatementDateTime="2025-11-02"),
     "Resolved diagnosis: M54.16 (until 2025-11-02)"),
    (of("FamilyMemberHistory", status="completed", relationship=coded("MTH"),
        condition=[{"code": {"text": "Osteoporosis"}}]),
     "Family history: mother: Osteoporosis"),
    (of("Coverage", status="active", type={"text": "Medicare Advantage HMO"}),
     "Plan type: Medicare Advantage HMO"),
    (claim(insurance=[{"coverage": {"display": "Fable Mutual 55-1"}}]),
     "Insurance: Fable Mutual 55-1"),
    (of("Communication", payload=[{"contentString": "Seen by all."}]),
     "Seen by all."),
    (of("CommunicationRequest", payload=[{"contentString": "Films"}]),
     "Asked for: Films"),
    (of("Goal", lifecycleStatus="active", description={"text": "Walk 1 mile"}),
     "Goal: Walk 1 mile (active)"),
    (of("CarePlan", status="active", activity=[{"detail": {
        "status": "scheduled", "description": "Aquatic therapy"}}]),
     "Planned: Aquatic therapy (scheduled)"),
    (of("AllergyIntolerance", code={"text": "Latex"},
        verificationStatus=coded("refuted")), "No allergy (ruled out): Latex"),
    (of("MedicationStatement", status="stopped", statusReason=[{"text": "rash"}],
        medicationCodeableConcept={"text": "Celecoxib"}),
     "Medication: Celecoxib (stopped: rash)"),
    (of("MedicationRequest", status="active", intent="order",
        medicationCodeableConcept={"text": "Duloxetine"}, dosageInstruction=[{
            "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
            "asNeededBoolean": True,
            "doseAndRate": [{"doseQuantity": {"value": 30, "unit": "mg"}}]}]),
     "Medication: Duloxetine (30 mg 2 times a day as needed, status active)"),
    (of("Procedure", status="stopped", code={"text": "Physical therapy"},
        statusReason={"text": "moved away"},
        performedPeriod={"start": "2026-01-05", "end": "2026-02-02"}),
     "Physical therapy, 2026-01-05 to 2026-02-02"),
    (of("Claim", status="active", use="claim", item=[
        {"productOrService": coded("62323"), "servicedDate": "2025-09-01"}]),
     "62323, 2025-09-01"),
    (order(status="completed", authoredOn="2025-08-01", code={"text": "MRI neck"}),
     "Carried out earlier: MRI neck, 2025-08-01"),
]  # fmt: skip


@pytest.mark.parametrize(("resource", "said"), CODES)
def test_what_a_resource_means_stands_in_its_lines(
    resource: dict[str, Any], said: str
) -> None:
    found = lines(resource)
    assert said in found
    asks = "Requested procedure" in said or resource.get("use") == "preauthorization"
    assert asks or not any("PRIOR AUTHORIZATION" in line for line in found)


def div(html: str, status: str = "generated") -> dict[str, str]:
    return {"status": status, "div": f"<div>{html}</div>"}


def test_a_generated_narrative_is_read_only_where_it_says_more() -> None:
    told = "<p>The left fourth root lies swollen beside a soft extruded fragment.</p>"
    full = of("DiagnosticReport", status="final", code=coded("24968-0", LOINC),
              text=div(told), conclusion="Extruded fragment.")  # fmt: skip
    found = lines(full)
    assert found[:2] == ["IMAGING REPORT", "Exam: MR lumbar spine"]
    assert any(line.startswith("The left fourth root") for line in found)
    echo = "<p>Generated Narrative</p><p><b>code</b>: Sciatica</p><p>status: active</p>"
    again = lines(of("Condition", code={"text": "Sciatica"}, text=div(echo)))
    assert [line for line in again if "Narrative" in line] == []


def test_a_composed_note_may_stand_in_its_own_narrative_alone() -> None:
    empty = {"title": "Allergies", "emptyReason": coded("nilknown")}
    text = div("<p>Gait broad.</p>", "additional")
    note = of("Composition", title="Clinic note", text=text, section=[empty])
    found = lines(note)
    assert "Gait broad." in found and "Allergies: none known" in found


def test_results_stand_in_the_report_that_lists_them() -> None:
    grade = of("Observation", id="o", status="final", code={"text": "L3-4 canal"},
               valueString="severe narrowing")  # fmt: skip
    report = of("DiagnosticReport", status="final", code={"text": "MRI lumbar spine"},
                result=[{"reference": "Observation/o"}])  # fmt: skip
    found = lines(grade, report)
    assert found[0] == "IMAGING REPORT" and found.count("CLINIC NOTE") == 0
    assert "L3-4 canal: severe narrowing" in found


def test_answers_are_told_in_the_words_of_the_form_beside_them() -> None:
    form = of("Questionnaire", url="http://x.example/q", item=[
        {"linkId": "1", "text": "Approach", "answerOption": [
            {"valueCoding": {"code": "P", "display": "Posterior"}}]},
        {"linkId": "2", "text": "Stiffness (neck, shoulder or arm)"}])  # fmt: skip
    response = of("QuestionnaireResponse", questionnaire="http://x.example/q|2", item=[
        {"linkId": "1", "answer": [{"valueCoding": {"code": "P"}}]},
        {"linkId": "2", "answer": [{"valueBoolean": False}]},
        {"linkId": "3", "text": "Films made?"}])  # fmt: skip
    found = lines(form, response)
    assert "Approach: Posterior" in found
    assert "Stiffness (neck, shoulder or arm)? No" in found
    assert "Films made? ______" in found


def test_contained_resources_know_whose_they_are() -> None:
    whose = {"subject": {"reference": "#p"}, "status": "active", "intent": "order"}
    leads = {"code": {"text": "leads"}, "valueQuantity": {"value": 2}}
    device = of("DeviceRequest", codeCodeableConcept={"text": "lead"}, **whose)
    patient = of("Patient", id="p", name=[{"text": "Ada Nobody"}])
    within = [patient, {**device, "id": "d", "parameter": [leads]}]
    found = lines(of("ServiceRequest", code=coded("63650"), contained=within, **whose))
    assert found.count("PRIOR AUTHORIZATION REQUEST FORM") == 1
    assert "leads: 2" in found


def test_a_reference_names_the_patient_who_is_not_in_the_file() -> None:
    one = of("Condition", code={"text": "Sciatica"},
             subject={"display": "NOBODY, Ada (1960-01-01)"})  # fmt: skip
    assert "Patient: NOBODY, Ada" in lines(one)


def test_two_courses_of_therapy_are_two_records() -> None:
    courses = [
        of("Procedure", status="completed", code={"text": f"Physical therapy {site}"},
           performedPeriod={"start": f"{year}-01-05", "end": f"{year}-02-09"})
        for site, year in (("knee", 2021), ("neck", 2026))
    ]  # fmt: skip
    assert lines(*courses).count("PHYSICAL THERAPY RECORD") == 2


def test_a_message_brings_its_file_along() -> None:
    held = base64.b64encode(b"Seen today.").decode()
    sent = of("Communication", status="completed", payload=[
        {"contentAttachment": {"title": "letter", "data": held}}])  # fmt: skip
    data = json.dumps(sent).encode()
    assert [one.name for one in convert(Source("r.json", data), silent).parts] == [
        "letter"
    ]


def test_procedures_of_a_list_stand_apart() -> None:
    done = [
        of("Procedure", status="completed", code={"text": name}, performedDateTime=day)
        for name, day in (("Appendectomy", "2001-04-05"), ("Laminectomy", "2019-06-07"))
    ]
    assert lines(*done)[-3:] == [
        "Appendectomy, 2001-04-05",
        "",
        "Laminectomy, 2019-06-07",
    ]


def test_the_newest_order_dates_the_form() -> None:
    asked = [
        order(code={"text": name}, authoredOn=day)
        for name, day in (("Walker", "2025-02-03"), ("Laminectomy", "2026-04-05"))
    ]
    found = [line for line in lines(*asked) if line.startswith("Request date")]
    assert found == ["Request date: 2026-04-05", "Request date: 2025-02-03"]
