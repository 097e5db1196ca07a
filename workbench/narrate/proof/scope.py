"""What a passage names, and so what it may say.

A passage is allowed the tokens of the lines, criteria, waivers, documents, refused
facts, studies and policy parts that it or a heading above it names.  Levels and sides
are the strictest: beside a line they are that line's own, or those of the facts on
which the criterion named rests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.narrate.evidence import Chosen, choose, library
from workbench.narrate.markdown import plain
from workbench.narrate.proof.record import Record
from workbench.narrate.proof.sources import (
    NOTHING,
    PLACES,
    Item,
    Items,
    in_text,
    number,
    of_data,
    of_document,
    of_line,
    of_note,
    of_refused,
    of_study,
)
from workbench.narrate.proof.units import Unit
from workbench.narrate.quotes import shorten
from workbench.policy.model import Policy
from workbench.schema.determination import CriterionResult, LineResult
from workbench.schema.evidence import Evidence
from workbench.schema.review import Review

_LINE = re.compile(r"(?<![\w-])L[1-9]\d{0,3}(?![\w-])")
_DOCUMENT = re.compile(r"(?<!\w)D[1-9]\d{0,4}(?![\w:])")
_REFERENCE = re.compile(r"\[(\d{1,3})\]")
_READERS = "Where the two readers differ"
_CALLS = "Calls to the model"
_KAPPA = "Cohen's kappa"
_PLAN = re.compile(r"\bplan of the notes\b")
_CLAIM = re.compile(r"\b[Cc]laim|\bverified\b")
_NOTE = re.compile(r"Note\b")
_EVERY = re.compile(r"\b[Ee]very line\b")
_POLICY = re.compile(r"\bpolic(?:y|ies)\b|\bsettled by\b", re.IGNORECASE)
_DOI = re.compile(r"doi:(10\.\S+?)\.?(?=\s|\Z)")


class Scope(NamedTuple):
    """Tokens that a passage may hold.

    ``grades`` are the policy's grades: allowed only after words that say that they are
    the policy's.  ``two_sided``: a criterion of a bilateral line is named, so that
    "on the left" may be said of one of its sides.
    """

    items: Items
    grades: Items
    two_sided: bool = False


class Scopes:
    """Finds the scope of each passage of a text on one review under one policy."""

    def __init__(self, review: Review, policy: Policy) -> None:
        self.review = review
        self.policy = policy
        self.record = Record(review)
        self.chosen: tuple[Chosen, ...] = choose(review, library())

    @cached_property
    def parameters(self) -> Items:
        """The policy's measures and grades, lengths also in weeks.

        No level or root: lists of them in a policy speak of no patient.
        """
        found = of_data(
            [self.policy.parameters[name] for name in self.policy.parameters]
        )
        return placeless(found | _weeks(found))

    @cached_property
    def months(self) -> tuple[int, ...]:
        """Lengths of windows in months that the policy names."""
        return tuple(
            int(item.value)
            for item in sorted(self.parameters)
            if item.unit == "month" and item.value.isdigit()
        )

    @cached_property
    def names(self) -> tuple[tuple[str, tuple[str, str], Items, Items], ...]:
        """Criteria and waivers: id, words that name it, its tokens, its source's.

        Beside no line only the source counts: the wording is printed as it stands.
        """
        found = []
        for kind, parts in (
            ("criterion", self.policy.criteria),
            ("waiver", self.policy.waivers),
        ):
            for part in parts:
                items = of_data(part.model_dump(mode="json", exclude={"test"}))
                words = (part.title, part.id)
                source = of_data(part.source)
                found.append(
                    (f"{kind}:{part.id}", words, items | _weeks(items), source)
                )
        return tuple(found)

    def foreign(self, unit: Unit) -> tuple[str, ...]:
        """Words of the packet that a passage prints without quotation marks.

        A document's title and author, a claim that was refused, and the words of a
        requested procedure that no table knows.
        """
        found: list[str | None] = []
        document = self.record.documents.get(unit.text.split(" |", 1)[0])
        if document:
            found += [shorten(document.title, 70), shorten(document.author or "", 40)]
        for fact in self.review.case.refused:
            if unit.text.startswith(f"{fact.id} |"):
                found += [fact.claim, fact.why]
        around = " | ".join((*unit.above, unit.text))
        for line in (item for item in self.record.lines.values() if item.name):
            if not unit.above or re.search(rf"(?<![\w-]){line.id}(?!\w)", around):
                found.append(line.name)
        if any(_READERS in heading for heading in unit.above):
            found += self._readings
        if _CLAIM.search(unit.text):
            found += [fact.claim for fact in self.review.case.refused]
        words = {plain(text).strip() for text in found if text}
        return tuple(sorted((w for w in words if len(w) > 3), key=len, reverse=True))

    @cached_property
    def _readings(self) -> list[str]:
        """What the two readers made of each thing, in the program's short words."""
        compared = self.review.reader_comparison
        sides = [
            x for i in (compared.items if compared else ()) for x in (i.rules, i.llm)
        ]
        return [side.says for side in sides if side]

    def _reading_counts(self, unit: Unit) -> Items:
        """Counts of the reading itself: calls to a model, agreement of two readers."""
        record, compared = (
            self.review.provenance.reader,
            self.review.reader_comparison,
        )
        if _CALLS in unit.text and record:
            return number(len(record.attempts), "attempt")
        if _KAPPA in unit.text and compared:
            counts = (compared.units_facts, compared.units_criteria)
            kappas = (compared.kappa_facts, compared.kappa_criteria)
            return NOTHING.union(*(number(one) for one in (*counts, *kappas)))
        return NOTHING

    def of(self, unit: Unit) -> Scope:
        """The scope of a passage."""
        around = " | ".join((*unit.above, unit.text))
        lines = self._lines(around)
        parts = [
            (name, items, source)
            for name, words, items, source in self.names
            if any(word in around for word in words)
        ]
        items = self.record.header(unit.text)
        items = items.union(*(of_line(line) for line in lines))
        names = {name for name, _, _ in parts}
        items |= self._support(lines, names) | self._quoted(
            unit, bool(lines), bool(parts)
        )
        if _NOTE.match(unit.text):
            items |= self._read(lines, names, unit.text)
        items |= self._reading_counts(unit)
        if _PLAN.search(unit.text):
            items |= self._planned(lines)
        items |= self._documents(unit) | self._library(around) | self._refused(unit)
        policy = NOTHING.union(*(found if lines else of for _, found, of in parts))
        if parts or _POLICY.search(around):
            policy |= self.parameters | self._identity
        grades = frozenset(item for item in policy if item.kind == "grade")
        both = bool(parts) and any(line.side == "bilateral" for line in lines)
        return Scope(items | (policy - grades), grades if lines else NOTHING, both)

    def line(self, name: str) -> Items:
        """What may stand in brackets right after a line's id."""
        found = self.record.lines.get(name)
        return of_line(found) if found else NOTHING

    def _lines(self, text: str) -> tuple[LineResult, ...]:
        names = dict.fromkeys(_LINE.findall(text))
        if _EVERY.search(text):
            names |= dict.fromkeys(self.record.lines)
        return tuple(
            self.record.lines[name] for name in names if name in self.record.lines
        )

    def _support(self, lines: Iterable[LineResult], names: set[str]) -> Items:
        """Facts and quotes of the criteria named on the lines named, and of waivers."""
        found = NOTHING
        for result in self._results(lines, names):
            quoted = [*result.evidence_for, *result.evidence_against]
            facts = [*result.facts]
            for path in result.pathways:
                quoted += [*path.evidence_for, *path.evidence_against]
                facts += path.facts
            found |= self.record.support(facts, quoted, self.months)
            told = self.record.quoting(quoted)
            found |= placeless(self.record.support(told, (), self.months))
            found |= number(result.searched.documents, "document")
            found |= number(result.searched.pages, "page")
            found |= in_text(*result.searched.terms)
        for waiver in self.review.determination.waivers:
            if f"waiver:{waiver.id}" in names:
                found |= self.record.support(waiver.facts, waiver.evidence, self.months)
        return found

    def _planned(self, lines: tuple[LineResult, ...]) -> Items:
        """Both sides of the differences between request and plan that hold a line."""
        quotes = self._sides(lines, {None})
        return self.record.support(self.record.quoting(quotes))

    def _sides(
        self, lines: Iterable[LineResult], criteria: Collection[str | None]
    ) -> list[Evidence]:
        """What both sides of the contradictions of some criteria say of the lines."""
        names = {line.id for line in lines}
        return [
            item
            for conflict in self.review.determination.conflicts
            if conflict.criterion in criteria and names & set(conflict.lines)
            for side in conflict.sides
            for item in side.evidence
        ]

    def _read(self, lines: tuple[LineResult, ...], names: set[str], text: str) -> Items:
        """What a note may speak of: complaints, signs and what the criteria named read.

        So does what contradicts itself in them.  No other level than the lines' own,
        and that of a fact which the note names with it ("radiculopathy (left C6-7)").
        """
        facts = list(self.record.read_by({"symptoms": (), "exam_findings": ()}))
        for criterion in self.policy.criteria:
            if f"criterion:{criterion.id}" in names:
                facts += self.record.read_by(criterion.reads)
                facts += self.record.quoting(self._sides(lines, {criterion.id}))
        own = NOTHING.union(*(of_line(line) for line in lines))
        found = self.record.support(facts, (), self.months)
        named = in_text(*(self.record.place_said(name, text) for name in facts))
        return named | frozenset(item for item in found - own if item.kind != "level")

    def _results(
        self, lines: Iterable[LineResult], names: set[str]
    ) -> Iterator[CriterionResult]:
        for line in lines:
            for result in line.criteria:
                if f"criterion:{result.id}" in names:
                    yield result

    def _quoted(self, unit: Unit, beside_line: bool, judged: bool) -> Items:
        """Tokens of the places cited, and of the facts that stand on them.

        Beside a line a quote's own levels and sides do not count: one quote may name
        several; those of the facts do, except where a criterion is named, whose own
        facts then are in scope.  A place without its quote in a table's row only
        points, and brings no fact with it.
        """
        quotes = [item for place in unit.cited for item in place.evidence]
        shown = [
            item
            for place in unit.cited
            if place.quoted or not unit.row
            for item in place.evidence
        ]
        found = self.record.support((), quotes)
        told = self.record.support(self.record.quoting(shown), (), self.months)
        if not beside_line:
            return found | told
        rests = unit.row or judged
        return placeless(found) | (placeless(told) if rests else told)

    def _documents(self, unit: Unit) -> Items:
        names = _DOCUMENT.findall(unit.text)
        known = self.record.documents
        found = NOTHING.union(*(of_document(known[n]) for n in names if n in known))
        for flag in self.review.packet.flags if self.review.packet else ():
            if flag.kind.replace("-", " ") in unit.text.lower():
                found |= in_text(flag.note)
        return found

    def _library(self, text: str) -> Items:
        """Notes and studies whose reference number or DOI the passage holds."""
        numbers = {int(match) for match in _REFERENCE.findall(text)}
        dois = set(_DOI.findall(text))
        found = NOTHING
        for item in self.chosen:
            own = [ref for ref in item.references if ref.number in numbers]
            if own and len(own) == len(item.references):
                found |= of_note(item)
            for ref in item.references:
                if ref.study.doi in dois:
                    found |= of_study(ref.study) | number(ref.number)
        return found

    def _refused(self, unit: Unit) -> Items:
        return NOTHING.union(
            *(
                of_refused(fact)
                for fact in self.review.case.refused
                if unit.text.startswith(f"{fact.id} |")
            )
        )

    @cached_property
    def _identity(self) -> Items:
        policy = self.policy
        found = in_text(policy.id, policy.version, policy.title, str(policy.status))
        found |= in_text(policy.effective_from, policy.effective_to, policy.extends)
        found |= of_data([policy.source, *policy.precedence, *policy.alternatives])
        for used in self.review.policies:
            found |= in_text(used.id, used.version, used.chosen_because)
        return found


def placeless(items: Items) -> Items:
    """The tokens without levels, vertebrae and sides."""
    return frozenset(item for item in items if item.kind not in PLACES)


def _weeks(items: Items) -> Items:
    """Day counts that are whole weeks, also as weeks."""
    return frozenset(
        Item("number", str(int(item.value) // 7), "week")
        for item in items
        if item.unit == "day" and item.value.isdigit() and int(item.value) % 7 == 0
    )
