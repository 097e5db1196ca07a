"""Motion between two vertebrae on dynamic films, against the policy's limits.

Translation or angulation over its limit is instability; films that were done and show
less, or no abnormal motion, refute it; no films leave it open.
"""

from __future__ import annotations

from typing import Literal

from workbench.evaluate import kleene
from workbench.evaluate.index import Index, present
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.readings import Told, at_level, findings_of, later, tell
from workbench.evaluate.wording import several, told, words
from workbench.schema.base import Model
from workbench.schema.case import Diagnosis, Fact, ImagingStudy
from workbench.schema.determination import OpenCause
from workbench.schema.spine import neighbours


class Limits(Model):
    """For each measurement its limit, and the units that it may be given in.

    ``at`` gives the interspaces whose limit is another one.
    """

    finding: str
    over: float
    units: tuple[str, ...]
    at: dict[str, float] = {}

    def limit(self, level: str | None) -> float:
        """The limit at an interspace."""
        return self.at.get(level or "", self.over)


class Params(Model):
    """Studies that show motion, the limits, and the finding without a number.

    ``diagnosis`` claims instability: films within the limits contradict it.
    ``adjacent`` asks also of the interspaces above and below; ``expect`` says whether
    instability is wanted (``unstable``) or forbids (``stable``).
    """

    kinds: tuple[str, ...]
    films: tuple[str, ...]
    limits: tuple[Limits, ...]
    unmeasured: str
    diagnosis: str | None = None
    adjacent: bool = False
    expect: Literal["unstable", "stable"]


def test(scope: Scope, params: Params) -> Leaf:
    """At every interspace of the place; ``stable`` also looks at the neighbours."""
    place = scope.place
    if place is None or not place.interspaces:
        return Leaf(
            status="not_documented",
            reason="The request does not say at which level",
            because="incomplete",
        )
    leaves = [(level, _at(scope, params, level)) for level in place.interspaces]
    found = leaves[0][1] if len(leaves) == 1 else kleene.any_of(leaves)
    return found if params.expect == "unstable" else kleene.negate(found)


def _at(scope: Scope, params: Params, level: str) -> Leaf:
    own = _one(scope, params, level)
    if not params.adjacent:
        return own
    beside = [_one(scope, params, other) for other in neighbours(level)]
    unstable = [leaf for leaf in beside if leaf.status in ("met", "conflicting")]
    if own.status == "met" or not unstable:
        return own
    if unstable[0].status == "conflicting" and own.status == "conflicting":
        return own
    return unstable[0]


def _one(scope: Scope, params: Params, level: str) -> Leaf:
    index = Index(scope.case)
    items = tell(index, scope.case.imaging_studies, params.kinds)
    here = [
        item
        for item in (*at_level(items, level), *_general(items))
        if _motion(item, params) and item.study.assertion == "present"
    ]
    here = [item for item in here if later(item, _same(item, here)) is None]
    here = [item for item in here if not _of_others(item, here, level)]
    over = [item for item in here if _verdict(item, params) == "over"]
    under = [item for item in here if _verdict(item, params) == "under"]
    named = [item for item in here if _verdict(item, params) == "named"]
    disputed = [item for item in under if any(_differ(item, one) for one in over)]
    if over and disputed:
        return _conflict(over, disputed)
    if over:
        return Leaf(status="met", reason=_told(over), support=findings_of(over))
    claimed = _claimed(scope, index, params, level)
    if (named or claimed) and under:
        return _conflict(named, under, claimed)
    if under:
        reason = f"{_told(under)}, which is within the limits"
        return Leaf(status="not_met", reason=reason, refute=findings_of(under))
    if named:
        reason = f"{_told(named)}, without a measurement"
        return Leaf(
            status="not_documented",
            reason=reason,
            because="ungraded",
            support=findings_of(named),
        )
    return _silent(scope, params, level)


def _claimed(
    scope: Scope, index: Index, params: Params, level: str
) -> tuple[Diagnosis, ...]:
    return tuple(
        fact
        for fact in present(index.records(scope.case.diagnoses))
        if fact.kind == params.diagnosis and fact.level in (None, level)
    )


def _general(items: tuple[Told, ...]) -> list[Told]:
    """Motion denied without a level: it speaks of every level that was filmed."""
    return [
        item
        for item in items
        if item.finding.level is None
        and item.finding.site is None
        and item.finding.detail is None
        and item.finding.assertion == "absent"
    ]


def _of_others(item: Told, here: list[Told], level: str) -> bool:
    """Whether motion is told of the other levels of a film that names this one."""
    return item.finding.detail == "other-levels" and any(
        one.study is item.study and one.finding.level == level for one in here
    )


def _motion(item: Told, params: Params) -> bool:
    kinds = {limit.finding for limit in params.limits}
    return item.finding.kind in kinds | {params.unmeasured}


def _same(item: Told, others: list[Told]) -> list[Told]:
    return [
        one
        for one in others
        if one.finding.kind == item.finding.kind and one.study.kind == item.study.kind
    ]


def _verdict(item: Told, params: Params) -> str:
    finding = item.finding
    if finding.assertion == "absent":
        return "under"
    if finding.assertion != "present":
        return ""
    if finding.kind == params.unmeasured:
        return "named"
    limit = next(one for one in params.limits if one.finding == finding.kind)
    unit = (finding.unit or limit.units[0]).strip().lower()
    if finding.value is None or unit not in limit.units:
        return "named"
    return "over" if finding.value > limit.limit(finding.level) else "under"


def _differ(under: Told, over: Told) -> bool:
    """Whether what lies within the limits denies what lies over them."""
    same = under.finding.kind == over.finding.kind
    return under.reading != over.reading and (
        same or under.finding.assertion == "absent"
    )


def _silent(scope: Scope, params: Params, level: str) -> Leaf:
    index = Index(scope.case)
    films = [
        study
        for study in index.records(scope.case.imaging_studies)
        if study.kind in params.films
    ]
    because, said = _why(films, level)
    return Leaf(
        status="not_documented",
        reason=said,
        because=because,
        support=tuple(films),
    )


def _why(films: list[ImagingStudy], level: str) -> tuple[OpenCause, str]:
    said = {study.assertion for study in films}
    if "present" in said or "historical" in said:
        return "incomplete", f"Dynamic films do not describe motion at {level}"
    if "planned" in said:
        return "planned-only", "Dynamic films are only ordered"
    if "absent" in said:
        return "incomplete", "The record says that no dynamic films were taken"
    return "never-mentioned", "No flexion-extension films are recorded"


def _conflict(
    left: list[Told], right: list[Told], claimed: tuple[Diagnosis, ...] = ()
) -> Leaf:
    said = several([told(item) for item in left] + [words(f.kind) for f in claimed])
    for_it: tuple[Fact, ...] = (*findings_of(left), *claimed)
    clash = Clash(
        kind="instability", sides=((said, for_it), (_told(right), findings_of(right)))
    )
    return Leaf(
        status="conflicting",
        reason=f"The record differs on motion: {said}; {_told(right)}",
        because="conflict",
        support=for_it,
        refute=findings_of(right),
        clashes=(clash,),
    )


def _told(items: list[Told]) -> str:
    return several([told(item) for item in items])
