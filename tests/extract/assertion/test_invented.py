"""What everyday papers say without telling it of the patient: no finding of any kind.

Each line is of a kind that was read as a finding once; its counterpart is one.
"""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts

NOTHING = [
    ("Infection and entrapment excluded as above; rest normal.", "systemic-infection"),
    ("Infection and nerve entrapment excluded as above.", "nerve-entrapment"),
    ("I considered carpal tunnel syndrome here.", "carpal-tunnel-syndrome"),
    ("Tobacco raises the risk of nonunion and infection.", "pseudarthrosis"),
    ("Setting: inpatient, Madeup Falls University Hospital", "gait-imbalance"),
    ("Brace, gait with rollator, falls education.", "gait-imbalance"),
    ("Neck and arm pain after a winter of heavy setting work.", "weakness"),
    ("Waiting could leave permanent weakness.", "weakness"),
    ("Pt has not had prior back surgery.", "conservative-care-failed"),
    ("Missed the last five weeks of the school year.", "injury"),
    ("Requests without tobacco and diabetes information are returned.", "diabetes"),
    ("PLAN: Call 911 for an emergency.", "urgent"),
    ("Emphasis: abdominal bracing, bridges.", "collar"),
    ("ROS:  NEG FEVER, WT LOSS, GAIT TROUBLE, BLADDER OR BOWEL.", "gait-imbalance"),
    ("ROS:  NEG FEVER, WT LOSS, GAIT TROUBLE, BLADDER OR BOWEL.", "bowel-dysfunction"),
    ("ROS: Negative fever, weight loss, night sweats.", "systemic-infection"),
    ("Pregnant  No (LMP 06/03)      Implants  none     Pacemaker  no", "pregnancy"),
    ("WBC 7.1, CRP 0.4 on 5/2 (infection ruled out).", "systemic-infection"),
    (
        "We spoke of bowel injury, DVT, nonunion and months of recovery.",
        "pseudarthrosis",
    ),
    ("We spoke of bowel injury, DVT, nonunion and months of recovery.", "injury"),
    ("Worker's comp / MVA: no [12] Form filled in by: Ottoline, MA", "injury"),
    ("All: codeine (itch).", "opioid"),
    ("First injection for this patient:  yes", "injection"),
    ("Home exercises from PT, does them nightly.", "physical-therapy"),
    ("The exercise sheet given by therapy is on her fridge.", "physical-therapy"),
    ("RTC 3 weeks after injection.", "injection"),
    ("Booked for her next injection.", "injection"),
    ("Conservative treatment (specify dates): see note", "conservative-care"),
    ("MADEUP HEALTH PLAN - MEDICAL MANAGEMENT - REQUEST FORM", "conservative-care"),
    ("HILLSIDE SPINE & PAIN        Follow-up visit", "pain"),
    ("Received  04-08-2026 11:31 CT", "ct"),
    ("Medical record MR# 00-12-3456    DOB 01/15/1965", "mri"),
    (
        "Pregabalin 75 mg BID since May - some help, unsteady at higher dose",
        "gait-imbalance",
    ),
    ("nortriptyline 25 mg      6 weeks       urinary hesitancy", "bladder-dysfunction"),
    ("Enrollment criteria: age 60 or over; claudication; walking limited.", "walking"),
    (
        "Inclusion criteria of the registry: neurogenic claudication, ODI.",
        "neurogenic-claudication",
    ),
    ("In those months he could walk the dog and sit through a film.", "sitting"),
    ("The trial cut her pain and allowed her to drive and cook.", "driving"),
    ("She walks with a cane to the end of the drive.", "driving"),
    ("Letter to Dr. Ames (PCP) goes out tomorrow.", "primary-care-notified"),
    ("PCP started naproxen and told him to rest.", "primary-care-notified"),
    (
        "Consent form to take home, coordinator to arrange enrollment visit.",
        "study-enrolment",
    ),
    ("Tx: core stab, MDT, traction", "team-evaluation"),
    (
        "Psychology visit with Dr. Ames, appointment 07/30/2026.",
        "psychological-evaluation",
    ),
    ("I have put in for flexion and extension x-rays.", "flexion-extension"),
    ("Exam: Tinel over the greater occipital nerve reproduces pain.", "tinel-wrist"),
    ("Exam: Tinel at the fibular head positive.", "tinel-wrist"),
    ("Exam: sensation intact, ankle jerks absent.", "sensory-loss"),
    (
        "I weighed CTS, ulnar neuropathy and the shoulder; exam excludes these.",
        "ulnar-neuropathy",
    ),
]
SO = [
    ("Her legs feel heavy.", "weakness"),
    ("She reports two falls this month.", "gait-imbalance"),
    ("She missed the last step and fell.", "injury"),
    ("PT has not helped, NSAIDs have not helped.", "conservative-care-failed"),
    ("Type 2 diabetes, A1c 6.9.", "diabetes"),
    ("The fall left her with permanent weakness of the hand.", "weakness"),
    ("ROS: positive for gait trouble.", "gait-imbalance"),
    ("Infection of the disc space, CRP 88.", "systemic-infection"),
    ("Meds: codeine 30 mg.", "opioid"),
    ("PT twice a week, home exercises daily.", "physical-therapy"),
    ("Two weeks after the injection the pain was half.", "injection"),
    ("Conservative treatment: PT 8 weeks, see note", "physical-therapy"),
    ("She uses a cane, unsteady gait.", "gait-imbalance"),
    ("Takes gabapentin 300 mg; has urinary hesitancy.", "bladder-dysfunction"),
    ("He cannot sit through a film.", "sitting"),
    ("She can only drive ten minutes.", "driving"),
    ("PCP informed by letter of 6/3.", "primary-care-notified"),
    ("MDT review 3/2, suitable for a trial.", "team-evaluation"),
    ("Exam: Tinel positive at the left wrist.", "tinel-wrist"),
    ("Exam: sensation decreased in the left foot, ankle jerks absent.", "sensory-loss"),
    ("MRI of 5/2/2026 reviewed.", "mri"),
]


def told(line: str, kind: str) -> list[str]:
    """How a clinic's line tells of a kind."""
    found = facts(line, "clinic note", "2026-06-15")
    return [one.assertion for one in found if one.kind == kind]


@pytest.mark.parametrize(("line", "kind"), NOTHING)
def test_nothing_is_found(line: str, kind: str) -> None:
    assert "present" not in told(line, kind)
    assert "historical" not in told(line, kind)


@pytest.mark.parametrize(("line", "kind"), SO)
def test_what_is_so_is_found(line: str, kind: str) -> None:
    assert "present" in told(line, kind)


def test_what_is_asked_for_was_not_done_before() -> None:
    line = "RE:   PRIOR AUTH - cervical disc replacement"
    assert "historical" not in told(line, "cervical-disc-arthroplasty")
    done = told("Prior cervical disc replacement 2019.", "cervical-disc-arthroplasty")
    assert "historical" in done


def test_a_needle_grades_no_reflex() -> None:
    needle = "Needle: R biceps 1+ fibs, R brachioradialis 1+ fibs, reduced recruitment."
    assert not told(needle, "reflex") and not told(needle, "hyporeflexia")
    assert told("Reflexes: R biceps 1+, R brachioradialis 2+.", "hyporeflexia")


def test_another_is_pregnant() -> None:
    for line in ("Wife pregnant.", "His partner is pregnant, off work soon."):
        assert not told(line, "pregnancy")
    assert told("She is 20 weeks pregnant.", "pregnancy")


def test_a_complaint_denied_takes_no_value_from_the_next() -> None:
    line = "Denies clumsiness, gait trouble, urinary change (slow stream)."
    assert "present" not in told(line, "gait-abnormal")
    assert told("Gait slow and unsteady.", "gait-abnormal")
