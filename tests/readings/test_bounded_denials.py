"""A denial bounded by a joint, and tobacco told of as past."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


@pytest.mark.parametrize(
    ("denial", "absent"),
    [
        ("No pain below the knee.", set()),
        ("Denies pain past either elbow.", set()),
        ("No pain today.", {None}),
        ("No neck pain.", {"neck"}),
    ],
)
def test_no_pain_beyond_a_joint_denies_none_above_it(
    denial: str, absent: set[str | None]
) -> None:
    found = case_of(f"{NOTE}HPI: Low back pain for two years. {denial}\n").symptoms
    pains = [one for one in found if one.kind == "pain"]
    assert {one.site for one in pains if one.assertion == "absent"} == absent
    assert "low-back" in {one.site for one in pains if one.assertion == "present"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Smoked half a pack a day for about 15 yrs. Quit in June 2024.", "former"),
        ("Smoked a pack a day for 20 years.", "former"),
        ("Tobacco: smoked 5 cigarettes a day x 8 yrs. Quit 3/2019.", "former"),
        ("Smokes half a pack a day for 15 years.", "current"),
        ("Smoked 1 ppd for 20 years, now 5 cigarettes a day.", "current"),
    ],
)
def test_years_of_smoking_gone_by_are_past(text: str, status: str) -> None:
    risks = case_of(f"{NOTE}Social history: {text}\n").risk_factors
    assert {one.status for one in risks if one.kind == "nicotine"} == {status}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("He was pain free for three years. In October the pain returned.", False),
        ("She was pain-free until March.", False),
        ("He had no back pain for three years after surgery.", False),
        ("She has been pain free for three years.", True),
        ("She is pain free.", True),
        ("She had no leg pain today.", True),
    ],
)
def test_a_time_without_pain_that_is_over_is_no_word_on_today(
    text: str, absent: bool
) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert ("absent" in {one.assertion for one in found}) is absent
