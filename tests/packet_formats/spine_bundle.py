"""A FHIR bundle of an invented spine case, as a hospital's server might send it."""

from __future__ import annotations

import base64
import json
from typing import Any

CPT = "http://www.ama-assn.org/go/cpt"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"

MRI = """MRI CERVICAL SPINE WITHOUT CONTRAST
Patient: Bram Fictional   DOB: 04/05/1970
Exam date: 02/11/2026
Findings:
C5-C6: Disc osteophyte complex with severe left foraminal stenosis.
Impression: Severe left foraminal stenosis at C5-C6.
"""


def concept(text: str = "", system: str = "", code: str = "", display: str = "") -> Any:
    found: dict[str, Any] = {"text": text} if text else {}
    if code:
        found["coding"] = [{"system": system, "code": code, "display": display}]
    return found


def resources() -> list[dict[str, Any]]:
    patient = {"reference": "Patient/p1"}
    return [
        {
            "resourceType": "Patient",
            "id": "p1",
            "name": [{"use": "official", "given": ["Bram"], "family": "Fictional"}],
            "birthDate": "1970-04-05",
            "gender": "male",
            "identifier": [
                {"type": concept(code="MR", system="x"), "value": "MRN-77120"}
            ],
        },
        {
            "resourceType": "Practitioner",
            "id": "d1",
            "name": [{"given": ["Una"], "family": "Pretend", "suffix": ["MD"]}],
        },
        {
            "resourceType": "ServiceRequest",
            "id": "s1",
            "status": "active",
            "intent": "order",
            "subject": patient,
            "authoredOn": "2026-04-20T09:00:00-05:00",
            "requester": {"reference": "Practitioner/d1"},
            "code": concept("Anterior cervical discectomy and fusion", CPT, "22551"),
            "bodySite": [concept("C5-6")],
            "reasonCode": [concept("Cervical radiculopathy", ICD, "M54.12")],
            "note": [{"text": "Single level C5-6, plate and cage."}],
            "vendorField": {"unknown": [1, 2, {"deep": None}]},
        },
        {
            "resourceType": "ServiceRequest",
            "id": "s2",
            "status": "revoked",
            "intent": "order",
            "subject": patient,
            "code": concept("Posterior fusion C3-4", CPT, "22600"),
        },
        {
            "resourceType": "QuestionnaireResponse",
            "id": "q1",
            "status": "completed",
            "subject": patient,
            "authored": "2026-04-19",
            "item": [
                {
                    "linkId": "1",
                    "text": "Conservative care",
                    "item": [
                        {
                            "linkId": "1.1",
                            "text": "Does the patient use nicotine?",
                            "answer": [{"valueBoolean": False}],
                        },
                        {
                            "linkId": "1.2",
                            "text": "Neck disability index",
                            "answer": [{"valueInteger": 46}],
                        },
                    ],
                }
            ],
        },
        {
            "resourceType": "Condition",
            "id": "c1",
            "subject": patient,
            "clinicalStatus": concept(system="x", code="active"),
            "verificationStatus": concept(system="x", code="confirmed"),
            "code": concept("Type 2 diabetes mellitus", ICD, "E11.9"),
            "onsetDateTime": "2015-06-01",
        },
        {
            "resourceType": "Condition",
            "id": "c2",
            "subject": patient,
            "verificationStatus": concept(system="x", code="refuted"),
            "code": concept("Cervical myelopathy", ICD, "M47.12"),
        },
        {
            "resourceType": "Condition",
            "id": "c3",
            "subject": patient,
            "verificationStatus": concept(system="x", code="entered-in-error"),
            "code": concept("Osteoporosis", ICD, "M81.0"),
        },
        {
            "resourceType": "Observation",
            "id": "o1",
            "status": "final",
            "subject": patient,
            "category": [concept(system="x", code="laboratory", display="Laboratory")],
            "code": concept("Hemoglobin A1c", "http://loinc.org", "4548-4"),
            "effectiveDateTime": "2026-03-02",
            "valueQuantity": {"value": 6.9, "unit": "%"},
        },
        {
            "resourceType": "Procedure",
            "id": "pr1",
            "status": "completed",
            "subject": patient,
            "code": concept("Physical therapy, therapeutic exercise", CPT, "97110"),
            "performedPeriod": {"start": "2025-10-06", "end": "2025-12-19"},
            "note": [{"text": "14 visits attended without lasting improvement."}],
        },
        {
            "resourceType": "DiagnosticReport",
            "id": "dr1",
            "status": "final",
            "subject": patient,
            "category": [concept(system="x", code="RAD", display="Radiology")],
            "code": concept("X-ray cervical spine, flexion and extension"),
            "effectiveDateTime": "2026-03-10",
            "conclusion": "No instability on flexion and extension views.",
        },
        {
            "resourceType": "DocumentReference",
            "id": "doc1",
            "status": "current",
            "subject": patient,
            "description": "MRI report",
            "content": [
                {
                    "attachment": {
                        "contentType": "text/plain",
                        "data": base64.b64encode(MRI.encode()).decode(),
                    }
                },
                {"attachment": {"url": "https://records.invalid/1.pdf"}},
            ],
        },
    ]


def bundle(found: list[dict[str, Any]] | None = None) -> bytes:
    entries = [
        {"fullUrl": f"urn:x:{number}", "resource": one}
        for number, one in enumerate(found or resources())
    ]
    whole = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(whole, indent=1).encode()
