"""Scores of pain that name no scale but its ends."""

from __future__ import annotations

import pytest

from tests.extract.frames_clinical.told import facts

HEAD = "HISTORY OF PRESENT ILLNESS:\n"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Her leg pain is back. Today it's 6 on a scale of 0 to 10.", [6]),
        ("Low back pain, 7.5 on the 0-10 scale.", [7.5]),
        ("Her leg pain is back. It is 14 on a scale of 0 to 10.", []),
        ("Fatigue is 6 on a scale of 0 to 10.", []),
    ],
)
def test_a_value_with_the_ends_of_its_scale(text: str, values: list[float]) -> None:
    found = facts("function.document", f"{HEAD}{text}\n")
    assert [one.value for one in found if one.kind == "score"] == values
