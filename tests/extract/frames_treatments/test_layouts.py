"""Treatments told by layout: tables, boxes, fields, lists and therapy records."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.frames_treatments.reading import packet_of, read, told
from workbench.extract.grounding import quote_in_packet, supports
from workbench.schema.packet import DocumentKind

PT, HEP, ESI = "physical-therapy", "home-exercise", "epidural-injection"
NEURO, CARE = "neuropathic-medication", "conservative-care"

TABLE = """Conservative treatment for the neck:
Treatment | Dates | Visits | Response
Physical therapy | 01/05/2026 - 03/02/2026 | 14 | minimal relief
NSAIDs (meloxicam 15 mg) | 12/2025 - present |  | none
C7-T1 ESI | 02/10/2026 | 1 | 2 weeks of relief
Chiropractic | declined | |
Acupuncture | N/A | |
"""
START_STOP = """\
Therapy             Start        End          Duration (weeks)    Outcome
Physical therapy    1/5/2026     3/2/2026     8                   Poor
Home exercise       1/5/2026     3/18/2026    10                  Fair
Gabapentin          12/1/2025    ongoing      -                   Minimal
"""
NO_HEADER = """Physical Therapy     1/5/26 - 3/2/26     12 visits     no relief
Cervical ESI         2/10/26             x2            temporary relief
"""
BOXES = """Conservative care tried for the neck:
[x] Physical therapy - 8 weeks (1/5/26 - 3/2/26)
[ ] Chiropractic
[X] NSAIDs: ibuprofen 800 mg x 3 months
☒ Epidural steroid injection 2/3/2026
☐ Acupuncture
"""
ANSWERS = """Physical therapy: Yes
Dates: 1/5/2026 - 3/2/2026
Visits: 12
Response: minimal relief
Injections: None
Home exercise program: No
Has the patient tried chiropractic care?  [ ] Yes  [x] No
"""
MEDICATIONS = """CURRENT MEDICATIONS:
Metformin 500 mg BID
Lisinopril 10 mg daily
Gabapentin 300 mg TID, started 12/01/2025
Cyclobenzaprine 10 mg qhs
Norco 5/325 prn

ALLERGIES:
Naproxen - hives
"""
SPLIT = """HPI: Neck pain with right arm radiation. She did physical therapy from 1/5/26
to 3/2/26. No improvement.

PLAN:
1. Refer to physical therapy for 6 weeks.
2. Continue gabapentin.
"""
LOG = """ACME REHAB - DAILY VISIT LOG
Patient: Jane Sample   Diagnosis: M54.12 cervical radiculopathy
Referral date: 12/28/2025
Initial evaluation: 01/05/2026
01/05/2026  Initial evaluation  attended
01/08/2026  Therapeutic exercise, manual therapy  attended
01/12/2026  NO SHOW
01/15/2026  Ther ex, mechanical traction  attended
01/19/2026  Cancelled - weather
01/22/2026  attended
Discharge summary 03/02/2026: Patient reports minimal improvement overall. HEP issued.
"""
DISCHARGE = """PHYSICAL THERAPY DISCHARGE SUMMARY
Diagnosis: cervical radiculopathy
Date of initial evaluation: 1/5/2026
Date of discharge: 3/2/2026
Visits attended: 10 of 12 authorized. No-shows: 2.
Treatment included therapeutic exercise, manual therapy, cervical traction.
Outcome: pain 7/10 at evaluation, 6/10 at discharge. Limited progress.
"""
LOW_BACK = """PHYSICAL THERAPY NOTE
Diagnosis: M54.50 low back pain, lumbar strain
Dates attended: 11/3/2025, 11/6/2025, 11/10/2025, 11/13/2025 (no show), 11/17/2025
Assessment: lumbar pain improved.
"""
ATTENDANCE = """ATTENDANCE RECORD
Neck pain / cervical radiculopathy
Visits: 12/02, 12/05, 12/09, 12/12 (cx), 12/16/2025, 12/19/2025
Total attended 5
"""
ADJUSTMENTS = """LAKESIDE CHIROPRACTIC - TREATMENT SUMMARY
Treated for cervical spine complaints 10/01/2025 - 12/15/2025, 14 adjustments.
Response: temporary relief only.
"""
QUESTIONS = """Neck pain with radiculopathy
Physical therapy completed?      [X] Yes  [ ] No    Dates: 11/03/2025 to 01/09/2026
Anti-inflammatory medication?    [X] Yes  [ ] No    Dates: 10/2025 to 02/2026
Injections?                      [ ] Yes  [X] No
Acupuncture?                     [ ] Yes  [ ] No
"""
LETTER = """Dear Medical Director,
Mrs. Invented has cervical radiculopathy at C6-7. Non-operative treatment to date:
  - Physical therapy, 11/04/2025 through 12/30/2025 (15 sessions) - pain unchanged
  - Naproxen 500 mg BID x 10 weeks, stopped for gastritis
  - Gabapentin titrated to 900 mg/day, current, partial benefit
  - C7-T1 ILESI 01/22/2026 - 60% relief lasting 9 days
"""
TERSE = """HPI: 52F w/ neck pain after MVA.
PT x8wks, TPI x2, C5-6 TFESI 12/3/25 (2d relief),
gabapentin. All failed.
"""
EVALUATION = """PHYSICAL THERAPY INITIAL EVALUATION
Date of service: 03/16/2026
Diagnosis: neck pain
Plan: physical therapy 2x/week for 6 weeks.
"""

LAYOUTS: list[tuple[str, DocumentKind, list[dict[str, Any]]]] = [
    (
        TABLE,
        "request-form",
        [
            {
                "kind": PT,
                "start": "2026-01-05",
                "end": "2026-03-02",
                "sessions": 14,
                "response": "partial",
                "site": "neck",
                "status": "done",
            },
            {
                "kind": "nsaid",
                "start": "2025-12",
                "end": None,
                "status": "ongoing",
                "response": "none",
                "name": "meloxicam",
            },
            {
                "kind": ESI,
                "date": "2026-02-10",
                "response": "temporary",
                "start": None,
                "days": None,
            },
            {"kind": "chiropractic", "assertion": "absent", "status": "declined"},
        ],
    ),
    (
        START_STOP,
        "clinic-note",
        [
            {
                "kind": PT,
                "start": "2026-01-05",
                "end": "2026-03-02",
                "days": 56,
                "response": "none",
            },
            {
                "kind": HEP,
                "start": "2026-01-05",
                "end": "2026-03-18",
                "days": 70,
                "response": "partial",
            },
            {
                "kind": NEURO,
                "start": "2025-12-01",
                "end": None,
                "status": "ongoing",
                "response": "partial",
            },
        ],
    ),
    (
        NO_HEADER,
        "clinic-note",
        [
            {
                "kind": PT,
                "start": "2026-01-05",
                "end": "2026-03-02",
                "sessions": 12,
                "response": "none",
            },
            {
                "kind": ESI,
                "date": "2026-02-10",
                "response": "temporary",
                "site": "neck",
            },
        ],
    ),
    (
        BOXES,
        "request-form",
        [
            {
                "kind": PT,
                "days": 56,
                "start": "2026-01-05",
                "end": "2026-03-02",
                "assertion": "present",
                "site": "neck",
            },
            {"kind": "nsaid", "name": "ibuprofen", "days_range": (89, 92)},
            {"kind": ESI, "date": "2026-02-03"},
        ],
    ),
    (
        ANSWERS,
        "request-form",
        [
            {
                "kind": PT,
                "assertion": "present",
                "start": "2026-01-05",
                "end": "2026-03-02",
                "sessions": 12,
                "response": "partial",
            },
            {"kind": "injection", "assertion": "absent", "status": "not-done"},
            {"kind": HEP, "assertion": "absent", "status": "not-done"},
            {"kind": "chiropractic", "assertion": "absent", "status": "not-done"},
        ],
    ),
    (
        MEDICATIONS,
        "clinic-note",
        [
            {
                "kind": NEURO,
                "start": "2025-12-01",
                "status": "ongoing",
                "name": "gabapentin",
            },
            {"kind": "muscle-relaxant", "status": "ongoing"},
            {"kind": "opioid", "status": "ongoing", "name": "norco"},
        ],
    ),
    (
        SPLIT,
        "clinic-note",
        [
            {
                "kind": PT,
                "start": "2026-01-05",
                "end": "2026-03-02",
                "site": "neck",
                "response": "none",
            },
            {"kind": PT, "assertion": "planned", "status": "planned"},
            {"kind": NEURO, "status": "ongoing", "assertion": "present"},
        ],
    ),
    (
        LOG,
        "therapy-record",
        [
            {
                "kind": PT,
                "start": "2026-01-05",
                "end": "2026-01-22",
                "sessions": 4,
                "status": "done",
                "site": "neck",
                "response": "partial",
                "supervised": True,
                "setting": "formal",
            },
            {"kind": HEP, "supervised": True},
            {"kind": "massage", "start": "2026-01-08", "end": "2026-01-08"},
            {"kind": "traction", "start": "2026-01-15", "end": "2026-01-15"},
        ],
    ),
    (
        DISCHARGE,
        "therapy-record",
        [
            {
                "kind": PT,
                "start": "2026-01-05",
                "end": "2026-03-02",
                "sessions": 10,
                "status": "done",
                "site": "neck",
                "response": "partial",
            },
            {"kind": "massage", "start": "2026-01-05", "end": "2026-03-02"},
            {"kind": "traction", "start": "2026-01-05", "end": "2026-03-02"},
        ],
    ),
    (
        LOW_BACK,
        "therapy-record",
        [
            {
                "kind": PT,
                "start": "2025-11-03",
                "end": "2025-11-17",
                "sessions": 4,
                "site": "low-back",
            },
        ],
    ),
    (
        ATTENDANCE,
        "therapy-record",
        [
            {
                "kind": PT,
                "start": "2025-12-02",
                "end": "2025-12-19",
                "sessions": 5,
                "site": "neck",
            }
        ],
    ),
    (
        ADJUSTMENTS,
        "therapy-record",
        [
            {
                "kind": "chiropractic",
                "start": "2025-10-01",
                "end": "2025-12-15",
                "sessions": 14,
                "response": "temporary",
                "site": "neck",
            }
        ],
    ),
    (
        QUESTIONS,
        "request-form",
        [
            {
                "kind": PT,
                "assertion": "present",
                "start": "2025-11-03",
                "end": "2026-01-09",
                "status": "done",
            },
            {
                "kind": "nsaid",
                "assertion": "present",
                "start": "2025-10",
                "end": "2026-02",
            },
            {"kind": "injection", "assertion": "absent", "status": "not-done"},
        ],
    ),
    (
        LETTER,
        "letter",
        [
            {
                "kind": PT,
                "start": "2025-11-04",
                "end": "2025-12-30",
                "sessions": 15,
                "response": "none",
                "site": "neck",
            },
            {"kind": "nsaid", "days": 70, "response": "not-tolerated"},
            {"kind": NEURO, "status": "ongoing", "response": "partial"},
            {"kind": ESI, "date": "2026-01-22", "response": "temporary"},
        ],
    ),
    (
        TERSE,
        "clinic-note",
        [
            {"kind": PT, "days": 56, "response": "none", "assertion": "present"},
            {"kind": "trigger-point-injection", "sessions": 2, "response": "none"},
            {"kind": ESI, "date": "2025-12-03", "response": "temporary"},
            {"kind": NEURO, "response": "none"},
        ],
    ),
    (
        EVALUATION,
        "therapy-record",
        [
            {
                "kind": PT,
                "start": None,
                "end": None,
                "date": "2026-03-16",
                "days": None,
                "site": "neck",
            }
        ],
    ),
]


@pytest.mark.parametrize(("text", "kind", "expected"), LAYOUTS)
def test_a_layout_tells_these_treatments(
    text: str, kind: DocumentKind, expected: list[dict[str, Any]]
) -> None:
    found = read(text, kind)
    shown = [told(one, want) for one, want in zip(found, expected, strict=False)]
    assert [one.kind for one in found] == [want["kind"] for want in expected]
    assert shown == expected


@pytest.mark.parametrize(("text", "kind", "expected"), LAYOUTS)
def test_every_fact_is_supported_by_its_own_quotes(
    text: str, kind: DocumentKind, expected: list[dict[str, Any]]
) -> None:
    packet = packet_of(text, kind)
    for fact in read(text, kind):
        assert all(quote_in_packet(packet, one) for one in fact.evidence)
        assert supports(fact, packet, polarity=False) is None


@pytest.mark.parametrize("kind", ["policy-excerpt", "reviewer-worksheet"])
def test_policy_and_worksheet_tell_no_treatment(kind: DocumentKind) -> None:
    assert read("The patient completed 6 weeks of physical therapy.", kind) == []


def test_a_procedure_report_tells_one_event_on_its_date() -> None:
    text = "PROCEDURE PERFORMED: C7-T1 interlaminar epidural steroid injection\n"
    found = read(text, "operative-note", "2026-02-10")
    assert [(one.kind, one.date, one.site) for one in found] == [
        (ESI, "2026-02-10", "neck")
    ]


def test_the_document_tells_the_region_where_the_sentence_does_not() -> None:
    text = "CHIEF COMPLAINT: Neck pain\n\nTREATMENT: Physical therapy for 8 weeks."
    (found,) = read(text)
    assert found.site == "neck"
    assert any("Neck pain" in one.quote for one in found.evidence)


def test_a_problem_that_is_over_tells_no_region() -> None:
    text = "PROBLEM LIST:\nProblem | Status\nTennis elbow | Resolved\nGout | Active\n"
    (found,) = read(f"{text}\nMEDICATIONS:\nnaproxen 500 mg - stopped 03/02/2026\n")
    assert found.site is None


FOLLOWED = [
    ("She did PT for 8 weeks. No improvement.", "none"),
    ("She did PT for 8 weeks. This gave temporary relief.", "temporary"),
    ("She did PT for 8 weeks. It made her worse.", "worse"),
    ("She did PT for 8 weeks. Her arm pain has worsened over the past month.", None),
    ("She did PT for 8 weeks. She has returned to work.", None),
    ("She did PT for 8 weeks. Sleep is improved on a new mattress.", None),
]


@pytest.mark.parametrize(("text", "response"), FOLLOWED)
def test_the_next_sentence_answers_where_it_points_back(
    text: str, response: str | None
) -> None:
    (found,) = read(text)
    assert found.response == response


def test_a_visit_that_was_missed_is_no_treatment() -> None:
    assert read("April 16, 2025: He did not show up for his chiropractic visit.") == []


HEADED = [
    (
        "PHYSICAL THERAPY:\n01/05/2026 - 03/02/2026, 12 visits.\nNo relief.",
        {
            "start": "2026-01-05",
            "end": "2026-03-02",
            "sessions": 12,
            "response": "none",
        },
    ),
    ("PHYSICAL THERAPY: Yes, 8 weeks", {"days": 56, "assertion": "present"}),
    ("PHYSICAL THERAPY: None", {"assertion": "absent", "status": "not-done"}),
]


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_a_heading_names_the_treatment(text: str, expected: dict[str, Any]) -> None:
    (found,) = read(text)
    assert found.kind == PT
    assert told(found, expected) == expected


def test_a_heading_without_an_answer_tells_nothing() -> None:
    assert read("PHYSICAL THERAPY: N/A\nINJECTIONS:\n") == []


def test_a_document_about_two_regions_does_not_decide() -> None:
    text = "CHIEF COMPLAINT: Neck pain and low back pain\n\nTREATMENT: PT for 8 weeks."
    (found,) = read(text)
    assert found.site is None
