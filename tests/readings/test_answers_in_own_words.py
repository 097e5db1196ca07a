"""What long charts tell in passing: labels answered in words, copied reports."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _risks(text: str) -> set[tuple[str, str]]:
    return {
        (one.kind, one.assertion) for one in case_of(f"{NOTE}{text}\n").risk_factors
    }


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("14 Pregnancy     past the menopause, not pregnant", "pregnancy", "absent"),
        ("Infection check: afebrile, no cough", "systemic-infection", "absent"),
        ("6 Fever / infection        denies both", "systemic-infection", "absent"),
        ("He isn't taking any anticoagulant.", "coagulopathy", "absent"),
        ("Infection: wound infected, afebrile", "systemic-infection", "present"),
        ("Pregnancy            20 weeks pregnant", "pregnancy", "present"),
        ("He is on a blood thinner.", "coagulopathy", "uncertain"),
    ],
)  # fmt: skip
def test_a_value_that_denies_outweighs_its_label(
    text: str, kind: str, said: str
) -> None:
    assert (kind, said) in _risks(text)
    assert (kind, "present" if said == "absent" else "absent") not in _risks(text)


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("Other causes were looked for. TSH is normal. I have excluded these.", True),
        ("We searched for other causes. B12 512. We ruled them out.", True),
        ("Other causes are to be looked for. We have not excluded these.", False),
        ("I have excluded these foods from his diet.", False),
    ],
)
def test_what_was_looked_for_is_excluded_by_a_verdict(
    text: str, *, excluded: bool
) -> None:
    told = case_of(f"{NOTE}HPI: Clumsy hands. {text}\n").statements
    found = [one for one in told if one.kind == "other-causes-excluded"]
    assert bool(found) is excluded


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("68F with osteoporotic L3 VCF, onset 5/6 (two weeks). NRS 8.", "2026-05-06"),
        ("Osteoporotic VCF T9, DOI 5/2.", "2026-05-02"),
        ("Osteoporotic VCF T9, films 5/2.", None),
    ],
)
def test_the_onset_behind_a_fracture_is_its_day(text: str, day: str | None) -> None:
    told = case_of(f"{NOTE}HPI: {text}\n").diagnoses
    assert {one.start for one in told if one.kind == "osteoporotic-fracture"} == {day}


def test_what_is_told_of_a_bone_is_of_the_one_that_opens_its_paragraph() -> None:
    report = (
        "RADIOLOGY REPORT\nEXAM: MRI THORACIC SPINE\nDATE: 05/15/2026\nFINDINGS:\n"
        "T9 - Wedge fracture with edema. Posterior wall intact.\n"
        "T11 - Burst fracture with edema. 5 mm retropulsion into the canal.\n"
    )
    found = [one for study in case_of(report).imaging_studies for one in study.findings]
    told = {(o.site, o.assertion) for o in found if o.kind == "retropulsion"}
    assert told == {("T9", "absent"), ("T11", "present")}


def test_an_old_density_copied_below_is_no_referral() -> None:
    letter = (
        "REQUEST LETTER 8/12/2026\nWe request vertebroplasty of L1 (22511), diagnosis"
        " M80.08XA. The papers are enclosed: the consultation, the MRI, an older bone"
        " density.\n\fMRI LUMBAR SPINE  DATE: 08/05/2026\nFINDINGS: L1 edema.\n\n"
        "BONE DENSITY (DXA)     Elm Hospital     03/11/2019\nFemoral neck T -2.8\n"
    )
    case = case_of(letter)
    assert not [o for o in case.statements if o.kind == "bone-health-referral"]
    assert {o.date for o in case.tests if o.kind == "bone-density"} == {"2019-03-11"}
    assert {o.kind for o in case.requested_procedures} == {"vertebroplasty"}


def test_a_study_that_pays_for_visits_outside_usual_care_is_joined() -> None:
    text = "She is enrolled in the study, which pays for visits outside of usual care."
    told = case_of(f"{NOTE}{text}\n").statements
    said = {one.assertion for one in told if one.kind == "study-enrolment"}
    assert said == {"present"}
