"""Critical tokens are found in every form that records and templates write."""

from __future__ import annotations

import time

import pytest

from tests.narrate.narrate_factory import COLLAR
from workbench.narrate.proof.sources import Item, of_fact
from workbench.narrate.proof.tokens import tokens
from workbench.schema.case import ExamFinding


def found(text: str) -> list[tuple[str, str, str]]:
    return [(token.kind, token.value, token.unit) for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-04", ("date", "2026-05-04", "")),
        ("05/04/2026", ("date", "2026-05-04", "")),
        ("5/4/26", ("date", "2026-05-04", "")),
        ("May 4, 2026", ("date", "2026-05-04", "")),
        ("4 May 2026", ("date", "2026-05-04", "")),
        ("March 2026", ("date", "2026-03", "")),
        ("2026-03", ("date", "2026-03", "")),
        ("22551", ("code", "22551", "")),
        ("M54.12", ("code", "M54.12", "")),
        ("T84.226A", ("code", "T84.226A", "")),
        ("G0453", ("code", "G0453", "")),
        ("C5-6", ("level", "C5-6", "")),
        ("C5/6", ("level", "C5-6", "")),
        ("C5-C6", ("level", "C5-6", "")),
        ("C5–6", ("level", "C5-6", "")),
        ("C5 to C6", ("level", "C5-6", "")),
        ("C7-T1", ("level", "C7-T1", "")),
        ("L5-S1", ("level", "L5-S1", "")),
        ("the C6 root", ("vertebra", "C6", "")),
        ("strength 4-/5", ("strength", "4-", "")),
        ("deltoid 4+ on", ("strength", "4+", "")),
        ("42 days", ("number", "42", "day")),
        ("six weeks", ("number", "6", "week")),
        ("6-week", ("number", "6", "week")),
        ("59-year-old", ("number", "59", "year")),
        ("3.50 mm", ("number", "3.5", "mm")),
        ("8.0%", ("number", "8", "%")),
        ("10 ng/ml", ("number", "10", "ng/ml")),
        ("1,200 visits", ("number", "1200", "visit")),
        (".5 mm", ("number", "0.5", "mm")),
        ("graded moderate-to-severe", ("grade", "moderate-to-severe", "")),
        ("moderate to severe narrowing", ("grade", "moderate-to-severe", "")),
        ("severely narrowed", ("grade", "severe", "")),
        ("critical stenosis", ("grade", "critical", "")),
        ("on the left", ("side", "left", "")),
        ("Right arm", ("side", "right", "")),
        ("bilaterally", ("side", "bilateral", "")),
        ("both hands", ("side", "bilateral", "")),
    ],
)
def test_one_token_in_each_form(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "the questions left open",
        "left out of account",
        "the right to appeal",
        "of critical importance",
        "a minimal set of criteria",
        "T2-weighted images",
        "one document",
        "HbA1c",
        "both documents",
    ],
)
def test_words_in_another_sense_are_no_tokens(text: str) -> None:
    assert found(text) == []


def test_a_range_of_levels_is_its_interspaces() -> None:
    assert found("C3-C6") == [
        ("level", "C3-4", ""),
        ("level", "C4-5", ""),
        ("level", "C5-6", ""),
    ]


def test_a_level_that_cannot_be_is_still_a_token() -> None:
    assert found("C6-5") == [("level", "C6-C5", "")]


def test_offsets_point_at_the_words() -> None:
    text = "Since 2026-03-11, left C5-6, 42 days."

    assert [text[token.start : token.end] for token in tokens(text)] == [
        "2026-03-11",
        "left",
        "C5-6",
        "42 days",
    ]


@pytest.mark.parametrize(
    "piece", ["1", "1,111", "C5-", "a1f", "left ", "moderate to ", "12/", "May "]
)
def test_long_lines_are_read_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    tokens(text)

    assert time.process_time() - start < 5


def test_a_grade_word_that_a_field_holds_is_a_grade_of_the_fact() -> None:
    """'Patellar reflex trace, Achilles absent' names a grade that a comma shows."""
    reflex = ExamFinding(id="EX1", kind="reflex", grade="trace", evidence=(COLLAR,))
    strong = ExamFinding(id="EX2", kind="reflex", grade="2+", evidence=(COLLAR,))

    assert Item("grade", "trace") in of_fact(reflex)
    assert not [item for item in of_fact(strong) if item.kind == "grade"]
