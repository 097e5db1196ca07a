"""What one imaging finding is worth against a policy's grades and compression words.

A grade is accepted where every step that it can mean is in the policy's set, below
where all lie under the set, else open.  A word of contact counts for the targets that
the policy lists for it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from workbench.schema.base import Model
from workbench.schema.case import ImagingFinding
from workbench.vocabulary import severity

Worth = Literal["met", "below", "open", "contact", "denied", "nothing"]
"""``contact`` is compression that does not suffice; ``denied`` its denial."""


def _known(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in severity().steps:
            known = ", ".join(severity().steps)
            raise ValueError(f"{name!r} is no grade; one of: {known}")
    return names


Grades = Annotated[tuple[str, ...], AfterValidator(_known)]
"""Names of grades of vocabulary/severity.yaml."""


class Grading(Model):
    """The policy's measure.

    ``accepted`` are grade names of vocabulary/severity.yaml; ``contact`` gives for
    each word the structures that it must be said of; ``suffices`` whether compression
    satisfies without a grade.
    """

    accepted: Grades
    contact: dict[str, tuple[str, ...]]
    suffices: bool = True
    narrowing: tuple[str, ...] = ("stenosis",)
    locations: tuple[str, ...]


def grade_range(finding: ImagingFinding) -> tuple[int, int] | None:
    """Lowest and highest step that a finding can mean; None where not graded.

    A denial without bounds is no narrowing; a denial of a grade leaves what is under.
    """
    grade = finding.severity
    if finding.assertion == "absent":
        if grade is None:
            return 0, 0
        return (0, grade.low - 1) if grade.low else (0, grade.high)
    return (grade.low, grade.high) if grade else None


def grade_worth(bounds: tuple[int, int], accepted: tuple[str, ...]) -> Worth:
    """``met``, ``below`` or ``open`` for the steps that a grade can mean."""
    steps = {severity().steps[name] for name in accepted}
    low, high = bounds
    if all(step in steps for step in range(low, high + 1)):
        return "met"
    return "below" if high < min(steps) else "open"


def worth(finding: ImagingFinding, measure: Grading) -> Worth:
    """What the finding is worth for the imaging criterion."""
    if finding.assertion in ("historical", "planned"):
        return "nothing"
    touched = _contact_worth(finding, measure)
    if not _narrowing(finding, measure):
        return touched
    if finding.assertion == "uncertain":
        return "open"
    bounds = grade_range(finding)
    graded = grade_worth(bounds, measure.accepted) if bounds else "open"
    return "met" if touched == "met" else graded


def _narrowing(finding: ImagingFinding, measure: Grading) -> bool:
    if finding.kind not in measure.narrowing:
        return False
    return finding.location is None or finding.location in measure.locations


def _contact_worth(finding: ImagingFinding, measure: Grading) -> Worth:
    contact = finding.contact
    if contact is None:
        return "nothing"
    targets = measure.contact.get(contact.label, ())
    if not targets or contact.target not in (*targets, "unstated"):
        return "nothing"
    if finding.assertion == "absent":
        return "denied"
    if not measure.suffices:
        return "contact"
    if finding.assertion == "uncertain" or contact.target == "unstated":
        return "open"
    return "met"
