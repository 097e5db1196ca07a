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
