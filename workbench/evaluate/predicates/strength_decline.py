"""Strength that got worse: two dated examinations, or a clinician's word with weakness.

The same muscle and side must be worse in the latest examination than in an earlier
one.  One examination with weakness and no statement of progression opens nothing.
"""

from __future__ import annotations

from workbench.evaluate.halves import half, joined
from workbench.evaluate.index import Index, absent, present
from workbench.evaluate.intervals import before
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.strength import Grade, Scale, examined
from workbench.evaluate.wording import complained, complaint, on, several
from workbench.schema.base import Model
from workbench.schema.case import ExamFinding, Fact, Statement
from workbench.schema.partial_date import latest


class Params(Model):
    """The scale, the steps of a decline, the statement and who may make it."""

    scale: Scale
    steps: int
    statement: str
    weakness: tuple[str, ...]
    speakers: tuple[str, ...]


def test(scope: Scope, params: Params) -> Leaf:
    """Met by a decline or by statement and weakness together."""
    index = Index(scope.case)
    grades = examined(scope.case, params.scale)
    decline = _decline(grades, params.steps)
    said = _stated(scope, index, params)
    denied = absent(index.records(scope.case.statements), (params.statement,))
    if decline and denied:
        return _conflict(decline, denied)
    if decline:
        names = several([_pair(*pair) for pair in decline])
        facts = _facts([one for pair in decline for one in pair])
        return Leaf(status="met", reason=names, support=facts)
    if said:
        return _by_statement(scope, index, params, grades, said)
    if denied or _compared(grades):
        facts = denied or _facts(list(grades))
        reason = "Strength did not get worse between examinations"
        return Leaf(status="not_met", reason=reason, refute=facts)
    return Leaf(
        status="not_applicable", reason="No progression of weakness is recorded"
    )


def _stated(scope: Scope, index: Index, params: Params) -> tuple[Statement, ...]:
    facts = present(index.records(scope.case.statements), (params.statement,))
    return tuple(
        fact
        for fact in facts
        if fact.speaker is None or fact.speaker in params.speakers
    )


def _by_statement(
    scope: Scope,
    index: Index,
    params: Params,
    grades: tuple[Grade, ...],
    said: tuple[Statement, ...],
) -> Leaf:
    full = params.scale.grades.index(params.scale.normal)
    exam = index.records(scope.case.exam_findings)
    weak: list[ExamFinding] = [
        one.fact
        for one in grades
        if one.step < full and one.fact.assertion == "present"
    ]
    weak += present(exam, params.weakness)
    strong = [one.fact for one in grades if one.step >= full]
    none = (*strong, *absent(exam, params.weakness))
    shown = tuple({fact.id: fact for fact in weak}.values())
    words = complained(shown)
    return joined(
        (
            half("a statement of progression", said, (), "Weakness called progressive"),
            half("weakness on examination", shown, none, words),
        )
    )


_LEFT_OVER = "remainder"
"""How the record grades muscles that it does not name ("triceps 4/5, rest 5/5")."""


def _decline(grades: tuple[Grade, ...], steps: int) -> list[tuple[Grade, Grade]]:
    """Pairs of a better earlier grade and the latest one, muscle by muscle.

    What "the rest 5/5" left unnamed was no examination of the muscle now weaker.
    """
    found = []
    for group in _groups(grades):
        last = max(group, key=lambda one: latest(str(one.day)))
        earlier = [
            one
            for one in group
            if before(str(one.day), str(last.day)) and one.fact.detail != _LEFT_OVER
        ]
        best = max(earlier, key=lambda one: one.step, default=None)
        same_day = [one.step for one in group if one.day == last.day]
        if best and best.step - max(same_day) >= steps:
            found.append((best, last))
    return found


def _groups(grades: tuple[Grade, ...]) -> list[list[Grade]]:
    """Dated grades by muscle and side."""
    groups: dict[tuple[str, str], list[Grade]] = {}
    for one in grades:
        if one.day:
            groups.setdefault((one.muscle, one.side), []).append(one)
    return list(groups.values())


def _compared(grades: tuple[Grade, ...]) -> bool:
    """Whether some muscle was examined on two days that can be told apart."""
    return any(
        before(str(one.day), str(other.day))
        for group in _groups(grades)
        for one in group
        for other in group
    )


def _pair(earlier: Grade, last: Grade) -> str:
    return (
        f"{complaint(earlier.fact)}{on(earlier.day)}, then "
        f"{complaint(last.fact)}{on(last.day)}"
    )


def _conflict(decline: list[tuple[Grade, Grade]], denied: tuple[Fact, ...]) -> Leaf:
    names = several([_pair(*pair) for pair in decline])
    facts = _facts([one for pair in decline for one in pair])
    clash = Clash(
        kind="progression", sides=((names, facts), ("no progression", denied))
    )
    return Leaf(
        status="conflicting",
        reason=f"{names}, while the record denies progression",
        because="conflict",
        support=facts,
        refute=denied,
        clashes=(clash,),
    )


def _facts(grades: list[Grade]) -> tuple[Fact, ...]:
    return tuple({one.fact.id: one.fact for one in grades}.values())
