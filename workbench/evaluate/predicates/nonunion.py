"""A fusion that did not heal: late enough, and shown on imaging at that level.

Missing bridging bone on CT, lucency, or motion between the spinous processes, so many
months or more after a fusion at the level.
"""

from __future__ import annotations

from workbench.evaluate.index import Index
from workbench.evaluate.intervals import Answer, Day, day, months_apart
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.predicates.shown_or_denied import (
    Sides,
    answer,
    claims,
    current,
    named,
)
from workbench.evaluate.readings import Told, findings_of, tell
from workbench.evaluate.wording import several, told
from workbench.schema.base import Model
from workbench.schema.case import Fact, ProcedureDone
from workbench.schema.spine import bounds


class Motion(Model):
    """A measured motion that shows nonunion from ``at_least`` on."""

    finding: str
    at_least: float
    unit: str


class Params(Model):
    """Earlier fusions, months since, and the findings for and against union."""

    operations: tuple[str, ...]
    months: int
    kinds: tuple[str, ...]
    bridging: str
    bridging_kinds: tuple[str, ...]
    named: str
    lucency: str
    motion: Motion
    diagnosis: str


def test(scope: Scope, params: Params) -> Leaf:
    """Both the time since fusion and the imaging, at the line's level."""
    index = Index(scope.case)
    levels = scope.place.interspaces if scope.place else ()
    shown, healed = _imaging(scope, index, params, levels)
    claimed = claims(scope.case, index, params.diagnosis, levels)
    return answer(
        Sides(shown, healed, claimed),
        both=lambda: _conflict(shown, findings_of(shown), healed),
        claim_denied=lambda: _conflict(healed, claimed, healed, diagnosed=True),
        shown=lambda: _late_enough(scope, index, params, levels, shown),
        name=named(claimed).capitalize(),
        silent="Nothing is recorded of a nonunion",
    )


def _imaging(
    scope: Scope, index: Index, params: Params, levels: tuple[str, ...]
) -> tuple[list[Told], list[Told]]:
    """Findings that show nonunion at the level, and those that show union."""
    items = [
        item
        for item in tell(index, scope.case.imaging_studies, params.kinds)
        if item.study.assertion == "present" and _at(item, levels)
    ]
    shown = [item for item in items if _shows(item, params)]
    healed = [item for item in items if _heals(item, params)]
    return current(shown, healed)


def _at(item: Told, levels: tuple[str, ...]) -> bool:
    finding = item.finding
    if finding.level is not None:
        return finding.level in levels
    bones = {bone for level in levels for bone in bounds(level)}
    return finding.site in bones


def _shows(item: Told, params: Params) -> bool:
    finding = item.finding
    on_ct = item.study.kind in params.bridging_kinds
    if finding.kind == params.bridging:
        return finding.assertion == "absent" and on_ct
    if finding.assertion != "present":
        return False
    if finding.kind == params.motion.finding:
        return _moves(item, params.motion) is True
    return finding.kind == params.lucency or (finding.kind == params.named and on_ct)


def _heals(item: Told, params: Params) -> bool:
    finding = item.finding
    if finding.kind == params.bridging:
        return finding.assertion == "present"
    if finding.kind == params.named:
        return finding.assertion == "absent"
    return (
        finding.kind == params.motion.finding and _moves(item, params.motion) is False
    )


def _moves(item: Told, motion: Motion) -> bool | None:
    finding = item.finding
    if finding.assertion == "absent":
        return False
    unit = (finding.unit or motion.unit).strip().lower()
    if finding.value is None or unit != motion.unit:
        return None
    return finding.value >= motion.at_least


def _late_enough(
    scope: Scope,
    index: Index,
    params: Params,
    levels: tuple[str, ...],
    shown: list[Told],
) -> Leaf:
    fusions = [
        fact
        for fact in index.records(scope.case.procedures_done)
        if fact.kind in params.operations
        and fact.assertion in ("present", "historical")
        and (fact.level is None or fact.level in levels)
    ]
    late = _since(fusions, shown, params.months, levels)
    said = several([told(item) for item in shown])
    facts = (*findings_of(shown), *fusions)
    if late == "yes":
        return Leaf(
            status="met",
            reason=f"{said}, {params.months} months or more after the fusion",
            support=facts,
        )
    if late == "no":
        return Leaf(
            status="not_met",
            reason=f"{said}, less than {params.months} months after the fusion",
            refute=facts,
        )
    return Leaf(
        status="not_documented",
        reason=f"{said}; the date or level of the earlier fusion is not recorded",
        because="undated" if fusions else "incomplete",
        support=facts,
    )


def _since(
    fusions: list[ProcedureDone],
    shown: list[Told],
    months: int,
    levels: tuple[str, ...],
) -> Answer:
    """Whether the imaging is late enough after the last fusion at the level."""
    days = [day(fact.date) for fact in fusions if fact.date and fact.level in levels]
    if not days:
        return "open"
    last: Day = max(days, key=lambda one: one.last)
    answers = {
        months_apart(last, item.when, months) if item.when else "open" for item in shown
    }
    if "yes" in answers:
        return "yes"
    return "no" if answers == {"no"} else "open"


def _conflict(
    left: list[Told],
    for_it: tuple[Fact, ...],
    healed: list[Told],
    *,
    diagnosed: bool = False,
) -> Leaf:
    said = (
        "a diagnosis of nonunion" if diagnosed else several([told(one) for one in left])
    )
    right = several([told(item) for item in healed])
    clash = Clash(
        kind="fusion-status", sides=((said, for_it), (right, findings_of(healed)))
    )
    return Leaf(
        status="conflicting",
        reason=f"The record has {said}, and {right}",
        because="conflict",
        support=for_it,
        refute=findings_of(healed),
        clashes=(clash,),
    )
