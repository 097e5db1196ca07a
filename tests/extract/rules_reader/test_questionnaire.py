"""Questions to the patient, answered in small letters behind them."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("Do you smoke?  quit 2014, before that 1 ppd", "nicotine", ["historical"]),
        ("Do you smoke?  half a pack a day", "nicotine", ["present"]),
        (
            "Do you have trouble with your bladder?  no",
            "bladder-dysfunction",
            ["absent"],
        ),
        ("Any falls?  none", "gait-imbalance", ["absent"]),
        ("Does the pain wake you?  most nights", "sleep", ["present"]),
    ],
)
def test_the_answer_tells(line: str, kind: str, said: list[str]) -> None:
    found = facts(line, "patient questionnaire", "2026-06-15")
    assert [one.assertion for one in found if one.kind == kind] == said
