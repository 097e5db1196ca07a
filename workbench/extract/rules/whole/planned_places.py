"""Where a procedure is to be done that the request names without a level.

The form may say "ACDF" and the note "ACDF at C5-6 is planned".  The place is taken
from the plans where they all agree on it, and from none where they do not: a request
that may mean another level is left open for the reviewer.

A letter that names in general what its form sets out ("decompression and fusion")
asks for nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.schema.case import RequestedProcedure
from workbench.vocabulary import procedures


def placed_by_plans(facts: Sequence[RequestedProcedure]) -> list[RequestedProcedure]:
    """The facts, requests without a place with the one that the plans give."""
    plans = [one for one in facts if one.origin == "plan" and _place(one)]
    told = [one for fact in facts for one in _placed(fact, facts, plans)]
    return [_sided(one, plans) for one in told]


def without_general(facts: Sequence[RequestedProcedure]) -> list[RequestedProcedure]:
    """The facts without general names for what another document asks for in full."""
    full = [one for one in facts if one.origin == "request" and _place(one)]
    return [one for one in facts if not _sums_up(one, full)]


def _sums_up(fact: RequestedProcedure, full: Sequence[RequestedProcedure]) -> bool:
    """Whether a request without code or place is the general name of a fuller one."""
    if fact.origin != "request" or fact.kind != "other" or fact.codes or _place(fact):
        return False
    words = (fact.name or "").lower().split()
    told = {cite.document for cite in fact.evidence}
    return any(
        words
        and {*words} <= {*one.kind.split("-")}
        and not told & {cite.document for cite in one.evidence}
        for one in full
    )


def _sided(
    fact: RequestedProcedure, plans: Sequence[RequestedProcedure]
) -> RequestedProcedure:
    """A request without a side with the one that the plans give for its place."""
    main = procedures().procedures.get(fact.kind)
    if fact.origin != "request" or fact.side or main is None or not main.sided:
        return fact
    near = [
        one for one in plans if one.kind == fact.kind and _place(one) == _place(fact)
    ]
    sides = {one.side for one in near}
    if len(sides) != 1 or None in sides:
        return fact
    cites = tuple(dict.fromkeys((*fact.evidence, *near[0].evidence)))
    return fact.model_copy(update={"side": near[0].side, "evidence": cites})


def _placed(
    fact: RequestedProcedure,
    facts: Sequence[RequestedProcedure],
    plans: Sequence[RequestedProcedure],
) -> Iterator[RequestedProcedure]:
    main = procedures().procedures.get(fact.kind)
    bare = fact.origin == "request" and not _place(fact)
    alone = not any(
        one.kind == fact.kind and one.origin == "request" and _place(one)
        for one in facts
    )
    near = [one for one in plans if one.kind == fact.kind]
    if main is None or not (bare and alone and near) or not _agree(near):
        yield fact
        return
    chosen = {_place(one): one for one in near}
    if fact.count and fact.count != len(chosen) and not _counts_leads(fact):
        yield fact
        return
    for one in chosen.values():
        cites = tuple(dict.fromkeys((*fact.evidence, *one.evidence)))
        place = {"level": one.level, "site": one.site, "side": fact.side or one.side}
        yield fact.model_copy(update=place | {"evidence": cites, "count": None})


def _counts_leads(fact: RequestedProcedure) -> bool:
    """Whether units count the leads of a stimulator and not its places."""
    return fact.kind.startswith("cord-")


def _agree(plans: Sequence[RequestedProcedure]) -> bool:
    """Whether every document that plans it names the same places."""
    told: dict[str, set[tuple[str | None, str | None]]] = {}
    for one in plans:
        for document in {cite.document for cite in one.evidence}:
            told.setdefault(document, set()).add(_place(one) or (None, None))
    return len({frozenset(places) for places in told.values()}) == 1


def _place(fact: RequestedProcedure) -> tuple[str | None, str | None] | None:
    return (fact.level, fact.site) if fact.level or fact.site else None
