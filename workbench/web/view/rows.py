"""Rows of the queue: what is left of the time, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workbench.narrate.labels import procedure_title
from workbench.store.cases import Status
from workbench.store.queue import Entry
from workbench.vocabulary import procedures
from workbench.web.view import words
from workbench.web.view.words import Said

STATUSES: dict[Status, Said] = {
    "new": Said("new", "…", "calm"),
    "reading": Said("being read", "…", "calm"),
    "failed": Said("could not be read", "!", "fail"),
    "ready": Said("ready", "●", "open"),
    "in-review": Said("in review", "●", "open"),
    "pended": Said("waiting for information", "◌", "calm"),
    "physician-review": Said("with the physician", "●", "split"),
    "decided": Said("decided", "✓", "good"),
    "closed": Said("closed", "–", "calm"),
}
GROUPS: dict[str, tuple[Status, ...]] = {
    "review": ("ready", "in-review"),
    "physician": ("physician-review",),
    "waiting": ("pended",),
    "reading": ("new", "reading", "failed"),
    "done": ("decided", "closed"),
}
"""What the filter offers, and the statuses that it stands for."""
GROUP_WORDS = {
    "review": "To review",
    "physician": "With the physician",
    "waiting": "Waiting for information",
    "reading": "Being read",
    "done": "Decided or closed",
}
DUE: dict[str, tuple[str, dt.timedelta]] = {
    "over": ("Overdue", dt.timedelta(0)),
    "day": ("Due within 24 hours", dt.timedelta(hours=24)),
    "days": ("Due within 3 days", dt.timedelta(days=3)),
}
"""What the filter by time left offers: words, and how far from now."""
_SOON = dt.timedelta(hours=24)


class QueueRow(NamedTuple):
    """One case as the queue shows it."""

    id: str
    number: int
    title: str
    service: str
    program: str
    status: Said
    recommendation: Said | None
    owner: str | None
    open_with: str | None
    left: str
    urgency: str
    due: str
    received: str


class Group(NamedTuple):
    """One choice of the filter."""

    name: str
    words: str
    cases: int


def shown(found: Iterable[Entry], now: dt.datetime) -> tuple[QueueRow, ...]:
    """Rows as shown, in the order given."""
    return tuple(_row(one, now) for one in found)


def group_counts(counts: Mapping[str, int]) -> tuple[Group, ...]:
    """The filter's choices with how many cases each has."""
    return tuple(
        Group(name, GROUP_WORDS[name], sum(counts.get(one, 0) for one in statuses))
        for name, statuses in GROUPS.items()
    )


def _row(entry: Entry, now: dt.datetime) -> QueueRow:
    one = entry.case
    over = one.status in ("decided", "closed")
    left, urgency = time_left(one.due_at, now, paused=one.paused)
    received = one.received_at or one.created_at
    return QueueRow(
        id=one.id,
        number=one.number,
        title=one.title,
        service=service(one.service),
        program=words.plain(one.program),
        status=STATUSES[one.status],
        recommendation=(
            words.recommendation(one.recommendation) if one.recommendation else None
        ),
        owner=entry.owner_name,
        open_with=entry.open_with,
        left="–" if over else left,
        urgency="none" if over else urgency,
        due=one.due_at.strftime("%Y-%m-%d %H:%M") if one.due_at and not over else "",
        received=received.strftime("%Y-%m-%d %H:%M"),
    )


def services(slugs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The main procedures among some, with their words, for a filter."""
    main = [one for one in slugs if one not in procedures().dependents]
    return tuple(sorted(((one, procedure_title(one)) for one in main), key=_second))


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


def meant(words: str, slugs: Iterable[str]) -> tuple[str, ...]:
    """The procedures whose words hold what was searched for."""
    needle = words.casefold()
    return tuple(
        one for one in slugs if needle and needle in procedure_title(one).casefold()
    )


def service(slugs: str) -> str:
    """The main procedures in words; hardware and graft follow them unnamed."""
    names = [part for part in slugs.split(", ") if part]
    main = [name for name in names if name not in procedures().dependents]
    return "; ".join(procedure_title(name) for name in main or names)


def time_left(
    due: dt.datetime | None, now: dt.datetime, *, paused: bool = False
) -> tuple[str, str]:
    """Time left in words, and how urgent: ``calm``, ``soon``, ``late`` or ``none``."""
    if due is None:
        return "no clock set", "none"
    if paused:
        return "clock paused", "none"
    left = due - now
    if left < dt.timedelta(0):
        return f"{_span(-left)} over", "late"
    return f"{_span(left)} left", "soon" if left < _SOON else "calm"


def _span(length: dt.timedelta) -> str:
    hours = int(length.total_seconds() // 3600)
    if hours >= 48:
        return words.counted(hours // 24, "day")
    if hours >= 1:
        return words.counted(hours, "hour")
    return words.counted(int(length.total_seconds() // 60), "minute")
