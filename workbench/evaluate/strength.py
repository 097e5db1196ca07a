"""Strength as examined: which muscle, side and day, on the policy's scale.

"Strength full" stands for every muscle on both sides; a limb's strength for every
muscle of that limb.  Weakness that the examiner lays to pain or effort is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import model_validator

from workbench.evaluate.index import Index
from workbench.evaluate.roots import muscle_roots
from workbench.schema.base import Model
from workbench.schema.case import Case, ExamFinding
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary import spine


class Scale(Model):
    """The grades from weakest to strongest, one step half a grade.

    ``groups`` gives the roots of a site that names many muscles ("all", "arm").
    """

    kind: str
    grades: tuple[str, ...]
    normal: str
    groups: dict[str, tuple[str, ...]]
    discounted: tuple[str, ...]

    @model_validator(mode="after")
    def _on_scale(self) -> Scale:
        if self.normal not in self.grades:
            raise ValueError("normal is not a grade of the scale")
        return self


@dataclass(frozen=True, slots=True)
class Grade:
    """One muscle on one side on one day."""

    fact: ExamFinding
    muscle: str
    side: str
    step: int
    day: PartialDate | None


def examined(case: Case, scale: Scale) -> tuple[Grade, ...]:
    """Every grade of the record, groups spread over their muscles, sides apart.

    Of one day's grades for a muscle the most particular counts: "triceps 4/5, otherwise
    5/5", "5/5 bilaterally except left triceps 4/5".
    """
    index = Index(case)
    found: list[Grade] = []
    for fact in index.records(case.exam_findings):
        if not _counts(fact, scale):
            continue
        step = scale.grades.index(str(fact.grade))
        for muscle in _muscles(fact, scale):
            for side in _sides(fact):
                found.append(Grade(fact, muscle, side, step, index.day(fact)))
    best: dict[tuple[str, str, str], int] = {}
    for one in found:
        best[_place(one)] = max(best.get(_place(one), 0), _particular(one))
    return tuple(one for one in found if _particular(one) == best[_place(one)])


def _place(one: Grade) -> tuple[str, str, str]:
    """A muscle of one side on one day."""
    return one.muscle, one.side, str(one.day)


def _particular(one: Grade) -> int:
    """How closely the record names what it grades: the muscle first, then the side."""
    return 2 * (one.fact.site == one.muscle) + (one.fact.side == one.side)


def _counts(fact: ExamFinding, scale: Scale) -> bool:
    return (
        fact.kind == scale.kind
        and fact.assertion in ("present", "historical")
        and fact.grade in scale.grades
        and fact.detail not in scale.discounted
    )


def _muscles(fact: ExamFinding, scale: Scale) -> Iterable[str]:
    """The muscle, or for a normal group every muscle of it."""
    site = fact.site or "all"
    if site not in scale.groups:
        return (site,)
    if fact.grade != scale.normal:
        return ()
    roots = set(scale.groups[site])
    return tuple(name for name in spine().muscles if roots & set(muscle_roots(name)))


def _sides(fact: ExamFinding) -> tuple[str, ...]:
    if fact.side in ("left", "right"):
        return (str(fact.side),)
    return ("left", "right")
