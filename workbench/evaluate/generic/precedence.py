"""Settling a contradiction by a precedence rule that the policy declares.

A rule prefers one side by the date, the kind of document, the list of facts, the reader
or a word in the document's title.  It settles only where it tells the sides apart
wholly; the side set aside stays visible with its quote and the rule's id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.evaluate.answer import Facts
from workbench.evaluate.facts import FactBase, days_of
from workbench.evaluate.leaf import Clash
from workbench.policy.model import Precedence, Preference

_LIST_OF = {
    "RequestedProcedure": "requested_procedures",
    "Diagnosis": "diagnoses",
    "Symptom": "symptoms",
    "ExamFinding": "exam_findings",
    "ImagingFinding": "imaging_findings",
    "ImagingStudy": "imaging_studies",
    "Test": "tests",
    "Treatment": "treatments",
    "ProcedureDone": "procedures_done",
    "FunctionalLimit": "functional_limits",
    "RiskFactor": "risk_factors",
    "Statement": "statements",
}
"""The list that a fact stands in, by the name of its type."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a rule made of a contradiction; the side set aside is ``lost``."""

    rule: str
    support: Facts
    refute: Facts
    lost: Facts

    def clash(self, kind: str) -> Clash:
        """The contradiction with the rule that settled it."""
        kept = self.support or self.refute
        says = ("for", "against") if self.support else ("against", "for")
        return Clash(
            kind=kind.replace(" ", "-"),
            sides=((says[0], kept), (says[1], self.lost)),
            settled_by=self.rule,
        )

    def words(self) -> str:
        """Which rule settled it, and the quote that was set aside."""
        quotes = "; ".join(
            f"“{item.quote}” ({item.document})"
            for fact in self.lost
            for item in fact.evidence
        )
        return f"settled by {self.rule}; set aside: {quotes}"


def settle(
    rules: Sequence[Precedence], support: Facts, refute: Facts, base: FactBase
) -> Settled | None:
    """The first rule that tells the two sides apart, applied; None where none does."""
    for rule in rules:
        if rule.prefer is None:
            continue
        rank = _ranking(rule.prefer, base)
        left, right = _ranks(rank, support), _ranks(rank, refute)
        if left is None or right is None:
            continue
        if left[0] > right[1]:
            return Settled(rule.id, support, (), refute)
        if right[0] > left[1]:
            return Settled(rule.id, (), refute, support)
    return None


Rank = Callable[[Any], tuple[int, int] | None]


def _ranks(rank: Rank, facts: Facts) -> tuple[int, int] | None:
    """Least and greatest rank of the best fact of a side; None where one has none."""
    found = [rank(fact) for fact in facts]
    known = [one for one in found if one is not None]
    if len(known) < len(found) or not known:
        return None
    return max(one[0] for one in known), max(one[1] for one in known)


def _ranking(prefer: Preference, base: FactBase) -> Rank:
    if prefer.by == "latest":
        return lambda fact: days_of(fact.date) if fact.date else base.written(fact)
    first, over = frozenset(prefer.first), frozenset(prefer.over)
    if prefer.by == "documents":
        return lambda fact: _of(base.kinds_of_documents(fact), first, over)
    if prefer.by == "reader":
        return lambda fact: _of({getattr(fact, "reader", None)}, first, over)
    if prefer.by == "section":
        return lambda fact: _of({getattr(fact, "section", None)}, first, over)
    if prefer.by == "lists":
        return lambda fact: _of({_LIST_OF.get(type(fact).__name__)}, first, over)
    return lambda fact: _titled(fact, base, first)


def _of(
    names: Any, first: frozenset[str], over: frozenset[str]
) -> tuple[int, int] | None:
    if names & first:
        return 1, 1
    return (0, 0) if not over or names & over else None


def _titled(fact: Any, base: FactBase, words: frozenset[str]) -> tuple[int, int]:
    titles = " ".join(base.titles(fact)).lower()
    place = int(any(word.lower() in titles for word in words))
    return place, place
