"""Plain text: readable in a terminal, within its width."""

from __future__ import annotations

import pytest

from tests.narrate.narrate_factory import POLICY, REVIEW
from workbench.narrate.narrative import render, to_text
from workbench.narrate.plain_table import lay_out, share


def test_the_narrative_stays_within_its_width() -> None:
    text = to_text(render(REVIEW, POLICY))

    assert [line for line in text.split("\n") if len(line) > 100 and " " in line] == []


def test_heads_are_underlined_and_lists_are_kept() -> None:
    text = to_text("# One\n\n## Two\n\n- a\n- b\n  - c\n\n1. x\n   - z\n2. y\n")

    assert text == "One\n===\n\nTwo\n---\n\n- a\n- b\n  - c\n1. x\n   - z\n2. y\n"


def test_long_items_hang() -> None:
    text = to_text("- " + "word " * 30, width=40)

    assert text.startswith("- word")
    assert all(line.startswith("  word") for line in text.split("\n")[1:-1])


def test_quoted_blocks_carry_a_bar() -> None:
    assert to_text("> careful\n") == "  | careful\n"


def test_escaped_marks_show_as_characters() -> None:
    assert to_text("a \\* b \\| c \\# d") == "a * b | c # d\n"


def test_a_narrow_table_takes_no_more_room_than_it_needs() -> None:
    assert lay_out([["A", "B"], ["one", "two"]], 100) == ("A    B\n---  ---\none  two")


def test_a_wide_table_is_wrapped_and_rows_are_set_apart() -> None:
    text = lay_out([["Name", "Words"], ["a", "word " * 40], ["b", "short"]], 60)

    assert max(map(len, text.split("\n"))) <= 60
    assert "\n\nb " in text


@pytest.mark.parametrize("columns", [1, 3, 7])
def test_columns_share_the_room(columns: int) -> None:
    rows = [["head"] * columns, ["some longer words here " * 5] * columns]

    assert sum(share(rows, 90)) <= 90


def test_a_short_row_is_filled_up() -> None:
    assert lay_out([["A", "B"], ["x"]], 40).endswith("x")
