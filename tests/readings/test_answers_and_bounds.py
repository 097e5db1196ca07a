"""Answers with a comment, a habit laid down, how far a pain reaches, what went then."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


@pytest.mark.parametrize(
    "text",
    [
        'blood_thinner : No     diabetes  : No ("pre")',
        'diabetes  : No ("pre")',
        "Diabetes: No (prediabetes only in 2019)",
        "Diabetes:  none (last A1c 5.4)",
        "Diabetes: No (borderline)",
    ],
)
def test_a_no_with_a_comment_is_a_no(text: str) -> None:
    found = case_of(
        f"PATIENT INTAKE\nDate: 05/20/2026\n surgeries : tonsils\n {text}\n"
    )
    assert not [
        one
        for one in found.risk_factors
        if one.kind == "diabetes" and one.assertion == "present"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Diabetes: Yes (type 2)",
        "Diabetes: type 2, no insulin",
        "PMH: diabetes (no eye disease)",
    ],
)
def test_a_yes_stays(text: str) -> None:
    found = case_of(f"{NOTE}{text}\n").risk_factors
    assert ("diabetes", "present") in {(one.kind, one.assertion) for one in found}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Retired smoker.", "former"),
        ("Reformed smoker, 10 pack years.", "former"),
        ("One-time smoker.", "former"),
        ("Retired, smoker.", "current"),
        ("Retired. Smoker, 1 ppd.", "current"),
    ],
)
def test_a_habit_laid_down(text: str, status: str) -> None:
    found = case_of(f"{NOTE}SOCIAL HISTORY: {text}\n").risk_factors
    assert {one.status for one in found if one.kind == "nicotine"} == {status}


@pytest.mark.parametrize(
    "text",
    [
        "Low back pain. No pain below the buttocks.",
        "Neck pain, no pain past the elbow.",
        "Back pain 8/10, no pain going below the knee.",
        "Aching back. Denies pain beyond the right hip.",
    ],
)
def test_how_far_a_pain_reaches_denies_none(text: str) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert not [x for x in found if x.kind == "pain" and x.assertion == "absent"]


@pytest.mark.parametrize(
    "text", ["No pain today.", "No leg pain.", "Denies neck pain."]
)
def test_a_pain_that_is_denied_stays_denied(text: str) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert [x for x in found if x.kind == "pain" and x.assertion == "absent"]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Caudal ESI 01/20/2026 did him good, he could go bowling again.", False),
        ("After the block she was able to garden and walk again.", False),
        ("He can walk two miles without trouble.", True),
    ],
)
def test_what_went_then_says_nothing_of_today(text: str, denied: bool) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").functional_limits
    assert bool([one for one in found if one.assertion == "absent"]) is denied
