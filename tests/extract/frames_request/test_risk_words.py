"""Nicotine in all wordings and boxes, and the other modifiers of risk."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import facts

NICOTINE = [
    ("Never smoker.", "never"),
    ("She has never smoked.", "never"),
    ("Lifelong non-smoker", "never"),
    ("lifetime nonsmoker, no alcohol", "never"),
    ("Tobacco use: never", "never"),
    ("Tobacco: [x] Never [ ] Former [ ] Current", "never"),
    ("Tobacco use\n[ ] Current\n[x] Never", "never"),
    ("☒ Never smoker ☐ Former smoker", "never"),
    ("Non-smoker.", "not-current"),
    ("He does not smoke.", "not-current"),
    ("Denies tobacco use.", "not-current"),
    ("Denies alcohol or tobacco.", "not-current"),
    ("Married, no tobacco, occasional alcohol", "not-current"),
    ("Tobacco: no", "not-current"),
    ("Smoker: N", "not-current"),
    ("Does the patient use tobacco? No", "not-current"),
    ("Patient is a smoker? [ ] Yes [x] No", "not-current"),
    ("Tobacco/alcohol/drugs: none", "not-current"),
    ("Former smoker (20 pack-years), quit 2010.", "former 2010"),
    ("He quit smoking 3 weeks ago.", "former 2026-03-30"),
    ("Ex smoker. Quit 11/1/25.", "former 2025-11-01"),
    ("Former smoker. 1 ppd for 30 years.", "former"),
    ("Smoker, former.", "former"),
    ("Former smoker. He quit in March 2024.", "former 2024-03"),
    ("Ex-smoker. Last cigarette 02/03/2026.", "former 2026-02-03"),
    ("Former smoker. Stopped gabapentin 02/03/2026.", "former"),
    ("Quit smoking on 02/01/2026, using nicotine gum.", "former 2026-02-01 gum"),
    ("He stopped all nicotine products in December 2025.", "former 2025-12"),
    (
        "Tobacco: [ ] Never [x] Former [ ] Current   Quit date: 03/2024",
        "former 2024-03",
    ),
    ("Tobacco Use: Quit", "former"),
    ("Never used smokeless tobacco; former cigarette smoker", "former chew"),
    ("Smokes 1 ppd x 20 years", "current cigarettes"),
    ("Tobacco: 1/2 pack per day", "current cigarettes"),
    ("Smoking: Current every day smoker", "current"),
    ("Vapes daily.", "current vape"),
    ("Uses chewing tobacco.", "current chew"),
    ("Uses nicotine patch since January.", "current patch"),
    ("Current smoker: yes", "current"),
    ("She was a smoker, stopped in 2024.", "former 2024"),
    (
        "He was smoker of 8 cigarettes per day, stopped May 5, 2024.",
        "former 2024-05-05",
    ),
    ("Was a 1 ppd smoker; gave it up after the stent in 2019.", "former 2019"),
    ("Smoked half a pack a day (quit 3/2024) and has not gone back.", "former 2024-03"),
    ("Has not returned to smoking since the operation.", "former"),
    ("He was a smoker when seen in May and has not stopped.", "current"),
    ("Was smoking 10 cigarettes a day at the last visit.", "current cigarettes"),
]


@pytest.mark.parametrize(("text", "expected"), NICOTINE)
def test_nicotine(text, expected):
    found = facts("risk.document", "SOCIAL HISTORY\n" + text, "clinic-note")
    told = [
        " ".join(part for part in (one.status, one.until, one.name) if part)
        for one in found
        if one.kind == "nicotine"
    ]
    assert [_without_product(one, expected) for one in told] == [expected]


def _without_product(told: str, expected: str) -> str:
    """The product is asked for only where the expectation names one."""
    return (
        told
        if len(expected.split()) == len(told.split())
        else " ".join(told.split()[: len(expected.split())])
    )


@pytest.mark.parametrize(
    "text",
    [
        "SOCIAL HISTORY\nCounseled to quit smoking before surgery.",
        "POLICY\nPatients must be nicotine free for 6 weeks.",
        "FAMILY HISTORY\nFather smoked.",
        "SOCIAL HISTORY\nMother smoked heavily.",
        "SOCIAL HISTORY\nSmoking Status - Never Assessed",
        "SOCIAL HISTORY\nExposure to secondhand smoke.",
        "SOCIAL HISTORY\nNever used heroin.",
        "SOCIAL HISTORY\nTobacco use: [ ] Never [ ] Former [ ] Current",
        "SOCIAL HISTORY\nQuit his job in 2024.",
        "SOCIAL HISTORY\nFormer smoker: No",
        "PLAN\nPPD test negative.",
    ],
)
def test_nothing_said_of_nicotine(text):
    found = facts("risk.document", text, "clinic-note")

    assert [one for one in found if one.kind == "nicotine"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMH: Type 2 diabetes, hypertension", "diabetes present"),
        ("No history of diabetes.", "diabetes absent"),
        ("Diabetes: No", "diabetes absent"),
        ("He is nondiabetic.", "diabetes absent"),
        ("Osteoporosis on DEXA.", "osteoporosis present"),
        ("BMI 31.2 today", "obesity present"),
    ],
)
def test_other_factors(text, expected):
    found = facts("risk.document", "PAST MEDICAL HISTORY\n" + text, "clinic-note")

    assert [f"{one.kind} {one.assertion}" for one in found] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "FAMILY HISTORY: Mother with diabetes.",
        "PMH: Gestational diabetes 2004, resolved",
        "PMH: HTN, gest. diabetes with the last baby",
        "PMH: gest DM 2006 (resolved)",
        "PMH: Prediabetes",
    ],
)
def test_no_diabetes_of_the_patient(text):
    found = facts("risk.document", text, "clinic-note")

    assert [one for one in found if one.kind == "diabetes"] == []
