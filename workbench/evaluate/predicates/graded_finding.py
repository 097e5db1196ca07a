"""A graded imaging finding at the level that must stay under some grades.

Silence is open, and so is a mention without a grade.
"""

from __future__ import annotations

from workbench.evaluate.grading import Grades, grade_range, grade_worth
from workbench.evaluate.index import Index
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.readings import Told, findings_of, later, tell
from workbench.evaluate.wording import several, study, words
from workbench.schema.base import Model


class Params(Model):
    """The finding, the studies, and the grades that exclude."""

    finding: str
    kinds: tuple[str, ...]
    excluded: Grades


def test(scope: Scope, params: Params) -> Leaf:
    """Met where every reading at the level stays under the grades."""
    index = Index(scope.case)
    levels = scope.place.interspaces if scope.place else ()
    items = [
        item
        for item in tell(index, scope.case.imaging_studies, params.kinds)
        if item.finding.kind == params.finding
        and item.study.assertion == "present"
        and (
            item.finding.level in levels
            or (item.finding.level is None and item.finding.assertion == "absent")
        )
    ]
    items = [item for item in items if later(item, items) is None]
    bad = [item for item in items if _worth(item, params) == "met"]
    good = [item for item in items if _worth(item, params) == "below"]
    if bad and any(one.reading != two.reading for one in bad for two in good):
        return _conflict(bad, good, params)
    if bad:
        return Leaf(status="not_met", reason=_said(bad), refute=findings_of(bad))
    vague = [item for item in items if item not in good]
    if vague:
        return Leaf(
            status="not_documented",
            reason=f"{_said(vague)}, which cannot be compared",
            because="ungraded",
            support=findings_of(vague),
        )
    if good:
        return Leaf(status="met", reason=_said(good), support=findings_of(good))
    return Leaf(
        status="not_documented",
        reason=f"No imaging describes {words(params.finding)} at the level",
        because="never-mentioned",
    )


def _worth(item: Told, params: Params) -> str:
    if item.finding.assertion == "uncertain":
        return "open"
    bounds = grade_range(item.finding)
    return grade_worth(bounds, params.excluded) if bounds else "open"


def _said(items: list[Told]) -> str:
    return several([_one(item) for item in items])


def _one(item: Told) -> str:
    finding = item.finding
    where = f" at {finding.level}" if finding.level else ""
    if finding.assertion == "absent":
        return f"{study(item)}: no {words(finding.kind)}{where}"
    grade = finding.severity.label if finding.severity else "ungraded"
    return f"{study(item)}: {grade} {words(finding.kind)}{where}"


def _conflict(bad: list[Told], good: list[Told], params: Params) -> Leaf:
    clash = Clash(
        kind=params.finding,
        sides=((_said(bad), findings_of(bad)), (_said(good), findings_of(good))),
    )
    return Leaf(
        status="conflicting",
        reason=f"Readings differ: {_said(bad)}; {_said(good)}",
        because="conflict",
        support=findings_of(good),
        refute=findings_of(bad),
        clashes=(clash,),
    )
