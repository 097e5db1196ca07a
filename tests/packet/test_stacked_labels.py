"""Dates in the boxes of a form, each under its label."""

from __future__ import annotations

import pytest

from workbench.packet.metadata import find_date

HEAD = "1 NAME                   2 BIRTH DATE        3 REQUEST DATE"


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (
            [HEAD, "Sample, Ann              04/02/1961          05/20/2026"],
            "2026-05-20",
        ),
        (
            ["NAME           DOB", "Sample, Ann    04/02/1961", "05/20/2026"],
            "2026-05-20",
        ),
        (["Level   Date   Seen 3", "L4-5   05/20/2026"], "2026-05-20"),
    ],
)
def test_a_day_is_told_apart_by_the_label_above(lines: list[str], date: str) -> None:
    assert find_date("request-form", lines) == date
