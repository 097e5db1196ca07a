"""Clocks: how long the plan has, used and left, as a pure function of events.

Rules are data (``prompts/letters/clocks.yaml``).  A deadline follows from append-only
events and a point in time that the caller gives; nothing here asks what time it is.
``As quickly as the condition requires`` always stands above every clock, so time used
is told beside time left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from pydantic import Field

from workbench.content import find
from workbench.errors import ContentError
from workbench.schema.base import Model, parse_data
from workbench.schema.case import Slug
from workbench.schema.matter import Event, EventKind, RequestType
from workbench.schema.partial_date import PartialDate, earliest, latest
from workbench.vocabulary.yaml_file import load_yaml

FILE = "letters/clocks.yaml"
Unit = Literal["hours", "calendar_days", "business_days"]


class Span(Model):
    """An amount of time; ``when`` and ``whom`` say under which condition."""

    amount: int = Field(ge=1)
    unit: Unit
    when: str = ""
    whom: str = ""


class Information(Model):
    """The window for missing information; ``tolls``: the clock stands meanwhile.

    ``decide_within`` replaces what was left of the clock once information came or the
    window closed.
    """

    window: int = Field(ge=1)
    unit: Unit
    tolls: bool
    decide_within: Span | None = None


class ClockRule(Model):
    """One rule: for whom it holds, its limit, and where it comes from."""

    id: Slug
    program: Slug
    state: str | None = None
    request_type: RequestType
    limit: int = Field(ge=1)
    unit: Unit
    extension: Span | None = None
    ask_within: Span | None = None
    information: Information | None = None
    effective_from: PartialDate
    effective_to: PartialDate | None = None
    source: str
    status: Literal["enforced", "not_enforced", "proposed", "superseded"]
    read: Literal["full", "excerpt", "memory"]


class Holidays(Model):
    """Days that are no business days, by year."""

    source: str
    years: dict[str, tuple[str, ...]]


class ClockFile(Model):
    """The whole data file."""

    holidays: Holidays
    rules: tuple[ClockRule, ...]


class Clock(NamedTuple):
    """One running or ended clock.

    ``due`` is when the decision must be made and told; ``used`` and ``left`` are
    without the time that the clock stood still; ``left`` is negative once overdue.
    ``steps`` tells how the deadline came about, in words.
    """

    rule: ClockRule
    started: dt.datetime
    due: dt.datetime
    used: dt.timedelta
    left: dt.timedelta
    paused: bool
    ended: dt.datetime | None
    steps: tuple[str, ...]

    @property
    def overdue(self) -> bool:
        """Whether the deadline passed before the end, or before now."""
        return self.left < dt.timedelta(0)


@cache
def clock_file() -> ClockFile:
    """The rules at hand.  Raises ContentError for a file that is wrong."""
    path = find("prompts", FILE)
    return parse_data(ClockFile, load_yaml(path), where=str(path))


def rule_for(
    program: str, request_type: RequestType, day: dt.date, state: str | None = None
) -> ClockRule:
    """The rule in force on a day; a state's own rule stands before the program's.

    Raises ContentError naming the programs there are.
    """
    fitting = [
        rule
        for rule in clock_file().rules
        if rule.program == program
        and rule.request_type == request_type
        and rule.state in (None, state)
        and rule.status in ("enforced", "superseded")
        and earliest(rule.effective_from) <= day
        and (rule.effective_to is None or day <= latest(rule.effective_to))
    ]
    if not fitting:
        programs = sorted({rule.program for rule in clock_file().rules})
        raise ContentError(
            f"no clock for {request_type} requests of {program!r} on {day.isoformat()}",
            where=FILE,
            fix=f"add a rule, or name one of: {', '.join(programs)}",
        )
    return max(fitting, key=lambda rule: (rule.state is not None, rule.effective_from))


def standing(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events as they count: corrected ones give way, in the order of time."""
    corrected = {event.corrects for event in events if event.corrects}
    kept = [event for event in events if event.id not in corrected]
    return tuple(sorted(kept, key=lambda event: moment(event.at)))


def moment(text: str) -> dt.datetime:
    """An event's time."""
    return dt.datetime.fromisoformat(text)


def clock(
    events: Sequence[Event],
    rule: ClockRule,
    now: dt.datetime,
    holidays: Holidays | None = None,
) -> Clock | None:
    """The clock of a request at a point in time; None before anything was received.

    ``now`` names its zone.  Business days leave out weekends and ``holidays`` (those
    of the data file if None); a year that the file does not know counts weekends only.
    """
    counted = standing(events)
    start_kind: EventKind = (
        "appeal_received" if rule.request_type == "appeal" else "received"
    )
    started = _first(counted, start_kind)
    if started is None:
        return None
    days = _closed(holidays or clock_file().holidays)
    steps = [f"received {started.isoformat()}: {rule.limit} {_words(rule.unit)}"]
    due = add(started, rule.limit, rule.unit, days)
    extended = _first(counted, "extended")
    if rule.extension and extended:
        due = add(due, rule.extension.amount, rule.extension.unit, days)
        steps.append(
            f"extended {extended.isoformat()}: {rule.extension.amount} "
            f"{_words(rule.extension.unit)} more"
        )
    ended = _first(counted, "notified", "withdrawn")
    end = min(ended, now) if ended else now
    stood = dt.timedelta(0)
    paused = False
    for pause in _pauses(counted, rule, days):
        until = min(pause.end, end)
        if pause.start < until:
            stood += until - pause.start
        paused = paused or pause.start <= end < pause.end
        due = _resumed(due, pause, rule, end, days)
        steps.append(_pause_words(pause))
    return Clock(
        rule,
        started,
        due,
        end - started - stood,
        due - end,
        paused,
        ended,
        tuple(steps),
    )


class _Pause(NamedTuple):
    start: dt.datetime
    end: dt.datetime
    answered: bool


def _pauses(
    events: Sequence[Event], rule: ClockRule, closed: frozenset[dt.date]
) -> list[_Pause]:
    """Times in which information was awaited, where the rule stops the clock."""
    window = rule.information
    if window is None or not window.tolls:
        return []
    found: list[_Pause] = []
    for event in events:
        if event.kind != "information_requested":
            continue
        start = moment(event.at)
        if found and start < found[-1].end:
            continue
        latest_end = add(start, window.window, window.unit, closed)
        came = next(
            (
                moment(other.at)
                for other in events
                if other.kind == "information_received" and moment(other.at) >= start
            ),
            None,
        )
        answered = came is not None and came <= latest_end
        found.append(_Pause(start, came if came and answered else latest_end, answered))
    return found


def _resumed(
    due: dt.datetime,
    pause: _Pause,
    rule: ClockRule,
    end: dt.datetime,
    closed: frozenset[dt.date],
) -> dt.datetime:
    """The deadline after a pause: what was left, or the rule's own time to decide."""
    window = rule.information
    if window and window.decide_within and pause.end <= end:
        within = window.decide_within
        return add(pause.end, within.amount, within.unit, closed)
    return due + (min(pause.end, max(end, pause.start)) - pause.start)


def _pause_words(pause: _Pause) -> str:
    why = "information came" if pause.answered else "the window for information closes"
    return f"stood from {pause.start.isoformat()} to {pause.end.isoformat()}: {why}"


def _first(events: Sequence[Event], *kinds: EventKind) -> dt.datetime | None:
    return next((moment(item.at) for item in events if item.kind in kinds), None)


def _words(unit: Unit) -> str:
    return unit.replace("_", " ")


# --- counting --------------------------------------------------------------------


def _closed(holidays: Holidays) -> frozenset[dt.date]:
    return frozenset(
        dt.date.fromisoformat(day) for days in holidays.years.values() for day in days
    )


def add(
    start: dt.datetime, amount: int, unit: Unit, closed: frozenset[dt.date]
) -> dt.datetime:
    """``amount`` units after ``start``.

    Days are counted from the day after and end with that day: a limit of seven days
    from a Monday morning is the end of the next Monday.
    """
    if unit == "hours":
        return start + dt.timedelta(hours=amount)
    day = start.date()
    left = amount
    while left:
        day += dt.timedelta(days=1)
        if unit == "calendar_days" or is_business_day(day, closed):
            left -= 1
    return dt.datetime.combine(day, dt.time(23, 59, 59), start.tzinfo)


def is_business_day(day: dt.date, closed: frozenset[dt.date]) -> bool:
    """Whether a day is neither on a weekend nor a holiday."""
    return day.weekday() < 5 and day not in closed
