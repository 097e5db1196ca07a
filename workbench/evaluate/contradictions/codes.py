"""A diagnosis code against the words beside it, and complaints against the side asked.

What the code says of region, level and side comes from vocabulary/icd10cm.yaml; a code
that is not there says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbench.evaluate.contradictions.model import Coded, Rules, Sided
from workbench.evaluate.contradictions.pairs import Found
from workbench.evaluate.facts import FactBase
from workbench.evaluate.generic.select import region_of
from workbench.evaluate.leaf import Scope
from workbench.evaluate.lines import Line
from workbench.schema.spine import region as region_at
from workbench.vocabulary.icd10cm import CodePlace, code_place

_OPPOSITE = {"left": "right", "right": "left"}


def by_codes(rules: Rules, scope: Scope, lines: Sequence[Line]) -> Iterator[Found]:
    """What codes say against the text, and against the request."""
    coded = list(_coded(scope.facts))
    for rule in rules.codes:
        if rule.against == "request":
            yield from _request(rule, coded, lines, rules.regions)
            continue
        for fact, code, place in coded:
            said = _against(rule.against, fact, place, rules.regions)
            if said is not None:
                yield Found(
                    rule.id,
                    (
                        (f"the code {code} says {said[0]}", (fact,)),
                        (f"the words beside it say {said[1]}", (fact,)),
                    ),
                )


def _coded(base: FactBase) -> Iterator[tuple[Any, str, CodePlace]]:
    for places in base.by_kind("diagnoses").values():
        for entries in places.values():
            for entry in entries:
                if entry.state != "present":
                    continue
                for code in entry.fact.codes:
                    place = code_place(code)
                    if place is not None:
                        yield entry.fact, code, place


def _against(
    what: str, fact: Any, place: CodePlace, regions: Mapping[str, tuple[str, ...]]
) -> tuple[str, str] | None:
    """What the code says and what the words say, where these differ."""
    if what == "side":
        if place.side in _OPPOSITE and fact.side == _OPPOSITE[place.side]:
            return place.side, fact.side
    elif what == "level":
        if place.level and fact.level and place.level != fact.level:
            return place.level, fact.level
    elif place.region:
        named = region_of(fact) or _of_kind(fact.kind)
        if named and named not in regions.get(place.region, (place.region,)):
            return place.region, named
    return None


def _of_kind(kind: str) -> str | None:
    """The region that a kind of diagnosis names itself ("lumbar-stenosis")."""
    head = kind.split("-", 1)[0]
    return head if head in ("cervical", "thoracic", "lumbar") else None


def _request(
    rule: Coded,
    coded: Sequence[tuple[Any, str, CodePlace]],
    lines: Sequence[Line],
    regions: Mapping[str, tuple[str, ...]],
) -> Iterator[Found]:
    """Codes that all name another region of the spine than every line asked for."""
    asked = {region_at(space) for line in lines for space in line.place.interspaces}
    named = [(fact, code, place) for fact, code, place in coded if place.region]
    if not asked or not named or any(not line.place.interspaces for line in lines):
        return
    reached = {
        one for _, _, place in named for one in regions.get(str(place.region), ())
    }
    if asked & (reached | {str(place.region) for _, _, place in named}):
        return
    facts = tuple(dict.fromkeys(fact.id for fact, _, _ in named))
    by_id = {fact.id: fact for fact, _, _ in named}
    where = ", ".join(sorted({str(place.region) for _, _, place in named}))
    yield Found(
        rule.id,
        (
            (f"the request is for the {', '.join(sorted(asked))} spine", _of(lines)),
            (f"every code of the diagnoses is {where}", tuple(by_id[i] for i in facts)),
        ),
    )


def _of(lines: Iterable[Line]) -> tuple[Any, ...]:
    return tuple({f.id: f for line in lines for f in line.item.facts}.values())


def by_sides(
    rules: Iterable[Sided], scope: Scope, lines: Sequence[Line]
) -> Iterator[Found]:
    """Lines on one side where every complaint with a side is on the other."""
    for rule in rules:
        for line in lines:
            side = line.place.side
            spaces = line.place.interspaces
            if side not in _OPPOSITE or not spaces:
                continue
            sites = rule.sites.get(region_at(spaces[0]), ())
            told = list(_complaints(rule, sites, scope.facts))
            if told and {fact.side for fact in told} == {_OPPOSITE[side]}:
                yield Found(
                    rule.id,
                    (
                        (f"the request is for the {side} side", line.item.facts),
                        (f"the complaints are {_OPPOSITE[side]}", tuple(told)),
                    ),
                )


def _complaints(rule: Sided, sites: Sequence[str], base: FactBase) -> Iterator[Any]:
    for name in rule.list:
        for kind, places in base.by_kind(name).items():
            if kind in rule.kind:
                for entries in places.values():
                    for one in entries:
                        fact = one.fact
                        if one.state == "present" and fact.side and fact.site in sites:
                            yield fact
