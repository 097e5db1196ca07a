"""Complaints that were there before the beginning that is told with them.

"Chronic back pain, flared three weeks ago" tells of three weeks and means years.  The
symptom is then marked as vague in its length, so that nobody takes the flare for the
day before which there was no complaint, and no care, at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.extract.rules.words import lexicon
from workbench.schema.case import Symptom
from workbench.schema.packet import Document

_APART = "told-apart"
"""Words of an earlier time that count wherever a document has them."""


def marked(
    facts: Iterable[Symptom], documents: Iterable[Document] = ()
) -> tuple[Symptom, ...]:
    """The symptoms, those vague in their length that their sentence says are older.

    So are those whose beginning is told in a document that speaks of an earlier time
    elsewhere ("Same trouble two years ago", "Chronic cervical radiculopathy").
    """
    apart = {one.id: said for one in documents if (said := _apart(one))}
    return tuple(
        fact.model_copy(update={"vague": said})
        if fact.vague is None and (said := _older(fact) or _elsewhere(fact, apart))
        else fact
        for fact in facts
    )


def _apart(document: Document) -> str | None:
    """The words by which a document says that a complaint is older than it begins."""
    text = " ".join(line.text for line in document.lines)
    found = lexicon.load("older").find(text)
    return next((one.text for one in found if one.concept == _APART), None)


def _elsewhere(fact: Symptom, apart: Mapping[str, str]) -> str | None:
    """The same for a symptom whose beginning or length is told there."""
    if fact.start is None and fact.days is None and fact.days_range is None:
        return None
    told = (apart.get(one.document) for one in fact.evidence)
    return next((one for one in told if one), None)


def _older(fact: Symptom) -> str | None:
    """The words that say so, in a sentence that tells the complaint."""
    found = lexicon.load("older")
    return next(
        (one.text for item in fact.evidence for one in found.find(item.quote)), None
    )
