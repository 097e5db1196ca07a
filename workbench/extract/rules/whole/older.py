"""Complaints that were there before the beginning that is told with them.

"Chronic back pain, flared three weeks ago" tells of three weeks and means years.  The
symptom is then marked as vague in its length, so that nobody takes the flare for the
day before which there was no complaint, and no care, at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.extract.rules.words import lexicon
from workbench.schema.case import Symptom


def marked(facts: Iterable[Symptom]) -> tuple[Symptom, ...]:
    """The symptoms, those vague in their length that their sentence says are older."""
    return tuple(
        fact.model_copy(update={"vague": said})
        if fact.vague is None and (said := _older(fact))
        else fact
        for fact in facts
    )


def _older(fact: Symptom) -> str | None:
    """The words that say so, in a sentence that tells the complaint."""
    found = lexicon.load("older")
    return next(
        (one.text for item in fact.evidence for one in found.find(item.quote)), None
    )
