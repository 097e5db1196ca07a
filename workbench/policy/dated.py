"""Parameters whose value changed with time: a value with a history.

Where a test names such a parameter, the place of the value holds ``{"$dated": [...]}``.
A test is compiled once for each period in which all of its dated values stay the same;
the request date chooses the period.  A date that could lie in several leaves them all
in play.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.schema.partial_date import PartialDate, earliest, latest

KEY = "$dated"
_FIRST, _LAST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Edition:
    """A value as it stood from one day to another, both included (ISO dates)."""

    start: str
    end: str
    value: Any

    def words(self) -> str:
        """The period in words: "from 2026-07-01", "until 2026-06-30"."""
        start = None if self.start == _FIRST else self.start
        return period(start, None if self.end == _LAST else self.end)


def period(start: str | None, end: str | None) -> str:
    """A period in words: "from 2026-07-01", "until 2026-06-30"."""
    parts = [f"from {start}"] if start else []
    parts += [f"until {end}"] if end else []
    return " ".join(parts) or "always"


def marker(history: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What stands in a test in place of a dated value."""
    return {
        KEY: [
            {
                "from": _first_day(one.get("from")),
                "to": _last_day(one.get("to")),
                "value": one["value"],
            }
            for one in history
        ]
    }


def _first_day(text: str | None) -> str:
    return earliest(text).isoformat() if text else _FIRST


def _last_day(text: str | None) -> str:
    return latest(text).isoformat() if text else _LAST


def editions_of(value: Any) -> tuple[Edition, ...]:
    """The value in each period in which nothing in it changes; usually one."""
    starts = {_FIRST}
    for history in _histories(value):
        for one in history:
            starts.add(one["from"])
            if one["to"] != _LAST:
                starts.add(_next(one["to"]))
    ordered = sorted(starts)
    found = []
    for place, start in enumerate(ordered):
        end = _before(ordered[place + 1]) if place + 1 < len(ordered) else _LAST
        try:
            found.append(Edition(start, end, _at(value, start)))
        except LookupError:
            continue
    return tuple(found) or (Edition(_FIRST, _LAST, value),)


def in_play(editions: Sequence[Edition], date: PartialDate | None) -> tuple[int, ...]:
    """Places of the editions that a date can fall in; all where it is not known.

    A date before the first edition falls in the first, one after the last in the last.
    """
    if date is None:
        return tuple(range(len(editions)))
    first, last = earliest(date).isoformat(), latest(date).isoformat()
    found = tuple(
        place
        for place, one in enumerate(editions)
        if one.start <= last and first <= one.end
    )
    if found:
        return found
    return (0,) if last < editions[0].start else (len(editions) - 1,)


def _histories(value: Any) -> list[list[dict[str, Any]]]:
    if isinstance(value, dict):
        if KEY in value:
            return [value[KEY]]
        return [one for item in value.values() for one in _histories(item)]
    if isinstance(value, list):
        return [one for item in value for one in _histories(item)]
    return []


def _at(value: Any, day: str) -> Any:
    """The value as it stands on a day.  Raises LookupError in a gap of a history."""
    if isinstance(value, dict):
        if KEY in value:
            for one in value[KEY]:
                if one["from"] <= day <= one["to"]:
                    return one["value"]
            raise LookupError(day)
        return {key: _at(item, day) for key, item in value.items()}
    if isinstance(value, list):
        return [_at(item, day) for item in value]
    return value


def _next(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


def _before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
