"""Counts and sequences in a look-back, against a calendar read day by day.

Partial dates are taken apart into every day that they can mean; a test may settle only
where each of these readings gives the same answer.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate_generic.made import DATE, judged
from workbench.schema.partial_date import earliest, latest, months_before

TODAY = dt.date.fromisoformat(DATE)
FIRST = months_before(TODAY, 12)
QUICK = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
DATES = st.one_of(
    st.dates(dt.date(2025, 3, 1), dt.date(2026, 5, 4)).map(str),
    st.sampled_from(("2025-05", "2025-06", "2026-05", "2025", "2024")),
)
EVENTS = st.lists(DATES, max_size=4, unique=True)


def readings(text: str) -> list[dt.date]:
    """Days that a date can mean: its edges, and those of the look-back in it."""
    first, last = earliest(text), latest(text)
    edges = (FIRST - dt.timedelta(1), FIRST, TODAY, TODAY + dt.timedelta(1))
    return sorted({first, last, *(day for day in edges if first <= day <= last)})


def injections(dates: list[str]) -> dict[str, Any]:
    return {
        "procedures_done": [
            {"kind": "epidural-injection", "date": date} for date in dates
        ]
    }


def settled(status: str, answers: set[bool]) -> bool:
    """Whether a status is right for the answers of every reading of the dates."""
    if status == "met":
        return answers == {True}
    if status == "not_met":
        return answers == {False}
    return status == "not_documented"


@QUICK
@given(EVENTS.filter(bool), st.integers(0, 3))
def test_a_count_settles_only_where_every_reading_agrees(
    dates: list[str], limit: int
) -> None:
    leaf = judged(
        {
            "count": {
                "kind": "epidural-injection",
                "within": {"months": 12},
                "at_most": limit,
                "per_day": False,
            }
        },
        injections(dates),
    )
    answers = {
        sum(FIRST <= day <= TODAY for day in days) <= limit
        for days in itertools.product(*map(readings, dates))
    }

    assert settled(leaf.status, answers)
    exact = all(len(date) == 10 for date in dates)
    if exact:
        assert leaf.status == ("met" if answers == {True} else "not_met")


@QUICK
@given(EVENTS.filter(bool), st.integers(1, 200))
def test_a_sequence_settles_only_where_every_reading_agrees(
    dates: list[str], gap: int
) -> None:
    leaf = judged(
        {"sequence": {"kind": "epidural-injection", "min_gap": {"days": gap}}},
        injections(dates),
    )
    answers = {
        any((TODAY - day).days >= gap for day in days)
        for days in itertools.product(*map(readings, dates))
    }

    assert settled(leaf.status, answers)
    if all(len(date) == 10 for date in dates):
        assert leaf.status == ("met" if answers == {True} else "not_met")


@QUICK
@given(EVENTS.filter(bool), st.integers(1, 3))
def test_one_more_event_never_lowers_a_count(dates: list[str], need: int) -> None:
    """A minimum that is reached stays reached when an event is added."""
    test = {
        "count": {
            "kind": "epidural-injection",
            "within": {"months": 12},
            "at_least": need,
            "per_day": False,
        }
    }
    fewer = judged(test, injections(dates[1:])).status
    more = judged(test, injections(dates)).status

    assert fewer != "met" or more == "met"
