"""Turns of everyday charts that once told what nobody had said, and what they tell."""

from __future__ import annotations

import pytest

from tests.extract.frames_services.told import case_of
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case

NOTE = "CLINIC NOTE  06/30/2026\nPatient Pat Roe  50 M\n\nAssessment\n{}\n"


def told(text: str) -> Case:
    return case_of(NOTE.format(text))


def kinds(case: Case, name: str, assertion: str = "present") -> set[str]:
    return {one.kind for one in getattr(case, name) if one.assertion == assertion}


def dates(text: str) -> list[str | None]:
    packet = read_packet((Source("a.txt", text.encode()),))
    return [one.date for one in packet.documents]


# --- what is not told ----------------------------------------------------------------


def test_a_warning_without_a_verb_of_telling():
    case = told("Plan: ice, rest, to ER if leg weak/numb saddle/bladder trouble")
    assert not kinds(case, "symptoms")
    case = told("Came to the ER: the leg is weak, bladder trouble since noon.")
    assert "bladder-dysfunction" in kinds(case, "symptoms")


def test_small_letters_of_soap_part_a_note():
    case = case_of(
        "WALK-IN CLINIC  06/30/2026   P. Roe\nhx back pain 3 d. no fever, no trauma\n"
        "o: 120/80. SLR R +\na: strain w R sciatica\n"
        "p: ibuprofen 600 tid, ER if weak or numb groin or bladder\n"
    )
    assert kinds(case, "treatments", "planned") == {"nsaid"}
    assert "bladder-dysfunction" not in kinds(case, "symptoms")


@pytest.mark.parametrize(
    "text",
    [
        "CRP is normal, so infection is out.",
        "Infection precautions reviewed.",
        "Handout: signs of infection",
    ],
)
def test_no_infection(text):
    assert "systemic-infection" not in kinds(told(text), "risk_factors")


def test_an_infection_is_told():
    case = told("He was found with signs of infection and started on IV antibiotics.")
    assert "systemic-infection" in kinds(case, "risk_factors")


def test_no_contraindication_behind_the_operation():
    case = told("Fit for minor surgery and sedation, no contraindication found.")
    assert kinds(case, "risk_factors", "absent") == {"surgical-contraindication"}
    case = told("Contraindication to surgery: severe aortic stenosis.")
    assert kinds(case, "risk_factors") == {"surgical-contraindication"}


def test_what_a_plan_wants_to_see_is_no_enrolment():
    case = told("The plan says: we need the trial name and proof of enrollment.")
    assert "study-enrolment" not in kinds(case, "statements")
    case = told("She is enrolled in the study NCT01234567.")
    assert "study-enrolment" in kinds(case, "statements")


@pytest.mark.parametrize(
    ("text", "worse"),
    [
        ("Arm hurts much worse than neck.", False),
        ("Much worse when coughing.", False),
        ("The leg pain is much worse since May.", True),
    ],
)
def test_worse_than_what(text, worse):
    assert ("pain-worsening" in kinds(told(text), "statements")) is worse


def test_decision_making_is_no_conference():
    assert not kinds(told("MDM: disc herniation, low risk."), "statements")
    case = told("Discussed at MDM on 05/02: operate.")
    assert "team-evaluation" in kinds(case, "statements")


def test_short_trips_and_muscles_beside_the_spine():
    case = told("Drives only short trips. Tender over L4 paraspinals.")
    assert "gait-imbalance" not in kinds(case, "symptoms")
    assert "spinous-tenderness" not in kinds(case, "exam_findings")
    case = told("She trips over rugs. Tender over L4.")
    assert "gait-imbalance" in kinds(case, "symptoms")
    assert "spinous-tenderness" in kinds(case, "exam_findings")


@pytest.mark.parametrize(
    "text",
    [
        "No further injections this year.",
        "Conservative care would be unwise with a foot drop.",
        "A hard collar is not required.",
    ],
)
def test_treatment_that_will_not_be_given(text):
    assert not kinds(told(text), "treatments")


def test_who_declines_what():
    case = told("Declines another block, prefers surgery.")
    assert "continuation-rationale" not in kinds(case, "statements")
    case = told("He declines surgery.")
    assert "continuation-rationale" in kinds(case, "statements")


def test_causes_that_were_weighed_and_left():
    case = told(
        "Considered CTS, radial neuropathy and rotator cuff disease - excluded on"
        " examination."
    )
    assert not kinds(case, "diagnoses")
    case = told(
        "Carpal tunnel and thoracic outlet were considered; there is no support for"
        " either."
    )
    assert not kinds(case, "diagnoses")
    assert "carpal-tunnel-syndrome" in kinds(
        told("Carpal tunnel syndrome, right."), "diagnoses"
    )


def test_a_stroke_between_letters_ends_a_sentence():
    case = told("No falls, no b/b.   Completed PT at the Harbor clinic.")
    assert kinds(case, "treatments") == {"physical-therapy"}


# --- values --------------------------------------------------------------------------


def test_bounds_of_the_normal_are_no_result():
    case = case_of(
        "CUMULATIVE LABS\nROE, PAT\n\n"
        "                 03/27/2026     09/30/2025     Units      Range\n"
        "Cotinine         <3             -              ng/mL      <10\n"
        "HbA1c            7.1  H         7.6  H         %          4.0-5.6\n"
    )
    values = {(one.kind, one.date, one.value) for one in case.tests}
    assert values == {
        ("cotinine", "2026-03-27", 3),
        ("hba1c", "2026-03-27", 7.1),
        ("hba1c", "2025-09-30", 7.6),
    }


def test_a_test_that_is_pending_has_no_value():
    case = told("Diabetic (A1c pending), COPD with FEV1 66%.")
    assert not [one for one in case.tests if one.value]
    assert [one.value for one in told("A1c 7.4%, pending surgery.").tests] == [7.4]


def test_a_therapist_grades_muscles():
    case = case_of(
        "HARBOR REHAB   PT EPISODE REPORT  neck\nEval 11/17/25   Last visit 01/09/26\n"
        "Measures        eval      wk 4      d/c\nNDI             50%       46%   48%\n"
        "Biceps R        4+        4+        4+\n"
    )
    assert "hyperreflexia" not in kinds(case, "exam_findings")


def test_the_rest_is_no_baseline_of_a_muscle():
    case = told("R triceps 4/5, rest 5/5.")
    grades = {(one.site, one.grade, one.detail) for one in case.exam_findings}
    assert grades == {("triceps", "4", None), ("all", "5", "remainder")}
    case = told("Strength 5/5 throughout.")
    assert [one.detail for one in case.exam_findings] == [None]


# --- courses of therapy --------------------------------------------------------------


def course(text: str) -> tuple[str | None, str | None, int | None]:
    one = next(f for f in case_of(text).treatments if f.kind == "physical-therapy")
    return one.start, one.end, one.sessions


HEAD = "HARBOR REHAB - PT SUMMARY      05/29/2026\nPt: Roe, Pat     neck pain\n"


def test_a_course_by_its_two_ends():
    text = HEAD + "03/30/2026 eval -> 05/27/2026 last visit. 15 attended.\nNDI same.\n"
    assert course(text) == ("2026-03-30", "2026-05-27", 15)


def test_later_visits_cancelled_are_not_this_one():
    text = HEAD + (
        "04/02/2026  eval\n04/09/2026  manual\n"
        "04/16/2026  reassess, NDI 50%. Two more visits booked, called to cancel.\n"
    )
    assert course(text) == ("2026-04-02", "2026-04-16", 3)
    text = HEAD + "04/02/2026  eval\n04/09/2026  manual\n04/16/2026  cancelled\n"
    assert course(text)[1] == "2026-04-09"


def test_columns_of_days_go_over_the_year():
    text = (
        "HARBOR PHYSICAL THERAPY   visit log, knee pain\n"
        "      11/18/24  11/25  12/2  12/16  1/6  1/13\n"
        "ice   x      x     x     x      x      x\n"
    )
    assert course(text)[:2] == ("2024-11-18", "2025-01-13")


# --- days of documents ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("HARBOR SPINE        PROGRESS NOTE\nPat Roe     46 yo M     05/11/2026    Seen"
         " by: A. Doe FNP-C with Dr. B. Longname-Hyphen\n\nS: arm pain.", "2026-05-11"),
        ("HARBOR LAB\nPt: ROE, PAT       DOB 09/03/1979        Coll: 05/11/2026 15:35"
         "       Rpt: 05/13/2026\n\nCOTININE   186 ng/mL", "2026-05-11"),
        ("HARBOR LABORATORY REPORT\nROE, PAT       F      09/03/1979        acct 12\n\n"
         "COTININE   186 ng/mL", None),
    ],
)  # fmt: skip
def test_a_day_in_a_cell_of_the_head(head, day):
    assert dates(head) == [day]


# --- what is asked for ---------------------------------------------------------------

SHEET = (
    "SURGICAL SCHEDULING / AUTH SHEET     04/16/2026\nPatient        Pat Roe\n"
    "Surgeon        A. Doe MD\n"
    "Procedure(s)   Lumbar laminectomy L4-5      63047\nDx             M48.062\n{}\n"
)


def lines(case: Case) -> set[tuple[str, str | None]]:
    return {
        (one.kind, one.level)
        for one in case.requested_procedures
        if one.origin == "request"
    }


def test_additions_that_are_answered_no():
    one = ("lumbar-decompression", "L4-5")
    assert lines(case_of(SHEET.format("Neuromonitoring  N      Navigation  No"))) == {
        one
    }
    assert lines(case_of(SHEET.format("Special        Microscope in room"))) == {one}
    assert ("navigation", None) in lines(
        case_of(SHEET.format("Add-on         Navigation 61783"))
    )


def test_a_clearance_repeats_what_a_form_asks_for():
    clearance = (
        "Harbor Family Medicine       PRE-OPERATIVE EVALUATION    04/10/2026\n"
        "Requesting surgeon: Doe       Planned procedure: lumbar fusion\n\nHPI\n Feels"
        " well.\n"
    )
    assert lines(case_of(SHEET.format(""), clearance)) == {
        ("lumbar-decompression", "L4-5")
    }


def test_an_injection_that_is_asked_for_was_not_given():
    mail = (
        "From: O. Poe <ref@harbor.example>\nTo: um@plan.example\n"
        "Date: Mon, 27 Apr 2026 16:44\nSubject: auth - P. Roe - back injection\n\n"
        "Hello,\n\nDr. Doe is asking for authorization for:\n\n"
        "   L4-5 epidural steroid injection x1, first one\n\nThanks!\n"
    )
    case = case_of(mail)
    assert lines(case) == {("epidural-injection", "L4-5")}
    assert not kinds(case, "treatments")
    case = told("L4-5 epidural steroid injection 03/02/2026 helped for two weeks.")
    assert kinds(case, "treatments") == {"epidural-injection"}


@pytest.mark.parametrize(
    "text",
    [
        "RE: Pat Roe, born 11/30/1967, ID CBT 30 55821",
        "Our team (pain medicine, surgery and physical therapy) met in January.",
        "RTC 4 wks after injection.",
    ],
)
def test_letters_and_moments_that_are_no_treatment(text):
    assert not kinds(told(text), "treatments")


def test_the_head_of_an_emergency_room():
    case = case_of(
        "HARBOR EMERGENCY DEPARTMENT   Arrival 09/02/2025\nROE, PAT   78 M   ESI 3\n\n"
        "HPI      Fell off a ladder. Low back pain.\n"
    )
    assert not kinds(case, "treatments")


# --- numbers -------------------------------------------------------------------------


def test_motion_told_between_its_ends():
    case = case_of(
        "HARBOR IMAGING\nExam: L-spine standing lateral / flexion / extension"
        "        Exam date 12/16/2025\n\nFINDINGS: Translation L4-5 between flexion and"
        " extension 4.9 mm.\n"
    )
    found = [one for study in case.imaging_studies for one in study.findings]
    assert [(one.kind, one.level, one.value) for one in found] == [
        ("translation", "L4-5", 4.9)
    ]


def test_seconds_are_no_ratio():
    assert not kinds(told("PT/INR 11.4 s / 1.0"), "risk_factors")
    assert kinds(told("PT/INR 24.8 s / 2.4"), "risk_factors") == {"coagulopathy"}


def test_keys_of_an_export_part_its_rows():
    case = case_of(
        "{Export v4}          generated 2026-05-05T14:20\ncaseType: PRIOR_AUTH\n"
        'procedure[0]: code=22558  desc="anterior lumbar interbody fusion L5-S1"\n'
        'procedure[1]: code=22853  desc="interbody cage L5-S1"   units=1\n'
    )
    assert lines(case) == {
        ("lumbar-anterior-fusion", "L5-S1"),
        ("interbody-device", "L5-S1"),
    }
