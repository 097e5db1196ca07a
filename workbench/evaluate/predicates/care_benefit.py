"""Whether care gave lasting benefit: its recorded response, or what came after it.

A complaint recorded after the care shows that nothing lasted; a partial gain is no
lasting benefit while a limitation of function remains after the care.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.evaluate.complaints import Signs, of_region
from workbench.evaluate.index import Index, present
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.predicates.function_limited import Function, limitations
from workbench.evaluate.wording import complained, listed, several, words
from workbench.schema.base import Model
from workbench.schema.case import Fact, Symptom, Treatment
from workbench.schema.partial_date import PartialDate, earliest, latest


class Benefit(Model):
    """Responses by what they show, statements in general, and complaints."""

    lasting: tuple[str, ...]
    partial: tuple[str, ...]
    no_benefit: tuple[str, ...]
    helped: str
    failed: str
    complaints: tuple[str, ...]


def benefit(
    scope: Scope,
    params: Benefit,
    function: Function,
    signs: Signs,
    care: Sequence[Treatment],
) -> Leaf:
    """Met where nothing lasted, not met where the care helped enough."""
    index = Index(scope.case)
    helped = _helped(index, scope, params, care)
    without = _without(index, scope, params, care)
    after = _complaints_after(index, scope, params, signs, care)
    if helped:
        return _with_help(index, helped, without, after)
    if without:
        names = several([_response(fact) for fact in without])
        reason = f"No lasting benefit: {names}"
        return Leaf(status="met", reason=reason, support=without)
    partial = tuple(fact for fact in care if fact.response in params.partial)
    if partial:
        return _partial(scope, function, index, partial, care)
    if after:
        said = complained(after)
        reason = f"No lasting benefit: {said} recorded after the care"
        return Leaf(status="met", reason=reason, support=tuple(after))
    return Leaf(
        status="not_documented",
        reason="The response to the care is not recorded",
        because="incomplete" if care else "never-mentioned",
    )


def _statements(index: Index, scope: Scope, kind: str) -> tuple[Fact, ...]:
    return present(index.records(scope.case.statements), (kind,))


def _helped(
    index: Index, scope: Scope, params: Benefit, care: Sequence[Treatment]
) -> tuple[Fact, ...]:
    lasting = [fact for fact in care if fact.response in params.lasting]
    return (*lasting, *_statements(index, scope, params.helped))


def _without(
    index: Index, scope: Scope, params: Benefit, care: Sequence[Treatment]
) -> tuple[Fact, ...]:
    none = [fact for fact in care if fact.response in params.no_benefit]
    return (*none, *_statements(index, scope, params.failed))


def _with_help(
    index: Index,
    helped: tuple[Fact, ...],
    without: tuple[Fact, ...],
    after: Sequence[Symptom],
) -> Leaf:
    """Benefit is said: a complaint of a later note settles it, else it stands."""
    said = _latest_told(index, helped)
    later = [
        fact
        for fact in after
        if said and (day := index.told(fact)) and earliest(day) > latest(said)
    ]
    if later:
        names = complained(later)
        reason = f"What the care gained did not last: {names} recorded after it"
        return Leaf(status="met", reason=reason, support=tuple(later))
    names = several([_response(fact) for fact in helped])
    if not without:
        reason = f"The care helped enough: {names}"
        return Leaf(status="not_met", reason=reason, refute=helped)
    other = several([_response(fact) for fact in without])
    clash = Clash(kind="care-response", sides=((other, without), (names, helped)))
    return Leaf(
        status="conflicting",
        reason=f"The record differs on the benefit of the care: {names}; but {other}",
        because="conflict",
        support=without,
        refute=helped,
        clashes=(clash,),
    )


def _partial(
    scope: Scope,
    function: Function,
    index: Index,
    partial: tuple[Treatment, ...],
    care: Sequence[Treatment],
) -> Leaf:
    ended = _last_day(index, care)
    left = [
        fact
        for fact in limitations(scope.case, function)
        if _not_before(_recorded(index, fact), ended)
    ]
    names = several([_response(fact) for fact in partial])
    if left:
        limits = listed(words(fact.kind) for fact in left)
        reason = f"The gain was partial ({names}) and a limitation remains: {limits}"
        return Leaf(status="met", reason=reason, support=(*partial, *left))
    return Leaf(
        status="not_documented",
        reason=f"The gain was partial ({names}); no limitation is recorded after it",
        because="incomplete",
        support=partial,
    )


def _complaints_after(
    index: Index,
    scope: Scope,
    params: Benefit,
    signs: Signs,
    care: Sequence[Treatment],
) -> list[Symptom]:
    ended = _last_day(index, care)
    found = present(index.records(scope.case.symptoms), params.complaints)
    return [
        fact
        for fact in found
        if care
        and of_region(fact, signs)
        and _recorded(index, fact)
        and _not_before(_recorded(index, fact), ended)
    ]


def _recorded(index: Index, fact: Fact) -> PartialDate | None:
    """When a complaint or limitation was written down."""
    return index.told(fact) or fact.date


def _last_day(index: Index, care: Sequence[Treatment]) -> PartialDate | None:
    """The last day of the care: its end, or the note that tells it."""
    days = [fact.end or fact.date or index.told(fact) for fact in care]
    return max((day for day in days if day), key=earliest, default=None)


def _not_before(said: PartialDate | None, ended: PartialDate | None) -> bool:
    return bool(said and ended and latest(said) >= earliest(ended))


def _latest_told(index: Index, facts: Sequence[Fact]) -> PartialDate | None:
    days = [day for fact in facts if (day := index.told(fact))]
    return max(days, key=latest, default=None)


def _response(fact: Fact) -> str:
    if isinstance(fact, Treatment):
        told = "no" if fact.response in (None, "none") else words(fact.response)
        return f"{words(fact.kind)} with {told} response"
    return words(fact.kind)
