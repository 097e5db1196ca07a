"""Symptoms and signs in the territory of the level treated, on the side treated.

Which root a level concerns is the one that leaves there, or, where a policy says
``by-finding``, the one that the imaging of the level meets: a narrow foramen the
leaving root, a narrow recess or a disc beside the midline the passing one, a narrow
canal that one and all below.
A symptom that fits no root, or has no side, asks a question; one that fits another
root or side only is a contradiction, never a refusal.  Only a record that documents no
radicular and no myelopathic symptom or sign at all fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.evaluate import kleene
from workbench.evaluate.complaints import Complaint, Complaints, Signs, complaints
from workbench.evaluate.grading import Grading, worth
from workbench.evaluate.index import Index
from workbench.evaluate.intervals import Window
from workbench.evaluate.leaf import Clash, Leaf, Place, Scope
from workbench.evaluate.readings import BOTH, Told, at_level, sides, superseded, tell
from workbench.evaluate.roots import (
    near,
    own_root,
    recess_root,
    roots_below,
    roots_named,
    roots_of,
)
from workbench.evaluate.wording import at_side, capital, complained, several, told
from workbench.schema.base import Model
from workbench.schema.case import Fact


class Params(Model):
    """Signs, tolerance in roots, and what makes a level central or a side narrowed.

    ``regional`` gives for a site that does not localise the roots that can serve it:
    it only feeds the note on symptoms outside a line's own root.  ``own``: whether a
    level concerns the root that leaves there or the ones that its findings meet.
    ``central_signs`` is what the signs of a central level are called.
    """

    signs: Signs
    tolerance: int
    kinds: tuple[str, ...]
    window: Window
    measure: Grading
    cord_kinds: tuple[str, ...]
    regional: dict[str, tuple[str, ...]]
    own: Literal["exiting", "by-finding"] = "exiting"
    central_signs: str = "signs of myelopathy"
    none_at_all: str = "no radicular and no myelopathic symptom or sign"


def test(scope: Scope, params: Params) -> Leaf:
    """Every interspace of the place must have a symptom or sign that fits it."""
    place = scope.place
    if place is None or not place.interspaces:
        reason = (
            "The request does not say at which level, so symptoms cannot be matched"
        )
        return Leaf(status="not_documented", reason=reason, because="incomplete")
    found = complaints(scope.case, params.signs)
    leaves = [
        (level, _Level(scope, params, found, place, level).leaf())
        for level in place.interspaces
    ]
    return leaves[0][1] if len(leaves) == 1 else kleene.all_of(leaves)


@dataclass(frozen=True, slots=True)
class _Level:
    scope: Scope
    params: Params
    found: Complaints
    place: Place
    level: str

    def leaf(self) -> Leaf:
        fitting = [fact for fact in self.found.localised if self._fits(fact)]
        sided = [fact for fact in fitting if self._on_side(fact)]
        if sided:
            return self._met_unless_other_side(sided)
        if self.found.myelopathic and (central := self._central()):
            return self._central_leaf(central)
        if self.found.none_at_all:
            return self._nothing()
        loose = self._loose(fitting)
        if loose:
            return self._not_localised(loose)
        if self.found.localised:
            return self._elsewhere()
        return self._nothing()

    def _fits(self, fact: Complaint) -> bool:
        return any(
            own in near(root, self.params.tolerance)
            for own in self._own()
            for root in roots_of(fact)
        )

    def _own(self) -> tuple[str, ...]:
        """The roots that the level concerns, that which its findings meet first."""
        leaving = own_root(self.level)
        if leaving is None or self.params.own == "exiting":
            return (leaving,) if leaving else ()
        met = [root for item in self._telling() for root in _met_roots(item)]
        both = (leaving, recess_root(self.level) or leaving)
        return tuple(dict.fromkeys(met or both))

    def _telling(self) -> list[Told]:
        """Findings of the level, on the side treated, that can trouble a root."""
        side = self.place.side
        mine = [
            item
            for item in self._shown()
            if item.finding.assertion == "present"
            and (side not in BOTH or side in sides(item.finding))
        ]
        counted = [
            item
            for item in mine
            if worth(item.finding, self.params.measure) in ("met", "open", "contact")
        ]
        return counted or mine

    def _on_side(self, fact: Complaint) -> bool:
        side = self.place.side
        if side in (None, "bilateral"):
            return True
        return fact.side is not None and bool(_sides(fact.side) & _sides(side))

    def _loose(self, fitting: list[Complaint]) -> list[Complaint]:
        """What could belong here and does not say so: no root, or no side."""
        bare = [fact for fact in fitting if fact.side is None]
        cord = [] if self._central() else list(self.found.myelopathic)
        vague = [fact for fact in self.found.unlocalised if self._may_be_here(fact)]
        if fitting and not bare and not vague and not cord:
            return []  # all that reaches the arm is told of the other side
        return [*vague, *self.found.axial, *bare, *cord]

    def _may_be_here(self, fact: Complaint) -> bool:
        """Whether a complaint without a root is not told of the other side only."""
        side = self.place.side
        if side not in BOTH or fact.side is None:
            return True
        return bool(_sides(fact.side) & _sides(side))

    # -- imaging of the level

    def _shown(self) -> list[Told]:
        """Current findings of the level, later studies before earlier ones."""
        index = Index(self.scope.case)
        items = tell(index, self.scope.case.imaging_studies, self.params.kinds)
        here = at_level(items, self.level, self.place.vertebra)
        recent = [
            item
            for item in here
            if item.recency(self.scope.request_date, self.params.window)
            in ("in", "open")
        ]
        return [item for item in recent if superseded(item, recent) is None]

    def _central(self) -> list[Told]:
        """Findings that make the level a central one."""
        return [item for item in self._shown() if self._is_central(item)]

    def _is_central(self, item: Told) -> bool:
        finding = item.finding
        if finding.kind in self.params.cord_kinds:
            return finding.assertion == "present"
        central = finding.location in ("central", "cord") or (
            finding.contact is not None and finding.contact.target == "cord"
        )
        return central and worth(finding, self.params.measure) == "met"

    def _narrowed(self, value: str) -> dict[str, list[Told]]:
        """Findings of a worth by the side that they speak of."""
        found: dict[str, list[Told]] = {}
        for item in self._shown():
            if worth(item.finding, self.params.measure) == value:
                for side in sides(item.finding):
                    found.setdefault(side, []).append(item)
        return found

    # -- answers

    def _met_unless_other_side(self, fitting: list[Complaint]) -> Leaf:
        against = self._other_side_narrowed(fitting)
        if not against:
            return self._met(fitting)
        bare = [*self.found.unlocalised, *self.found.axial]
        if bare:
            return self._not_localised([*bare, *fitting])
        shown = several([told(item) for item in against])
        said = complained(fitting)
        return self._conflict(
            fitting,
            [item.finding for item in against],
            f"{capital(said)} lies on a side that is not narrowed at {self.level}",
            shown,
        )

    def _other_side_narrowed(self, fitting: list[Complaint]) -> list[Told]:
        """For a line without side: what shows the narrowing on the other side only."""
        if self.place.side is not None:
            return []
        mine = frozenset().union(*(_sides(fact.side) for fact in fitting))
        if len(mine) != 1 or any(fact.side is None for fact in fitting):
            return []
        (side,) = mine
        (other,) = BOTH - mine
        narrowed, open_ = self._narrowed("met"), self._narrowed("below")
        if side in narrowed or other not in narrowed or side not in open_:
            return []
        return [*narrowed[other], *open_[side]]

    def _met(self, fitting: list[Complaint]) -> Leaf:
        said = complained(fitting)
        return Leaf(
            status="met",
            reason=f"In the territory of {self.level}: {said}",
            support=tuple(fitting),
            notes=self._notes(),
        )

    def _central_leaf(self, central: list[Told]) -> Leaf:
        signs = self.found.myelopathic
        said = complained(signs)
        shown = several([told(item) for item in central], 2)
        return Leaf(
            status="met",
            reason=f"{capital(self.params.central_signs)} ({said}) with {shown}",
            support=(*signs, *(item.finding for item in central)),
            notes=self._notes(),
        )

    def _not_localised(self, loose: list[Complaint]) -> Leaf:
        said = complained(loose)
        place = at_side(self.level, self.place.side)
        return Leaf(
            status="not_documented",
            reason=f"Not localised to {place}: {said}",
            because="not-localised",
            support=tuple(loose),
            notes=self._notes(),
        )

    def _elsewhere(self) -> Leaf:
        facts = self.found.localised
        said = complained(facts)
        place = at_side(self.level, self.place.side)
        return self._conflict(
            facts,
            (),
            f"Every localising symptom lies elsewhere than {place}: {said}",
            f"the request is for {place}",
        )

    def _conflict(
        self, facts: Iterable[Fact], against: Iterable[Fact], reason: str, other: str
    ) -> Leaf:
        facts, against = tuple(facts), tuple(against)
        clash = Clash(
            kind="symptoms-elsewhere",
            sides=((reason, facts), (other, against or self._asked())),
        )
        return Leaf(
            status="conflicting",
            reason=reason,
            because="conflict",
            support=against,
            refute=facts,
            notes=self._notes(),
            clashes=(clash,),
        )

    def _asked(self) -> tuple[Fact, ...]:
        """Where the request names this place."""
        return tuple(
            fact
            for fact in self.scope.case.requested_procedures
            if fact.kind == self.place.procedure
            and fact.origin == "request"
            and (fact.level or fact.site) in (self.level, self.place.vertebra)
        )

    def _nothing(self) -> Leaf:
        denied = self.found.denials
        if self.found.none_at_all:
            return Leaf(
                status="not_met",
                reason=f"The record documents {self.params.none_at_all}",
                refute=denied,
            )
        return Leaf(
            status="not_documented",
            reason=f"No symptom or sign is recorded that fits {self.level}",
            because="never-mentioned",
            support=(),
            refute=denied,
        )

    def _notes(self) -> tuple[str, ...]:
        """Symptoms outside the line's own root: a note, never a status."""
        own = self._own()
        facts = [*self.found.localised, *self.found.unlocalised]
        outside = [
            fact
            for fact in facts
            if own and (roots := self._possible(fact)) and not set(own) & set(roots)
        ]
        if not outside:
            return ()
        said = capital(complained(outside))
        lie = "lies" if len(outside) == 1 else "lie"
        return (f"{said} {lie} outside the {roots_named(own)} of {self.level}",)

    def _possible(self, fact: Complaint) -> tuple[str, ...]:
        return roots_of(fact) or self.params.regional.get(fact.site or "", ())


_LEAVING = ("foraminal", "extraforaminal", "far-lateral")
_PASSING = ("recess", "paracentral", "subarticular")


def _met_roots(item: Told) -> tuple[str, ...]:
    """The roots that one finding of a level meets; none where it does not say where."""
    finding, level = item.finding, item.finding.level
    if level is None:
        return ()
    where = {finding.location, finding.name}
    if where & set(_LEAVING):
        root = own_root(level)
    elif where & set(_PASSING):
        root = recess_root(level)
    elif "central" in where:
        return roots_below(level)
    else:
        return ()
    return (root,) if root else ()


def _sides(side: str | None) -> frozenset[str]:
    return frozenset({side}) if side in BOTH else BOTH
