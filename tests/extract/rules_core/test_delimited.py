"""Lines of an export as rows: the first names the columns, prose stays prose."""

from __future__ import annotations

import pytest

from workbench.extract.rules.layout.delimited import delimited


def _texts(text: str) -> dict[int, list[str]]:
    return {n: [p.text for p in row] for n, row in delimited(text.split("\n")).items()}


def test_rows_have_the_cells_of_their_columns() -> None:
    text = (
        "EXPORT\n"
        "case_no,member,cpt,units,level,status\n"
        'S-40911,"KORHONEN, P",63045,1,C4-5,requested\n'
        "S-40911,KORHONEN P,22842,1,,requested\n"
        "Thank you, all."
    )

    assert _texts(text) == {
        1: ["case_no", "member", "cpt", "units", "level", "status"],
        2: ["S-40911", "KORHONEN, P", "63045", "1", "C4-5", "requested"],
        3: ["S-40911", "KORHONEN P", "22842", "1", "", "requested"],
    }


def test_offsets_lead_back_to_the_line() -> None:
    line = 'a;"b c";d'
    rows = delimited([line, "1;2;3"])

    assert [line[part.start : part.end] for part in rows[0]] == ["a", "b c", "d"]


@pytest.mark.parametrize(
    "text",
    [
        "Denies fever, chills, weakness.\nNo numbness, tingling, falls.",
        "neck,back,arm",
        "date,kind,visits\n2026-01-02,PT",
        "1,2,3\n4,5,6",
    ],
)
def test_prose_and_single_lines_are_no_table(text: str) -> None:
    assert delimited(text.split("\n")) == {}
