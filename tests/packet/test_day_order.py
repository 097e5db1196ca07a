"""Numeric dates that are written day first."""

from __future__ import annotations

import pytest

from workbench.packet.day_order import day_first, month_first
from workbench.packet.read import read_packet
from workbench.packet.sources import Source


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Born 30/09/1984, seen 09/02/2026"], (True,)),
        (["Born 30.09.84"], (True,)),
        (["Dates are dd/mm/yyyy. Seen 04/05/2026"], (True,)),
        (["Seen 09/02/2026", "Born 31/12/1970"], (True, True)),
        (["Seen 02/28/2026"], (False,)),
        (["Seen 09/02/2026"], (False,)),
        (["Seen 13/02/2026 and 02/14/2026"], (False,)),
        (["Seen 13/02/2026", "Seen 02/14/2026"], (True, False)),
        (
            ["Seen 03/04/2026", "Seen 13/02/2026", "Seen 02/14/2026"],
            (False, True, False),
        ),
        (["Seen 08.05.2026 [8 May 2026]"], (True,)),
        (["Seen 05/08/2026 (May 8th)"], (False,)),
        (["Seen 08/05/2026 (Monday)"], (False,)),
        (["Ratio 31/12, BP 138/78, C5-6 4+/5, 1.5.20 mg"], (False,)),
    ],
)
def test_the_order_is_told_by_dates_that_fit_one_order_only(
    texts: list[str], expected: tuple[bool, ...]
) -> None:
    assert day_first(texts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seen 09/02/2026.", "seen 02/09/2026."),
        ("seen 9/12/26 and 31-01-2026", "seen 12/9/26 and 01-31-2026"),
        ("2026-05-04, 4/5, C5-6, 12/2026", "2026-05-04, 4/5, C5-6, 12/2026"),
    ],
)
def test_dates_are_turned_in_place(text: str, expected: str) -> None:
    assert month_first(text) == expected
    assert len(month_first(text)) == len(text)


def test_a_date_that_is_written_out_has_its_own_order() -> None:
    text = "op 08/05/2026 (8th May), film 10/20/2025, visit 07/06/2026 (July 6)"
    told = "op 05/08/2026 (8th May), film 10/20/2025, visit 07/06/2026 (July 6)"
    assert month_first(text, turn=False) == told


def test_a_document_is_dated_by_the_order_of_its_packet() -> None:
    letter = b"Name: SAMPLE Vera   DOB 30/09/1984\nMRI CERVICAL SPINE\nText follows"
    report = b"MRI CERVICAL SPINE\nName: SAMPLE Vera\nExam date: 09/02/2026\nFINDINGS:"
    packet = read_packet((Source("a.txt", letter), Source("b.txt", report)))

    assert packet.documents[-1].date == "2026-02-09"
