"""Other causes of the symptoms were considered and excluded, or worked up and excluded.

A clinician's statement suffices; so does a work-up that excludes every alternative that
the symptoms raise (a table of the policy).  "Unsure" is evidence neither way, and a
clinician's doubt keeps a work-up that was known to them from settling the question.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.evaluate.complaints import Signs, complaints, of_region
from workbench.evaluate.index import Index, present
from workbench.evaluate.intervals import before
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.wording import capital, complained, listed, several, words
from workbench.schema.base import Model
from workbench.schema.case import Fact, Statement, Symptom, Test
from workbench.schema.determination import OpenCause


class Alternative(Model):
    """One other cause: the symptoms that raise it and what excludes it.

    ``causes`` are conditions as diagnoses and tests name them.  A test kind in
    ``tests`` with a normal or negative result excludes it, also where the result
    names a condition of ``causes``; so does an ``exam`` sign that is absent, unless
    another of them is present or equivocal.
    """

    id: str
    causes: tuple[str, ...]
    symptoms: tuple[str, ...]
    sites: tuple[str, ...]
    tests: tuple[str, ...] = ()
    exam: tuple[str, ...] = ()


class Params(Model):
    """The kinds of statement, the table of alternatives, the lists of signs.

    ``explaining`` are kinds of test whose positive result attributes the symptoms;
    ``own_causes`` the conditions of the neck itself.
    """

    excluded: str
    attributed: str
    speakers: tuple[str, ...]
    own_causes: tuple[str, ...]
    explaining: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    signs: Signs


def test(scope: Scope, params: Params) -> Leaf:
    """Met by a statement or by the work-up; refuted by an attribution."""
    return _Question(scope, params, Index(scope.case)).leaf()


@dataclass(frozen=True, slots=True)
class _Question:
    scope: Scope
    params: Params
    index: Index

    def leaf(self) -> Leaf:
        found = complaints(self.scope.case, self.params.signs)
        if found.none_at_all:
            return Leaf(
                status="not_documented",
                reason="The record documents no symptom or sign, so there is no other "
                "cause to exclude",
                because="incomplete",
                refute=found.denials,
            )
        blamed = self._blamed()
        for_it, said = self._support()
        if blamed and for_it:
            return self._conflict(for_it, blamed, said)
        if blamed:
            names = several([_blame(fact) for fact in blamed])
            reason = f"The record attributes the symptoms to another cause: {names}"
            return Leaf(status="not_met", reason=reason, refute=blamed)
        if for_it and (denied := self._denied_later(for_it)):
            return self._conflict(for_it, denied, said)
        if for_it:
            return Leaf(status="met", reason=said, support=for_it)
        return self._open()

    def _support(self) -> tuple[tuple[Fact, ...], str]:
        if stated := self._stated():
            return stated, "The clinician states that other causes were excluded"
        proof, said = self._worked_up()
        return ((), "") if self._doubted_since(proof) else (proof, said)

    def _doubted_since(self, proof: tuple[Fact, ...]) -> bool:
        """Whether a clinician is unsure who had all of a work-up before them.

        One negative shoulder sign settles nothing where its examiner writes "not sure
        how much of this is the shoulder"; a study done after the doubt does.
        """
        last = max((day for fact in proof if (day := self.index.day(fact))), default="")
        doubts = [
            fact
            for fact in self._statements(self.params.excluded)
            if fact.assertion == "uncertain" and self._counts(fact)
        ]
        days = [self.index.day(fact) for fact in doubts]
        return any(not (day and last and before(day, last)) for day in days)

    # -- statements

    def _statements(self, kind: str) -> tuple[Statement, ...]:
        facts = self.index.records(self.scope.case.statements)
        return tuple(
            fact
            for fact in facts
            if fact.kind == kind and of_region(fact, self.params.signs)
        )

    def _stated(self) -> tuple[Fact, ...]:
        """Statements of a clinician that exclude other causes in general."""
        return tuple(
            fact
            for fact in present(self._statements(self.params.excluded))
            if self._counts(fact) and not self._left_by(fact)
        )

    def _counts(self, fact: Statement) -> bool:
        return fact.speaker is None or fact.speaker in self.params.speakers

    def _left_by(self, fact: Statement) -> list[Alternative]:
        """Alternatives raised that a statement about named conditions leaves open.

        A statement with detail "general" names conditions as examples only.
        """
        if not fact.about or fact.detail == "general":
            return []
        named = set(fact.about)
        return [
            item
            for item in self._raised()
            if not named & set(item.causes) and not self._excluding(item)
        ]

    def _denied_later(self, for_it: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """ "Not excluded" said after, or on the day of, what excludes them."""
        days = [day for fact in for_it if (day := self.index.day(fact))]
        last = max(days, default=None)
        return tuple(
            fact
            for fact in self._statements(self.params.excluded)
            if fact.assertion == "absent"
            and self._counts(fact)
            and (said := self.index.day(fact))
            and last
            and not before(said, last)
        )

    # -- work-up

    def _raised(self) -> list[Alternative]:
        """The alternatives that the symptoms raise."""
        return [item for item in self.params.alternatives if self._raising(item)]

    def _raising(self, item: Alternative) -> tuple[Symptom, ...]:
        symptoms = present(self.index.records(self.scope.case.symptoms))
        return tuple(
            fact
            for fact in symptoms
            if fact.kind in item.symptoms and fact.site in item.sites
        )

    def _tests(self, item: Alternative) -> list[Test]:
        tests = present(self.index.records(self.scope.case.tests), item.tests)
        return [
            fact
            for fact in tests
            if fact.indicates is None or fact.indicates in item.causes
        ]

    def _excluding(self, item: Alternative) -> tuple[Fact, ...]:
        """What excludes an alternative; empty where a test or sign points to it."""
        tests = self._tests(item)
        clear: list[Fact] = [
            fact for fact in tests if fact.result in ("normal", "negative")
        ]
        signs = self.index.records(self.scope.case.exam_findings)
        own = [fact for fact in signs if fact.kind in item.exam]
        if not any(fact.assertion == "uncertain" for fact in own):
            clear += [fact for fact in own if fact.assertion == "absent"]
        pointing = [fact for fact in own if fact.assertion == "present"]
        showing = [fact for fact in tests if fact.result in ("abnormal", "positive")]
        return () if pointing or showing else tuple(clear)

    def _worked_up(self) -> tuple[tuple[Fact, ...], str]:
        raised = self._raised()
        proof = [self._excluding(item) for item in raised]
        named = [
            fact
            for fact in present(self._statements(self.params.excluded))
            if self._counts(fact)
        ]
        covered = {name for fact in named for name in fact.about}
        done = [
            bool(facts) or bool(covered & set(item.causes))
            for facts, item in zip(proof, raised, strict=True)
        ]
        if not raised or not all(done):
            return (), ""
        facts = {fact.id: fact for group in proof for fact in group}
        facts |= {fact.id: fact for fact in named if fact.about}
        shown = several([_found(fact) for fact in facts.values()])
        causes = listed(words(item.id) for item in raised)
        return tuple(facts.values()), f"The work-up excludes {causes}: {shown}"

    # -- against

    def _blamed(self) -> tuple[Fact, ...]:
        """Statements and nerve studies that explain the symptoms otherwise."""
        said = [
            fact
            for fact in present(self._statements(self.params.attributed))
            if self._counts(fact)
        ]
        return (*said, *self._explaining())

    def _explaining(self) -> tuple[Fact, ...]:
        """Positive tests for a cause that the symptoms raise, and for no own cause."""
        tests = present(self.index.records(self.scope.case.tests))
        positive = [fact for fact in tests if fact.result in ("positive", "abnormal")]
        if any(fact.indicates in self.params.own_causes for fact in positive):
            return ()
        raised = {name for item in self._raised() for name in item.causes}
        return tuple(
            fact
            for fact in positive
            if fact.kind in self.params.explaining and fact.indicates in raised
        )

    # -- open

    def _conflict(
        self, for_it: tuple[Fact, ...], against: tuple[Fact, ...], said: str
    ) -> Leaf:
        other = several([_blame(fact) for fact in against])
        clash = Clash(
            kind="other-causes", sides=((said, for_it), (capital(other), against))
        )
        return Leaf(
            status="conflicting",
            reason=f"{said}, but elsewhere the record says: {other}",
            because="conflict",
            support=for_it,
            refute=against,
            clashes=(clash,),
        )

    def _open(self) -> Leaf:
        because, facts, said = self._why_open()
        raised = [item for item in self._raised() if not self._excluding(item)]
        asked = [
            f"{words(item.id)} (raised by {complained(self._raising(item), 2)})"
            for item in raised
        ]
        notes = (f"Not excluded: {listed(asked)}",) if asked else ()
        return Leaf(
            status="not_documented",
            reason=said,
            because=because,
            support=facts,
            notes=notes,
        )

    def _why_open(self) -> tuple[OpenCause, tuple[Fact, ...], str]:
        every = [
            fact
            for fact in self.scope.case.statements
            if fact.kind == self.params.excluded
        ]
        unsure = tuple(fact for fact in every if fact.assertion == "uncertain")
        if unsure:
            said = "The record is unsure whether other causes were ruled out"
            return "unsure", unsure, said
        undone = tuple(fact for fact in every if fact.assertion == "absent")
        if undone:
            said = "The record says that other causes have not been ruled out"
            return "incomplete", undone, said
        claims = self.index.claims(present(every))
        if claims:
            said = "Only a letter asserts that other causes were excluded"
            return "incomplete", claims, said
        partial = present(self._statements(self.params.excluded))
        if partial:
            said = "Only some of the other causes that the symptoms raise are excluded"
            return "incomplete", partial, said
        said = "No statement and no work-up excludes other causes of the symptoms"
        return "never-mentioned", (), said


def _blame(fact: Fact) -> str:
    if isinstance(fact, Statement):
        if fact.kind == "other-causes-excluded":
            return "other causes are not ruled out"
        return listed(words(name) for name in fact.about) or "another cause is named"
    return _found(fact)


def _found(fact: Fact) -> str:
    if isinstance(fact, Test):
        about = f" for {words(fact.indicates)}" if fact.indicates else ""
        return f"{words(fact.kind)} {fact.result or ''}{about}"
    if isinstance(fact, Statement):
        return f"{listed(words(name) for name in fact.about)} stated as excluded"
    denied = "negative " if fact.assertion == "absent" else ""
    return f"{denied}{words(fact.kind)}"
