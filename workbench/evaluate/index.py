"""The record behind the facts: which documents they stand in, and when.

A letter that argues, a reviewer's worksheet and a policy's own text are no record of
care and no reading of a study; a fact that stands only in such a document is set
aside here, so that every predicate treats it alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from workbench.schema.case import Case, Fact
from workbench.schema.partial_date import PartialDate, earliest, latest

F = TypeVar("F", bound=Fact)

ARGUING = frozenset({"letter", "reviewer-worksheet", "policy-excerpt"})
"""Kinds of document that assert and do not record (``schema.packet.DocumentKind``)."""


class Index:
    """Documents of a case by id, for the questions that predicates ask of a fact."""

    def __init__(self, case: Case) -> None:
        self._documents = {item.id: item for item in case.documents}

    def kinds(self, fact: Fact) -> frozenset[str]:
        """Kinds of the documents that a fact is quoted from."""
        found = (self._documents.get(item.document) for item in fact.evidence)
        return frozenset(document.kind for document in found if document)

    def is_record(self, fact: Fact) -> bool:
        """Whether some place of the record, not only a letter, states the fact."""
        return any(not self._argues(item.document) for item in fact.evidence)

    def records(self, facts: Iterable[F]) -> tuple[F, ...]:
        """The facts that the record states."""
        return tuple(fact for fact in facts if self.is_record(fact))

    def claims(self, facts: Iterable[F]) -> tuple[F, ...]:
        """The facts that only a letter or a worksheet asserts."""
        return tuple(fact for fact in facts if not self.is_record(fact))

    def told(self, fact: Fact) -> PartialDate | None:
        """Date of the latest document of the record that states the fact."""
        return max(self._dates(fact), key=latest, default=None)

    def first_told(self, fact: Fact) -> PartialDate | None:
        """Date of the earliest document of the record that states the fact."""
        return min(self._dates(fact), key=earliest, default=None)

    def _dates(self, fact: Fact) -> list[PartialDate]:
        """Dates of the documents of the record that state the fact."""
        return [
            document.date
            for item in fact.evidence
            if not self._argues(item.document)
            and (document := self._documents.get(item.document))
            and document.date
        ]

    def day(self, fact: Fact) -> PartialDate | None:
        """The fact's own date, else that of the document that states it first."""
        return fact.date or self.first_told(fact)

    def _argues(self, document: str) -> bool:
        known = self._documents.get(document)
        return known is not None and known.kind in ARGUING


def present(facts: Iterable[F], kinds: Iterable[str] | None = None) -> tuple[F, ...]:
    """The facts that are so now, of the kinds given (any kind for None)."""
    wanted = None if kinds is None else frozenset(kinds)
    return tuple(
        fact
        for fact in facts
        if fact.assertion == "present" and (wanted is None or fact.kind in wanted)
    )


def absent(facts: Iterable[F], kinds: Iterable[str]) -> tuple[F, ...]:
    """The facts of the kinds given that the record denies."""
    wanted = frozenset(kinds)
    return tuple(
        fact for fact in facts if fact.assertion == "absent" and fact.kind in wanted
    )


def unsure(facts: Iterable[F], kinds: Iterable[str]) -> tuple[F, ...]:
    """The facts of the kinds given that the record leaves uncertain."""
    wanted = frozenset(kinds)
    return tuple(
        fact for fact in facts if fact.assertion == "uncertain" and fact.kind in wanted
    )


def distinct(facts: Iterable[F]) -> tuple[F, ...]:
    """The facts in order, each once."""
    return tuple({fact.id: fact for fact in facts}.values())
