"""The dates of one letter: received, decide by, answer by, and the time used and left.

They follow from the matter's events, the rule of its program, and the letter's own
date: the same matter gives the same letter on any day.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from workbench.errors import ContentError
from workbench.narrate.letters.clocks import (
    Clock,
    ClockRule,
    add,
    clock,
    clock_file,
    moment,
    rule_for,
    standing,
)
from workbench.schema.matter import EventKind, Matter

_HOUR = dt.timedelta(hours=1)


class Deadlines(NamedTuple):
    """Days as ISO dates; None where nothing tells them.

    ``asked`` are the days on which information was asked for.  ``why`` says what is
    wanting where there is no clock.
    """

    rule: ClockRule | None
    clock: Clock | None
    received: str | None
    decide_by: str | None
    answer_by: str | None
    asked: tuple[str, ...]
    came: tuple[str, ...]
    why: str = ""

    def dates(self) -> tuple[str, ...]:
        """Every date named."""
        single = (self.received, self.decide_by, self.answer_by)
        return (*filter(None, single), *self.asked, *self.came)

    def used_and_left(self) -> str:
        """Time used and left in words, or what is wanting."""
        if self.clock is None or self.rule is None:
            return self.why
        used, left = self.clock.used, self.clock.left
        state = "overdue by" if left < dt.timedelta(0) else "left"
        told = f"{_long(used)} used, {state} {_long(abs(left))}, decide by "
        told += self.clock.due.strftime("%Y-%m-%d %H:%M")
        if self.clock.paused:
            told += "; the clock stands while information is awaited"
        return f"{told} (rule {self.rule.id}: {self.rule.source})"


def deadlines(matter: Matter) -> Deadlines:
    """The dates of a matter's letter.  No time is asked of the machine."""
    asked, came = _days(matter, "information_requested", "information_received")
    received = next(iter(_days(matter, "received", "appeal_received")[0]), None)
    received = received or next(iter(_days(matter, "appeal_received")[0]), None)
    wanting = _wanting(matter)
    if wanting:
        return Deadlines(None, None, received, None, None, asked, came, wanting)
    day = dt.date.fromisoformat(matter.letter_date or "")
    try:
        rule = rule_for(
            matter.program or "", matter.request_type or "standard", day, matter.state
        )
    except ContentError as error:
        return Deadlines(None, None, received, None, None, asked, came, error.what)
    now = _moment_of(day, matter)
    running = clock(matter.events, rule, now)
    due = running.due.date().isoformat() if running else None
    return Deadlines(
        rule, running, received, due, _answer_by(rule, now, due, asked), asked, came
    )


def _wanting(matter: Matter) -> str:
    """What keeps the clock from being told."""
    named = {
        "program": matter.program,
        "request_type": matter.request_type,
        "letter_date": matter.letter_date,
    }
    missing = [name for name, value in named.items() if value is None]
    if not any(one.kind in ("received", "appeal_received") for one in matter.events):
        missing.append("events (received)")
    return f"no clock: the matter lacks {', '.join(missing)}" if missing else ""


def _days(matter: Matter, *kinds: EventKind) -> tuple[tuple[str, ...], ...]:
    events = standing(matter.events)
    return tuple(
        tuple(one.at[:10] for one in events if one.kind == kind) for kind in kinds
    )


def _moment_of(day: dt.date, matter: Matter) -> dt.datetime:
    """Noon of the letter's date in the zone of the first event."""
    zone = moment(standing(matter.events)[0].at).tzinfo
    return dt.datetime.combine(day, dt.time(12), zone)


def _answer_by(
    rule: ClockRule, now: dt.datetime, due: str | None, asked: tuple[str, ...]
) -> str | None:
    """Until when information may be sent: the rule's window, else the deadline itself.

    The window runs from the last day asked, or from this letter where nothing was.
    """
    window = rule.information
    if window is None:
        return due
    start = now
    if asked:
        day = dt.date.fromisoformat(asked[-1])
        start = dt.datetime.combine(day, now.timetz())
    closed = frozenset(
        dt.date.fromisoformat(one)
        for days in clock_file().holidays.years.values()
        for one in days
    )
    return add(start, window.window, window.unit, closed).date().isoformat()


def _long(span: dt.timedelta) -> str:
    days, rest = span.days, span - dt.timedelta(days=span.days)
    hours = rest // _HOUR
    return f"{days} d {hours} h" if days else f"{hours} h"
