"""Figures without a year: rows of months and short years, and days still to come."""

from __future__ import annotations

import pytest

from workbench.extract.rules.values.dates import find_dates

DAY = "2026-05-20"


def dates(text: str) -> list[str]:
    return [one.value for one in find_dates(text, DAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Blocks 09/23, 02/24, 01/25", ["2023-09", "2024-02", "2025-01"]),
        ("steroid x3 (06/25, 09/25, 02/26)", ["2025-06", "2025-09", "2026-02"]),
        # Rising days are days, and two readings that differ say nothing.
        ("PT on 03/22, 03/24, 03/26", ["2026-03-22", "2026-03-24", "2026-03-26"]),
        ("seen 11/20, 12/22, 01/24", []),
        ("PT on 04/07, 04/09, 04/14", ["2026-04-07", "2026-04-09", "2026-04-14"]),
        ("PT on 12/22, 12/29, 01/05", ["2025-12-22", "2025-12-29", "2026-01-05"]),
    ],
)  # fmt: skip
def test_rows_of_months(text: str, expected: list[str]) -> None:
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appt on 06/11 with the surgeon.", "2026-06-11"),
        ("L4-5 injection June 8 at our center.", "2026-06-08"),
        ("Recheck on July 30.", "2026-07-30"),
        ("Surgery scheduled for June 8", "2026-06-08"),
        ("Fell June 8, pain since.", "2025-06-08"),
        ("Pain since 06/08.", "2025-06-08"),
        ("MRI on 05/02", "2026-05-02"),
        ("MRI November 3", "2025-11-03"),
        ("since July", "2025-07"),
    ],
)
def test_a_day_ahead_is_no_day_of_last_year(text: str, expected: str) -> None:
    assert dates(text) == [expected]
