"""How two readings of one packet agree, and what their differences decide."""

from __future__ import annotations

from typing import Literal

from workbench.schema.base import Model
from workbench.schema.case import Assertion, FactList, Side
from workbench.schema.evidence import Evidence

Agreement = Literal["agreed", "llm-only", "rules-only", "conflict"]
Difference = Literal["assertion", "severity", "side", "value"]


class OneReading(Model):
    """What one reader made of a thing: its words for it, and its quotes."""

    says: str
    assertion: Assertion
    evidence: tuple[Evidence, ...]


class ComparedItem(Model):
    """One thing as the two readers have it.

    ``facts`` are the ids that it has in the Case; ``decides`` names the criteria
    ("L1/imaging-at-level"), or whole lines ("L1"), whose answer hangs on it.
    """

    list: FactList
    kind: str
    level: str | None = None
    site: str | None = None
    side: Side | None = None
    status: Agreement
    differs: tuple[Difference, ...] = ()
    llm: OneReading | None = None
    rules: OneReading | None = None
    facts: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()


class ListAgreement(Model):
    """Counts of one list of facts."""

    list: FactList
    agreed: int
    llm_only: int
    rules_only: int
    conflict: int


class CriterionPair(Model):
    """A criterion that would be answered differently from one reader's Case alone."""

    line: str
    criterion: str
    status: str
    llm: str | None
    rules: str | None


class ReaderComparison(Model):
    """Agreement of the two readers; items that decide a criterion stand first.

    ``kappa_facts`` is Cohen's kappa over everything that either reader found, the
    category being its assertion or "not read"; ``kappa_criteria`` over the criteria of
    each line, answered from each reader's Case alone.  Null where kappa has no value
    (no unit, or all in one category).  ``failed`` names a reader that could not read.
    ``decides_exact`` is false where so much differs that some items were tried in
    groups only: then ``decides`` of an item may also name what its group decides.
    """

    counts: tuple[ListAgreement, ...]
    kappa_facts: float | None
    units_facts: int
    kappa_criteria: float | None
    units_criteria: int
    items: tuple[ComparedItem, ...]
    criteria: tuple[CriterionPair, ...] = ()
    failed: Literal["llm", "rules"] | None = None
    decides_exact: bool = True
