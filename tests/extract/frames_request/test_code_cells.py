"""Codes of one row in cells of their own: a place belongs to the code beside it."""

from __future__ import annotations

import pytest

from tests.readings.chain import case_of

HEAD = "PRIOR AUTHORIZATION REQUEST\nPatient: Odd Exampleton   DOB 02/02/1960\n"


def _asked(text: str) -> set[tuple[str, str | None]]:
    found = case_of(f"{HEAD}{text}\n").requested_procedures
    return {(one.kind, one.site or one.level) for one in found}


@pytest.mark.parametrize(
    ("text", "kind", "places"),
    [
        (
            "REQUEST   C5 corpectomy with cage and plate\n"
            "CODES     63081 | 22554 (C4-5) | 22585 (C5-6) | 22854 | 22845",
            "cervical-corpectomy",
            {"C5"},
        ),
        (
            "REQUEST   C6 corpectomy and strut\nCODES     63081 | 22554 (C5-6) | 22845",
            "cervical-corpectomy",
            {"C6"},
        ),
        (
            "REQUEST   ACDF C4-5, C5-6\nCODES     22551 (C4-5) | 22552 (C5-6) | 22845",
            "acdf",
            {"C4-5", "C5-6"},
        ),
        (
            "REQUEST   ACDF C4-5, C5-6\nCODES     22551 (C4-5) | 22552 (C5-6) | 22845",
            "instrumentation",
            {None},
        ),
    ],
)
def test_place_of_one_code(text: str, kind: str, places: set[str | None]) -> None:
    assert {place for one, place in _asked(text) if one == kind} == places


def test_a_level_cell_without_a_code_is_of_the_row() -> None:
    text = "| Code | Service | Level |\n| 22551 | ACDF | C5-6 |"
    assert ("acdf", "C5-6") in _asked(text)
