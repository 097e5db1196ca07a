"""What diagnosis codes say of level, region and side."""

from __future__ import annotations

import pytest

from workbench.vocabulary.icd10cm import code_place


@pytest.mark.parametrize(
    ("code", "region", "level", "side"),
    [
        ("M50.221", "cervical", "C4-5", None),
        ("M50.022", "cervical", "C5-6", None),
        ("M50123", "cervical", "C6-7", None),
        ("M50.13", "cervicothoracic", "C7-T1", None),
        ("M48.062", "lumbar", None, None),
        ("G56.01", None, None, "right"),
        ("S12.500A", "cervical", None, None),
        ("M43.17", "lumbosacral", None, None),
    ],
)
def test_place(code: str, region: str, level: str, side: str) -> None:
    found = code_place(code)
    assert found is not None
    assert (found.region, found.level, found.side) == (region, level, side)


@pytest.mark.parametrize("code", ["", "C5-6", "E11.9", "M51.36", "22551", "M50.22"])
def test_no_place(code: str) -> None:
    assert code_place(code) is None
