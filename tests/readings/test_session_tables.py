"""Injections that a table lists: under any title, with or without what they gave."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import ProcedureDone

_LOG = (
    "INJECTION LOG (module)          Pt 008814  SAMPLE\n"
    "----------------------------------------------------------------\n"
    " #   Date         Procedure        Steroid   Pre  {after}  Relief\n"
    "----------------------------------------------------------------\n"
    " 1   02/09/2025   R L5-S1 TFESI    dexa 10    8     3          65%, 11 wk\n"
    " 2   05/03/2025   R L5-S1 TFESI    dexa 10    7     3          60% / 3 months\n"
    " 3   08/25/2025   R L5-S1 TFESI    dexa 10    7     4          50% (12 weeks)\n"
)


def _sessions(text: str) -> list[ProcedureDone]:
    return [
        one
        for one in case_of(f"{NOTE}\n{text}").procedures_done
        if one.assertion == "present"
    ]


@pytest.mark.parametrize("after", ["Post(2-3wk)", "Post 30min", "2 wk post", "Post"])
def test_a_title_over_a_ruled_head_and_a_time_in_a_column_keep_every_row(
    after: str,
) -> None:
    found = _sessions(_LOG.format(after=after))
    assert [one.date for one in found] == ["2025-02-09", "2025-05-03", "2025-08-25"]
    assert [one.relief_days is not None for one in found] == [True] * 3


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        (
            "Date         Injection        Physician\n"
            "02/09/2025   L4-5 ILESI       Roe\n"
            "05/03/2025   L4-5 ILESI       Roe\n",
            ["2025-02-09", "2025-05-03"],
        ),
        (
            "| # | DOS | Procedure | Suite |\n"
            "| 1 | 02/09/2025 | C7-T1 interlaminar epidural | 2 |\n"
            "| 2 | 05/03/2025 | C7-T1 interlaminar epidural | 1 |\n",
            ["2025-02-09", "2025-05-03"],
        ),
        (
            "| Date | Injection | Result |\n| 02/09/2025 | caudal ESI | 65%, 11 wk |\n",
            ["2025-02-09"],
        ),
        (
            "Date         Service          Status\n"
            "02/09/2025   L4-5 ILESI       denied\n"
            "05/03/2025   L4-5 ILESI       authorized\n",
            [],
        ),
        (
            "Date         Event                    By\n"
            "02/09/2025   Consult for L4-5 ILESI   Roe\n"
            "05/03/2025   L4-5 ILESI cancelled     Roe\n"
            "09/03/2099   L4-5 ILESI               Roe\n",
            [],
        ),
    ],
)
def test_rows_of_a_table_are_sessions_where_the_day_has_gone(
    rows: str, days: list[str]
) -> None:
    assert [one.date for one in _sessions(rows)] == days


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        (
            "| # | Date | Treatment |\n"
            "| 1 | 03/02/2026 | PT |\n| 2 | 03/05/2026 | PT |\n",
            {None},
        ),
        ("| Treatment | # | Response |\n| PT | 12 | none |\n", {12}),
        ("| Treatment | # visits | Dates |\n| PT | 8 | 1/2026-3/2026 |\n", {8}),
    ],
)
def test_the_number_of_a_row_is_no_count_of_visits(
    rows: str, counts: set[int | None]
) -> None:
    found = case_of(f"{NOTE}\n{rows}").treatments
    assert {one.sessions for one in found if one.kind == "physical-therapy"} == counts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Procedure hx:\n07/2025 TFESI L5 R Dr. Roe\n10/2025 TFESI L5 R Dr. Roe\n",
            ["2025-07", "2025-10"],
        ),
        (
            "Injections this year:\n - Jan 12 - R L5 TFESI\n - Apr 3 - R L5 TFESI\n",
            ["2026-01-12", "2026-04-03"],
        ),
        ("History:\n07/2025 TFESI L5 R cancelled\n10/2025 consult for TFESI\n", []),
        ("03/02/2026 L4-5 ILESI requested\n", []),
    ],
)
def test_an_entry_that_opens_with_a_day_gone_by_is_a_session(
    text: str, days: list[str]
) -> None:
    assert [one.date for one in _sessions(text)] == days


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("HPI: She has had four epidurals since last summer.", [(None, 4)]),
        (
            "HPI: Four epidurals since last summer, most recently on 4/3/26.",
            [(None, 3), ("2026-04-03", None)],
        ),
        (
            "HPI: Had 3 lumbar ESIs. TFESI L5-S1 on 1/5/26 gave 50% relief. "
            "TFESI L5-S1 on 4/5/26 gave 60% relief.",
            [(None, None), ("2026-01-05", None), ("2026-04-05", None)],
        ),
        (
            "HPI: Had 2 ESIs. ESI on 1/5/26 gave 50% relief. ESI on 4/5/26 gave 60%.",
            [("2026-01-05", None), ("2026-04-05", None)],
        ),
        ("Plan: a series of three ESIs.", []),
    ],
)
def test_a_sum_of_sessions_counts_those_without_a_day(
    text: str, sums: list[tuple[str | None, int | None]]
) -> None:
    assert [(one.date, one.count) for one in _sessions(text)] == sums
