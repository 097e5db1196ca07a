"""The rules of lint, and one finding: rule, weight, place, what is wrong, how to mend.

An error makes a policy unfit for use; a warning is wrong in most policies; a note is
worth knowing.
"""

from __future__ import annotations

from typing import Literal

from workbench.policy.draft import Draft
from workbench.policy.tree import Steps, dotted
from workbench.schema.base import Model

Weight = Literal["error", "warning", "note"]

RULES: dict[str, tuple[Weight, str]] = {
    "invalid": ("error", "the file is no policy"),
    "duplicate-id": ("error", "an id stands twice"),
    "count-beyond-branches": ("error", "at_least asks for more than there is, or none"),
    "single-branch": ("note", "all, any or at_least over a single branch"),
    "missing-quote": ("warning", "a source without its words and without a note why"),
    "missing-source": ("warning", "a parameter without a source"),
    "missing-question": ("error", "nothing to ask where the criterion is open"),
    "missing-documents": ("warning", "no kind of document that would settle it"),
    "alternative-nowhere": ("error", "an alternative that leads nowhere"),
    "waiver-of-nothing": ("error", "a waiver that names no criterion, or itself"),
    "waives-all": ("warning", "a waiver that leaves nothing to be shown"),
    "unknown-procedure": ("error", "a procedure that the vocabulary does not have"),
    "unknown-code": ("error", "a code number that no procedure has"),
    "unused-parameter": ("warning", "a parameter that nothing refers to"),
    "unit-twice": ("warning", "a text that says the unit of a parameter again"),
    "parameter-unit": ("error", "a parameter used with another unit than its own"),
    "history-gap": ("error", "days on which a dated parameter has no value"),
    "history-overlap": ("error", "days on which a dated parameter has two values"),
    "version-gap": ("warning", "days on which no version of a family is in force"),
    "version-overlap": ("error", "days on which two versions are in force"),
    "idle-key": ("warning", "a key that changes nothing beside the others"),
    "unsaid-mode": ("warning", "a length of several kinds of care, no word on how"),
    "never-met": ("error", "no record can meet it"),
    "never-fails": ("error", "no record can fail it"),
    "unreachable-branch": ("error", "a branch that can never decide"),
    "implied-criterion": ("warning", "a criterion that others imply"),
    "waived-by-silence": ("error", "a waiver that what is not mentioned can meet"),
    "waiver-swallows": ("error", "a waiver that holds wherever its criterion fails"),
    "idle-waiver": ("warning", "a waiver that holds only where its criterion is met"),
    "unknown-kind": ("error", "a kind that the vocabulary does not have"),
    "unknown-grade": ("error", "a grade that the severity scale does not have"),
    "grade-gap": ("note", "grades above an accepted one that are not accepted"),
    "unknown-scale": ("error", "a score of a scale that the vocabulary does not have"),
    "unit-mismatch": ("error", "a unit or a limit that the thing measured cannot have"),
    "unfillable-field": ("error", "a key that facts of the list never carry"),
    "unfillable-value": ("error", "a word that the field of a fact never holds"),
    "unknown-word": ("error", "a word that the list for its key does not have"),
    "free-name": ("warning", "a name that each record words in its own way"),
    "unread-kind": ("error", "a fact that no reader can report"),
    "read-by-model-only": ("note", "a fact that only the model reader reports"),
    "open-negation": ("warning", "not over a thing whose absence is rarely written"),
    "past-left-out": ("warning", "a fact of the past asked for as present only"),
    "reads-missing": ("warning", "a test looks at facts that reads does not name"),
}


class Finding(Model):
    """One thing that lint found."""

    rule: str
    severity: Weight
    where: str
    key: str
    what: str
    fix: str

    def line(self) -> str:
        """As one line: place, weight, rule, key, what, fix."""
        told = (self.where, self.severity, self.rule, self.key, self.what)
        line = ": ".join(one for one in told if one)
        return f"{line}; {self.fix}" if self.fix else line


def finding(draft: Draft, rule: str, steps: Steps, what: str, fix: str) -> Finding:
    """A finding at a place of a policy."""
    return Finding(
        rule=rule,
        severity=RULES[rule][0],
        where=draft.where(steps),
        key=dotted(steps),
        what=what,
        fix=fix,
    )
