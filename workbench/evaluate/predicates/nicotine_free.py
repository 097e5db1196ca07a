"""Free of nicotine: a never-user, or long enough without and a laboratory result.

The latest dated statement governs.  Patch or gum is no use by itself; a laboratory
marker of tobacco tells them apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.evaluate.index import Index, present
from workbench.evaluate.intervals import (
    Answer,
    Window,
    at_least_apart,
    day,
)
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.predicates.lab import (
    Limit,
    against,
    by_recency,
    dated,
    newest,
    results,
)
from workbench.evaluate.wording import listed, measured, words
from workbench.schema.base import Model
from workbench.schema.case import Fact, RiskFactor
from workbench.schema.case import Test as Result
from workbench.schema.determination import OpenCause
from workbench.schema.partial_date import PartialDate, latest

LATEST = "latest-dated-statement"


class Params(Model):
    """Days without nicotine, the two laboratory tests, and products by what they tell.

    Use of one of ``replacement`` is no use of tobacco; a denial of one ``beside``
    tobacco leaves open whether the patient smokes.
    """

    risk_factor: str
    free_days: int
    test: str
    limit: Limit
    window: Window
    tobacco_test: str
    tobacco_limit: Limit
    replacement: tuple[str, ...]
    beside: tuple[str, ...]
    dependence: tuple[str, ...]


def test(scope: Scope, params: Params) -> Leaf:
    """What the governing statement and the newest results say together."""
    return _Question(scope, params, Index(scope.case)).leaf()


@dataclass(frozen=True, slots=True)
class _Question:
    scope: Scope
    params: Params
    index: Index

    def leaf(self) -> Leaf:
        told = self._statements()
        governing, clashes = self._governing(told)
        governing = _by_product(governing)
        if len({_group(fact) for fact in governing}) > 1:
            return self._differ(governing)
        status = _group(governing[0]) if governing else None
        leaf = self._by_status(status, governing)
        return Leaf(
            status=leaf.status,
            reason=leaf.reason,
            because=leaf.because,
            support=leaf.support,
            refute=leaf.refute,
            notes=leaf.notes,
            clashes=(*leaf.clashes, *clashes),
        )

    def _by_status(self, status: str | None, told: tuple[Fact, ...]) -> Leaf:
        if status == "never":
            return self._apart(told) or self._never(told)
        if status == "current":
            names = _products(told)
            reason = f"Current nicotine use is recorded{names}"
            return Leaf(status="not_met", reason=reason, refute=told)
        if status == "former" and self._long_enough(told) == "no":
            reason = (
                f"Nicotine was stopped on {_quit(told)}, less than "
                f"{self.params.free_days} days before the request"
            )
            return Leaf(status="not_met", reason=reason, refute=told)
        return self._by_laboratory(status, told)

    # -- statements

    def _statements(self) -> tuple[RiskFactor, ...]:
        facts = self.index.records(self.scope.case.risk_factors)
        return tuple(
            fact
            for fact in facts
            if fact.kind == self.params.risk_factor
            and fact.status is not None
            and fact.assertion in ("present", "absent", "historical")
            and not self._replaces(fact)
        )

    def _said(self, fact: RiskFactor) -> PartialDate | None:
        """When a statement was made: the date of its note, else its own."""
        return self.index.told(fact) or fact.date

    def _replaces(self, fact: RiskFactor) -> bool:
        name = (fact.name or "").lower()
        return any(word in name for word in self.params.replacement)

    def _on_replacement(self) -> tuple[Fact, ...]:
        facts = present(
            self.index.records(self.scope.case.risk_factors),
            (self.params.risk_factor,),
        )
        return tuple(
            fact for fact in facts if self._replaces(fact) and fact.status == "current"
        )

    def _governing(
        self, told: tuple[RiskFactor, ...]
    ) -> tuple[tuple[Fact, ...], tuple[Clash, ...]]:
        """The latest dated statement and those that agree; differences settled."""
        telling = [fact for fact in told if _group(fact) != "not-current"]
        days = {fact.id: self._said(fact) for fact in told}
        undated = tuple(fact for fact in telling if not days[fact.id])
        known = [fact for fact in told if days[fact.id]]
        if not known:
            return undated or tuple(told), ()
        last = max(latest(str(days[fact.id])) for fact in known)
        newest_ = [fact for fact in known if latest(str(days[fact.id])) == last]
        clear = tuple(fact for fact in newest_ if _group(fact) != "not-current")
        if not clear:
            clear = self._before_not_current(telling)
            if not clear:
                return tuple(newest_), ()
        status = _group(clear[0])
        older = tuple(
            fact
            for fact in telling
            if fact not in clear and days[fact.id] and _group(fact) != status
        )
        clash = _settled(clear, older) if older and _contradicts(status, older) else ()
        return (*clear, *undated), clash

    def _before_not_current(self, telling: list[RiskFactor]) -> tuple[RiskFactor, ...]:
        """An earlier "never" or "former" that a later "no current use" agrees with."""
        days = {fact.id: self._said(fact) for fact in telling}
        known = [fact for fact in telling if days[fact.id]]
        if not known:
            return ()
        last = max(latest(str(days[fact.id])) for fact in known)
        found = tuple(fact for fact in known if latest(str(days[fact.id])) == last)
        return () if any(_group(fact) == "current" for fact in found) else found

    def _differ(self, told: tuple[Fact, ...]) -> Leaf:
        groups = {
            name: tuple(f for f in told if _group(f) == name)
            for name in dict.fromkeys(_group(fact) for fact in told)
        }
        sides = tuple((words(name), facts) for name, facts in groups.items())
        names = listed(words(name) for name in groups)
        return Leaf(
            status="conflicting",
            reason=f"The record gives the nicotine status as {names}, and no date "
            "tells which is later",
            because="conflict",
            support=told,
            clashes=(Clash(kind="nicotine-status", sides=sides),),
        )

    def _apart(self, told: tuple[Fact, ...]) -> Leaf | None:
        """A product beside tobacco that was never used says nothing of tobacco."""
        if not all((_name(fact) or "") in self.params.beside for fact in told):
            return None
        return Leaf(
            status="not_documented",
            reason=f"Only another product was never used{_products(told)}",
            because="incomplete",
            support=told,
        )

    def _never(self, told: tuple[Fact, ...]) -> Leaf:
        tests = results(self.scope.case, (self.params.test,))
        high = tuple(one for one in tests if against(one, self.params.limit) == "over")
        high_or_dx: tuple[Fact, ...] = high or present(
            self.index.records(self.scope.case.diagnoses), self.params.dependence
        )
        if not high_or_dx:
            reason = "The record states that nicotine was never used"
            return Leaf(status="met", reason=reason, support=told)
        said = listed(_shown(self.index, fact) for fact in high_or_dx)
        clash = Clash(
            kind="nicotine-status", sides=(("never used", told), (said, high_or_dx))
        )
        return Leaf(
            status="conflicting",
            reason=f"The record states that nicotine was never used, but has {said}",
            because="conflict",
            support=told,
            refute=high_or_dx,
            clashes=(clash,),
        )

    def _long_enough(self, told: tuple[Fact, ...]) -> Answer:
        """Whether the last use lies far enough before the request."""
        ends = [
            fact.until for fact in told if isinstance(fact, RiskFactor) and fact.until
        ]
        if not ends or self.scope.request_date is None:
            return "open"
        last = day(max(ends, key=latest))
        return at_least_apart(last, day(self.scope.request_date), self.params.free_days)

    # -- laboratory

    def _by_laboratory(self, status: str | None, told: tuple[Fact, ...]) -> Leaf:
        tests = results(self.scope.case, (self.params.test,))
        sorted_ = by_recency(
            self.index, tests, self.scope.request_date, self.params.window
        )
        recent = newest(self.index, sorted_.get("in", ()))
        values = {against(one, self.params.limit) for one in recent}
        if len(values) > 1 and {"under", "over"} <= values:
            return self._values_differ(recent)
        if "over" in values:
            return self._high(status, told, recent)
        if values == {"under"}:
            return self._low(status, told, recent)
        return self._no_value(status, told, tests, bool(sorted_.get("open")))

    def _tobacco(self) -> tuple[str, tuple[Result, ...]]:
        """What the marker of tobacco shows: "over", "under" or "open"."""
        tests = results(self.scope.case, (self.params.tobacco_test,))
        sorted_ = by_recency(
            self.index, tests, self.scope.request_date, self.params.window
        )
        recent = newest(self.index, sorted_.get("in", ()))
        said = {
            "under"
            if one.result == "negative" and one.value is None
            else "over"
            if one.result == "positive" and one.value is None
            else against(one, self.params.tobacco_limit)
            for one in recent
        }
        return (said.pop() if len(said) == 1 else "open"), recent

    def _high(
        self, status: str | None, told: tuple[Fact, ...], recent: tuple[Result, ...]
    ) -> Leaf:
        marker, shown = self._tobacco()
        patch = self._on_replacement()
        said = listed(_shown(self.index, one) for one in recent)
        bound = f"{self.params.limit.value} {self.params.limit.unit}"
        if marker == "under":
            proof = listed(_shown(self.index, one) for one in shown)
            return self._low(status, (*told, *patch), (*recent, *shown), proof)
        if marker == "over" or not patch:
            return Leaf(
                status="not_met",
                reason=f"{said} is over {bound}",
                support=told,
                refute=(*recent, *shown),
            )
        return Leaf(
            status="not_documented",
            reason=f"{said} is over {bound} on nicotine replacement, and no "
            f"{words(self.params.tobacco_test)} result tells replacement from tobacco",
            because="incomplete",
            support=(*told, *patch),
            refute=recent,
        )

    def _low(
        self,
        status: str | None,
        told: tuple[Fact, ...],
        recent: tuple[Result, ...],
        proof: str = "",
    ) -> Leaf:
        said = proof or listed(_shown(self.index, one) for one in recent)
        if status == "former" and self._long_enough(told) == "yes":
            tail = " shows nicotine replacement only" if proof else ""
            reason = f"Nicotine was stopped on {_quit(told)}; {said}{tail}"
            return Leaf(status="met", reason=reason, support=(*told, *recent))
        missing = f"the last use is not shown to be {self.params.free_days} days back"
        return Leaf(
            status="not_documented",
            reason=f"{said}, but {missing}",
            because="undated" if status == "former" else "incomplete",
            support=(*told, *recent),
        )

    def _values_differ(self, recent: tuple[Result, ...]) -> Leaf:
        sides = tuple((_shown(self.index, one), (one,)) for one in recent)
        said = listed(side[0] for side in sides)
        return Leaf(
            status="conflicting",
            reason=f"Results of the same date differ: {said}",
            because="conflict",
            support=recent,
            clashes=(Clash(kind="laboratory", sides=sides),),
        )

    def _no_value(
        self,
        status: str | None,
        told: tuple[Fact, ...],
        tests: tuple[Result, ...],
        undated: bool,
    ) -> Leaf:
        if any(one.value is None for one in tests) and not undated:
            said = listed(_shown(self.index, one) for one in tests)
            because: OpenCause = "vague"
            bound = f"{self.params.limit.value} {self.params.limit.unit}"
            reason = f"{said} gives no number to compare with {bound}"
        elif tests:
            said = listed(_shown(self.index, one) for one in tests)
            because = "undated" if undated else "stale"
            tail = "cannot be used: it is not known to lie in the window"
            reason = f"{said} {tail}"
        elif status == "former":
            because, reason = "incomplete", "Former use, without a laboratory result"
        elif status == "not-current":
            because = "vague"
            reason = "The record only says that there is no current use"
        elif patch := self._on_replacement():
            because, told = "incomplete", patch
            reason = "Nicotine replacement is recorded, without a tobacco history"
        else:
            because, reason = "never-mentioned", "Nicotine use is not mentioned"
        return Leaf(
            status="not_documented",
            reason=reason,
            because=because,
            support=(*told, *tests),
        )


def _by_product(told: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Use of one product, where what differs is said of other products by name.

    A product that was never used contradicts no past use of tobacco ("former smoker;
    smokeless: never").
    """
    told = _without_ever(told)
    for status in ("current", "former"):
        own = tuple(fact for fact in told if _group(fact) == status)
        rest = [fact for fact in told if _group(fact) != status]
        names = {_name(fact) for fact in own}
        others = {_name(fact) for fact in rest}
        if not own or not rest or None in others or names & others:
            continue
        never = all(_group(fact) == "never" for fact in rest)
        if None not in names or (status == "former" and never):
            return own
    return told


def _without_ever(told: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """ "Ever used: yes" says nothing beside a statement of present or past use."""
    rest = tuple(fact for fact in told if fact.detail != "ever")
    used = any(_group(fact) in ("current", "former") for fact in rest)
    return rest if used else told


def _name(fact: Fact) -> str | None:
    return fact.name if isinstance(fact, RiskFactor) else None


def _group(fact: Fact) -> str:
    if not isinstance(fact, RiskFactor) or fact.status is None:
        return "not-current"
    if fact.assertion == "absent" and fact.status == "current":
        return "not-current"
    if fact.assertion == "historical" and fact.status == "current":
        return "former"
    return fact.status


def _contradicts(status: str, older: tuple[RiskFactor, ...]) -> bool:
    """Whether an older statement cannot be true together with the governing one."""
    groups = {_group(fact) for fact in older}
    return status == "never" or "never" in groups


def _settled(
    newer: tuple[RiskFactor, ...], older: tuple[RiskFactor, ...]
) -> tuple[Clash, ...]:
    sides = tuple(
        (listed(words(_group(fact)) for fact in group), group)
        for group in (newer, older)
    )
    return (Clash(kind="nicotine-status", sides=sides, settled_by=LATEST),)


def _quit(told: tuple[Fact, ...]) -> str:
    ends = [fact.until for fact in told if isinstance(fact, RiskFactor) and fact.until]
    return max(ends, key=latest, default="a date not given")


def _products(told: tuple[Fact, ...]) -> str:
    names = [fact.name for fact in told if isinstance(fact, RiskFactor) and fact.name]
    return f" ({listed(names)})" if names else ""


def _shown(index: Index, fact: Fact) -> str:
    if isinstance(fact, Result):
        return f"{measured(fact)}{dated(index, fact)}"
    return words(fact.kind)
