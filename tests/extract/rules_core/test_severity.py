from __future__ import annotations

import pytest

from workbench.extract.rules.values.severity import find_severities


@pytest.mark.parametrize(
    ("text", "low", "high", "negated"),
    [
        ("mild stenosis", 2, 2, False),
        ("Moderate foraminal stenosis", 4, 4, False),
        ("mild to moderate stenosis", 3, 3, False),
        ("mild/moderate", 3, 3, False),
        ("moderate-severe", 5, 5, False),
        ("moderate-to-severe", 5, 5, False),
        ("moderately severe", 5, 5, False),
        ("marked narrowing", 6, 6, False),
        ("high-grade stenosis", 6, 6, False),
        ("mild to severe", 2, 6, False),
        ("at least moderate", 4, 7, False),
        ("moderate or greater", 4, 7, False),
        ("up to moderate", 0, 4, False),
        ("no more than mild", 0, 2, False),
        ("no significant stenosis", 0, 3, True),
        ("without evidence of significant canal stenosis", 0, 3, True),
        ("not severe", 0, 5, True),
        ("no high-grade stenosis", 0, 5, True),
        ("progressed from mild to moderate", 4, 4, False),
        ("previously mild, now severe", 6, 6, False),
        ("moderate (was mild)", 4, 4, False),
        ("none", 0, 0, False),
        ("Canal: none", 0, 0, False),
        ("complete effacement of the CSF", 7, 7, False),
    ],
)
def test_grades(text: str, low: int, high: int, negated: bool) -> None:
    (found,) = find_severities(text)
    assert (found.severity.low, found.severity.high) == (low, high)
    assert found.negated == negated


@pytest.mark.parametrize(
    "text",
    ["complete blood count", "advanced imaging", "normal alignment", "no stenosis", ""],
)
def test_words_of_other_use_are_no_grades(text: str) -> None:
    assert find_severities(text) == ()


def test_an_earlier_grade_is_kept_apart() -> None:
    (found,) = find_severities("previously mild, now severe")
    assert found.prior is not None
    assert found.prior.label == "mild"


def test_two_grades_in_one_sentence_stand_apart() -> None:
    found = find_severities("mild-moderate central and severe left foraminal stenosis")
    assert [m.severity.label for m in found] == ["mild-to-moderate", "severe"]
