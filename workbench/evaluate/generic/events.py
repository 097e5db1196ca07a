"""Tests on earlier events: how many in a period, and which before which.

``count``: events in a rolling look-back; an undated one may or may not lie in it, so
the count is a range.  ``sequence``: one thing before another, by at least or at most so
long.  What they gave is asked by ``relief``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from workbench.evaluate.answer import MET, NA, NOT_MET, OPEN, Answer
from workbench.evaluate.facts import Entry, days_of
from workbench.evaluate.generic import lengths
from workbench.evaluate.generic.rule import (
    Decide,
    Decision,
    Say,
    facts_of,
    open_decision,
)
from workbench.evaluate.generic.select import Picked, picker
from workbench.evaluate.generic.stretches import Length
from workbench.evaluate.generic.where import Leafy, Lists, Span, Where
from workbench.evaluate.generic.wording import (
    asks_for,
    cause_words,
    listed_facts,
    opened,
)
from workbench.evaluate.leaf import Scope
from workbench.evaluate.wording import capital

DONE = ("present", "historical")
_UNDONE = ("planned", "declined", "not-done")
_LONG_AGO = 1
"""The first day that a date can name, where a beginning has no known bound."""


class Count(Leafy):
    """``at_most`` or ``at_least`` so many events in the look-back.

    ``per_day``: events of one day are one session; a mention that sums up several
    counts as many.  Needs ``within``.  A record without
    any event leaves ``at_least`` open, and leaves ``at_most`` open unless
    ``none_means`` says that silence is a count of none.
    """

    list: Lists = ("procedures_done",)
    at_most: int | None = Field(default=None, ge=0)
    at_least: int | None = Field(default=None, ge=1)
    per_day: bool = True
    none_means: Literal["open", "zero"] = "open"

    @model_validator(mode="after")
    def _bounded(self) -> Count:
        if self.at_most is None and self.at_least is None:
            raise ValueError("give at_most or at_least")
        return self


def decide_count(params: Count) -> Decide:
    """The range of the count against the limits."""

    def decision(picked: Picked, scope: Scope) -> Decision:
        sure = [e for e in picked.hits if e.state in DONE]
        maybe = [e for e in (*picked.undated, *picked.unplaced) if e.state in DONE]
        denied = [e for e in picked.hits if e.state == "absent"]
        low = _number(sure, params.per_day)
        high = low + _number(maybe, params.per_day)
        if high == 0 and not denied and params.none_means == "open":
            if picked.stale and params.at_most is not None:
                return MET, facts_of(picked.stale), (), None, (0, 0)
            return open_decision(picked)
        return _counted(params, sure, maybe, denied, (low, high))

    return decision


def _number(entries: Sequence[Entry], per_day: bool) -> int:
    summed = [e for e in entries if (getattr(e.fact, "count", None) or 1) > 1]
    total = sum(int(e.fact.count) for e in summed)
    single = [e for e in entries if e not in summed]
    if not per_day:
        return total + len(single)
    days = {(e.first, e.last) if e.first else id(e.fact) for e in single}
    return total + len(days)


def _counted(
    params: Count,
    sure: list[Entry],
    maybe: list[Entry],
    denied: list[Entry],
    bounds: tuple[int, int],
) -> Decision:
    low, high = bounds
    verdicts = []
    if params.at_most is not None:
        verdicts.append(
            "yes" if high <= params.at_most else "no" if low > params.at_most else "?"
        )
    if params.at_least is not None:
        verdicts.append(
            "yes" if low >= params.at_least else "no" if high < params.at_least else "?"
        )
    facts = facts_of([*sure, *maybe])
    if "no" in verdicts:
        if params.at_least is not None and not denied and not sure:
            return OPEN, facts, (), "never-mentioned", bounds
        return NOT_MET, (), (*facts, *facts_of(denied)), None, bounds
    if "?" in verdicts:
        return OPEN, facts, (), "undated", bounds
    return MET, (*facts, *facts_of(denied)), (), None, bounds


def say_count(params: Count) -> Say:
    """The count in words."""
    name, title = params.words(), params.title
    limits = [
        f"{words} {value}" if value else "none"
        for words, value in (("at most", params.at_most), ("at least", params.at_least))
        if value is not None
    ]
    period = f" within {params.within.words()}" if params.within else ""
    wanted = f"{' and '.join(limits)}{period}"

    def reason(answer: Answer, scope: Scope) -> str:
        code, _, support, refute, cause, detail = answer
        if code == NA or detail is None:
            return f"{opened(name, title, cause, ())}{asks_for(wanted)}"
        low, high = detail
        number = _tally(low, high)
        number = "none on record" if high == 0 else number
        facts = support or refute
        there = f" ({listed_facts(facts)})" if facts else ""
        return f"{title or capital(name)}: {number}{there}{asks_for(wanted)}"

    return reason


class Order(Leafy):
    """The selector finds the first thing; ``then`` the second, or ``request``.

    ``min_gap`` and ``max_gap``: how long may lie between them.  A pair in the right
    order suffices.  ``timed_by``: which day of the first thing counts, its ``date`` or,
    for what lasts, its ``start`` or ``end``; a length told by a note ("after 6 weeks of
    therapy") has begun that long before the note, or earlier.
    """

    of_a_thing: ClassVar[bool] = True

    list: Lists = ("procedures_done",)
    then: Where | Literal["request"] = "request"
    timed_by: Literal["date", "start", "end"] = "date"
    min_gap: Span | None = None
    max_gap: Span | None = None


def decide_sequence(params: Order) -> Decide:
    """Whether some first thing lies before a second one by the gap."""
    second = None if params.then == "request" else picker(params.then)

    def decision(picked: Picked, scope: Scope) -> Decision:
        first = [e for e in picked.hits if e.state in DONE]
        denied = [e for e in picked.hits if e.state == "absent"]
        if not first:
            if denied:
                return NOT_MET, (), facts_of(denied), None, None
            unsure = [e for e in picked.hits if e.state in ("planned", "uncertain")]
            return open_decision(picked, unsure)
        if params.timed_by != "date":
            first = [e for e in first if getattr(e.fact, "status", None) not in _UNDONE]
            first = [_timed(e, params.timed_by, scope) for e in first]
            if not first:
                return open_decision(picked, picked.hits)
        then = _days_after(second, scope)
        if not then:
            return OPEN, facts_of(first), (), "undated", None
        verdicts = [(e, _ordered(e, day, params)) for e in first for day in then]
        yes = [e for e, verdict in verdicts if verdict == "yes"]
        if yes:
            return MET, facts_of(yes), (), None, None
        if all(verdict == "no" for _, verdict in verdicts) and not picked.undated:
            return NOT_MET, (), facts_of(first), None, None
        return OPEN, facts_of(first), (), "undated", None

    return decision


def _timed(entry: Entry, by: str, scope: Scope) -> Entry:
    """The entry with the days on which it can have begun, or ended."""
    fact = entry.fact
    day = getattr(fact, by, None)
    if day:
        first, last = days_of(day)
        return entry._replace(first=first, last=last)
    length = getattr(fact, "days", None)
    told = scope.facts.written(fact)
    if by == "start" and length and told:
        return entry._replace(first=_LONG_AGO, last=told[1] - length)
    if by == "end" and told and getattr(fact, "status", None) == "done":
        return entry._replace(first=_LONG_AGO, last=told[1])
    return entry


def _days_after(second: Any, scope: Scope) -> list[tuple[int, int]]:
    if second is None:
        return [days_of(scope.request_date)] if scope.request_date else []
    return [
        (e.first, e.last)
        for e in second(scope).hits
        if e.first is not None and e.state in ("present", "historical", "planned")
    ]


def _ordered(entry: Entry, then: tuple[int, int], params: Order) -> lengths.Answer:
    if entry.first is None or entry.last is None:
        return "open"
    least, most = then[0] - entry.last, then[1] - entry.first
    if most < 0:
        return "no"
    stretch = ((entry.last, max(then[0], entry.last)), (entry.first, then[1]))
    gap = Length(max(least, 0), most, stretch)
    answers: list[lengths.Answer] = ["yes" if least >= 0 else "open"]
    if params.min_gap:
        answers.append(lengths.at_least(gap, params.min_gap))
    if params.max_gap:
        answers.append(lengths.at_most(gap, params.max_gap))
    if "no" in answers:
        return "no"
    return "open" if "open" in answers else "yes"


def say_sequence(params: Order) -> Say:
    """The order in words."""
    then = "the request" if params.then == "request" else params.then.words()
    gaps = [
        f"{words} {span.words()}"
        for words, span in (("at least", params.min_gap), ("at most", params.max_gap))
        if span
    ]
    by = f" by {' and '.join(gaps)}" if gaps else ""
    name = params.title or f"{capital(params.words())} before {then}{by}"

    def reason(answer: Answer, scope: Scope) -> str:
        code, _, support, refute, cause, _ = answer
        facts = support or refute
        there = f" ({listed_facts(facts)})" if facts else ""
        if code == MET:
            return f"{name}: documented{there}"
        if code == NOT_MET:
            return f"{name}: documented otherwise{there}"
        return f"{name}: {cause_words(cause)}{there}"

    return reason


def _tally(low: int, high: int) -> str:
    """A count in words: what may be none is said as its most."""
    if low == high:
        return str(low)
    return f"{low} to {high}" if low else f"at most {high}"
