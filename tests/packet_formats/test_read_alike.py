"""What a file's form does to a page costs no reading: gaps, wraps, page breaks."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.packet.titles import find_title
from workbench.pipeline import read_case
from workbench.schema.case import Case, ImagingFinding
from workbench.schema.packet import Packet


def packet(text: str) -> Packet:
    return read_packet((Source("packet.txt", text.encode()),))


def case(text: str) -> Case:
    return read_case(packet(text), RulesReader()).case


def kinds(text: str) -> list[str]:
    return [one.kind for one in packet(text).documents]


LABS = """CLINIC NOTE
Patient: Test Person    DOS 05/27/2026
HPI: Neck pain. Diabetes.
Plan: labs.

RESULTS - LAB
Component            05/11/2026   11/17/2025   06/04/2024   Ref
Hemoglobin A1c       6.8          7.1          8.4          <5.7 %{break_}
Glucose, fasting     118          131          172          70-99
Creatinine           0.81         0.79         0.84
eGFR                 84           86           80
WBC                  6.4          -            7.0
Platelets            255          -            248
"""


def test_a_page_that_goes_on_with_a_table_begins_no_document() -> None:
    assert kinds(LABS.format(break_="\f")) == kinds(LABS.format(break_=""))


def test_columns_of_a_page_set_anew_may_shift_a_little() -> None:
    below = LABS.format(break_="\f").replace("118          131", "118         131")

    assert kinds(below) == kinds(LABS.format(break_=""))


def test_a_page_with_columns_of_its_own_still_begins_one() -> None:
    text = LABS.format(break_="\f").replace(
        "Glucose, fasting     118          131          172          70-99",
        "ELM LABORATORY   collected 05/11/2026\nGlucose    118",
    )

    assert len(kinds(text)) == 2


@pytest.mark.parametrize("gap", [10, 14, 20])
def test_a_series_is_dated_however_wide_its_columns_are(gap: int) -> None:
    blank = " " * gap
    rows = [
        blank.join(("Component      ", "05/11/2026", "11/17/2025", "06/04/2024")),
        blank.join(("Hemoglobin A1c ", "6.8       ", "7.1       ", "8.4")),
    ]
    text = "CLINIC NOTE\nDOS 05/27/2026\nHPI: Neck pain.\n\nRESULTS\n" + "\n".join(rows)

    found = {(one.value, one.date) for one in case(text).tests}
    assert found == {(6.8, "2026-05-11"), (7.1, "2025-11-17"), (8.4, "2024-06-04")}


@pytest.mark.parametrize("gap", [" ", "    "])
def test_a_result_behind_its_clock_time_needs_no_gap(gap: str) -> None:
    text = (
        "Lab Results\n\nHEMOGLOBIN A1C\n"
        f"Collected 02/24/2026 08:05{gap}7.2 (H){gap}Ref 4.0-5.6 %\n"
        f"Collected 09/08/2025 08:20{gap}8.1 (H)\n\n"
        "NICOTINE AND METABOLITES, SERUM\n"
        f"Collected 03/02/2026 08:11{gap}Cotinine{gap}<2 ng/mL{gap}Nicotine <2 ng/mL\n"
    )

    found = {(one.value, one.date) for one in case(text).tests if one.kind == "hba1c"}
    assert found == {(7.2, "2026-02-24"), (8.1, "2025-09-08")}


def test_a_clock_time_alone_is_no_result() -> None:
    text = "Lab Results\n\nHEMOGLOBIN A1C\nCollected 02/24/2026 08:05 by nurse\n"

    assert [one.value for one in case(text).tests if one.value is not None] == []


@pytest.mark.parametrize("indent", ["   ", "     ", "         "])
def test_a_start_date_may_stand_on_the_next_line_behind_its_indent(indent: str) -> None:
    text = (
        "VISIT 06/22/2026   video\nCC: neck pain\n"
        "HPI: Neck pain 4/10. Working full time. HEP daily since\n"
        f"{indent}6/1, naproxen daily since 6/1. No weakness.\n"
    )

    started = {one.kind: one.start for one in case(text).treatments}
    assert started["home-exercise"] == started["nsaid"] == "2026-06-01"


def test_a_grade_in_a_column_is_no_date() -> None:
    text = "VISIT 06/22/2026\nEXAM\nBiceps from       4/5\nTriceps           5/5\n"

    assert all(one.date in (None, "2026-06-22") for one in case(text).exam_findings)


STOPPED = (
    "CLINIC NOTE\nDOS 06/22/2026\n\n{family}{gap}SOCIAL. Never smoked, no chew, no "
    "vaping.{gap}MEDICATIONS. Meloxicam.\n"
)


@pytest.mark.parametrize("gap", ["\n", " "])
def test_headings_between_full_stops_part_a_paragraph(gap: str) -> None:
    family = "FAMILY. Father, diabetes and two back operations. Mother, well."
    found = case(STOPPED.format(family=family, gap=gap))

    said = {one.kind: one.assertion for one in found.risk_factors}
    assert said["nicotine"] == "absent"
    assert "diabetes" not in said


def test_capitals_between_full_stops_are_no_heading_where_they_name_no_section() -> (
    None
):
    family = "FAMILY. Father, smoker. COPD. Asthma."
    found = case(STOPPED.format(family=family, gap=" "))

    assert {one.kind for one in found.risk_factors} == {"nicotine"}


CHECKLIST = """{house}{gap}SURGERY REQUEST FORM - VERTEBRAL AUGMENTATION
Date: 04/29/2026
Procedure  kyphoplasty L1   22514 x1

Pregnancy | [x] No (81 y) |  |
Retropulsion / canal compromise | [x] No per MRI |  |
Levels to treat | L1 |  |
"""


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_house_of_imaging_over_a_checklist_heads_no_section(gap: str) -> None:
    house = "RED RIVER VASCULAR & INTERVENTIONAL RADIOLOGY, FARGO ND"
    found = case(CHECKLIST.format(house=house, gap=gap))

    assert {(one.kind, one.assertion) for one in found.risk_factors} == {
        ("pregnancy", "absent")
    }
    assert "retropulsion" not in {one.kind for one in seen(found)}


def seen(found: Case) -> list[ImagingFinding]:
    return [one for study in found.imaging_studies for one in study.findings]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Retropulsion    [x] No per MRI", "absent"),
        ("Retropulsion    [ ] Yes  [x] No", "absent"),
        ("Retropulsion at L1, 3 mm", "present"),
    ],
)
def test_a_mark_of_a_fracture_that_is_ticked_no_is_absent(row: str, said: str) -> None:
    text = (
        "CLINIC NOTE\nDOS 04/29/2026\n\nIMAGING\nMRI 04/16/2026: L1 compression "
        f"fracture with edema.\n{row}\n"
    )

    found = {one.assertion for one in seen(case(text)) if one.kind == "retropulsion"}
    assert found == {said} or (said == "absent" and not found)


ORDER = """[Portal > Orders]
06/23/2026{gap}MRI CERVICAL SPINE WO CONTRAST{gap}CPT 72141{gap}qty 1
Dx M54.2, R20.2
Provider: Pat Stub, DO
Status: Pending insurance
Req date: 06/23/2026
[Portal > Visits]

VISIT 06/22/2026   video
CC: neck pain
P: MRI cervical.
"""


@pytest.mark.parametrize("gap", [" ", "   "])
def test_an_order_in_a_list_of_orders_is_no_study_done(gap: str) -> None:
    found = case(ORDER.format(gap=gap)).imaging_studies

    assert {one.assertion for one in found} == {"planned"}


def test_a_study_with_an_impression_below_its_row_was_done() -> None:
    text = ORDER.format(gap="   ").replace(
        "Dx M54.2, R20.2", "Impression: severe stenosis at C5-6."
    )
    found = case(text).imaging_studies

    assert "present" in {one.assertion for one in found}


@pytest.mark.parametrize("gap", ["  ", "   ", "  |  ", " | ", "\t"])
def test_parts_of_a_title_line_may_stand_two_blanks_apart(gap: str) -> None:
    title = gap.join(("PROVIDER PORTAL", "Plan Partners", "Auth request summary"))
    found = find_title(f">>> {title}")

    assert found is not None
    assert found.kind == "request-form"


RULED = """HOSPITAL - OUTBOUND CLINICAL
To: Juniper Health Plan    Sent: 03/16/2026
REQUEST: ACDF C5-6. 22551, 22845, 22853.
OR slot 03/18/2026. Dx M47.12.
Text below was copied from the chart in order of date.
{rule} ED TRIAGE 03/13
Numb hands and falls.
{rule} NEUROSURGERY CONSULT 03/14/2026
Consultant: Pat Stub MD
HPI: Numb hands for 3 months.
Plan: ACDF C5-6.
"""


def test_a_rule_in_front_of_a_title_is_a_break() -> None:
    ruled = packet(RULED.format(rule="-" * 60)).documents

    assert len(ruled) == 3
    assert ruled[2].kind == "clinic-note"
    assert ruled[2].lines[0].text.endswith("NEUROSURGERY CONSULT 03/14/2026")


LOG = """GULLWING REHABILITATION   P.T. records
PERSON, P   neck   2x/wk

10/16  same, traction
10/20  manual, ex

11/21 DC. pain 7/10. HEP sheet. no progress toward goals
PROCEDURE RECORD  12/16/2025   Dr Fenn, pain medicine
C7-T1 interlaminar epidural steroid injection, fluoro guided. No complications.
"""


def test_an_entry_of_a_log_heads_no_other_document() -> None:
    found = packet(LOG).documents
    home = [one for one in found if any("11/21 DC" in ln.text for ln in one.lines)]

    assert any("10/16" in line.text for line in home[0].lines)


def test_the_house_of_a_report_is_no_visit() -> None:
    title = "MERIDIAN WEST RADIOLOGY{0}Outpatient Center 3{0}FINAL REPORT"
    text = (
        "\nPERSON, P    DOB 03/02/1966\nMR CERV SPINE WO   Exam 05/22/2026 18:20\n"
        "COMPARISON: None.\nFINDINGS:\n C6-7: Mild left foraminal narrowing.\n"
        "IMPRESSION:\n Mild change.\n"
    )

    for gap in ("   |  ", " "):
        assert kinds(title.format(gap) + text) == ["imaging-report"]


DICTATED = """VALLEY LABORATORY    collected 05/11/2026
Hemoglobin A1c    6.1
\fTRANSCRIPTION - FINAL
Calloway Spine Institute
Dictating physician: Fergus Stub, M.D.
Date of dictation: 05/18/2026
RE: Test Person       DOB: 08/30/1976

TO: Utilization Review, Bellwether Health

{title}
(22551, 22845), date to be set.
HISTORY: Neck pain. An MRI of the shoulder on 02/19/2026 was normal.
"""


def test_the_head_of_a_page_stays_with_the_title_below_it() -> None:
    text = DICTATED.format(title="Request for authorization, ACDF C4-5")
    found = packet(text).documents

    assert [one.kind for one in found] == ["laboratory", "request-form"]
    assert found[1].lines[0].text == "TRANSCRIPTION - FINAL"
    assert found[1].date == "2026-05-18"


def test_what_ends_one_paper_at_the_top_of_a_page_heads_no_other() -> None:
    text = DICTATED.format(title="Request for authorization, ACDF C4-5").replace(
        "TRANSCRIPTION - FINAL", "Electronically signed: Pat Stub MD"
    )
    found = packet(text).documents

    assert "Request for authorization" in found[-1].lines[0].text


CLAIMS = """INTAKE 07/15/2026    ORGANIZATION DETERMINATION
SERVICE    64483  x1  LT   L5-S1 left, transforaminal

CLAIMS HISTORY, SPINE, 24 MO LOOKBACK (system pull 07/15/2026){gap}
DOS | CPT | MOD | POS | PAID | PROVIDER
06/12/2025 | 72148 |  | 22 | Y | Yakima Canyon Imaging{between}
07/28/2025 | 64483 | LT | 24 | Y | Columbia Crest
"""


@pytest.mark.parametrize(("gap", "between"), [("", ""), ("\n", ""), ("\n", "\n")])
def test_claims_that_a_table_lists_are_no_requests(gap: str, between: str) -> None:
    found = case(CLAIMS.format(gap=gap, between=between)).requested_procedures

    assert {one.kind for one in found} == {"epidural-transforaminal"}


def test_what_follows_the_claims_is_asked_for_again() -> None:
    text = CLAIMS.format(gap="\n", between="") + "\nAlso requested: 72148 lumbar MRI\n"

    assert "spine-mri" in {one.kind for one in case(text).requested_procedures}


def test_a_fax_that_asks_on_a_page_behind_a_note_is_a_request() -> None:
    text = (
        "Quarrystone Orthopaedic Associates\nENCOUNTER DATE: 04/02/2026\n"
        "CHIEF COMPLAINT\nLeft forearm pain\nHPI\nWoke with it. PT and ibuprofen.\n"
        "EXAM\nMotor 5/5.\nASSESSMENT / PLAN\nCervical radiculopathy. Recommend ACDF.\n"
        "\fFAX            Quarrystone Ortho\nTo: Utilization Mgmt    From: Priya\n"
        "Date 4/8/26   pgs 7\nRE   Person, Test   DOB 2/3/69   ID# T0087715\n\n"
        "Requesting auth:\n\nACDF C5-6, C6-7\nCPT 22551, 22552, 22845, 22853 x 2\n"
        "ICD10 M54.12, M50.122\nfacility  Surg Hosp   1 night\nStandard request.\n"
    )

    assert kinds(text) == ["clinic-note", "request-form"]


def test_a_page_of_a_note_that_plans_an_operation_stays_with_it() -> None:
    text = (
        "OFFICE VISIT 04/02/2026\nPatient: Person, Test\nHPI: Left forearm pain.\n"
        "Exam: Motor 5/5.\n\fASSESSMENT / PLAN\nCervical radiculopathy. Recommend ACDF "
        "C5-6. Surgery authorization will be sought, CPT 22551.\nReturn in 4 weeks.\n"
    )

    assert kinds(text) == ["clinic-note"]
