"""Symptoms and signs of the neck: which localise, which do not, which are denied.

Complaints of another region (legs, low back) are left out, and so is pain that stays
in the neck where the question is whether there is any sign of nerve or cord.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from workbench.evaluate.index import Index, absent, distinct, present, unsure
from workbench.evaluate.roots import roots_of, strength_step
from workbench.schema.base import Model
from workbench.schema.case import Case, ExamFinding, Fact, Symptom

Complaint = Symptom | ExamFinding
C = TypeVar("C", Symptom, ExamFinding)


class Signs(Model):
    """The policy's lists: what counts as a symptom or sign, and of what.

    ``axial`` are sites whose pain is neither radicular nor myelopathic; ``roots`` those
    of the region; ``normal_strength`` the grade that is no weakness.
    """

    symptoms: tuple[str, ...]
    unlocalised_symptoms: tuple[str, ...]
    exam: tuple[str, ...]
    unlocalised_exam: tuple[str, ...]
    myelopathy_symptoms: tuple[str, ...]
    myelopathy_exam: tuple[str, ...]
    symptom_denials: tuple[str, ...]
    sign_denials: tuple[str, ...]
    axial: tuple[str, ...]
    other_regions: tuple[str, ...]
    roots: tuple[str, ...]
    normal_strength: str
    reduced_reflex: tuple[str, ...]
    increased_reflex: tuple[str, ...]
    discounted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaints:
    """What the record says of symptoms and signs, sorted by what they can show."""

    localised: tuple[Complaint, ...]
    unlocalised: tuple[Complaint, ...]
    axial: tuple[Complaint, ...]
    myelopathic: tuple[Complaint, ...]
    denials: tuple[Complaint, ...]
    none_at_all: bool


def complaints(case: Case, signs: Signs) -> Complaints:
    """Sort the symptoms and signs of a case."""
    index = Index(case)
    symptoms = _of_region(index.records(case.symptoms), signs)
    exam = _of_region(index.records(case.exam_findings), signs)
    found = _neural(symptoms, exam, signs)
    localised = tuple(fact for fact in found if _roots(fact, signs))
    rest = [fact for fact in found if fact not in localised]
    axial = tuple(fact for fact in rest if _is_axial(fact, signs))
    loose = tuple(fact for fact in rest if fact not in axial)
    cord = myelopathic(symptoms, exam, signs)
    denials = _denials(symptoms, exam, signs)
    nothing = not (localised or loose or cord) and _all_denied(symptoms, exam, signs)
    return Complaints(localised, loose, axial, cord, denials, nothing)


def myelopathic(
    symptoms: Iterable[Symptom], exam: Iterable[ExamFinding], signs: Signs
) -> tuple[Complaint, ...]:
    """Signs of myelopathy that are present, examined or reported."""
    exam = tuple(exam)
    brisk = [fact for fact in exam if is_brisk(fact, signs)]
    return (
        *present(exam, signs.myelopathy_exam),
        *brisk,
        *present(symptoms, signs.myelopathy_symptoms),
    )


def is_brisk(fact: ExamFinding, signs: Signs) -> bool:
    """Whether a graded reflex is increased."""
    return (
        fact.kind == "reflex"
        and fact.assertion == "present"
        and fact.grade in signs.increased_reflex
    )


def is_deficit(fact: ExamFinding, signs: Signs) -> bool:
    """Whether a sign shows a deficit: a strength under normal, a weak reflex ..."""
    if fact.kind == "strength":
        step, full = strength_step(fact.grade), strength_step(signs.normal_strength)
        return step is not None and full is not None and step < full
    if fact.kind == "reflex":
        return fact.grade in signs.reduced_reflex
    return True


def of_region(fact: Fact, signs: Signs) -> bool:
    """Whether a symptom or sign can belong to the region that is treated."""
    if fact.site in signs.other_regions:
        return False
    if not isinstance(fact, Symptom | ExamFinding):
        return True
    roots = roots_of(fact)
    return not roots or bool(set(roots) & set(signs.roots))


def _of_region(facts: Iterable[C], signs: Signs) -> tuple[C, ...]:
    return tuple(fact for fact in facts if of_region(fact, signs))


def _neural(
    symptoms: tuple[Symptom, ...], exam: tuple[ExamFinding, ...], signs: Signs
) -> tuple[Complaint, ...]:
    wanted = (*signs.symptoms, *signs.unlocalised_symptoms)
    examined = (*signs.exam, *signs.unlocalised_exam)
    said: list[Complaint] = [*present(symptoms, wanted), *unsure(symptoms, wanted)]
    said += [fact for fact in present(exam, examined) if is_deficit(fact, signs)]
    return distinct(said)


def _roots(fact: Complaint, signs: Signs) -> tuple[str, ...]:
    if fact.assertion != "present" or fact.kind in (
        *signs.unlocalised_symptoms,
        *signs.unlocalised_exam,
    ):
        return ()
    return roots_of(fact)


def _is_axial(fact: Complaint, signs: Signs) -> bool:
    if not isinstance(fact, Symptom) or fact.kind not in ("pain", "headache"):
        return False
    return fact.site in signs.axial or fact.site is None


def _denials(
    symptoms: tuple[Symptom, ...], exam: tuple[ExamFinding, ...], signs: Signs
) -> tuple[Complaint, ...]:
    return (*absent(symptoms, signs.symptom_denials), *absent(exam, signs.sign_denials))


def _all_denied(
    symptoms: tuple[Symptom, ...], exam: tuple[ExamFinding, ...], signs: Signs
) -> bool:
    """Whether symptoms are denied in general and the examination is negative.

    A denial about one side ("no left arm symptoms") says nothing in general.
    """
    denied = absent(symptoms, signs.symptom_denials)
    if all(fact.side in ("left", "right") for fact in denied):
        return False
    if absent(exam, signs.sign_denials):
        return True
    full = [
        fact
        for fact in present(exam, ("strength",))
        if fact.site == "all" and not is_deficit(fact, signs)
    ]
    return bool(full) and bool(absent(exam, signs.myelopathy_exam))
