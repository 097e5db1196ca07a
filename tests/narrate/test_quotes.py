"""Quotes are printed with their place and never changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.narrate.quotes import cited, cited_all, place, shorten, span, unique
from workbench.schema.evidence import Evidence


def evidence(quote: str, *lines: int, document: str = "D2") -> Evidence:
    return Evidence(document=document, lines=lines or (1,), quote=quote)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ((14,), "14"),
        ((14, 15), "14-15"),
        ((3, 7, 8, 9), "3,7-9"),
        ((9, 3), "3,9"),
        ((2, 2), "2"),
    ],
)
def test_line_numbers_are_shown_as_runs(lines: tuple[int, ...], shown: str) -> None:
    assert span(lines) == shown


def test_place_names_document_and_lines() -> None:
    assert place(evidence("x", 14, 15)) == "D2:14-15"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("Short enough.", 40, "Short enough."),
        (
            "Numb thumbs since spring. Worse at night, better by day.",
            40,
            "Numb thumbs since spring. …",
        ),
        (
            "Numb thumbs since spring, worse at night and on waking",
            40,
            "Numb thumbs since spring, …",
        ),
        ("numb thumbs and heavy arms since spring", 20, "numb thumbs and …"),
        ("C5-6 3.5 mm. Then more words follow here", 20, "C5-6 3.5 mm. …"),
    ],
)
def test_long_quotes_end_at_a_phrase(text: str, limit: int, shown: str) -> None:
    assert shorten(text, limit) == shown


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300), st.integers(10, 120))
def test_what_is_left_of_a_quote_is_its_own_head(text: str, limit: int) -> None:
    whole = " ".join(text.split())
    head = shorten(whole, limit).removesuffix(" …")

    assert len(head) <= max(limit, len(head.split(" ")[0]))
    assert shorten(whole, 10_000).startswith(head)


def test_a_quote_is_printed_with_its_place() -> None:
    assert cited(evidence("no *lasting* relief", 4)) == (
        "“no \\*lasting\\* relief” (D2:4)"
    )


def test_beyond_the_most_only_places_are_listed() -> None:
    items = [evidence(f"words {number}", number) for number in range(1, 6)]

    assert cited_all(items, most=2) == (
        "“words 1” (D2:1); “words 2” (D2:2); also (D2:3; D2:4; D2:5)"
    )


def test_a_quote_is_printed_once() -> None:
    assert len(unique([evidence("a", 1), evidence("a", 1), evidence("a", 2)])) == 2


def test_no_quotes_make_no_text() -> None:
    assert cited_all([]) == ""


def test_words_said_in_several_places_are_quoted_once() -> None:
    said = [
        evidence("CC: Neck pain", 5),
        evidence("Numb thumb.", 6),
        evidence("CC:  Neck pain", 5, document="D3"),
    ]
    shown = str(cited_all(said))
    assert shown == "“CC: Neck pain” (D2:5; D3:5); “Numb thumb.” (D2:6)"


def test_places_beyond_the_quotes_shown_are_listed() -> None:
    said = [evidence(f"Words {number}.", number) for number in range(1, 5)]
    shown = str(cited_all(said, most=2))
    assert shown.endswith("also (D2:3; D2:4)")
