"""Grades that a sentence sets against today's."""

from __future__ import annotations

import pytest

from workbench.extract.rules.frames.exam.earlier_grades import without_earlier


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        ("deltoid 4/5 in January and 3/5 now", "4/5", "3/5"),
        ("R EHL 5/5, was 4+/5.", "4+/5", "5/5"),
        ("Grip 3/5, previously 4/5", "4/5", "3/5"),
        ("EHL 4/5 -> 3/5", "4/5", "3/5"),
        ("triceps 4/5 (was 5/5 last visit)", "5/5", "4/5"),
        ("weakness from 4/5 to 3/5 in the left triceps", "4/5", "3/5"),
        ("Biceps is 4/5; it was 5/5 in December.", "5/5", "4/5"),
    ],
)
def test_the_earlier_grade_is_blanked(text: str, gone: str, kept: str) -> None:
    plain = without_earlier(text)
    assert len(plain) == len(text)
    assert gone not in plain.replace(kept, "", 1)
    assert kept in plain


@pytest.mark.parametrize(
    "text",
    [
        "Deltoid 4/5, biceps was 5/5",
        "Strength 4/5 to 5/5 throughout",
        "Deltoid 4/5 on the right and 5/5 on the left",
        "Strength was 5/5 throughout.",
    ],
)
def test_grades_of_today_stay(text: str) -> None:
    assert without_earlier(text) == text
