"""From the requested procedures to lines: one per procedure, place and side.

A place is an interspace, or for a procedure counted in segments a vertebra judged at
the interspaces around it.  What the request says twice is one line; codes listed
without a level belong to the levels named for their procedure; a fusion at the edge of
a resected vertebra belongs to the resection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.content import expressions as re
from workbench.evaluate.leaf import Place
from workbench.policy.model import Policy
from workbench.schema.case import Case, RequestedProcedure, Side
from workbench.schema.evidence import Evidence
from workbench.schema.spine import (
    REGIONS,
    around,
    below,
    between,
    is_interspace,
    is_vertebra,
    region,
)
from workbench.vocabulary import procedures

_RANGE = re.compile(r"([CTLS])(\d{1,2})-([CTLS]?)(\d{1,2})\Z")
ANY_REGION = "any"
"""The region of a policy that is not tied to a part of the spine."""
_REQUESTED = ("present", "planned", "uncertain")
_PLANNED = ("present", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One procedure at one place, merged from the facts that ask for it.

    ``place`` is an interspace or vertebra, None where the request does not say.
    """

    procedure: str
    place: str | None
    side: Side | None
    stage: int | None
    codes: tuple[str, ...]
    facts: tuple[RequestedProcedure, ...]
    order: int
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the request with its id; ``place`` None where it cannot be judged.

    ``covered`` tells whether the policy speaks of the procedure in this region.
    """

    id: str
    item: Item
    place: Place
    covered: bool

    @property
    def unplaced(self) -> bool:
        """Whether the request leaves out a place that the procedure needs."""
        known = procedures().procedures.get(self.item.procedure)
        return self.item.place is None and (known is None or known.placed)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the request asks for it."""
        return evidence_of(self.item.facts)


def main_lines(case: Case, policy: Policy) -> tuple[Line, ...]:
    """The lines of the request, in its order, without dependents."""
    items = merged(absorbed(items_of(case, "request")))
    return tuple(
        Line(
            id=f"L{number}",
            item=item,
            place=place_of(item.procedure, item.place, item.side),
            covered=_covered(item, policy),
        )
        for number, item in enumerate(items, 1)
    )


def plan_items(case: Case, vertebrae: frozenset[str]) -> tuple[Item, ...]:
    """What the notes plan, by place; ``vertebrae`` are resected by the request."""
    return merged(absorbed(items_of(case, "plan"), vertebrae))


def place_of(procedure: str, place: str | None, side: Side | None) -> Place:
    """The place as the predicates read it; without interspaces where not stated."""
    known = procedures().procedures.get(procedure)
    sided = bool(known and known.sided)
    if place is not None and is_vertebra(place):
        spaces = around(place)
    elif place is not None and is_interspace(place):
        spaces = (place,)
    else:
        spaces = ()
    return Place(
        procedure=procedure,
        interspaces=spaces,
        vertebra=place if place and is_vertebra(place) else None,
        side=side if sided else None,
        sided=sided,
        site=place if place and not spaces and place not in REGIONS.values() else None,
        region=place if place in REGIONS.values() else None,
    )


def evidence_of(facts: Iterable[RequestedProcedure]) -> tuple[Evidence, ...]:
    """The quotes of some facts, each once."""
    found: list[Evidence] = []
    for fact in facts:
        found += [item for item in fact.evidence if item not in found]
    return tuple(found)


def items_of(case: Case, origin: str) -> tuple[Item, ...]:
    """One item per fact and place, dependents left out."""
    wanted = _REQUESTED if origin == "request" else _PLANNED
    return tuple(
        item
        for order, fact in enumerate(case.requested_procedures)
        if fact.origin == origin and fact.assertion in wanted
        for item in _items(fact, order)
    )


def is_dependent(kind: str) -> bool:
    """Whether a kind of procedure follows other lines."""
    return kind in procedures().dependents


def dependent_code(code: str) -> str | None:
    """The kind of dependent that a code belongs to."""
    for kind, entry in procedures().dependents.items():
        if code in entry.codes:
            return kind
    return None


def _items(fact: RequestedProcedure, order: int) -> Iterable[Item]:
    if is_dependent(fact.kind):
        return
    known = procedures().procedures.get(fact.kind)
    codes = tuple(code for code in fact.codes if not (known and dependent_code(code)))
    for place in _places(fact, known.unit if known else None):
        yield Item(
            procedure=fact.kind,
            place=place,
            side=fact.side if known is None or known.sided else None,
            stage=fact.stage,
            codes=codes,
            facts=(fact,),
            order=order,
            name=fact.name if known is None else None,
        )


def _places(fact: RequestedProcedure, unit: str | None) -> tuple[str | None, ...]:
    if unit == "segment":
        named = fact.site or fact.level
        return (named,) if named and is_vertebra(named) else (None,)
    if unit == "target":
        return _targets(fact)
    if unit == "request":
        return (None,)
    if unit is None and fact.site in REGIONS.values():
        return (fact.site,)
    return interspaces_named(fact.level or fact.site) or (None,)


def _targets(fact: RequestedProcedure) -> tuple[str | None, ...]:
    """The place as named: interspaces of a range, else a vertebra, nerve or region."""
    if fact.level and not is_vertebra(fact.level):
        return interspaces_named(fact.level) or (fact.level,)
    return (fact.level or fact.site,)


def interspaces_named(name: str | None) -> tuple[str, ...]:
    """The interspaces that a name means: itself, those of a range, that below."""
    if name is None:
        return ()
    if is_interspace(name):
        return (name,)
    if is_vertebra(name):
        under = below(name)
        return (under,) if under else ()
    match = _RANGE.match(name)
    if not match:
        return ()
    letter, upper, other, lower = match.groups()
    try:
        return between(f"{letter}{upper}", f"{other or letter}{lower}")
    except ValueError:
        return ()


def absorbed(
    items: Sequence[Item], vertebrae: frozenset[str] = frozenset()
) -> tuple[Item, ...]:
    """Items with fusions at the edge of a resection taken into the resection.

    A fusion without a level goes there too, unless one elsewhere is asked for.
    ``vertebrae`` are resected by another document.
    """
    table = procedures().procedures
    takers = [
        item
        for item in items
        if item.place and item.procedure in table and table[item.procedure].absorbs
    ]
    taken: dict[int, tuple[Item, ...]] = {}
    kept: list[Item] = []
    for item in sorted(items, key=lambda one: (one.place is None, one.order)):
        elsewhere = item.place is None and any(
            one.procedure == item.procedure for one in kept
        )
        fits = [one for one in takers if not elsewhere and _takes(one, item)]
        if fits:
            taken[id(fits[0])] = (*taken.get(id(fits[0]), ()), item)
        elif not _bounds_any(item, vertebrae):
            kept.append(item)
    done = [_grown(item, taken.get(id(item), ())) for item in kept]
    return tuple(sorted(done, key=lambda item: item.order))


def _takes(taker: Item, item: Item) -> bool:
    table = procedures().procedures
    if item.procedure not in table or not compatible(taker.stage, item.stage):
        return False
    if not set(table[item.procedure].codes) <= set(table[taker.procedure].absorbs):
        return False
    if item.place is None:
        return True
    return taker.place is not None and item.place in around(taker.place)


def _bounds_any(item: Item, vertebrae: frozenset[str]) -> bool:
    table = procedures().procedures
    absorbs = {code for entry in table.values() for code in entry.absorbs}
    known = table.get(item.procedure)
    return bool(
        known
        and absorbs >= set(known.codes)
        and any(item.place in around(vertebra) for vertebra in vertebrae)
    )


def _grown(item: Item, others: Iterable[Item]) -> Item:
    for other in others:
        item = replace(
            item,
            codes=tuple(dict.fromkeys((*item.codes, *other.codes))),
            facts=tuple({f.id: f for f in (*item.facts, *other.facts)}.values()),
            order=min(item.order, other.order),
            stage=item.stage or other.stage,
            side=item.side or other.side,
        )
    return item


def merged(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items with the same procedure and place joined, in order of appearance.

    The more specific statement wins: one without stage, side or place joins those of
    its procedure that have them.
    """
    placed: list[Item] = []
    for item in sorted(items, key=_vagueness):
        if item.place is None and item.procedure in procedures().procedures:
            found = [n for n, one in enumerate(placed) if _wider(one, item)]
        else:
            found = [n for n, one in enumerate(placed) if _same(one, item)][:1]
        for place in found:
            placed[place] = _grown(placed[place], [item])
        if not found:
            placed.append(item)
    return tuple(sorted(placed, key=lambda item: item.order))


def _vagueness(item: Item) -> tuple[int, int]:
    unsaid = (item.place, item.stage, item.side)
    return (4 if item.place is None else 0) + unsaid.count(None), item.order


def _same(one: Item, item: Item) -> bool:
    if (one.procedure, one.place) != (item.procedure, item.place):
        return False
    if one.procedure not in procedures().procedures and (one.name, one.codes) != (
        item.name,
        item.codes,
    ):
        return False
    return compatible(one.stage, item.stage) and compatible(one.side, item.side)


def _wider(one: Item, item: Item) -> bool:
    return one.procedure == item.procedure and compatible(one.stage, item.stage)


def compatible(left: object, right: object) -> bool:
    """Whether two statements agree, one that says nothing agreeing with any."""
    return left is None or right is None or left == right


def _covered(item: Item, policy: Policy) -> bool:
    if item.procedure not in policy.procedures:
        return False
    place = item.place
    spinal = place is not None and (is_vertebra(place) or is_interspace(place))
    if place is None or not spinal or policy.region == ANY_REGION:
        return True
    return region(place) == policy.region
