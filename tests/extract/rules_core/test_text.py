from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.rules.copy.text import fold, lower


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("C5\u20136", "C5-6"),
        ("C5\u22126", "C5-6"),
        ("a\tb\nc\u00a0d", "a b c d"),
        ("\u201cno\u201d isn\u2019t", '"no" isn\'t'),
        ("\uff13\uff0f\uff15", "3/5"),
        ("2 \u00d7 3", "2 x 3"),
    ],
)
def test_exotic_characters_become_plain(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(lower(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">> Plan: rest", "   Plan: rest"),
        ("> Patient: Odo\n> 5 mg", "  Patient: Odo\n> 5 mg".replace("\n", " ")),
        ("> > carpal\n>> 56-year-old", "    carpal    56-year-old"),
        ("left\n> right", "left > right"),
        ("R>L, L > R", "R>L, L > R"),
    ],
)
def test_marks_of_quoted_mail_are_blanks(text, expected):
    assert fold(text) == expected
