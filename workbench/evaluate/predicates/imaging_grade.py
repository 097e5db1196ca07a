"""Narrowing or compression on recent imaging at the interspace, on the side treated.

ANY over the sites that the studies mention at the interspace: an ungraded mention is
open, an unmentioned site is left out.  Two readings conflict only where one satisfies
and another fails on the same site.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.evaluate import kleene
from workbench.evaluate.grading import Grading, Worth, worth
from workbench.evaluate.index import Index
from workbench.evaluate.intervals import Window
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.readings import (
    Told,
    at_level,
    dispute,
    is_unsided,
    sides,
    superseded,
    tell,
)
from workbench.evaluate.wording import several, told
from workbench.schema.base import Model
from workbench.schema.case import Fact, Side
from workbench.schema.determination import OpenCause
from workbench.schema.partial_date import PartialDate

LATER_STUDY = "later-study-of-same-kind"


class Params(Model):
    """Kinds of study, how old they may be, and the measure."""

    kinds: tuple[str, ...]
    window: Window
    measure: Grading


def test(scope: Scope, params: Params) -> Leaf:
    """Every interspace of the place, and every side treated, must satisfy."""
    place = scope.place
    if place is None or not place.interspaces:
        reason = "The request does not say at which level, so imaging cannot be matched"
        return Leaf(status="not_documented", reason=reason, because="incomplete")
    index = Index(scope.case)
    items = tell(index, scope.case.imaging_studies, params.kinds)
    targets: tuple[Side | None, ...] = (place.side,)
    if place.side == "bilateral":
        targets = ("left", "right")
    leaves = [
        (
            f"{level} {side or ''}".strip(),
            _at(scope.request_date, items, params, level, side, place.vertebra),
        )
        for level in place.interspaces
        for side in targets
    ]
    return leaves[0][1] if len(leaves) == 1 else kleene.all_of(leaves)


@dataclass(frozen=True, slots=True)
class _Judged:
    item: Told
    worth: Worth
    recency: str

    @property
    def fact(self) -> Fact:
        return self.item.finding


def _at(
    request: PartialDate | None,
    items: Sequence[Told],
    params: Params,
    level: str,
    side: Side | None,
    vertebra: str | None,
) -> Leaf:
    here = at_level(items, level, vertebra)
    judged = [
        _Judged(
            item,
            worth(item.finding, params.measure),
            item.recency(request, params.window),
        )
        for item in here
    ]
    telling = [one for one in judged if one.worth != "nothing"]
    current, clashes = _current(telling)
    site = f"{level} on the {side}" if side else level
    return _Level(site, side, current, judged, clashes).leaf()


def _current(telling: list[_Judged]) -> tuple[list[_Judged], tuple[Clash, ...]]:
    """What no later study of the same kind has replaced, and what was replaced."""
    recent = [one for one in telling if one.recency in ("in", "open")]
    kept, clashes = [], []
    for one in telling:
        over = superseded(
            one.item, [two.item for two in recent if _describes(two, one)]
        )
        if over is None:
            kept.append(one)
            continue
        winner = next(two for two in recent if two.item is over)
        if (one.worth == "met") != (winner.worth == "met") and one.recency == "in":
            clashes.append(_clash(one, winner, LATER_STUDY))
    return kept, tuple(clashes)


def _describes(newer: _Judged, older: _Judged) -> bool:
    """Whether the newer finding speaks of what the older one does."""
    if newer.worth == "denied":
        return older.item.finding.contact is not None
    return newer.worth != "contact" or older.worth == "contact"


def _clash(left: _Judged, right: _Judged, settled_by: str | None) -> Clash:
    return Clash(
        kind="imaging-readings-differ",
        sides=((told(left.item), (left.fact,)), (told(right.item), (right.fact,))),
        settled_by=settled_by,
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """One interspace and side: the findings that count, and everything told of it."""

    site: str
    side: Side | None
    current: list[_Judged]
    judged: list[_Judged]
    clashes: tuple[Clash, ...]

    def leaf(self) -> Leaf:
        met = self._worth("in", "met", unsided=False)
        undisputed = [one for one in met if not self._against(one)]
        if undisputed:
            return self._met(undisputed)
        if met:
            return self._conflict(met)
        if vague := self._open():
            return self._unknown(*vague)
        below = self._worth("in", "below")
        if below and not self._only_elsewhere(below):
            return self._below(below)
        return self._silent()

    def _mine(self, one: _Judged) -> bool:
        return self.side is None or self.side in sides(one.item.finding)

    def _worth(
        self, recency: str, value: Worth, *, unsided: bool | None = None
    ) -> list[_Judged]:
        """Findings on the side treated; ``unsided`` False leaves out those without."""
        return [
            one
            for one in self.current
            if one.recency == recency
            and one.worth == value
            and self._mine(one)
            and not (unsided is False and self.side and is_unsided(one.item.finding))
        ]

    def _against(self, one: _Judged) -> list[_Judged]:
        """Findings of failing readings that speak of the same place."""
        passing = {other.item.reading for other in self._worth("in", "met")}
        failing = [
            other
            for other in self._worth("in", "below")
            if other.item.reading not in passing and dispute(one.item, other.item)
        ]
        if one.item.finding.contact is not None:
            failing += [
                other
                for other in self._worth("in", "denied")
                if _same_target(one, other) and dispute(one.item, other.item)
            ]
        return failing

    def _open(self) -> tuple[OpenCause, list[_Judged]] | None:
        """What could still satisfy, and why it does not yet."""
        if vague := self._worth("in", "open"):
            return "ungraded", vague
        if self.side and (bare := self._worth("in", "met")):
            return "incomplete", bare
        graded = self._worth("in", "below")
        if (touched := self._worth("in", "contact")) and not graded:
            return "ungraded", touched
        if undated := self._worth("open", "met"):
            return "undated", undated
        return None

    def _only_elsewhere(self, below: list[_Judged]) -> bool:
        """Whether the other side is accepted and nothing is said of the treated one."""
        if self.side is None:
            return False
        lateral = [one for one in below if not _is_central(one)]
        return not lateral and bool(self._other_side())

    def _other_side(self) -> list[_Judged]:
        return [
            one
            for one in self.current
            if one.recency == "in" and one.worth == "met" and not self._mine(one)
        ]

    def _met(self, met: list[_Judged]) -> Leaf:
        return Leaf(
            status="met",
            reason=several([told(one.item) for one in met]),
            support=_facts(met),
            clashes=self.clashes,
        )

    def _conflict(self, met: list[_Judged]) -> Leaf:
        against = [other for one in met for other in self._against(one)]
        says = several([told(one.item) for one in met], 2)
        other = several([told(one.item) for one in against], 2)
        return Leaf(
            status="conflicting",
            reason=f"Readings differ and no later study settles: {says}; but {other}",
            because="conflict",
            support=_facts(met),
            refute=_facts(against),
            clashes=(*self.clashes, _clash(met[0], against[0], None)),
        )

    def _below(self, below: list[_Judged]) -> Leaf:
        says = several([told(one.item) for one in below])
        return Leaf(
            status="not_met",
            reason=f"{says}, which is below the accepted grades",
            refute=_facts(below),
            clashes=self.clashes,
        )

    def _unknown(self, because: OpenCause, found: list[_Judged]) -> Leaf:
        says = several([told(one.item) for one in found])
        tail = {
            "ungraded": "which gives no grade that the policy can apply",
            "incomplete": "without naming the side",
            "undated": "whose place in the window is not known",
        }[because]
        below = self._worth("in", "below")
        return Leaf(
            status="not_documented",
            reason=f"{says}, {tail}",
            because=because,
            support=_facts(found),
            refute=_facts(below),
            clashes=self.clashes,
        )

    def _silent(self) -> Leaf:
        for because, found, tail in self._traces():
            if found:
                says = several([told(one.item) for one in found])
                return Leaf(
                    status="not_documented",
                    reason=f"{says}; {tail}",
                    because=because,
                    support=_facts(found),
                    clashes=self.clashes,
                )
        reason = f"No imaging within the window describes narrowing at {self.site}"
        return Leaf(status="not_documented", reason=reason, because="never-mentioned")

    def _traces(self) -> list[tuple[OpenCause, list[_Judged], str]]:
        """What the record does hold on a level that nothing decides, best first."""
        mine = [one for one in self.judged if self._mine(one)]
        return [
            (
                "elsewhere",
                self._other_side(),
                f"nothing that counts is reported for {self.site}",
            ),
            (
                "ungraded",
                [one for one in mine if one.recency == "in"],
                f"no narrowing is graded at {self.site}",
            ),
            (
                "undated",
                [one for one in mine if one.recency == "open"],
                "the date of the study does not place it in the window",
            ),
            (
                "stale",
                [one for one in mine if one.recency == "before"],
                "the study is older than the window",
            ),
            (
                "stale",
                [one for one in mine if one.recency == "after"],
                "the study is dated after the request",
            ),
            (
                "elsewhere",
                [one for one in self.judged if not self._mine(one)],
                f"nothing is reported for {self.site}",
            ),
        ]


def _facts(found: Sequence[_Judged]) -> tuple[Fact, ...]:
    return tuple(one.fact for one in found)


def _is_central(one: _Judged) -> bool:
    return one.item.finding.side is None and one.item.finding.location == "central"


def _same_target(left: _Judged, right: _Judged) -> bool:
    one, two = left.item.finding.contact, right.item.finding.contact
    return bool(one and two and one.target == two.target)
