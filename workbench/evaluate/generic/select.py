"""From a selector to a function that finds the facts of a line.

What is found is kept in four heaps: facts that count, facts outside the look-back,
facts whose date cannot be placed, and facts that do not say where they are.  Only the
conditions that the policy gives are compiled, so a plain selector costs one look-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from workbench.evaluate.facts import Entry, FactBase, as_date, days_of
from workbench.evaluate.generic.where import Where, Within
from workbench.evaluate.leaf import Place, Scope
from workbench.evaluate.readings import GLOBAL
from workbench.schema.partial_date import months_before
from workbench.schema.spine import REGIONS, is_vertebra, neighbours
from workbench.vocabulary import spine

Check = Callable[[Entry], bool]
_SIDED_BY_NATURE = ("central", "cord")


class Picked(NamedTuple):
    """Facts that count, that lie outside the window, undated ones, unplaced ones."""

    hits: list[Entry]
    stale: list[Entry]
    undated: list[Entry]
    unplaced: list[Entry]


Pick = Callable[[Scope], Picked]
_NOTHING: list[Entry] = []


_EMPTY = Picked(_NOTHING, _NOTHING, _NOTHING, _NOTHING)


def picker(where: Where) -> Pick:
    """The function that finds the facts of a selector for a scope."""
    slow = _picker(where)
    plain = where.side == "any" and where.region != "line" and where.within is None
    plain = plain and not where.stated_in
    if not plain or _checks(where) or not where.kind or where.letters:
        return slow
    if where.level == "any":
        return _quick_anywhere(where)
    return _quick_here(where, slow) if where.level == "line" else slow


def _quick_anywhere(where: Where) -> Pick:
    """The look-up of a selector that gives only lists and kinds."""
    lists, kinds, new = where.list, where.kind, tuple.__new__

    def pick(scope: Scope) -> Picked:
        found = _NOTHING
        facts = scope.facts
        for name in lists:
            table = facts.tables.get(name)
            if table is None:
                table = facts.by_kind(name)
            for kind in kinds:
                bucket = table.get(kind)
                if bucket is not None:
                    for entries in bucket.values():
                        found = found + entries if found else entries
        if not found:
            return _EMPTY
        return new(Picked, (found, _NOTHING, _NOTHING, _NOTHING))

    return pick


def _quick_here(where: Where, slow: Pick) -> Pick:
    """The same at the line's interspaces, where no fact lacks its level."""
    lists, kinds, new = where.list, where.kind, tuple.__new__

    def pick(scope: Scope) -> Picked:
        levels = scope.levels
        if not levels:
            return slow(scope)
        found = _NOTHING
        facts = scope.facts
        for name in lists:
            table = facts.tables.get(name)
            if table is None:
                table = facts.by_kind(name)
            for kind in kinds:
                bucket = table.get(kind)
                if bucket is None:
                    continue
                if None in bucket:
                    return slow(scope)
                for level in levels:
                    entries = bucket.get(level)
                    if entries is not None:
                        found = found + entries if found else entries
        if not found:
            return _EMPTY
        return new(Picked, (found, _NOTHING, _NOTHING, _NOTHING))

    return pick


def _picker(where: Where) -> Pick:
    checks = _checks(where)
    gather = _gather(where)
    sided = where.side
    placed = where.level != "any"
    within = where.within
    same_region = where.region == "line"
    papers = frozenset(where.stated_in)

    def pick(scope: Scope) -> Picked:
        found = gather(scope)
        if papers:
            kinds_of = scope.facts.kinds_of_documents
            found = [one for one in found if papers & kinds_of(one.fact)]
        if checks:
            found = [entry for entry in found if all(c(entry) for c in checks)]
        if same_region:
            wanted = region_of_place(scope.place)
            found = [one for one in found if region_of(one.fact) in (None, wanted)]
        unplaced = _NOTHING
        if placed:
            own = _own_site(scope.place)
            unplaced = [entry for entry in found if _nowhere(entry, own)]
            if unplaced:
                found = [entry for entry in found if not _nowhere(entry, own)]
        if sided != "any" and found:
            found, without = _on_side(found, sided, scope.place)
            unplaced = unplaced + without if without else unplaced
        if within is None or not found:
            return Picked(found, _NOTHING, _NOTHING, unplaced)
        return _timed(found, unplaced, within, governing(scope, within))

    return pick


def governing(scope: Scope, within: Within) -> str | None:
    """The date that a look-back runs from."""
    if within.of == "service":
        date: str | None = getattr(scope.case.request, "service_date", None)
        return date or scope.request_date
    return scope.request_date


Buckets = dict[str | None, list[Entry]]


def _gather(where: Where) -> Callable[[Scope], list[Entry]]:
    """The facts of the lists and kinds, at the line's levels where it asks for them."""
    buckets = _buckets(where)
    level = where.level

    def anywhere(scope: Scope) -> list[Entry]:
        found: list[Entry] = []
        for bucket in buckets(scope.facts):
            for entries in bucket.values():
                found += entries
        return found

    def here(scope: Scope) -> list[Entry]:
        place = scope.place
        if place is None:
            return anywhere(scope)
        if place.region and not place.interspaces:
            here = region_of_place(place)
            return [e for e in anywhere(scope) if region_of(e.fact) in (None, here)]
        levels, sites = _levels(place, level)
        if not levels and not sites:
            return anywhere(scope)
        found: list[Entry] = []
        for bucket in buckets(scope.facts):
            found += _at(bucket, levels, sites)
        return found

    return anywhere if level == "any" else here


def _buckets(where: Where) -> Callable[[FactBase], Iterable[Buckets]]:
    lists, kinds, letters = where.list, where.kind, where.letters

    def every(base: FactBase) -> Iterable[Buckets]:
        for name in lists:
            yield from base.by_kind(name, letters=letters).values()

    def named(base: FactBase) -> Iterable[Buckets]:
        found = []
        for name in lists:
            table = base.by_kind(name, letters=letters)
            for kind in kinds:
                bucket = table.get(kind)
                if bucket is not None:
                    found.append(bucket)
        return found

    return named if kinds else every


def _at(bucket: Buckets, levels: tuple[str, ...], sites: frozenset[str]) -> list[Entry]:
    own: list[Entry] = []
    for name in levels:
        entries = bucket.get(name)
        if entries:
            own = own + entries if own else entries
    loose = bucket.get(None)
    return own + _loose(loose, sites, bool(own)) if loose else own


@lru_cache(maxsize=512)
def _levels(place: Place, level: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The interspaces that a line asks about, and its vertebra, nerve or part."""
    spaces = place.interspaces
    if level == "adjacent":
        spaces = tuple(
            dict.fromkeys(
                other
                for space in spaces
                for other in neighbours(space)
                if other not in spaces
            )
        )
        return spaces, frozenset()
    own = place.vertebra or place.site
    if own is None:
        return spaces, frozenset()
    return (*spaces, own), frozenset({own})


def _loose(entries: list[Entry], sites: frozenset[str], own: bool) -> list[Entry]:
    """Facts without an interspace: at the line's own site, of all levels, or nowhere.

    One that speaks of every (other) level counts where the level has none of its own.
    """
    found = []
    own = own or any(entry.fact.site in sites for entry in entries)
    for entry in entries:
        site = entry.fact.site
        fact = entry.fact
        if site in sites:
            found.append(entry)
        elif site is not None and is_vertebra(site):
            continue
        elif fact.detail in GLOBAL:
            if not own:
                found.append(entry)
        else:
            found.append(entry)
    return found


def _own_site(place: Place | None) -> str | None:
    """The nerve, part or region that a line is at, if it is not at a level."""
    return (place.site or place.region) if place else None


def _nowhere(entry: Entry, own: str | None) -> bool:
    """Whether a fact does not say where it is; a denial then speaks of every place."""
    fact = entry.fact
    return (
        fact.level is None
        and (fact.site is None or (fact.site != own and not is_vertebra(fact.site)))
        and fact.detail not in GLOBAL
        and entry.state != "absent"
    )


def _on_side(
    found: list[Entry], sided: str, place: Place | None
) -> tuple[list[Entry], list[Entry]]:
    """The facts on a side, and those that do not say on which."""
    side = sided if sided in ("left", "right") else place.side if place else None
    if side is None or side == "bilateral":
        return found, []
    on: list[Entry] = []
    without: list[Entry] = []
    for entry in found:
        own = entry.fact.side
        if own in (side, "bilateral"):
            on.append(entry)
        elif own is None:
            central = getattr(entry.fact, "location", None) in _SIDED_BY_NATURE
            (on if central or entry.state == "absent" else without).append(entry)
    return on, without


@lru_cache(maxsize=4096)
def edges(within: Within, date: str) -> tuple[int, int, int, int]:
    """Look-back as ordinals: sure first, possible first, sure last, possible last."""
    first, last = days_of(date)
    months = within.in_months
    left_out = 1 if within.edge == "outside" else 0
    if months is None:
        back = (within.in_days or 0) - left_out
        return last - back, first - back, first, last
    return (
        months_before(as_date(last), months).toordinal() + left_out,
        months_before(as_date(first), months).toordinal() + left_out,
        first,
        last,
    )


def _timed(
    found: list[Entry], unplaced: list[Entry], within: Within, date: str | None
) -> Picked:
    if date is None:
        return Picked(_NOTHING, _NOTHING, found, unplaced)
    sure, possible, until, last = edges(within, date)
    hits: list[Entry] = []
    stale: list[Entry] = []
    undated: list[Entry] = []
    for entry in found:
        begin, end = entry.first, entry.last
        if begin is None or end is None:
            undated.append(entry)
        elif begin >= sure and end <= until:
            hits.append(entry)
        elif end < possible or begin > last:
            stale.append(entry)
        else:
            undated.append(entry)
    return Picked(hits, stale, undated, unplaced)


def _checks(where: Where) -> tuple[Check, ...]:
    checks: list[Check] = []
    for name in (
        "site",
        "location",
        "grade",
        "detail",
        "status",
        "result",
        "response",
        "indicates",
        "reader",
        "section",
        "speaker",
        "setting",
        "by",
        "phase",
        "approach",
        "guidance",
        "acuity",
        "sedation",
        "function",
    ):
        wanted = getattr(where, name)
        if wanted:
            checks.append(_has(name, frozenset(wanted)))
    if where.supervised is not None:
        checks.append(_has("supervised", frozenset({where.supervised})))
    if where.name:
        checks.append(_named(frozenset(one.lower() for one in where.name)))
    if where.contrast is not None:
        checks.append(_has("contrast", frozenset({where.contrast})))
    if where.agents:
        checks.append(_shares("agents", frozenset(where.agents)))
    if where.about:
        checks.append(_shares("about", frozenset(where.about)))
    if where.codes:
        checks.append(_coded(where.codes))
    if where.study:
        kinds = frozenset(where.study)
        checks.append(lambda entry: entry.study is None or entry.study.kind in kinds)
    if where.region is not None and where.region != "line":
        checks.append(_in_region(where.region))
    return (*checks, *_found_how(where))


def _found_how(where: Where) -> Iterable[Check]:
    """Conditions on what an examination or a study found."""
    if where.graded:
        yield _has("grade", frozenset(where.graded))
    if where.touching:
        yield _touching(frozenset(where.touching))


def _has(name: str, wanted: frozenset[Any]) -> Check:
    return lambda entry: getattr(entry.fact, name, None) in wanted


def _named(wanted: frozenset[str]) -> Check:
    return lambda entry: (getattr(entry.fact, "name", None) or "").lower() in wanted


def _shares(name: str, wanted: frozenset[str]) -> Check:
    return lambda entry: not wanted.isdisjoint(getattr(entry.fact, name, ()))


def _touching(wanted: frozenset[str]) -> Check:
    """Whether a finding meets the neural structure in one of these words."""

    def check(entry: Entry) -> bool:
        contact = getattr(entry.fact, "contact", None)
        return contact is not None and contact.label in wanted

    return check


def _coded(prefixes: tuple[str, ...]) -> Check:
    return lambda entry: any(
        code.startswith(prefixes) for code in getattr(entry.fact, "codes", ())
    )


def _in_region(wanted: str) -> Check:
    return lambda entry: region_of(entry.fact) in (None, wanted)


_JOINED = {"sacral": "lumbar"}
"""Regions that are one for treatment: through the sacral hiatus the lumbar roots, and
the first sacral one, are reached."""


def region_of(fact: Any) -> str | None:
    """The region of the spine that a fact is at; None where it does not say."""
    found = _own_region(fact)
    return _JOINED.get(found, found) if found else None


def _own_region(fact: Any) -> str | None:
    place = fact.level or fact.site
    if not place:
        return _region_of_roots(getattr(fact, "roots", ())) or _region_of_kind(
            fact.kind
        )
    if place in REGIONS.values():
        return str(place)
    if place[0] in REGIONS and place[1:2].isdigit():
        return REGIONS[place[0]]
    return spine().region_of_part.get(place)


def _region_of_roots(roots: tuple[str, ...]) -> str | None:
    """The region that named roots leave from, where it is one."""
    found = {REGIONS[root[0]] for root in roots if root[:1] in REGIONS}
    return found.pop() if len(found) == 1 else None


def region_of_place(place: Place | None) -> str | None:
    """The region of the spine that a line is in; None fits only facts without one."""
    if place is None:
        return None
    named = place.vertebra or next(iter(place.interspaces), None)
    found = place.region or (REGIONS[named[0]] if named else None)
    return _JOINED.get(found, found) if found else None


def _region_of_kind(kind: str) -> str | None:
    """The region that a kind speaks of by its name: "lumbar-radiculopathy"."""
    named = kind.split("-", 1)[0]
    return named if named in REGIONS.values() else _REGION_OF_KIND.get(kind)


_REGION_OF_KIND = {"neurogenic-claudication": "lumbar", "cauda-equina": "lumbar"}
