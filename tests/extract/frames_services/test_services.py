"""Injections, stimulators and fractures: what is asked for, what was done and gave."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case


def _case(text: str) -> Case:
    source = Source("packet.txt", text.encode())
    return RulesReader().read(read_packet((source,))).case


def _note(text: str) -> Case:
    return _case(
        "CLINIC NOTE\nPatient: Invented Person\nDate of service: 04/20/2026\n"
        f"History: {text}\n"
    )


def _asked(text: str) -> list[dict[str, Any]]:
    case = _case(f"PRIOR AUTHORIZATION REQUEST\nRequest date: 05/04/2026\n{text}\n")
    return [
        fact.model_dump(exclude_none=True)
        for fact in case.requested_procedures
        if fact.origin == "request"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Procedure: Left L5-S1 transforaminal ESI under fluoroscopy, CPT 64483",
            {"kind": "epidural-transforaminal", "level": "L5-S1", "side": "left"},
        ),
        (
            "Procedure: caudal epidural steroid injection, CPT 62323",
            {"kind": "epidural-interlaminar", "approach": "caudal"},
        ),
        (
            "Procedure: C7-T1 interlaminar ESI with contrast, no sedation",
            {"kind": "epidural-interlaminar", "contrast": True, "sedation": "none"},
        ),
        ("Procedure: T12 vertebroplasty", {"kind": "vertebroplasty", "site": "T12"}),
        (
            "Procedure: permanent spinal cord stimulator implant, CPT 63685",
            {"kind": "cord-stimulator-implant", "phase": "permanent"},
        ),
        (
            "Procedure: peripheral nerve stimulator trial, right sural nerve",
            {"kind": "nerve-stimulator-trial", "site": "sural-nerve"},
        ),
        (
            "Procedure: PILD at L3-4",
            {"kind": "image-guided-lumbar-decompression", "level": "L3-4"},
        ),
    ],
)
def test_a_request_says_how(text: str, expected: dict[str, Any]) -> None:
    assert any(expected.items() <= fact.items() for fact in _asked(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("She had an L4-5 ESI on 12/10/2025 with 70% relief.", 70, 70),
        ("L4-5 ESI on 12/10/2025 gave 60-70% relief.", 60, 70),
        ("L4-5 ESI on 12/10/2025. It gave at least 50% pain relief.", 50, 100),
        ("L4-5 ESI on 12/10/2025 reduced his pain by 80%.", 80, 80),
        ("L4-5 ESI on 12/10/2025 gave no relief.", 0, 0),
    ],
)
def test_relief_of_an_earlier_session(text: str, low: int, high: int) -> None:
    (fact,) = _note(text).procedures_done
    assert fact.kind == "epidural-injection"
    assert fact.date == "2025-12-10"
    assert fact.relief is not None
    assert (fact.relief.low, fact.relief.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "We will schedule an L4-5 ESI.",
        "An L4-5 ESI is recommended if therapy fails.",
        "Epidural abscess was excluded.",
    ],
)
def test_a_session_that_is_only_planned_is_none(text: str) -> None:
    assert _note(text).procedures_done == ()


def test_no_prior_injections_is_a_denial() -> None:
    (fact,) = _note("He has had no prior epidural injections.").procedures_done
    assert fact.assertion == "absent"


@pytest.mark.parametrize(
    ("text", "start", "days"),
    [
        ("Right leg pain since 02/01/2026.", "2026-02-01", None),
        ("Low back pain for 8 weeks.", None, 56),
        ("Back pain after a fall on 03/20/2026.", "2026-03-20", None),
    ],
)
def test_how_long_a_pain_has_lasted(
    text: str, start: str | None, days: int | None
) -> None:
    found = [(one.start, one.days) for one in _note(text).symptoms]
    assert (start, days) in found


@pytest.mark.parametrize(
    "text",
    [
        "Physical therapy for 8 weeks for low back pain.",
        "The injection gave pain relief for 8 weeks.",
    ],
)
def test_a_length_of_care_or_relief_is_no_length_of_pain(text: str) -> None:
    assert not [one for one in _note(text).symptoms if one.days or one.days_range]


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        ("Risks and benefits were discussed.", "patient-education", "present"),
        (
            "The patient is not enrolled in a clinical trial.",
            "study-enrolment",
            "absent",
        ),
        ("She is enrolled in the study NCT09999999.", "study-enrolment", "present"),
    ],
)
def test_what_is_told_in_so_many_words(text: str, kind: str, assertion: str) -> None:
    found = [(one.kind, one.assertion) for one in _note(text).statements]
    assert (kind, assertion) in found


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("He denies substance abuse.", "absent"),
        ("No active substance abuse.", "absent"),
        ("Active substance abuse is documented.", "present"),
    ],
)
def test_a_risk_is_named_or_denied(text: str, assertion: str) -> None:
    found = [(one.kind, one.assertion) for one in _note(text).risk_factors]
    assert ("substance-use", assertion) in found


def test_the_marks_of_a_fracture_stand_at_their_vertebra() -> None:
    case = _case(
        "MRI LUMBAR SPINE\nPatient: Invented Person\nExam date: 04/20/2026\n"
        "Findings: L1 compression fracture with marrow edema and 40% loss of height. "
        "No retropulsion at L1.\nImpression: Acute L1 fracture.\n"
    )
    found = {
        (one.kind, one.site, one.assertion): one
        for study in case.imaging_studies
        for one in study.findings
    }
    assert ("marrow-edema", "L1", "present") in found
    assert ("retropulsion", "L1", "absent") in found
    assert found["height-loss", "L1", "present"].value == 40
