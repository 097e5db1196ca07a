"""Bare letters of a SOAP note read as labels, and other lone letters do not."""

from __future__ import annotations

import pytest

from workbench.extract.rules.layout.soap import soap

PROSE = (
    ["A 56-year-old man", "S x-ray today", "P 72 regular"],
    ["S back", "O 5/5", "A L5", "P PT", "A later addition"],
    ["P back", "A L5", "O 5/5", "S PT"],
)


def test_four_letters_in_their_order_are_labels() -> None:
    lines = ["6/3/26 f/u", "S back pain", "O 5/5", "  more", "A L5 radic", "P PT"]

    made = soap(lines)

    assert made[1:] == ["S:back pain", "O:5/5", "  more", "A:L5 radic", "P:PT"]


@pytest.mark.parametrize("lines", PROSE)
def test_other_lone_letters_stay(lines: list[str]) -> None:
    assert soap(lines) == lines
