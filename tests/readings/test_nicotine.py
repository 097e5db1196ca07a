"""Social histories, forms and laboratory lines on nicotine, to their status."""

from __future__ import annotations

import pytest

from tests.readings.chain import HISTORY, NOTE, status_of

TOLD = [
    (
        "Tobacco: never used cigarettes or vapes.",
        "met",
    ),
    (
        "Social history: smokeless tobacco: never. Lives alone.",
        "not_documented",
    ),
    (
        "Social history: never smoker; smokeless: never.",
        "met",
    ),
    (
        "Social history: never smoked or drank, now vapes.",
        "not_met",
    ),
    (
        "Tobacco: ex-smoker, quit date 02/2019. Smokeless: never.",
        "not_documented",
    ),
    (
        "Social history: Never smoker. No alcohol.",
        "met",
    ),
    (
        "SH: lifelong nonsmoker, rare etoh",
        "met",
    ),
    (
        "Tobacco: ( ) current (X) never ( ) former",
        "met",
    ),
    (
        "Tobacco use: [ ] Current  [ ] Former  [X] Never",
        "met",
    ),
    (
        "Tobacco: (X) current ( ) never",
        "not_met",
    ),
    (
        "Do you smoke? [ ] Yes [X] No",
        "not_documented",
    ),
    (
        "Do you smoke? [X] Yes [ ] No",
        "not_met",
    ),
    (
        "Have you ever used tobacco or nicotine? [ ] Yes [X] No",
        "met",
    ),
    (
        "Have you ever smoked? No",
        "met",
    ),
    (
        "Ever smoked: No",
        "met",
    ),
    (
        "Ever smoker: N",
        "met",
    ),
    (
        "Smoking Status: Never Smoker\nSmokeless Tobacco: Never Used",
        "met",
    ),
    (
        "Smoking status: Former smoker, quit 2009",
        "not_documented",
    ),
    (
        "Smoking Status: Current Every Day Smoker  Packs/day: 0.5",
        "not_met",
    ),
    (
        "Social: 1 ppd x 20 yrs",
        "not_met",
    ),
    (
        "Social history: She smokes half a pack a day.",
        "not_met",
    ),
    (
        "Tob: 1/2 ppd",
        "not_met",
    ),
    (
        "Tob: neg",
        "not_documented",
    ),
    (
        "Tobacco - none",
        "not_documented",
    ),
    (
        "Nicotine: denies",
        "not_documented",
    ),
    (
        "Social Hx: Works as a welder. Does not smoke. Drinks socially.",
        "not_documented",
    ),
    (
        "Quit smoking 3 weeks ago.",
        "not_met",
    ),
    (
        "Social history: Former smoker, quit 05/10/2026.",
        "not_met",
    ),
    (
        "Social history: former smoker (20 pack-years), quit in 2012. "
        "Cotinine 05/15/2026 <2 ng/mL.",
        "met",
    ),
    (
        "Vapes daily.",
        "not_met",
    ),
    (
        "Social: uses nicotine pouches (Zyn) daily.",
        "not_met",
    ),
    (
        "Social: chews tobacco, 1 can per week",
        "not_met",
    ),
    (
        "Social history: Never smoked. Father smoked.",
        "met",
    ),
    (
        "Husband smokes; patient never smoker.",
        "met",
    ),
    (
        "Social history: lives with a smoker; she has never smoked.",
        "met",
    ),
    (
        "Social history: smoker, counselled to quit.",
        "not_met",
    ),
    (
        "Never smoker. Cotinine 05/15/2026: 45 ng/mL",
        "conflicting",
    ),
    (
        "Tobacco use screening: completed. Patient is a never smoker.",
        "met",
    ),
    (
        "Substance use\nTobacco      never\nAlcohol      social\nDrugs        none",
        "met",
    ),
    (
        "Substance use\nTobacco      10 cigarettes/day\nAlcohol      none",
        "not_met",
    ),
    (
        "Smoker: Y / (N)",
        "not_documented",
    ),
    (
        "Smoker? Y (N)",
        "not_documented",
    ),
    (
        "Smoker  Yes [ ]  No [X]",
        "not_documented",
    ),
    (
        "Current smoker: No. Ever smoker: No.",
        "met",
    ),
    (
        "Tobacco exposure: none. Never a smoker.",
        "met",
    ),
    (
        "Smoking: quit at age 30. Cotinine 1.0 ng/mL on 05/12/2026.",
        "not_documented",
    ),
    (
        "Pt stopped vaping on 01/02/2026; serum cotinine <1 ng/mL 05/18/2026",
        "met",
    ),
    (
        "Nicotine patch 14 mg since January. Cotinine 220 ng/mL "
        "05/12/2026. Former smoker, quit 01/05/2026. Anabasine <2 ng/mL "
        "05/12/2026",
        "met",
    ),
    (
        "Smokes occasional cigar.",
        "not_met",
    ),
    (
        "Patient is aware that smoking impairs fusion and does not use nicotine.",
        "not_documented",
    ),
    (
        "Advised to remain nicotine free. Never smoker.",
        "met",
    ),
    (
        "| Risk factor | Yes | No |\n"
        "|---|---|---|\n"
        "| Current smoker |  | X |\n"
        "| Diabetes |  | X |",
        "not_documented",
    ),
    (
        "| Risk factor | Yes | No |\n"
        "|---|---|---|\n"
        "| Current smoker | X |  |\n"
        "| Diabetes | X |  |",
        "not_met",
    ),
    (
        "| Risk factor | Yes | No |\n"
        "|---|---|---|\n"
        "| Ever smoked |  | X |\n"
        "| Diabetes |  | X |",
        "met",
    ),
    (
        "Risk factor        Status        Detail\n"
        "Tobacco            Never\n"
        "Diabetes           None\n"
        "BMI                27.1",
        "met",
    ),
    (
        "Risk factor        Status        Detail\n"
        "Tobacco            Former        quit 1999\n"
        "Diabetes           Type 2        A1c 7.1 on 05/01/2026\n"
        "BMI                27.1",
        "not_documented",
    ),
    (
        "PRE-OP RISK TABLE\nSmoker: No\nDiabetes: No\nOsteoporosis: No\nASA: 2",
        "not_documented",
    ),
    (
        "PRE-OP RISK TABLE\nSmoker: Yes\nDiabetes: Yes (HbA1c 9.1%, 05/03/2026)",
        "not_met",
    ),
    (
        "Social History\n"
        "  Tobacco Use\n"
        "    Smoking status: Never\n"
        "    Smokeless tobacco: Never\n"
        "  Vaping Use\n"
        "    Vaping status: Never Used",
        "met",
    ),
    (
        "Social History\n"
        "  Tobacco Use\n"
        "    Smoking status: Never\n"
        "  Vaping Use\n"
        "    Vaping status: Current every day user",
        "not_met",
    ),
    (
        "Social History:\n- Tobacco: Never\n- Alcohol: 2/wk\n- Drugs: No",
        "met",
    ),
    (
        "Nicotine: [X] Never  [ ] Former  [ ] Current\n"
        "Diabetes: [ ] None [X] Type 2  HbA1c 7.3% (05/11/2026)",
        "met",
    ),
    (
        "Diabetes  ☐ Yes ☒ No   Smoker ☐ Yes ☒ No",
        "not_documented",
    ),
    (
        "Diabetes  ☒ Yes ☐ No   Smoker ☒ Yes ☐ No",
        "not_met",
    ),
    (
        "Diabetes: Yes ___ No _X_    Tobacco: Yes ___ No _X_",
        "not_documented",
    ),
    (
        "Do you have diabetes?      Y  (N)\nDo you use tobacco?      Y  (N)",
        "not_documented",
    ),
    (
        "Diabetes - no; smoking - never; alcohol - occasional",
        "met",
    ),
    (
        "Comorbidities: hypertension, type II diabetes\n"
        "Labs 05/14/2026: HgbA1c 7.8 H (ref 4.0-5.6), cotinine <5 ng/mL. "
        "Never smoker.",
        "met",
    ),
    (
        "Smoking history: 30 pack years, quit 15 years ago. Cotinine, "
        "serum: not detected (05/12/2026).",
        "not_documented",
    ),
    (
        "Former smoker, quit 01/15/2026. Cotinine, serum 05/12/2026: "
        "Negative (<10 ng/mL)",
        "met",
    ),
    (
        "Former smoker, quit 01/15/2026. Urine cotinine 05/12/2026: POSITIVE",
        "not_documented",
    ),
    (
        "Never smoker per patient. Problem list: nicotine dependence F17.210",
        "conflicting",
    ),
    (
        "Social history: unchanged.",
        "not_documented",
    ),
    (
        "Social: Denies tobacco, alcohol or drug use.",
        "not_documented",
    ),
    (
        "Social: No tobacco. Never smoker.",
        "met",
    ),
    (
        "Smoked in college, none since 1995.",
        "not_documented",
    ),
    (
        "Tobacco cessation counselling: not applicable, never smoker.",
        "met",
    ),
    (
        "Passive smoke exposure: yes. Tobacco use: never.",
        "met",
    ),
]


@pytest.mark.parametrize(("told", "status"), TOLD)
def test_nicotine_is_read_as_the_policy_says(told: str, status: str) -> None:
    assert status_of(NOTE + HISTORY + told, "nicotine-free", "acdf") == status
