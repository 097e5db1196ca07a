"""A named daily activity is limited, or a score shows enough disability.

A pain score is no limitation; an activity that is not named is too vague.
"""

from __future__ import annotations

from workbench.evaluate.index import Index, absent, present
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.wording import listed, several, words
from workbench.schema.base import Model
from workbench.schema.case import Case, Fact, FunctionalLimit
from workbench.schema.partial_date import earliest


class Score(Model):
    """One functional score: at least or at most ``value``.

    ``scales`` gives for a unit the factor that turns it into the policy's unit; the
    empty unit stands for a score without one, which may have several readings.
    """

    name: str
    at_least: float | None = None
    at_most: float | None = None
    scales: dict[str, tuple[float, ...]]


class Function(Model):
    """Kinds that name no activity, the scores, and regions that are not concerned.

    ``not_limited`` is how many named activities must be denied to stand for all.
    """

    general: tuple[str, ...]
    score: str
    scores: tuple[Score, ...]
    other_regions: tuple[str, ...]
    not_limited: int


class Params(Model):
    """What the policy says of function."""

    function: Function


def limitations(case: Case, params: Function) -> tuple[FunctionalLimit, ...]:
    """Named activities limited, and scores that satisfy."""
    facts = _facts(case, params)
    named = [
        fact
        for fact in present(facts)
        if fact.kind not in (params.score, *params.general)
    ]
    return (*named, *_satisfying(case, params))


def test(scope: Scope, policy: Params) -> Leaf:
    """Met by a limitation or score; not met where activities are said to be free."""
    params = policy.function
    facts = _facts(scope.case, params)
    found = limitations(scope.case, params)
    free = _free(facts, params)
    if found:
        against = _against(found, facts, params)
        return _conflict(found, against) if against else _met(found)
    if free:
        names = listed(words(fact.kind) for fact in free)
        reason = f"Activities are documented as not limited: {names}"
        return Leaf(status="not_met", reason=reason, refute=free)
    return _open(scope, facts, params)


def _facts(case: Case, params: Function) -> tuple[FunctionalLimit, ...]:
    index = Index(case)
    return tuple(
        fact
        for fact in index.records(case.functional_limits)
        if fact.site not in params.other_regions
    )


def _satisfying(case: Case, params: Function) -> list[FunctionalLimit]:
    """Latest scores that satisfy on every reading of their unit."""
    index = Index(case)
    found = []
    for score in params.scores:
        scored = [
            fact
            for fact in present(_facts(case, params), (params.score,))
            if fact.name == score.name and fact.value is not None
        ]
        days = {fact.id: index.day(fact) for fact in scored}
        last = max((day for day in days.values() if day), key=earliest, default=None)
        latest = [fact for fact in scored if last is None or days[fact.id] == last]
        found += [fact for fact in latest if _enough(fact, score)]
    return found


def _enough(fact: FunctionalLimit, score: Score) -> bool:
    value = fact.value
    factors = score.scales.get((fact.unit or "").strip().lower(), ())
    if value is None or not factors:
        return False
    readings = [value * factor for factor in factors]
    if score.at_least is not None:
        return all(reading >= score.at_least for reading in readings)
    return score.at_most is not None and all(
        reading <= score.at_most for reading in readings
    )


def _free(
    facts: tuple[FunctionalLimit, ...], params: Function
) -> tuple[FunctionalLimit, ...]:
    """Denials that stand for daily activity as a whole."""
    denied = tuple(
        fact
        for fact in facts
        if fact.assertion == "absent" and fact.kind != params.score
    )
    general = absent(denied, params.general)
    named = {fact.kind for fact in denied} - set(params.general)
    return denied if general or len(named) >= params.not_limited else ()


def _against(
    found: tuple[FunctionalLimit, ...],
    facts: tuple[FunctionalLimit, ...],
    params: Function,
) -> tuple[FunctionalLimit, ...]:
    """Denials that contradict what is limited: of all activities, or of each of them.

    One limited activity or score is enough, so somebody who cannot walk and says that
    the bicycle is no trouble contradicts nothing.
    """
    kinds = {fact.kind for fact in found}
    same = absent(facts, kinds - {params.score})
    every = kinds <= {fact.kind for fact in same}
    return absent(facts, params.general) or (same if every else ())


def _met(found: tuple[FunctionalLimit, ...]) -> Leaf:
    names = several([_said(fact) for fact in found])
    return Leaf(status="met", reason=f"Limited: {names}", support=found)


def _said(fact: FunctionalLimit) -> str:
    if fact.name and fact.value is not None:
        return f"{words(fact.name)} {fact.value}{_unit(fact.unit)}"
    return words(fact.kind)


def _unit(unit: str | None) -> str:
    if not unit:
        return ""
    return unit if unit.startswith(("%", "/")) else f" {unit}"


def _conflict(
    found: tuple[FunctionalLimit, ...], free: tuple[FunctionalLimit, ...]
) -> Leaf:
    limited = several([_said(fact) for fact in found])
    denied = listed(words(fact.kind) for fact in free)
    clash = Clash(kind="function", sides=((limited, found), (f"not {denied}", free)))
    return Leaf(
        status="conflicting",
        reason=f"Limited: {limited}; elsewhere documented as not limited: {denied}",
        because="conflict",
        support=found,
        refute=free,
        clashes=(clash,),
    )


def _open(scope: Scope, facts: tuple[FunctionalLimit, ...], params: Function) -> Leaf:
    general = present(facts, params.general)
    scores = present(facts, (params.score,))
    rest: tuple[Fact, ...]
    if general:
        said, rest = "Daily activities are called limited, none is named", general
    elif scores:
        names = several([_said(fact) for fact in scores])
        said, rest = f"{names} does not reach the policy's score", scores
    elif denied := absent(facts, {fact.kind for fact in facts}):
        names = listed(words(fact.kind) for fact in denied)
        said, rest = f"Only {names} is documented as not limited", denied
    elif claims := Index(scope.case).claims(present(scope.case.functional_limits)):
        said, rest = "Only a letter asserts a limitation", claims
    else:
        said = "No named daily activity is recorded as limited"
        return Leaf(status="not_documented", reason=said, because="never-mentioned")
    return Leaf(
        status="not_documented",
        reason=said,
        because="vague" if general else "incomplete",
        support=rest if general else (),
        refute=() if general else rest,
    )
