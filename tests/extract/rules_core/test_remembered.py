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


def test_what_is_asked_for_again_is_taken_over_when_a_full_table_begins_anew() -> None:
    made: list[str] = []

    def make(text: str) -> int:
        made.append(text)
        return len(text)

    table = Remembered(make, most=2)
    for text in ("pain", "neck", "knee", "pain", "hip", "pain", "neck"):
        assert table[text] == len(text)
    assert made == ["pain", "neck", "knee", "hip", "neck"]
    table.clear()
    assert table["pain"] == len("pain")
    assert made[-1] == "pain"
