from __future__ import annotations

import pytest

from workbench.extract.rules.values.durations import find_durations, find_sessions


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("6 wks", 42, 42),
        ("x6wks", 42, 42),
        ("six (6) weeks", 42, 42),
        ("an 8-week course", 56, 56),
        ("6-8 weeks", 42, 56),
        ("six to eight weeks", 42, 56),
        ("8 mo", 242, 245),
        ("1.5 months", 42, 47),
        ("a month and a half", 42, 47),
        ("two and a half months", 73, 78),
        ("2 1/2 months", 73, 78),
        ("x3 months", 89, 92),
        ("one year", 365, 366),
        ("at least 6 weeks", 42, None),
        ("6+ weeks", 42, None),
        ("6 weeks or more", 42, None),
        ("more than 6 weeks", 43, None),
        ("up to 6 weeks", 0, 42),
        ("less than 6 weeks", 0, 41),
        ("5 weeks 6 days", 41, 41),
        ("twice a week for six weeks", 42, 42),
        ("2x/week for 6 weeks", 42, 42),
    ],
)
def test_lengths(text: str, low: int, high: int | None) -> None:
    (found,) = find_durations(text)
    assert found.days is not None
    assert (found.days.low, found.days.high) == (low, high)


@pytest.mark.parametrize("text", ["a few weeks", "several months", "a couple of weeks"])
def test_vague_words_have_no_days(text: str) -> None:
    (found,) = find_durations(text)
    assert found.vague
    assert found.days is None


@pytest.mark.parametrize(
    "text",
    ["59-year-old", "59 yo", "2 weeks ago", "10/12 weeks", "5/325 mg", "4 d", ""],
)
def test_no_lengths(text: str) -> None:
    assert find_durations(text) == ()


@pytest.mark.parametrize(
    ("text", "count", "of"),
    [
        ("12 visits", 12, None),
        ("x 8 sessions", 8, None),
        ("completed 10 of 12 visits", 10, 12),
        ("attended 9/12 sessions", 9, 12),
        ("10 out of 12 PT visits", 10, 12),
        ("8 physical therapy sessions", 8, None),
        ("twelve sessions of PT", 12, None),
        ("6 (six) visits", 6, None),
        ("Visits: 8", 8, None),
        ("Visits attended: 8 of 12", 8, 12),
    ],
)
def test_sessions(text: str, count: int, of: int | None) -> None:
    (found,) = find_sessions(text)
    assert (found.count, found.of) == (count, of)


@pytest.mark.parametrize(
    "text", ["twice a week for 6 weeks", "2 visits per week", "3 sessions weekly"]
)
def test_a_rate_is_no_number_of_sessions(text: str) -> None:
    assert find_sessions(text) == ()
