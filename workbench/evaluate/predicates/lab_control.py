"""A disease of the record is under control by a recent laboratory value.

Not applicable where the record has no such disease; a value older than the window is
stale, whatever it is.
"""

from __future__ import annotations

from workbench.evaluate.index import Index
from workbench.evaluate.intervals import Window
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.predicates.lab import (
    Limit,
    against,
    by_recency,
    dated,
    newest,
    results,
)
from workbench.evaluate.wording import listed, measured, words
from workbench.schema.base import Model
from workbench.schema.case import Case, Fact
from workbench.schema.case import Test as Result
from workbench.schema.determination import OpenCause


class Params(Model):
    """Kinds of diagnosis and risk factor that mean the disease; test, limit, window."""

    diagnoses: tuple[str, ...]
    risk_factors: tuple[str, ...]
    test: str
    limit: Limit
    window: Window


def test(scope: Scope, params: Params) -> Leaf:
    """Whether the disease is documented, and the newest value in the window."""
    has, denied, unsure = _disease(scope.case, params)
    if has and denied:
        return _conflict(has, denied)
    if not has and unsure:
        names = listed(words(fact.kind) for fact in unsure)
        return Leaf(
            status="not_documented",
            reason=f"The record is uncertain about {names}",
            because="unsure",
            support=unsure,
        )
    if not has:
        name = listed(words(kind) for kind in params.diagnoses)
        return Leaf(
            status="not_applicable", reason=f"The record has no {name}", refute=denied
        )
    return _controlled(scope, params, has)


def _disease(
    case: Case, params: Params
) -> tuple[tuple[Fact, ...], tuple[Fact, ...], tuple[Fact, ...]]:
    index = Index(case)
    facts: tuple[Fact, ...] = (
        *(fact for fact in case.diagnoses if fact.kind in params.diagnoses),
        *(fact for fact in case.risk_factors if fact.kind in params.risk_factors),
    )
    known = index.records(facts)
    return (
        tuple(fact for fact in known if fact.assertion in ("present", "historical")),
        tuple(fact for fact in known if fact.assertion == "absent"),
        tuple(fact for fact in known if fact.assertion == "uncertain"),
    )


def _conflict(has: tuple[Fact, ...], denied: tuple[Fact, ...]) -> Leaf:
    name = listed(words(fact.kind) for fact in has)
    clash = Clash(kind="disease", sides=((name, has), (f"no {name}", denied)))
    return Leaf(
        status="conflicting",
        reason=f"The record states {name} in one place and denies it in another",
        because="conflict",
        support=has,
        refute=denied,
        clashes=(clash,),
    )


def _controlled(scope: Scope, params: Params, has: tuple[Fact, ...]) -> Leaf:
    index = Index(scope.case)
    tests = results(scope.case, (params.test,))
    sorted_ = by_recency(index, tests, scope.request_date, params.window)
    recent = newest(index, sorted_.get("in", ()))
    if not recent:
        return _stale(index, tests, has, bool(sorted_.get("open")), params)
    verdicts = {against(one, params.limit) for one in recent}
    said = listed(f"{measured(one)}{dated(index, one)}" for one in recent)
    bound = f"{params.limit.value} {params.limit.unit}"
    if verdicts == {"under"}:
        return Leaf(
            status="met", reason=f"{said} is under {bound}", support=(*has, *recent)
        )
    if verdicts == {"over"}:
        return Leaf(
            status="not_met",
            reason=f"{said} is not under {bound}",
            support=has,
            refute=recent,
        )
    if verdicts == {"under", "over"}:
        return _values_differ(recent, said, params)
    return Leaf(
        status="not_documented",
        reason=f"{said} cannot be compared with {bound}",
        because="vague",
        support=(*has, *recent),
    )


def _values_differ(recent: tuple[Result, ...], said: str, params: Params) -> Leaf:
    under = tuple(one for one in recent if against(one, params.limit) == "under")
    over = tuple(one for one in recent if against(one, params.limit) == "over")
    sides = tuple(
        (listed(measured(one) for one in group), group) for group in (under, over)
    )
    return Leaf(
        status="conflicting",
        reason=f"Two values of the same date differ: {said}",
        because="conflict",
        support=under,
        refute=over,
        clashes=(Clash(kind="laboratory", sides=sides),),
    )


def _stale(
    index: Index,
    tests: tuple[Result, ...],
    has: tuple[Fact, ...],
    undated: bool,
    params: Params,
) -> Leaf:
    name = listed(words(fact.kind) for fact in has)
    if not tests:
        said = f"{name} is documented without a {params.test} value".capitalize()
        return Leaf(
            status="not_documented",
            reason=said,
            because="never-mentioned",
            support=has,
        )
    values = listed(f"{measured(one)}{dated(index, one)}" for one in tests)
    because: OpenCause = "undated" if undated else "stale"
    tail = "cannot be placed in the window" if undated else "is outside the window"
    return Leaf(
        status="not_documented",
        reason=f"{values} {tail}",
        because=because,
        support=(*has, *tests),
    )
