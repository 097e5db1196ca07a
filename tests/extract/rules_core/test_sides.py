from __future__ import annotations

import pytest

from workbench.extract.rules.values.sides import find_sides


@pytest.mark.parametrize(
    ("text", "side", "worse"),
    [
        ("left arm", "left", None),
        ("Right-sided neck pain", "right", None),
        ("L arm", "left", None),
        ("R C6 radiculopathy", "right", None),
        ("(L)", "left", None),
        ("LUE", "left", None),
        ("RLE numbness", "right", None),
        ("b/l hands", "bilateral", None),
        ("bilat. foraminal", "bilateral", None),
        ("both hands", "bilateral", None),
        ("left and right", "bilateral", None),
        ("R>L", "bilateral", "right"),
        ("left greater than right", "bilateral", "left"),
        ("right worse than left", "bilateral", "right"),
        ("left hand numbness greater than right", "bilateral", "left"),
        ("L", "left", None),
    ],
)
def test_one_side(text: str, side: str, worse: str | None) -> None:
    (found,) = find_sides(text)
    assert (found.side, found.worse) == (side, worse)


@pytest.mark.parametrize(
    "text",
    [
        "right-handed",
        "He is right hand dominant.",
        "he left work early",
        "She is doing well right now",
        "all right",
        "both C3-4 and C5-6",
        "L5-S1",
        "L4 vertebra",
        "Hardware left in place",
        "lordosis",
    ],
)
def test_no_side(text: str) -> None:
    assert find_sides(text) == ()


def test_letters_beside_grades_are_sides() -> None:
    found = find_sides("Deltoid L 4/5, R 5/5")
    assert [m.side for m in found] == ["left", "right"]
