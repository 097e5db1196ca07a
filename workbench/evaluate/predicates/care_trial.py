"""A trial of care: long enough, recent, active, of two kinds, without lasting benefit.

Four parts, all needed: the union of all care for the region reaches the days, an active
component was done, another kind was tried, and the care gave no lasting benefit.
"""

from __future__ import annotations

from workbench.evaluate import kleene
from workbench.evaluate.care import (
    Calendar,
    Part,
    Total,
    is_itemised,
    is_within,
    itemised,
    total,
)
from workbench.evaluate.complaints import Signs, of_region
from workbench.evaluate.generic.select import region_of_place
from workbench.evaluate.index import Index
from workbench.evaluate.intervals import Window
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.onset import Age, oldest
from workbench.evaluate.predicates.care_benefit import Benefit, benefit
from workbench.evaluate.predicates.care_summary import (
    days_of,
    difference,
    differs,
    same_trial,
    words_of,
)
from workbench.evaluate.predicates.function_limited import Function
from workbench.evaluate.wording import capital, listed, several, words
from workbench.schema.base import Model
from workbench.schema.case import Fact, Statement, Treatment
from workbench.schema.determination import OpenCause


class Params(Model):
    """Length, window, kinds and regions of care; what refutes and what shows benefit.

    ``needs_supervision`` are active kinds that count only supervised or followed up;
    ``refusing`` are active kinds whose denial alone says that no active component was
    done (no chiropractic says little); ``events`` kinds that are done on one day and
    add no length.
    """

    days: int
    window: Window
    regions: tuple[str, ...]
    active: tuple[str, ...]
    needs_supervision: tuple[str, ...]
    refusing: tuple[str, ...]
    other: tuple[str, ...]
    events: tuple[str, ...]
    summary: str
    operations: tuple[str, ...]
    none_tried: str
    benefit: Benefit
    function: Function
    signs: Signs


def test(scope: Scope, params: Params) -> Leaf:
    """All four parts; a refuted one fails the criterion."""
    trial = _Trial(scope, params)
    parts = [
        ("length", trial.length()),
        ("active-component", trial.active()),
        ("second-kind", trial.second()),
        ("no-lasting-benefit", trial.no_benefit()),
    ]
    leaf = kleene.all_of(parts)
    return trial.finished(leaf)


class _Trial:
    """The care of a case, sorted once: what was done, planned, not done, set aside."""

    def __init__(self, scope: Scope, params: Params) -> None:
        self.params = params
        self.scope = scope
        self.index = Index(scope.case)
        every = [
            fact
            for fact in self.index.records(scope.case.treatments)
            if fact.site is None or fact.site in params.regions
        ]
        done = [fact for fact in every if _is_done(fact)]
        self.planned = tuple(fact for fact in every if _is_planned(fact))
        self.refused = tuple(fact for fact in every if _is_refused(fact))
        self.elsewhere = tuple(
            fact
            for fact in scope.case.treatments
            if fact.site is not None and fact.site not in params.regions
        )
        self.claims = self.index.claims(scope.case.treatments)
        joined = tuple(
            fact
            for fact in itemised(done, self.index)
            if not self._unplaced(fact, done)
        )
        self.unplaced = tuple(
            fact for fact in itemised(done, self.index) if self._unplaced(fact, done)
        )
        calendar = Calendar(
            self.index,
            scope.request_date,
            params.window,
            tuple(
                one
                for one in self.index.records(scope.case.procedures_done)
                if one.kind in params.operations
                and one.assertion in ("present", "historical")
            ),
        )
        kept, self.retold, self.clashes = self._settled(joined)
        self.parts = tuple(
            calendar.part(fact, event=self._is_event(fact)) for fact in kept
        )
        self.inside = tuple(part.fact for part in self.parts if not part.outside)

    def _is_event(self, fact: Treatment) -> bool:
        return fact.kind in self.params.events or is_itemised(fact, self.index)

    def _unplaced(self, fact: Treatment, done: list[Treatment]) -> bool:
        """Whether a therapy record names no region, and no note places its therapy."""
        if fact.site is not None or not is_itemised(fact, self.index):
            return False
        return not any(
            other.kind == fact.kind
            and other.site in self.params.regions
            and same_trial(other, fact)
            for other in done
        )

    def _settled(
        self, facts: tuple[Treatment, ...]
    ) -> tuple[tuple[Treatment, ...], tuple[Treatment, ...], tuple[Clash, ...]]:
        """Trials as the best source tells them, summaries of those, differences.

        An itemised record replaces a summary of the same trial; the summary still
        tells the response where the record does not.  A day of a course that another
        fact tells whole adds nothing to it.
        """
        records = [fact for fact in facts if is_itemised(fact, self.index)]
        kept: list[Treatment] = []
        retold: list[Treatment] = []
        clashes: list[Clash] = []
        for fact in facts:
            if not self._is_event(fact) and is_within(fact, facts):
                retold.append(fact)
                continue
            record = next((one for one in records if same_trial(fact, one)), None)
            if record is None or is_itemised(fact, self.index):
                kept.append(fact)
                continue
            if differs(fact, record):
                clashes.append(difference(fact, record))
            if days_of(record) is None:
                kept.append(fact)
            elif record.response is None:
                retold.append(fact)
        return tuple(kept), tuple(retold), tuple(clashes)

    # -- the four parts

    def length(self) -> Leaf:
        none = self._none_tried()
        if none is not None:
            return none
        if not self.inside:
            return self._no_care()
        sums = total(self.parts)
        facts = tuple(part.fact for part in self.parts)
        need = self.params.days
        said = several([words_of(part.fact) for part in self.parts if not part.outside])
        if sums.low >= need:
            return Leaf(
                status="met",
                reason=f"Care over at least {need} days is documented: {said}",
                support=self.inside,
            )
        if young := self._too_young(sums):
            return Leaf(
                status="not_met",
                reason=f"The complaint is less than {need} days old, and its care no "
                f"older: {said}",
                refute=(*facts, young.told),
            )
        if not any(_has_length(part) for part in self.parts if not part.outside):
            return self._no_length(said)
        if sums.high is not None and sums.high < need and not self.unplaced:
            return Leaf(
                status="not_met",
                reason=f"The documented care comes to less than {need} days: {said}",
                refute=facts,
            )
        because, why = self._why_unsure()
        return Leaf(
            status="not_documented",
            reason=f"{capital(said)}; {why}, so {need} days are not shown",
            because=because,
            support=self.inside,
        )

    def _age(self) -> Age | None:
        """How long the complaint of the region has lasted at most."""
        symptoms = [
            fact
            for fact in self.index.records(self.scope.case.symptoms)
            if of_region(fact, self.params.signs)
        ]
        scope = self.scope
        region = region_of_place(scope.place)
        return oldest(symptoms, self.inside, scope.facts, scope.request_date, region)

    def _too_young(self, sums: Total) -> Age | None:
        """The age of a complaint that is too young for so many days of care."""
        need = self.params.days
        if sums.high is not None and sums.high < need:
            return None
        age = self._age()
        if age is None or age.days < sums.low or age.days >= need:
            return None
        return age

    def _no_length(self, said: str) -> Leaf:
        """Single events, or courses without dates: no length is documented."""
        because, _ = self._why_unsure()
        return Leaf(
            status="not_documented",
            reason=f"{capital(said)}; no dates or length of a course of care",
            because=because,
            support=self.inside,
        )

    def active(self) -> Leaf:
        active = [fact for fact in self.inside if fact.kind in self.params.active]
        counted = [fact for fact in active if self._supervised(fact)]
        not_done = tuple(
            fact for fact in self.refused if fact.kind in self.params.refusing
        )
        if counted:
            kinds = {fact.kind for fact in counted}
            same = tuple(fact for fact in self.refused if fact.kind in kinds)
            late = self._said_after(_never_done(same), counted)
            if late:
                return self._contradicted(counted, late)
            names = listed(words(fact.kind) for fact in counted)
            reason = f"Active component done: {names}"
            return Leaf(status="met", reason=reason, support=tuple(counted))
        if not_done and not active and not self.unplaced:
            names = listed(words(fact.kind) for fact in not_done)
            reason = f"The record says that {names} was not done"
            return Leaf(status="not_met", reason=reason, refute=not_done)
        return self._no_active(active)

    def second(self) -> Leaf:
        kinds = [
            fact
            for fact in self.inside
            if fact.kind in self.params.other and not self._at_visits(fact)
        ]
        if kinds:
            names = listed(words(fact.kind) for fact in kinds)
            reason = f"Other kinds of care: {names}"
            return Leaf(status="met", reason=reason, support=tuple(kinds))
        return Leaf(
            status="not_documented",
            reason="No second kind of care beside the active component is recorded",
            because="never-mentioned",
        )

    def _at_visits(self, fact: Treatment) -> bool:
        """Whether a therapist gave it at the visits: a part of the therapy itself."""
        return bool(fact.supervised) and is_itemised(fact, self.index)

    def no_benefit(self) -> Leaf:
        return benefit(
            self.scope,
            self.params.benefit,
            self.params.function,
            self.params.signs,
            (*self.inside, *self.retold) if self.inside else (),
        )

    # -- nothing, or not enough

    def _statements(self) -> tuple[Statement, ...]:
        return tuple(
            fact
            for fact in self.index.records(self.scope.case.statements)
            if fact.kind == self.params.none_tried
            and fact.assertion == "present"
            and (fact.site is None or fact.site in self.params.regions)
        )

    def _none_tried(self) -> Leaf | None:
        """The record says that nothing was tried; care done since settles it."""
        said: tuple[Fact, ...] = self._statements() + tuple(
            fact for fact in self.refused if fact.kind == self.params.summary
        )
        if not said:
            return None
        if not self.inside:
            reason = "The record says that no conservative care was tried"
            return Leaf(status="not_met", reason=reason, refute=said)
        late = self._said_after(said, self.inside)
        return self._contradicted(self.inside, late) if late else None

    def _said_after(
        self, said: tuple[Fact, ...], done: list[Treatment] | tuple[Treatment, ...]
    ) -> tuple[Fact, ...]:
        """Denials not older than the care; an itemised record outweighs them."""
        if any(is_itemised(fact, self.index) for fact in done):
            return ()
        starts = [fact.start or fact.date or self.index.told(fact) for fact in done]
        known = [start for start in starts if start]
        if not known:
            return said
        first = min(known)
        return tuple(
            fact for fact in said if not (day := self.index.day(fact)) or day > first
        )

    def _contradicted(
        self, done: list[Treatment] | tuple[Treatment, ...], said: tuple[Fact, ...]
    ) -> Leaf:
        names = several([words_of(fact) for fact in done])
        denial = f"{listed(words(fact.kind) for fact in said)} recorded as not done"
        clash = Clash(
            kind="care-done-or-not", sides=((names, tuple(done)), (denial, said))
        )
        return Leaf(
            status="conflicting",
            reason=f"The record describes {names}, and elsewhere has {denial}",
            because="conflict",
            support=tuple(done),
            refute=said,
            clashes=(clash,),
        )

    def _no_care(self) -> Leaf:
        because, facts, said = self._why_none()
        return Leaf(
            status="not_documented", reason=said, because=because, support=facts
        )

    def _why_none(self) -> tuple[OpenCause, tuple[Fact, ...], str]:
        if self.planned:
            names = listed(words(fact.kind) for fact in self.planned)
            return "planned-only", self.planned, f"Only planned: {names}"
        if self.parts:
            facts = tuple(part.fact for part in self.parts)
            names = several([words_of(fact) for fact in facts])
            said = f"Care outside the window or before this episode: {names}"
            return "stale", facts, said
        if self.claims:
            said = "Only a letter asserts care; a letter is no record of care"
            return "incomplete", self.claims, said
        if self.unplaced:
            names = several([words_of(fact) for fact in self.unplaced])
            said = f"The record of {names} does not name the region treated"
            return "incomplete", self.unplaced, said
        if self.elsewhere:
            names = several([words_of(fact) for fact in self.elsewhere])
            return "elsewhere", self.elsewhere, f"Care of another region only: {names}"
        return "never-mentioned", (), "No conservative care is recorded"

    def _why_unsure(self) -> tuple[OpenCause, str]:
        live = [part for part in self.parts if not part.outside]
        if any(part.fact.vague for part in live):
            return "vague", "the length is only given in general words"
        if self.scope.request_date is None:
            return "undated", "the request date is not known"
        if any(part.high is None for part in live):
            return "undated", "dates or a length are missing"
        return "undated", "the dates leave the length open"

    def _supervised(self, fact: Treatment) -> bool:
        return fact.kind not in self.params.needs_supervision or bool(fact.supervised)

    def _no_active(self, active: list[Treatment]) -> Leaf:
        planned = tuple(
            fact for fact in self.planned if fact.kind in self.params.active
        )
        if active:
            names = listed(words(fact.kind) for fact in active)
            said = f"{capital(names)} is recorded without supervision or follow-up"
            because: OpenCause = "incomplete"
        elif planned:
            names = listed(words(fact.kind) for fact in planned)
            said, because = f"Only planned: {names}", "planned-only"
        elif self.unplaced:
            names = several([words_of(fact) for fact in self.unplaced])
            said = f"The record of {names} does not name the region treated"
            because = "incomplete"
        else:
            said, because = "No active component of care is recorded", "never-mentioned"
        return Leaf(
            status="not_documented",
            reason=said,
            because=because,
            support=tuple(active) or planned,
        )

    def finished(self, leaf: Leaf) -> Leaf:
        """The leaf with what precedence settled, and a note on letters."""
        notes = leaf.notes
        if self.claims:
            notes = (*notes, "A letter asserts care; a letter is no record of care")
        return Leaf(
            status=leaf.status,
            reason=leaf.reason,
            because=leaf.because,
            support=leaf.support,
            refute=leaf.refute,
            notes=notes,
            clashes=(*leaf.clashes, *self.clashes),
            parts=leaf.parts,
        )


def _is_done(fact: Treatment) -> bool:
    return fact.assertion in ("present", "historical") and fact.status not in (
        "planned",
        "declined",
        "not-done",
    )


def _is_planned(fact: Treatment) -> bool:
    if fact.assertion == "absent":
        return False
    return fact.assertion == "planned" or fact.status == "planned"


def _is_refused(fact: Treatment) -> bool:
    return fact.assertion == "absent" or fact.status in ("declined", "not-done")


def _has_length(part: Part) -> bool:
    """Whether dates or a stated length give a trial some days."""
    return bool(part.inner or part.outer or part.high)


def _never_done(facts: tuple[Treatment, ...]) -> tuple[Treatment, ...]:
    """Denials of a treatment, without those of more of it ("declined further")."""
    return tuple(fact for fact in facts if fact.status != "declined")
