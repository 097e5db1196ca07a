"""``relief``: an earlier procedure that gave so much relief for so long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from workbench.evaluate.answer import CONFLICT, MET, NOT_MET, OPEN, Answer
from workbench.evaluate.facts import Entry
from workbench.evaluate.generic import lengths
from workbench.evaluate.generic.events import DONE
from workbench.evaluate.generic.measure import earliest, latest
from workbench.evaluate.generic.occasions import (
    by_place,
    possible_days,
    sure_days,
    without_retellings,
)
from workbench.evaluate.generic.rule import (
    Decide,
    Decision,
    Say,
    facts_of,
    open_decision,
)
from workbench.evaluate.generic.select import Picked
from workbench.evaluate.generic.stretches import Length
from workbench.evaluate.generic.where import Leafy, Lists, Span
from workbench.evaluate.generic.wording import asks_for, headed, listed_facts, opened
from workbench.evaluate.leaf import Scope


class Relief(Leafy):
    """Earlier procedures that gave relief: ``percent`` or more, for ``lasting``.

    ``of``: ``relief`` of pain, or ``medication_cut``, the fall of pain medicine.

    ``take``: ``first`` or ``latest`` one governs, ``any`` one suffices, ``all`` each.
    ``at_least``: so many of them, on different days at one level and side.
    """

    of_a_thing: ClassVar[bool] = True

    list: Lists = ("procedures_done",)
    percent: int | None = Field(default=None, ge=1, le=100)
    of: Literal["relief", "medication_cut"] = "relief"
    lasting: Span | None = None
    take: Literal["first", "latest", "any", "all"] = "any"
    at_least: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _asks(self) -> Relief:
        if self.percent is None and self.lasting is None:
            raise ValueError("give percent, lasting or both")
        if self.at_least > 1 and self.take != "any":
            raise ValueError("at_least stands with take: any, and not with another")
        return self


def decide_relief(params: Relief) -> Decide:
    """Whether the procedures gave the relief asked for."""

    def decision(picked: Picked, scope: Scope) -> Decision:
        done = [e for e in picked.hits if e.state in DONE]
        denied = [e for e in picked.hits if e.state == "absent"]
        if not done:
            if denied and not picked.undated:
                return NOT_MET, (), facts_of(denied), None, None
            return open_decision(picked)
        done, picked = without_retellings(done, picked)
        if params.take in ("first", "latest"):
            done = (latest if params.take == "latest" else earliest)(done)
        verdicts = [(entry, _relieved(entry.fact, params)) for entry in done]
        return _relief(verdicts, params, picked)

    return decision


def _relieved(fact: Any, params: Relief) -> lengths.Answer:
    answers: list[lengths.Answer] = ["yes"]
    if params.percent is not None:
        answers.append(_much(getattr(fact, params.of), params.percent))
    if params.lasting:
        found = fact.relief_days
        if found is None:
            answers.append("open")
        else:
            answers.append(_held(found, params.lasting))
    if "no" in answers:
        return "no"
    return "open" if "open" in answers else "yes"


def _held(found: Any, wanted: Span) -> lengths.Answer:
    """Whether relief lasted so long; "three months" of the record is three months.

    A length told in months comes as the days that it can have, 89 to 92 for three.
    """
    days = Length(found.low or 0, found.high)
    months = wanted.in_months if wanted.in_days is None else None
    if months is not None and days.low >= lengths.least_days(months):
        if days.high is None or days.high >= lengths.most_days(months):
            return "yes"
    return lengths.at_least(days, wanted)


def _much(share: Any, percent: int) -> lengths.Answer:
    if share is None:
        return "open"
    if (share.low or 0) >= percent:
        return "yes"
    return "no" if share.high is not None and share.high < percent else "open"


def _relief(
    verdicts: Sequence[tuple[Entry, lengths.Answer]], params: Relief, picked: Picked
) -> Decision:
    yes = [entry for entry, verdict in verdicts if verdict == "yes"]
    no = [entry for entry, verdict in verdicts if verdict == "no"]
    loose = [entry for entry, verdict in verdicts if verdict == "open"]
    vague = [*picked.undated, *picked.unplaced]
    if params.at_least > 1:
        return _so_many(params.at_least, yes, no, [*loose, *vague])
    if params.take == "any":
        if yes:
            return MET, facts_of(yes), (), None, None
        if loose or vague:
            cause = "vague" if loose else "undated"
            return OPEN, facts_of([*loose, *vague]), facts_of(no), cause, None  # type: ignore[return-value]
        return NOT_MET, (), facts_of(no), None, None
    if params.take in ("first", "latest") and yes and no:
        return CONFLICT, facts_of(yes), facts_of(no), "conflict", None
    if no and (params.take == "all" or not loose):
        return NOT_MET, facts_of(yes), facts_of(no), None, None
    if loose or vague:
        return OPEN, facts_of([*loose, *vague]), facts_of(no), "vague", None
    return MET, facts_of(yes), (), None, None


def _so_many(
    wanted: int, yes: list[Entry], no: list[Entry], maybe: list[Entry]
) -> Decision:
    """Whether so many procedures helped, on different days at one place."""
    if max(map(sure_days, by_place(yes, sure=True)), default=0) >= wanted:
        return MET, facts_of(yes), (), None, None
    most = max(map(possible_days, by_place([*yes, *maybe], sure=False)), default=0)
    if most >= wanted:
        return OPEN, facts_of([*yes, *maybe]), facts_of(no), "vague", None
    if no:
        return NOT_MET, facts_of(yes), facts_of(no), None, None
    return OPEN, facts_of([*yes, *maybe]), (), "incomplete", None


def say_relief(params: Relief) -> Say:
    """The relief in words."""
    lasting = f" for at least {params.lasting.words()}" if params.lasting else ""
    what = "relief" if params.of == "relief" else "less pain medicine"
    share = f"at least {params.percent}% {what}" if params.percent else what
    many = f"{params.at_least} times " if params.at_least > 1 else ""
    wanted = f"{share}{lasting}"
    name, title = params.words(), params.title

    def reason(answer: Answer, scope: Scope) -> str:
        code, _, support, refute, cause, _ = answer
        if code == MET:
            return headed(title, f"{_told(support)}, which is {wanted}")
        if code == NOT_MET:
            if all(fact.assertion == "absent" for fact in refute):
                return headed(title, f"documented: {_told(refute)}")
            short = f", which is not {wanted}"
            enough = f"; {_told(support)} is" if support and many else ""
            return headed(title, f"{_told(refute)}{short}{enough}")
        told = opened(name, title, cause, (*support, *refute), _told)
        return f"{told}{asks_for(many + wanted)}"

    return reason


def _told(facts: Sequence[Any]) -> str:
    found = []
    for fact in facts:
        relief = getattr(fact, "relief", None)
        days = getattr(fact, "relief_days", None)
        said = listed_facts((fact,))
        if relief is not None:
            said += f" with {_share(relief)}% relief"
        if days is not None:
            said += f" for {_range(days)} days"
        found.append(said)
    return "; ".join(found)


def _share(bounds: Any) -> str:
    """A share in words: the end of the scale that nobody stated is not said either.

    "More than half" is at least 50, not 50 to 100.
    """
    low, high = bounds.low, bounds.high
    if low != high and high == _WHOLE:
        return f"at least {low}"
    return f"at most {high}" if low == 0 and high else _range(bounds)


_WHOLE = 100
"""Percent of everything."""


def _range(bounds: Any) -> str:
    low, high = bounds.low, bounds.high
    if low == high:
        return str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"
