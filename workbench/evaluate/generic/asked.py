"""``request``: how much is asked for - levels, regions, sides, sessions, leads.

A request is complete by its nature: what it does not ask for is not asked for.  Only a
place that it leaves out makes the number of places uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from workbench.evaluate.answer import MET, NA, NOT_MET, OPEN, STATUS, Answer, Rule
from workbench.evaluate.generic.rule import asking_of
from workbench.evaluate.generic.select import region_of
from workbench.evaluate.generic.where import Answerable, Words
from workbench.evaluate.leaf import Leaf, Place, Scope
from workbench.evaluate.lines import interspaces_named
from workbench.evaluate.wording import capital
from workbench.schema.case import RequestedProcedure

Measured = Literal["levels", "regions", "sides", "sessions", "leads", "contacts"]
_ASKED = ("present", "planned", "uncertain")
_ONE = ("sacral hiatus",)
"""The one place of a caudal injection, which names no level."""
Number = tuple[int, int | None]
"""Least and greatest number that the request can mean; None is unbounded."""


class Asked(Answerable):
    """At most so many ``levels``, ``regions``, ``sides``, ``sessions`` and so on.

    ``kind`` are the procedures counted together.  ``sides`` are those at the place of
    the line.  ``unmentioned``: what it means that the request gives no number of leads
    or contacts.
    """

    of: Measured
    kind: Words = ()
    at_most: int = Field(ge=0)
    unmentioned: Literal["open", "not_applicable"] = "open"


def asked_rule(path: str, params: Asked) -> Rule:
    """The rule of an extent of the request."""

    def run(scope: Scope) -> Answer:
        facts = _facts(scope, params)
        number = _number(params.of, facts, scope.place)
        if number is None:
            quiet = params.unmentioned == "not_applicable"
            cause = None if quiet else "never-mentioned"
            return NA if quiet else OPEN, rule, (), (), cause, None
        low, high = number
        if low > params.at_most:
            return NOT_MET, rule, (), facts, None, number
        if high is None or high > params.at_most:
            return OPEN, rule, facts, (), "incomplete", number
        return MET, rule, facts, (), None, number

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        code, _, support, refute, cause, number = answer
        wants = (asking_of(params),) if params.ask and code == OPEN else ()
        return Leaf(
            status=STATUS[code],
            reason=_reason(params, number),
            because=cause,
            support=support,
            refute=refute,
            wants=wants,
        )

    rule = Rule(
        name="request",
        path=path,
        run=run,
        leaf=leaf,
        placed=params.of == "sides",
        label=params.id or params.title or f"{params.of} asked for",
        asking=asking_of(params),
    )
    return rule


def _facts(scope: Scope, params: Asked) -> tuple[RequestedProcedure, ...]:
    return tuple(
        fact
        for fact in scope.case.requested_procedures
        if fact.origin == "request"
        and fact.assertion in _ASKED
        and (not params.kind or fact.kind in params.kind)
    )


def _number(
    of: Measured, facts: tuple[RequestedProcedure, ...], place: Place | None
) -> Number | None:
    if not facts:
        return None
    if of == "levels":
        return _distinct(name for fact in facts for name in _places(fact))
    if of == "regions":
        return _distinct(region_of(fact) for fact in facts)
    if of == "sides":
        return _sides(facts, place)
    if of == "sessions":
        most = max(fact.sessions or 1 for fact in facts)
        return most, most
    given = [n for fact in facts if (n := getattr(fact, of)) is not None]
    return (max(given), max(given)) if given else None


def _distinct(names: Iterable[str | None]) -> Number:
    """How many places; one that is not named may be one of those that are."""
    found = set(names)
    known = len(found - {None})
    return (known, known) if known else (1, None)


def _places(fact: RequestedProcedure) -> tuple[str | None, ...]:
    if fact.approach == "caudal":
        return _ONE
    return interspaces_named(fact.level) or (fact.level or fact.site,)


def _sides(facts: tuple[RequestedProcedure, ...], place: Place | None) -> Number:
    here = {fact.side for fact in facts if _is_at(fact, place)}
    both = "bilateral" in here or {"left", "right"} <= here
    return (2, 2) if both else (1, 1)


def _is_at(fact: RequestedProcedure, place: Place | None) -> bool:
    if place is None or not (fact.level or fact.site):
        return True
    own = {*place.interspaces, place.vertebra, place.site, place.region}
    return bool(own & {*interspaces_named(fact.level), fact.level, fact.site} - {None})


def _reason(params: Asked, number: Number | None) -> str:
    wanted = f"; the policy allows at most {params.at_most}"
    if number is None:
        return f"The request gives no number of {params.of}{wanted}"
    low, high = number
    if high is None:
        where = {"levels": "level", "regions": "region"}.get(params.of, params.of)
        return f"The request does not say at which {where}{wanted}"
    return f"{capital(params.of)} requested: {low}{wanted}"
