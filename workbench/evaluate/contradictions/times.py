"""Events that the calendar refuses: after the request, before birth, too long.

Only days that the record itself gives count, and only where no reading of a partial
date lets the event be where it is put.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from workbench.evaluate.contradictions.model import Timing
from workbench.evaluate.contradictions.pairs import Found
from workbench.evaluate.facts import Entry, FactBase, as_date, days_of
from workbench.evaluate.fields import fields_of
from workbench.evaluate.generic.select import region_of
from workbench.evaluate.leaf import Scope
from workbench.vocabulary.names import name_of

_YEAR = 365.25
_UNDONE = ("planned", "declined", "not-done")


def by_times(rules: Iterable[Timing], scope: Scope) -> Iterator[Found]:
    """What the time rules find, one entry per fact."""
    for rule in rules:
        for entry in _events(rule, scope.facts):
            found = _LIMITS[rule.limit](rule, entry, scope)
            if found is not None:
                said, other, against = found
                yield Found(rule.id, ((said, (entry.fact,)), (other, against)))


def _events(rule: Timing, base: FactBase) -> Iterator[Entry]:
    for name in rule.list:
        for places in base.by_kind(name).values():
            for entries in places.values():
                for entry in entries:
                    if entry.state in rule.assertion and _is_done(entry.fact):
                        yield entry


def _is_done(fact: Any) -> bool:
    return "status" not in fields_of(fact.__class__) or fact.status not in _UNDONE


_Answer = tuple[str, str, tuple[Any, ...]] | None


def _dates(fact: Any) -> list[str]:
    """The days of an event: its own, the start and the end of a course."""
    fields = fields_of(fact.__class__)
    names = [name for name in ("date", "start", "end") if name in fields]
    return [text for name in names if (text := getattr(fact, name))]


def _later(rule: Timing, fact: Any, day: int) -> list[str]:
    """The dates of an event that surely lie after a day, misread ones left out."""
    first = day + rule.grace
    most = None if rule.most is None else day + rule.most
    return [
        text
        for text in _dates(fact)
        if days_of(text)[0] > first and (most is None or days_of(text)[0] <= most)
    ]


def _after_request(rule: Timing, entry: Entry, scope: Scope) -> _Answer:
    if scope.request_date is None:
        return None
    late = _later(rule, entry.fact, days_of(scope.request_date)[1])
    if not late:
        return None
    return (
        f"{_name(entry)} is told as done on {late[0]}",
        f"the request is of {scope.request_date}",
        (scope.case.request,) if scope.case.request.evidence else (),
    )


def _after_document(rule: Timing, entry: Entry, scope: Scope) -> _Answer:
    """Told as past in a document that is older than the event."""
    paper = scope.facts.latest_document(entry.fact)
    if paper is None or paper.date is None or paper.kind in rule.not_in:
        return None
    written = days_of(paper.date)[1]
    late = _later(rule, entry.fact, written)
    if not late:
        return None
    return (
        f"{_name(entry)} is told as done on {late[0]}",
        f"{paper.id}, the document that tells it, is of {as_date(written).isoformat()}",
        (),
    )


def _before_birth(rule: Timing, entry: Entry, scope: Scope) -> _Answer:
    patient = scope.case.patient
    if patient.age is None or scope.request_date is None:
        return None
    first = days_of(scope.request_date)[0]
    born = first - int((patient.age + 1) * _YEAR) - 1 - rule.grace
    early = [text for text in _dates(entry.fact) if days_of(text)[1] < born]
    if not early:
        return None
    return (
        f"{_name(entry)} is dated {early[0]}",
        f"the patient is {patient.age} years old",
        (patient,) if patient.evidence else (),
    )


def _longer_than_complaint(rule: Timing, entry: Entry, scope: Scope) -> _Answer:
    """Undated care of a stated length that began before any complaint of the region."""
    fact = entry.fact
    if fact.start or fact.end or entry.state != "present":
        return None
    days = fact.days or (fact.days_range.low if fact.days_range else None)
    written = scope.facts.written(fact)
    if not days or written is None:
        return None
    began = written[1] - days
    known = [
        (onset, told)
        for name in rule.complaint
        for told in _present(scope.facts, name)
        if _near(told.fact, fact) and (onset := _onset(told, scope.facts)) is not None
    ]
    if not known:
        return None
    onset, told = min(known, key=lambda pair: pair[0])
    since = (written[1] - onset) * rule.share / 100
    if onset <= began + rule.grace or days <= since + rule.grace:
        return None
    return (
        f"{_name(entry)} is said to have lasted {days} days",
        f"{name_of(told.fact.kind)} {_since(told.fact)}, later than that",
        (told.fact,),
    )


def _since(fact: Any) -> str:
    """Since when a complaint is there, as the record has it: a day reckoned from "two
    months" or from "early October" would stand nowhere in it."""
    start = getattr(fact, "start", None)
    if start:
        return f"began in {start}" if len(start) < _WHOLE_DATE else f"began on {start}"
    return f"had lasted {_length(fact)} days when it was told"


def _length(fact: Any) -> int | None:
    """The days that a complaint has lasted, at most; None where not told."""
    spread = getattr(fact, "days_range", None)
    return getattr(fact, "days", None) or (spread.high if spread else None)


def _present(base: FactBase, name: str) -> Iterator[Entry]:
    for places in base.by_kind(name).values():
        for entries in places.values():
            yield from (one for one in entries if one.state == "present")


def _near(one: Any, other: Any) -> bool:
    left, right = region_of(one), region_of(other)
    return None in (left, right) or left == right


def _onset(entry: Entry, base: FactBase) -> int | None:
    """The earliest day on which a complaint can have begun; None where not told."""
    fact = entry.fact
    start = getattr(fact, "start", None)
    if start:
        return days_of(start)[0]
    days, written = _length(fact), base.written(fact)
    if days is None or written is None:
        return None
    return written[0] - int(days)


def _name(entry: Entry) -> str:
    fact = entry.fact
    place = fact.level or fact.site
    name = name_of(getattr(fact, "name", None) or fact.kind)
    return f"{name} at {place}" if place else name


_WHOLE_DATE = len("2026-01-01")
_LIMITS = {
    "request": _after_request,
    "document": _after_document,
    "before-birth": _before_birth,
    "complaint": _longer_than_complaint,
}
