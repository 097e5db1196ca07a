"""Widths of columns: words stand whole, everything gets its room, nothing is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.narrate.pages.blocks import Span, Table
from workbench.narrate.pages.read import read
from workbench.narrate.pages.widths import LONG_WORD, measure, shares


def table(*rows: list[str]) -> Table:
    lines = [tuple((Span(cell),) if cell else () for cell in row) for row in rows]
    return Table(lines[0], tuple(lines[1:]), ("left",) * len(rows[0]))


CELLS = st.text("abcdefMW 12-", max_size=60)
TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5
    ).map(lambda rows: table(*rows))
)


@given(TABLES, st.floats(10, 150))
def test_shares_sum_to_one_and_no_word_is_wider_than_its_column(
    made: Table, room: float
) -> None:
    parts = shares(made, room)

    if parts is None:
        return
    assert sum(parts) == pytest.approx(1)
    for row in (made.head, *made.rows):
        for cell, part in zip(row, parts, strict=True):
            for span in cell:
                for word in span.text.split():
                    assert measure(word[:LONG_WORD]) <= part * room + 1e-6


def test_the_longest_text_gets_the_most_room() -> None:
    parts = shares(table(["A", "B", "C"], ["x", "word " * 40, "some words"]), 80)

    assert parts is not None
    assert parts[1] > 0.6
    assert parts[0] < parts[2]


def test_capitals_are_given_more_room_than_small_letters() -> None:
    (first, second) = shares(table(["A", "B"], ["WIDE_CODE", "wide_code"]), 200) or ()

    assert first > second


def test_a_short_cell_stands_on_one_line() -> None:
    made = table(["Line", "Text"], ["Line 10", "word " * 90])
    parts = shares(made, 60)

    assert parts is not None
    assert parts[0] * 60 >= measure("Line 10")


def test_what_does_not_fit_side_by_side_is_none() -> None:
    assert shares(table(["incomprehensible"] * 6), 40) is None


def test_an_empty_table_has_even_shares() -> None:
    (made,) = read("| | |\n|---|---|\n| | |\n")
    assert isinstance(made, Table)

    assert shares(made, 50) == (0.5, 0.5)
