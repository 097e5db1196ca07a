"""Tests on time lived: the patient's age, and how long a symptom or disease has lasted.

``onset`` reads when a thing began or how long the record says it has lasted.  A stated
length is as of the day it was written; ``to`` says whether the time since then counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field, model_validator

from workbench.evaluate.answer import (
    CONFLICT,
    MET,
    NOT_MET,
    OPEN,
    STATUS,
    Answer,
    Rule,
)
from workbench.evaluate.facts import Entry, FactBase, days_of
from workbench.evaluate.generic import lengths
from workbench.evaluate.generic.rule import (
    Decide,
    Decision,
    Say,
    asking_of,
    facts_of,
    open_decision,
)
from workbench.evaluate.generic.select import Picked
from workbench.evaluate.generic.stretches import Length, Stretch
from workbench.evaluate.generic.where import Answerable, Leafy, Lists, Span
from workbench.evaluate.generic.wording import asks_for, listed_facts, opened
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.wording import capital
from workbench.schema.partial_date import PartialDate


class Age(Answerable):
    """The patient's age in years, ``at_least`` and ``at_most``, both included."""

    at_least: int | None = Field(default=None, ge=0)
    at_most: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _bounded(self) -> Age:
        if self.at_least is None and self.at_most is None:
            raise ValueError("give at_least or at_most")
        return self


def age_rule(path: str, params: Age) -> Rule:
    """The rule of an age: silence is open."""

    def run(scope: Scope) -> Answer:
        years = scope.case.patient.age
        if years is None:
            return OPEN, rule, (), (), "never-mentioned", None
        low = params.at_least is None or years >= params.at_least
        high = params.at_most is None or years <= params.at_most
        return (MET if low and high else NOT_MET), rule, (), (), None, years

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        code, years = answer[0], answer[5]
        wants = (asking_of(params),) if params.ask and code == OPEN else ()
        if years is None:
            reason = "The patient's age is not recorded"
        else:
            reason = f"The patient is {years} years old, {_wanted(params)}"
        return Leaf(status=STATUS[code], reason=reason, because=answer[4], wants=wants)

    rule = Rule(
        name="age",
        path=path,
        run=run,
        leaf=leaf,
        placed=False,
        label=params.id or params.title or "age",
        asking=asking_of(params),
        reads=(),
    )
    return rule


def _wanted(params: Age) -> str:
    parts = [
        f"{words} {value}"
        for words, value in (("at least", params.at_least), ("at most", params.at_most))
        if value is not None
    ]
    return f"and the policy asks for {' and '.join(parts)}"


class Onset(Leafy):
    """How long a thing has lasted: ``at_least``, ``at_most``.

    ``to``: up to the ``note`` that tells it (what came after is possible), or up to the
    ``request`` or the date of ``service`` (it began once and its age grows).  A mention
    that tells no length is none: ``unmentioned`` says what that means.  ``agree`` asks
    no more than that the lengths told lie on one side of the limit: two on both sides
    of it are in conflict, and a single one is not.
    """

    list: Lists = ("symptoms",)
    at_least: Span | None = None
    at_most: Span | None = None
    to: Literal["note", "request", "service"] = "note"
    agree: bool = False

    @model_validator(mode="after")
    def _bounded(self) -> Onset:
        if self.at_least is None and self.at_most is None:
            raise ValueError("give at_least or at_most")
        return self


def decide_onset(params: Onset) -> Decide:
    """The lengths that the record tells against the limits."""

    def decision(picked: Picked, scope: Scope) -> Decision:
        known = [e for e in picked.hits if e.state == "present"]
        unsure = [e for e in picked.hits if e.state in ("uncertain", "planned")]
        if not known:
            return open_decision(picked, unsure)
        until = _until(params, scope)
        told = [(e, lasted(e, scope.facts, params.to, until)) for e in known]
        lengths_ = [(e, length) for e, length in told if length is not None]
        if params.agree:
            return _agreed(lengths_, params)
        if not lengths_:
            vague = any(e.fact.vague for e in known)
            if not vague and params.unmentioned == "not_applicable":
                return OPEN, (), (), "never-mentioned", None
            cause = "vague" if vague else "undated"
            return OPEN, facts_of(known), (), cause, None  # type: ignore[return-value]
        return _judged(lengths_, params)

    return decision


def _until(params: Onset, scope: Scope) -> PartialDate | None:
    if params.to == "service":
        date: PartialDate | None = getattr(scope.case.request, "service_date", None)
        return date
    return scope.request_date


def lasted(
    entry: Entry, base: FactBase, to: str, until: PartialDate | None
) -> Length | None:
    """How long a thing has lasted; None where the record gives no start or length."""
    fact = entry.fact
    end = days_of(until) if until else None
    written = base.written(fact)
    if fact.start:
        start = days_of(fact.start)
        if to != "note":
            return _between(start, end) if end else None
        if written is None:
            return None
        return _stretched(_between(start, written), start, end)
    low, high = _stated(fact)
    if high is None and not low:
        return None
    if to == "note":
        if end is None or written is None or high is None:
            return Length(low, high if end is None else None)
        return Length(low, high + max(end[1] - written[0], 0))
    if end is None or written is None:
        return Length(low, None)
    since_low, since_high = max(end[0] - written[1], 0), max(end[1] - written[0], 0)
    return Length(low + since_low, None if high is None else high + since_high)


def _stated(fact: object) -> tuple[int, int | None]:
    days = getattr(fact, "days", None)
    bounds = getattr(fact, "days_range", None)
    if days is not None:
        return days, days
    return (bounds.low or 0, bounds.high) if bounds is not None else (0, None)


def _between(start: Stretch, end: Stretch) -> Length:
    sure = (start[1], max(end[0], start[1]))
    most = (start[0], max(end[1], start[0]))
    return Length(sure[1] - sure[0], most[1] - most[0], (sure, most))


def _stretched(found: Length, start: Stretch, end: Stretch | None) -> Length:
    """A length up to the note, that may have gone on until the request."""
    if end is None or found.high is None or end[1] - start[0] <= found.high:
        return found
    assert found.only is not None
    most = (start[0], end[1])
    return Length(found.low, most[1] - most[0], (found.only[0], most))


def _judged(told: Sequence[tuple[Entry, Length]], params: Onset) -> Decision:
    """One mention that reaches the limit suffices; all must fail to refute."""
    verdicts = [(entry, _verdict(length, params), length) for entry, length in told]
    met = [one for one in verdicts if one[1] == "yes"]
    shown = met or verdicts
    words = _lengths_in_words([length for _, _, length in shown])
    facts = facts_of([entry for entry, _, _ in shown])
    if met:
        return MET, facts, (), None, words
    if all(verdict == "no" for _, verdict, _ in verdicts):
        return NOT_MET, (), facts, None, words
    return OPEN, facts, (), "vague", words


def _agreed(told: Sequence[tuple[Entry, Length]], params: Onset) -> Decision:
    """Whether the lengths told lie on one side of the limit."""
    verdicts = [(entry, _verdict(length, params), length) for entry, length in told]
    within = [one for one in verdicts if one[1] == "yes"]
    beyond = [one for one in verdicts if one[1] == "no"]
    shown = [*within, *beyond]
    if not shown:
        return OPEN, (), (), "never-mentioned", None
    words = _lengths_in_words([length for _, _, length in shown])
    for_, against = (facts_of([one[0] for one in part]) for part in (within, beyond))
    if within and beyond:
        return CONFLICT, for_, against, "conflict", words
    return MET, for_ or against, (), None, words


def _verdict(length: Length, params: Onset) -> lengths.Answer:
    answers: list[lengths.Answer] = []
    if params.at_least:
        answers.append(lengths.at_least(length, params.at_least))
    if params.at_most:
        answers.append(lengths.at_most(length, params.at_most))
    if "no" in answers:
        return "no"
    return "open" if "open" in answers else "yes"


def _lengths_in_words(found: Sequence[Length]) -> str:
    """Lengths one after the other, equal ones once."""
    return "; ".join(dict.fromkeys(lengths.words(length) for length in found))


def say_onset(params: Onset) -> Say:
    """The length in words."""
    limits = [
        f"{words} {span.words()}"
        for words, span in (("at least", params.at_least), ("at most", params.at_most))
        if span
    ]
    name, wanted = params.title or capital(params.words()), " and ".join(limits)

    def reason(answer: Answer, scope: Scope) -> str:
        code, _, support, refute, cause, detail = answer
        facts = support or refute
        there = f" ({listed_facts(facts)})" if facts else ""
        if not detail:
            said = opened(params.words(), params.title, cause, facts)
            return f"{said}{asks_for(wanted)}"
        return f"{name}: {detail}{there}{asks_for(wanted)}"

    return reason
