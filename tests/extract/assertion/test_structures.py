"""Assertion by structure: codes, ticked columns, sides, dates, questions, scans."""

from __future__ import annotations

import pytest

from tests.extract.rules_core.make import cut
from workbench.extract.rules.copy.legible import unscanned
from workbench.extract.rules.language.context import read
from workbench.extract.rules.layout.coded import coded
from workbench.extract.rules.model import Mention, Seven
from workbench.extract.rules.whole.long_past import long_past


def _seven(text: str, words: str, *, state: bool = True) -> Seven:
    view = cut(text)
    one = next(one for one in view.sentences if words in one.text)
    start = one.text.index(words)
    return read(one, Mention("m", start, start + len(words), words), state=state).seven


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("nonunion verificationStatus=refuted clinicalStatus=active", "negated"),
        ('"verificationStatus": "unconfirmed"', "possible"),
        ("asthma clinicalStatus=inactive", "historical"),
        ("MRI status=active intent=order", "not_done"),
        ("MRI status=completed", "present"),
        ("status: completed", None),
        ("Marital status is active", None),
    ],
)
def test_codes_of_records(text: str, wanted: str | None) -> None:
    found = coded(text)
    assert (found[0] if found else None) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [("Clonus | X |", "present"), ("Clonus |  | x", "negated")],
)
def test_a_tick_answers_with_its_column(row: str, wanted: Seven) -> None:
    assert _seven(f"Sign | Positive | Negative\n{row}", "Clonus") == wanted


def test_a_no_for_the_other_side_leaves_this_side() -> None:
    assert _seven("Numbness on the right, none on the left.", "Numbness") == "present"
    assert _seven("Numbness, none on the left.", "Numbness") == "negated"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Carpal tunnel release in 2011.", True),
        ("Neck pain since 2011.", False),
        ("Fusion of 03/2025 is not healed.", False),
        ("Seen 2011-02-03 and 2026-03-01.", False),
        ("Strength 4/5.", False),
    ],
)
def test_dates_make_history(text: str, wanted: bool) -> None:
    assert long_past(text, "2026-04-02") is wanted


def test_a_question_tells_nothing_and_a_request_is_none() -> None:
    assert _seven("Would surgery help?", "surgery", state=False) == "hypothetical"
    assert _seven("Can you confirm she had surgery?", "surgery") != "hypothetical"


def test_letters_set_apart_are_closed_up_in_place() -> None:
    text = "N o  e v i d e n c e  o f  f r a c t u r e at C5"
    read_as = unscanned(text)
    assert len(read_as) == len(text)
    assert read_as.split() == ["No", "evidence", "of", "fracture", "at", "C5"]
    assert unscanned("L R 5 5 4 4") == "L R 5 5 4 4"


def test_a_line_in_capitals_that_denies_is_no_heading() -> None:
    assert (
        _seven("MRI READ\n\nNO FRACTURE OF C5\n\nOther text.", "FRACTURE") == "negated"
    )
