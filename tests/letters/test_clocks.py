"""Deadlines from events: limits, extensions, pauses, corrections, business days."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import ContentError
from workbench.narrate.letters.clocks import (
    Clock,
    add,
    clock,
    clock_file,
    is_business_day,
    rule_for,
)
from workbench.schema.matter import Event

UTC = dt.UTC
MONDAY = dt.datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def at(**after: float) -> str:
    return (MONDAY + dt.timedelta(**after)).isoformat()


def event(kind: Any, when: str, id_: str = "", **more: Any) -> Event:
    return Event(id=id_ or f"{kind}-{when}", kind=kind, at=when, **more)


def run(
    *events: Event,
    program: str = "medicare-advantage",
    kind: Any = "standard",
    state: str | None = None,
    now: dt.datetime = MONDAY,
) -> Clock:
    made = clock(events, rule_for(program, kind, MONDAY.date(), state), now)
    assert made is not None
    return made


def test_seven_days_end_with_the_seventh_day() -> None:
    done = run(event("received", at()))

    assert done.due == dt.datetime(2026, 5, 11, 23, 59, 59, tzinfo=UTC)


def test_the_rule_of_the_day_counts() -> None:
    assert rule_for("medicare-advantage", "standard", dt.date(2025, 12, 31)).limit == 14
    assert rule_for("medicare-advantage", "standard", dt.date(2026, 1, 1)).limit == 7


def test_hours_are_hours() -> None:
    done = run(event("received", at()), kind="expedited", now=MONDAY + dt.timedelta(1))

    assert done.left == dt.timedelta(hours=48)
    assert done.used == dt.timedelta(hours=24)


def test_five_business_days_over_a_holiday() -> None:
    start = dt.datetime(2026, 5, 21, 10, tzinfo=UTC)
    rule = rule_for("commercial", "standard", start.date(), "CA")
    done = clock([event("received", start.isoformat())], rule, start)

    assert done is not None
    assert done.due.date() == dt.date(2026, 5, 29)


def test_another_state_has_the_programs_rule() -> None:
    day = MONDAY.date()

    assert rule_for("commercial", "standard", day, "TX").id == "commercial-standard"


def test_the_clock_stands_while_information_is_awaited() -> None:
    asked, came = event("information_requested", at(days=3)), at(days=13)
    plain = run(event("received", at()), program="commercial")
    late = MONDAY + dt.timedelta(days=14)
    done = run(
        event("received", at()),
        asked,
        event("information_received", came),
        program="commercial",
        now=late,
    )

    assert done.due - plain.due == dt.timedelta(days=10)
    assert done.used == dt.timedelta(days=4)
    assert not done.paused


def test_no_answer_and_the_clock_goes_on_after_the_window() -> None:
    done = run(
        event("received", at()),
        event("information_requested", at(days=3)),
        program="commercial",
        now=MONDAY + dt.timedelta(days=60),
    )

    assert not done.paused
    assert done.used < dt.timedelta(days=16)


def test_while_it_stands_nothing_is_used() -> None:
    events = (
        event("received", at()),
        event("information_requested", at(days=3)),
    )
    first = run(*events, program="commercial", now=MONDAY + dt.timedelta(days=5))
    later = run(*events, program="commercial", now=MONDAY + dt.timedelta(days=9))

    assert first.paused and later.paused
    assert first.used == later.used == dt.timedelta(days=3)
    assert first.left == later.left


def test_medicare_advantage_has_no_pause() -> None:
    done = run(event("received", at()), event("information_requested", at(days=3)))

    assert done.due == run(event("received", at())).due


def test_an_extension_needs_its_event() -> None:
    done = run(event("received", at()), event("extended", at(days=5)))

    assert done.due.date() == dt.date(2026, 5, 25)


def test_an_urgent_request_has_its_own_time_to_decide_after_the_answer() -> None:
    done = run(
        event("received", at()),
        event("information_requested", at(hours=20)),
        event("information_received", at(hours=50)),
        program="commercial",
        kind="expedited",
        now=MONDAY + dt.timedelta(hours=60),
    )

    assert done.due == MONDAY + dt.timedelta(hours=98)


def test_a_correction_counts_and_the_first_event_stays() -> None:
    events = (
        event("received", at(), "E1"),
        event("received", at(days=-2), "E2", corrects="E1", note="fax stamp"),
    )

    assert run(*events).started == MONDAY - dt.timedelta(days=2)


def test_a_clock_ends_with_the_notice_and_tells_overdue() -> None:
    good = run(
        event("received", at()),
        event("notified", at(days=2)),
        now=MONDAY + dt.timedelta(days=30),
    )
    late = run(
        event("received", at()),
        event("notified", at(days=9)),
        now=MONDAY + dt.timedelta(days=30),
    )

    assert not good.overdue
    assert late.overdue


def test_nothing_received_is_no_clock() -> None:
    rule = rule_for("medicaid", "standard", MONDAY.date())

    assert clock([], rule, MONDAY) is None


def test_an_unknown_program_names_those_there_are() -> None:
    with pytest.raises(ContentError, match="medicaid"):
        rule_for("no-such", "standard", MONDAY.date())


@given(
    days=st.integers(1, 60),
    start=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 6, 1)),
)
def test_business_days_hold_as_many_open_days_as_asked(
    days: int, start: dt.datetime
) -> None:
    closed = frozenset(
        dt.date.fromisoformat(day)
        for year in clock_file().holidays.years.values()
        for day in year
    )
    due = add(start.replace(tzinfo=UTC), days, "business_days", closed)
    between = (due.date() - start.date()).days
    open_days = [
        start.date() + dt.timedelta(days=n)
        for n in range(1, between + 1)
        if is_business_day(start.date() + dt.timedelta(days=n), closed)
    ]

    assert len(open_days) == days
    assert is_business_day(due.date(), closed)
