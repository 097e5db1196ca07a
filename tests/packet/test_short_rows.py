"""A log whose rows leave out the year is dated by the year that it tells once."""

from __future__ import annotations

import pytest

from workbench.packet.metadata import find_date

ROWS = "1   2/2   Y  eval\n2   2/5   Y  core\n3   3/20  Y  discharge"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"MADEUP PT\n{ROWS}\n2026.  11 attended.      V. Invented DPT", "2026-03-20"),
        (f"MADEUP PT                 2026\n{ROWS}", "2026-03-20"),
        (f"MADEUP PT\n{ROWS}\nNDI in %.    Year 2026.", "2026-03-20"),
        (f"MADEUP PT\n{ROWS}\nall dates 2026", "2026-03-20"),
        (f"MADEUP PT\n{ROWS}", None),
        (f"MADEUP PT\n{ROWS}\nsurgery was in 2019, fell in 2020", None),
        (f"MADEUP PT\n{ROWS}\n4   1/6   Y  recheck\nall dates 2026", None),
        (f"MADEUP PT   2025\n{ROWS}\nMADEUP PT   2026\n", None),
        (f"MADEUP WARD\n{ROWS}\n 3/20   2000   NRS 6   tablet", None),
        (f"MADEUP WARD   2026\n{ROWS}\n 3/20   2030   NRS 6", "2026-03-20"),
    ],
)
def test_the_last_row_dates_the_log(text: str, date: str | None) -> None:
    assert find_date("therapy-record", text.split("\n")) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "MADEUP REHAB   eval 4/14/2026\n       4/14   4/17   5/8\npain   8 7 7",
            "2026-05-08",
        ),
        ("MADEUP REHAB   eval 4/14/2026\nDate | 4/14 | 4/17 | 5/8\n", "2026-05-08"),
        ("MADEUP REHAB   eval 4/14/2026\n       1/4   2/5   3/6\n", "2026-04-14"),
        ("MADEUP REHAB   eval 4/14/2026\nstrength 4/5  4/5  5/5\n", "2026-04-14"),
    ],
)
def test_a_flow_sheet_is_of_its_last_column(text: str, date: str) -> None:
    assert find_date("therapy-record", text.split("\n")) == date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Tern Neurosurgery, solo practice of Dr. A. Invented-Sample-Placeholder FAX "
         "COVER / PRECERT REQUEST            April 21, 2026", "2026-04-21"),
        ("Tern Neurosurgery FAX COVER           Printed     04/21/2026", None),
        ("Patient            Sample, Ada    F    11/04/1981", None),
        ("Tern Neurosurgery, fax of the file     received:     04/21/2026", None),
    ],
)  # fmt: skip
def test_a_day_set_apart_in_a_letterhead_is_the_papers(
    head: str, date: str | None
) -> None:
    assert find_date("request-form", [head, "To: Sample Plan"]) == date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["Case 81", "Received: April 9, 2026 3:12 PM"], "2026-04-09"),
        (["Request received | 04/09/2026"], "2026-04-09"),
        (["Received: 04/09/2026", "Date of request: 04/07/2026"], "2026-04-07"),
        (["Records received: 04/09/2026"], None),
        (["Received by fax 555-0100"], None),
    ],
)
def test_a_request_without_a_day_of_its_own_came_in_on_one(
    lines: list[str], date: str | None
) -> None:
    assert find_date("request-form", lines) == date
