"""Lists, questions and results on diabetes, to their status."""

from __future__ import annotations

import pytest

from tests.readings.chain import HISTORY, NOTE, status_of

TOLD = [
    (
        "Diabetes? [ ] Yes [X] No",
        "not_applicable",
    ),
    (
        "Diabetes? [X] Yes [ ] No",
        "not_documented",
    ),
    (
        "Diabetes: [X] Yes, A1c 7.0 date 05/01/2026",
        "met",
    ),
    (
        "Diabetes (Y/N): N",
        "not_applicable",
    ),
    (
        "Diabetes: No",
        "not_applicable",
    ),
    (
        "Diabetic: no",
        "not_applicable",
    ),
    (
        "PMH: HTN, DM2 (A1c 6.9% on 04/20/2026)",
        "met",
    ),
    (
        "PMH: HTN, T2DM\nA1c 8.4% 05/02/2026",
        "not_met",
    ),
    (
        "PMH: IDDM. HgbA1c on 01/15/2026 was 6.5.",
        "not_documented",
    ),
    (
        "PMH: prediabetes, A1c 6.0",
        "not_applicable",
    ),
    (
        "History of gestational diabetes, resolved.",
        "not_applicable",
    ),
    (
        "Family history: mother with diabetes.",
        "not_applicable",
    ),
    (
        "FHx: DM (mother, brother)",
        "not_applicable",
    ),
    (
        "FH  Dad CAD. Mom DM2.",
        "not_applicable",
    ),
    (
        "Family history: [X] Diabetes (aunt) [ ] Stroke",
        "not_applicable",
    ),
    (
        "Medical history: [X] Hypertension [ ] Diabetes [ ] Cancer",
        "not_applicable",
    ),
    (
        "Medical history: [X] Hypertension [X] Diabetes [ ] Cancer",
        "not_documented",
    ),
    (
        "Section 8 - Diabetes\n   [X] No    [ ] Yes, HbA1c ______ Date ______",
        "not_applicable",
    ),
    (
        "8. Diabetes\n   [ ] No    [X] Yes, HbA1c 7.2 Date 05/01/2026",
        "met",
    ),
    (
        "Denies diabetes, hypertension or heart disease.",
        "not_applicable",
    ),
    (
        "PMH: no DM, no CAD",
        "not_applicable",
    ),
    (
        "Endocrine: no diabetes or thyroid disease.",
        "not_applicable",
    ),
    (
        "Risk factors\nDiabetes        No\nSmoking         Never\nBMI             27",
        "not_applicable",
    ),
    (
        "Risk factors\nDiabetes        Yes\nHbA1c           7.4 % (05/10/2026)",
        "met",
    ),
    (
        "| Risk | Present |\n|---|---|\n| Diabetes | No |\n| Osteoporosis | No |",
        "not_applicable",
    ),
    (
        "| Risk | Present |\n|---|---|\n| Diabetes | Yes |\n| Osteoporosis | No |",
        "not_documented",
    ),
    (
        "Diabetes mellitus type 2, well controlled. HbA1c 6.8% two weeks ago.",
        "met",
    ),
    (
        "PMH: Diabetes mellitus. Hemoglobin A1c: 7.9% (05/05/2026)",
        "met",
    ),
    (
        "PMH: Diabetes mellitus. Hemoglobin A1c: 8.0% (05/05/2026)",
        "not_met",
    ),
    (
        "Patients with diabetes must have HbA1c under 8.",
        "not_applicable",
    ),
    (
        "Discussed that diabetes would raise the risk of infection; she has none.",
        "not_applicable",
    ),
    (
        "| Risk factor | Yes | No |\n"
        "|---|---|---|\n"
        "| Current smoker |  | X |\n"
        "| Diabetes |  | X |",
        "not_applicable",
    ),
    (
        "| Risk factor | Yes | No |\n"
        "|---|---|---|\n"
        "| Current smoker | X |  |\n"
        "| Diabetes | X |  |",
        "not_documented",
    ),
    (
        "| Risk factor | Yes | No |\n"
        "|---|---|---|\n"
        "| Ever smoked |  | X |\n"
        "| Diabetes |  | X |",
        "not_applicable",
    ),
    (
        "Risk factor        Status        Detail\n"
        "Tobacco            Never\n"
        "Diabetes           None\n"
        "BMI                27.1",
        "not_applicable",
    ),
    (
        "Risk factor        Status        Detail\n"
        "Tobacco            Former        quit 1999\n"
        "Diabetes           Type 2        A1c 7.1 on 05/01/2026\n"
        "BMI                27.1",
        "met",
    ),
    (
        "PRE-OP RISK TABLE\nSmoker: No\nDiabetes: No\nOsteoporosis: No\nASA: 2",
        "not_applicable",
    ),
    (
        "PRE-OP RISK TABLE\nSmoker: Yes\nDiabetes: Yes (HbA1c 9.1%, 05/03/2026)",
        "not_met",
    ),
    (
        "Nicotine: [X] Never  [ ] Former  [ ] Current\n"
        "Diabetes: [ ] None [X] Type 2  HbA1c 7.3% (05/11/2026)",
        "met",
    ),
    (
        "Diabetes: [X] None [ ] Type 1 [ ] Type 2",
        "not_applicable",
    ),
    (
        "Diabetes  ☐ Yes ☒ No   Smoker ☐ Yes ☒ No",
        "not_applicable",
    ),
    (
        "Diabetes  ☒ Yes ☐ No   Smoker ☒ Yes ☐ No",
        "not_documented",
    ),
    (
        "Diabetes: Yes ___ No _X_    Tobacco: Yes ___ No _X_",
        "not_applicable",
    ),
    (
        "Do you have diabetes?      Y  (N)\nDo you use tobacco?      Y  (N)",
        "not_applicable",
    ),
    (
        "Do you have or have you had any of the following?\n"
        "[X] High blood pressure\n"
        "[ ] Diabetes\n"
        "[ ] Stroke",
        "not_applicable",
    ),
    (
        "Have you had: diabetes (no) stroke (no) cancer (no)",
        "not_applicable",
    ),
    (
        "Diabetes - no; smoking - never; alcohol - occasional",
        "not_applicable",
    ),
    (
        "ROS: Endocrine: negative for diabetes",
        "not_applicable",
    ),
    (
        "Comorbidities: hypertension, type II diabetes\n"
        "Labs 05/14/2026: HgbA1c 7.8 H (ref 4.0-5.6), cotinine <5 ng/mL. "
        "Never smoker.",
        "met",
    ),
    (
        "Comorbidities: type II diabetes\n"
        "Lab      Value     Ref        Date\n"
        "HbA1c    8.3       4.0-5.6    05/10/2026\n"
        "Cotinine <3        <10        05/10/2026",
        "not_met",
    ),
    (
        "Comorbidities: DM\n"
        "Lab | Value | Flag | Reference\n"
        "Hemoglobin A1c | 6.4 % | H | <5.7\n"
        "Drawn 05/10/2026",
        "met",
    ),
    (
        "PMH: diabetes. Goal A1c under 8.0. Last A1c 8.6 on 05/02/2026.",
        "not_met",
    ),
    (
        "PMH: diabetes. A1c must be under 8 before surgery.",
        "not_documented",
    ),
    (
        "PMH: diabetes. A1c improved from 9.4 to 7.6 (05/06/2026).",
        "met",
    ),
    (
        "PMH: diabetes. A1c 55 mmol/mol 05/06/2026.",
        "not_documented",
    ),
    (
        "PMH: borderline diabetes. A1c 6.1",
        "not_applicable",
    ),
    (
        "PMH: diabetes insipidus.",
        "not_applicable",
    ),
    (
        "PMH: steroid-induced hyperglycemia, no diabetes",
        "not_applicable",
    ),
    (
        "Assessment: possible diabetes, check A1c.",
        "not_documented",
    ),
]


@pytest.mark.parametrize(("told", "status"), TOLD)
def test_diabetes_is_read_as_the_policy_says(told: str, status: str) -> None:
    assert status_of(NOTE + HISTORY + told, "diabetes-controlled", "acdf") == status
