"""What is remembered of texts is told once, and no more of it than asked for."""

from __future__ import annotations

from workbench.extract.rules.words.remembered import Remembered


def test_a_text_is_told_of_once_and_a_full_table_begins_anew() -> None:
    made: list[str] = []

    def make(text: str) -> int:
        made.append(text)
        return len(text)

    table = Remembered(make, most=2)
    assert [table["ab"], table["ab"], table["abc"]] == [2, 2, 3]
    assert made == ["ab", "abc"]
    assert table["a"] == 1
    assert list(table) == ["a"]
