"""The record under review: facts, lines, documents and quotes, and what they state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from workbench.content import expressions as re
from workbench.narrate.proof.derived import derived, onsets, stated_lengths
from workbench.narrate.proof.sources import (
    NOTHING,
    Item,
    Items,
    in_text,
    number,
    of_fact,
)
from workbench.schema.case import Fact, FactList, ImagingStudy, Treatment, all_facts
from workbench.schema.evidence import Evidence
from workbench.schema.review import Review

_REQUEST = re.compile(r"\brequest\b", re.IGNORECASE)
Key = tuple[str, tuple[int, ...], str]


class Record:
    """The review's facts, lines, documents and quotes, by name."""

    def __init__(self, review: Review) -> None:
        self.review = review
        determination = review.determination
        self.lines = {line.id: line for line in determination.lines}
        self.facts = {fact.id: fact for fact in all_facts(review.case)}
        self.studies = {
            finding.id: study
            for study in review.case.imaging_studies
            for finding in study.findings
        }
        summaries = review.packet.documents if review.packet else review.case.documents
        self.documents = {summary.id: summary for summary in summaries}
        self._facts: dict[str, Items] = {}
        self._support: dict[Any, Items] = {}
        self._on: dict[Key, list[str]] = {}
        for fact in self.facts.values():
            self._on.setdefault(_key(fact.evidence[0]), []).append(fact.id)

    def header(self, text: str) -> Items:
        """The patient's age, and where a passage speaks of the request, its date."""
        day = self.review.determination.request_date
        dated = in_text(day) if _REQUEST.search(text) else NOTHING
        return dated | number(self.review.case.patient.age, "year")

    def support(
        self,
        names: Iterable[str],
        quoted: Iterable[Evidence] = (),
        months: tuple[int, ...] = (),
    ) -> Items:
        """What facts and quotes state, with the dates of their documents and studies.

        Day counts between these dates and the request, the length of the care they
        describe, and the window's first day are derived from them.
        """
        facts = tuple(dict.fromkeys(name for name in names if name in self.facts))
        quotes = {_key(item): item for item in quoted}
        key = (facts, tuple(quotes), months)
        if key not in self._support:
            self._support[key] = self._stated(facts, quotes.values(), months)
        return self._support[key]

    def _stated(
        self,
        names: tuple[str, ...],
        quoted: Iterable[Evidence],
        months: tuple[int, ...],
    ) -> Items:
        facts = [self.facts[name] for name in names]
        found = NOTHING.union(*(self._items(name) for name in names))
        known = {item.quote for fact in facts for item in fact.evidence}
        loose = [item for item in quoted if item.quote not in known]
        found |= in_text(*(item.quote for item in loose))
        cited = [*loose, *(item for fact in facts for item in fact.evidence)]
        found |= in_text(*{self.date_of(item.document) for item in cited})
        kinds = {self.studies[name].kind for name in names if name in self.studies}
        found |= in_text(*(study.date for study in self._of_kinds(kinds)))
        treatments = [fact for fact in facts if isinstance(fact, Treatment)]
        dates = {item.value for item in found if item.kind == "date"}
        day = self.review.determination.request_date
        return (
            found
            | frozenset(
                Item(kind, value, unit)
                for kind, value, unit in derived(
                    treatments, dates, day, months, self._written
                )
            )
            | frozenset(
                Item("number", str(count), unit)
                for count in stated_lengths(facts, self._written, day)
                for unit in ("", "day")
            )
            | frozenset(Item("date", day, "") for day in onsets(facts, self._written))
        )

    def _written(self, fact: Fact) -> str | None:
        return self.date_of(fact.evidence[0].document)

    def _items(self, name: str) -> Items:
        if name not in self._facts:
            self._facts[name] = of_fact(self.facts[name])
        return self._facts[name]

    def _of_kinds(self, kinds: set[str]) -> Iterator[ImagingStudy]:
        """Studies of some kinds: a reading may belong to another report's study."""
        for study in self.review.case.imaging_studies:
            if study.kind in kinds:
                yield study

    def quoting(self, quotes: Iterable[Evidence]) -> tuple[str, ...]:
        """Ids of the facts whose first quote is one of these.

        Later quotes of a fact (a study's heading, its date) are shared by many facts.
        """
        found = (name for item in quotes for name in self._on.get(_key(item), ()))
        return tuple(dict.fromkeys(found))

    def place_said(self, name: str, text: str) -> str | None:
        """The level of a fact that a text names by its kind and place; else None."""
        fact = self.facts.get(name)
        if fact is None or not fact.level:
            return None
        place = " ".join(filter(None, (fact.side, fact.level)))
        said = f"{fact.kind.replace('-', ' ')} ({place})"
        return fact.level if said in text else None

    def read_by(self, reads: Mapping[FactList, tuple[str, ...]]) -> tuple[str, ...]:
        """Ids of the facts of the lists and kinds that a criterion reads."""
        found: list[str] = []
        for name, kinds in reads.items():
            for fact in getattr(self.review.case, name):
                parts = fact.findings if isinstance(fact, ImagingStudy) else ()
                found += [
                    item.id
                    for item in (fact, *parts)
                    if not kinds or item.kind in kinds or fact.kind in kinds
                ]
        return tuple(found)

    def date_of(self, document: str) -> str | None:
        """A document's date, where it states one."""
        summary = self.documents.get(document)
        return summary.date if summary else None

    def evidence(self) -> Iterator[Evidence]:
        """Every quote of the review, flags and refused facts included."""
        yield from find_evidence(self.review)


def _key(item: Evidence) -> Key:
    return item.document, item.lines, item.quote


def find_evidence(value: Any) -> Iterator[Evidence]:
    """Every Evidence inside a model, in order."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from find_evidence(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from find_evidence(item)
