"""Shorthand written out: the table's own examples, signs, and the way back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.rules_core.make import document
from workbench.extract.rules.copy import shorthand
from workbench.extract.rules.copy.joined import joined
from workbench.vocabulary.yaml_file import load_yaml

ROWS: list[dict[str, Any]] = load_yaml(shorthand._FILE)


@pytest.mark.parametrize(
    ("written", "read"), [tuple(pair) for row in ROWS for pair in row["examples"]]
)
def test_an_abbreviation_is_read_as_its_words(written: str, read: str) -> None:
    assert shorthand.plain(written) == read


@pytest.mark.parametrize(
    "text", [text for row in ROWS for text in row.get("counter", ())]
)
def test_what_may_mean_something_else_stays(text: str) -> None:
    assert shorthand.plain(text) == text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"])
def test_every_abbreviation_has_an_example(row: dict[str, Any]) -> None:
    assert row["examples"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Hoffmann L+, R-", "Hoffmann left positive, right negative"),
        ("Hoff +L -R", "Hoff left positive, right negative"),
        ("Spurling (+) R, (-) L", "Spurling right positive, left negative"),
        ("Hoff neg B", "Hoff bilaterally negative"),
        ("Tinel/Phalen B neg", "Tinel/Phalen bilaterally negative"),
        ("C4-5 and C5-6, mild at the former, severe at the latter",
         "C4-5 and C5-6, mild at C4-5, severe at C5-6"),
    ],
)  # fmt: skip
def test_signs_and_references_are_read_as_words(written: str, read: str) -> None:
    assert shorthand.plain(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "Hoffmann was negative.",
        "Strength 4+/5 L",
        "Tinel L wrist not done",
        "Level    L+    R-",
        "the latter half of the year",
    ],
)
def test_other_text_stays(text: str) -> None:
    assert shorthand.plain(text) == text


def test_every_character_leads_back_into_its_own_line() -> None:
    text = "Denies b/b sx.\nHoffmann L+, R-\nno cord sig Δ"
    made = joined(document(text), frozenset(), {})
    assert made is not None
    copy = "\n".join(line.text for line in made.document.lines)
    assert "left positive, right negative" in copy
    back = [made.places.original(place) for place in range(len(copy))]
    assert back == sorted(back)
    assert back[-1] < len(text)
    start = copy.index("right negative")
    assert text[back[start]] in "LR"
    for place, sign in enumerate(copy):
        if sign == "\n":
            assert text[back[place]] == "\n"
