"""Tumour, infection or fracture with evidence: imaging, laboratory or biopsy.

A diagnosis without evidence is half a proof; one that imaging denies is a
contradiction.
"""

from __future__ import annotations

from workbench.evaluate.index import Index, present
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.readings import Told, findings_of, later, tell
from workbench.evaluate.wording import measured, several, told, words
from workbench.schema.base import Model
from workbench.schema.case import Diagnosis, Fact
from workbench.schema.case import Test as Result
from workbench.schema.spine import region as region_of


class Params(Model):
    """The diseases as findings and diagnoses, and the tests that prove them.

    ``proof`` are tests that prove by themselves; ``hints`` those that do so beside the
    diagnosis that each list names.
    """

    diseases: tuple[str, ...]
    kinds: tuple[str, ...]
    proof: tuple[str, ...]
    hints: dict[str, tuple[str, ...]]
    region: str


def test(scope: Scope, params: Params) -> Leaf:
    """Met by evidence of any of the diseases."""
    index = Index(scope.case)
    items = [
        item
        for item in tell(index, scope.case.imaging_studies, params.kinds)
        if item.finding.kind in params.diseases
        and item.study.assertion == "present"
        and _in_region(item.finding, params.region)
    ]
    claimed = tuple(
        fact
        for fact in present(index.records(scope.case.diagnoses), params.diseases)
        if _in_region(fact, params.region)
    )
    leaves = [
        _one(scope, index, params, disease, items, claimed)
        for disease in params.diseases
    ]
    for status in ("met", "conflicting", "not_documented", "not_met"):
        for leaf in leaves:
            if leaf.status == status:
                return leaf
    return leaves[0]


def _one(
    scope: Scope,
    index: Index,
    params: Params,
    disease: str,
    items: list[Told],
    claims: tuple[Diagnosis, ...],
) -> Leaf:
    own = [item for item in items if item.finding.kind == disease]
    denied = _current(own, "absent", "present")
    shown = _current(own, "present", "absent")
    claimed = tuple(fact for fact in claims if fact.kind == disease)
    tests = _tests(scope, index, params, disease, bool(claimed))
    same = [item for item in denied if _same_place(item, shown)]
    if shown and same:
        return _conflict(words(disease), findings_of(shown), findings_of(same))
    if shown or tests:
        names = [told(item) for item in shown] + [measured(one) for one in tests]
        return Leaf(
            status="met", reason=several(names), support=(*findings_of(shown), *tests)
        )
    if claimed and denied:
        return _conflict(words(disease), claimed, findings_of(denied))
    return _unproved(disease, own, claimed, denied)


def _unproved(
    disease: str,
    own: list[Told],
    claimed: tuple[Diagnosis, ...],
    denied: list[Told],
) -> Leaf:
    doubt = tuple(i.finding for i in own if i.finding.assertion == "uncertain")
    if claimed:
        return Leaf(
            status="not_documented",
            reason=f"{words(disease).capitalize()} is diagnosed, without imaging, "
            "laboratory or biopsy evidence",
            because="incomplete",
            support=(*claimed, *doubt),
        )
    if denied:
        reason = several([told(item) for item in denied])
        return Leaf(status="not_met", reason=reason, refute=findings_of(denied))
    return Leaf(
        status="not_applicable", reason=f"Nothing is recorded of {words(disease)}"
    )


def _tests(
    scope: Scope, index: Index, params: Params, disease: str, claimed: bool
) -> tuple[Result, ...]:
    hints = params.hints.get(disease, ()) if claimed else ()
    return tuple(
        fact
        for fact in present(index.records(scope.case.tests))
        if fact.result in ("positive", "abnormal")
        and (
            (fact.kind in params.proof and fact.indicates == disease)
            or fact.kind in hints
        )
    )


def _current(own: list[Told], wanted: str, other: str) -> list[Told]:
    """Findings of one assertion that no later study of the same kind reverses."""
    against = [item for item in own if item.finding.assertion == other]
    return [
        item
        for item in own
        if item.finding.assertion == wanted and later(item, against) is None
    ]


def _same_place(denied: Told, shown: list[Told]) -> bool:
    """Whether a denial is of what is shown, not of another place."""
    place = denied.finding.level or denied.finding.site
    return place is None or any(
        place == (one.finding.level or one.finding.site) for one in shown
    )


def _in_region(fact: Fact, wanted: str) -> bool:
    place = fact.level or fact.site
    try:
        return place is None or region_of(place) == wanted
    except KeyError:
        return True


def _conflict(name: str, shown: tuple[Fact, ...], denied: tuple[Fact, ...]) -> Leaf:
    clash = Clash(kind="disease", sides=((name, shown), (f"no {name}", denied)))
    return Leaf(
        status="conflicting",
        reason=f"The record states {name} in one place and denies it in another",
        because="conflict",
        support=shown,
        refute=denied,
        clashes=(clash,),
    )
