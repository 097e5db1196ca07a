"""Joining what a request says in words, fields and codes to one fact per line.

Code lines that itemise a procedure described in words belong to it: every line of the
procedure carries all its codes as requested.  A code of a procedure that no words name
makes lines of its own, and words whose codes belong elsewhere keep both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import (
    named_levels,
    named_vertebrae,
)
from workbench.extract.rules.frames.operations.procedures import (
    COMPONENTS,
    CORPECTOMY,
    DECOMPRESSION,
    LUMBAR_DECOMPRESSION,
    POSTERIOR_FUSION,
    Operation,
    operations,
)
from workbench.extract.rules.frames.request.assembly import assembled
from workbench.extract.rules.frames.request.codes import (
    OTHER,
    approach,
    plain_words,
)
from workbench.extract.rules.frames.request.items import Context, Item
from workbench.extract.rules.frames.request.regions import joined, regioned
from workbench.extract.rules.frames.request.services import EPIDURALS, STIMULATORS
from workbench.extract.rules.frames.request.stretches import Ask, Origin
from workbench.extract.rules.frames.request.units import most, total
from workbench.extract.rules.model import DocumentView
from workbench.schema.case import RequestedProcedure, Side
from workbench.schema.evidence import Evidence
from workbench.schema.spine import INTERSPACES, SEGMENTS, below, bounds
from workbench.vocabulary.tables import procedures

_GENERIC = (
    "fusion",
    "decompression",
    "anterior-discectomy",
    "cervical-operation",
    "lumbar-operation",
)
"""Words too general to be a service of their own beside a named procedure."""
_TOUCH = re.compile(r"\s?(?:(?:at|of|from|to|in)\s)?", re.IGNORECASE)
_OPERATED = ("cervical", "lumbar")
"""Regions whose operations a note's plan is read for."""


@dataclass(slots=True)
class _Group:
    """The items of one procedure and stage."""

    kind: str
    stage: int | None
    name: str | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.code for one in self.items if one.code))

    @property
    def worded(self) -> bool:
        return any(one.words for one in self.items)


def facts_of(
    document: DocumentView, items: Iterable[Item], context: Context, origin: Origin
) -> list[RequestedProcedure]:
    """The facts of one document's request (or plan), ids "?"."""
    ready = _specific(_whole(_staged(joined(regioned(_spelled(list(items)))))))
    if origin == "plan":
        mains = procedures().procedures
        own = {name for name, main in mains.items() if main.region in _OPERATED}
        own |= set(EPIDURALS) | set(STIMULATORS)
        ready = [one for one in ready if one.kind in own or "lamino" in one.concept]
    groups = _groups(ready)
    maker = _Maker(document, context, origin, groups)
    return [fact for group in groups for fact in maker.facts(group)]


# --- preparing ---------------------------------------------------------------------


def _spelled(items: list[Item]) -> list[Item]:
    """Items with "PCF" as a foraminotomy where only codes of one stand beside it."""
    coded = {one.kind for one in items if one.code}
    told = {one.concept for one in items if "foramin" in (one.name or "").lower()}
    if POSTERIOR_FUSION in coded or not (DECOMPRESSION in coded or told):
        return items
    return [
        replace(one, kind=DECOMPRESSION)
        if one.kind == POSTERIOR_FUSION and (one.name or "").lower() == "pcf"
        else one
        for one in items
    ]


def _staged(items: list[Item]) -> list[Item]:
    """Each item with its stage; a code list below the stages follows its words."""
    plain = [replace(one, stage=one.ask.stage) for one in items]
    if not any(one.stage for one in plain):
        return plain
    moved = {id(one): _implied(one, plain) for one in plain if not _sure(one)}
    lists: dict[int, set[int | None]] = {}
    for one in plain:
        if moved.get(id(one)):
            lists.setdefault(_list_of(one), set()).update(moved[id(one)])
    return [
        one if _sure(one) else _settled(one, moved[id(one)], lists.get(_list_of(one)))
        for one in plain
    ]


def _sure(item: Item) -> bool:
    return item.code is None or (item.stage is not None and not item.ask.carried)


def _list_of(item: Item) -> int:
    """What a code stands in a list with: its table, or its sentence."""
    sentence = item.ask.sentence
    return id(sentence.section if sentence.block.kind == "row" else sentence)


def _implied(item: Item, items: list[Item]) -> set[int | None]:
    return {one.stage for one in items if one.words and _follows(item, one)}


def _settled(
    item: Item, implied: set[int | None], beside: set[int | None] | None
) -> Item:
    """The stage that the code's own words imply, else the one of its whole list."""
    if item.stage in implied:
        return item
    for stages in (implied, beside or set()):
        if len(stages) == 1:
            return replace(item, stage=next(iter(stages)))
    return replace(item, stage=None) if beside else item


def _follows(code: Item, words: Item) -> bool:
    """Whether a code may itemise these words, or depends on their procedure."""
    main = procedures().procedures.get(words.kind)
    if not code.dependent:
        return code.kind == words.kind
    way = approach(code.code or "")
    return main is not None and way is not None and main.approach == way


def _whole(items: list[Item]) -> list[Item]:
    """Pieces of one operation in several lines, put together stage by stage."""
    found: list[Item] = []
    for stage in dict.fromkeys(one.stage for one in items):
        own = [one for one in items if one.stage == stage]
        found += [replace(one, kind=kind) for one, kind in assembled(own)]
    return found


def _specific(items: list[Item]) -> list[Item]:
    """Without general words where a procedure is named, and without doubled words."""
    mains = [one for one in items if one.kind in procedures().procedures]
    placed = {level for one in mains for level in one.levels}
    kept = [
        one
        for one in items
        if not (
            mains
            and one.kind == OTHER
            and one.concept in _GENERIC
            and placed.issuperset(one.levels)
        )
    ]
    return kept or items


def _groups(items: list[Item]) -> list[_Group]:
    groups: dict[tuple[object, ...], _Group] = {}
    lone = {
        one.stage: (one.name or "").lower()
        for one in items
        if one.kind == OTHER and one.words
    }
    for one in items:
        name = _name(one, lone, items) if one.kind == OTHER else None
        key = (one.kind, one.stage, name)
        group = groups.setdefault(key, _Group(one.kind, one.stage))
        group.items.append(one)
        group.name = group.name or (one.name if one.kind == OTHER else None)
    return list(groups.values())


def _name(item: Item, lone: dict[int | None, str], items: list[Item]) -> str:
    """What tells one ``other`` service from the next."""
    if item.words or item.name:
        return (item.name or "").lower()
    names = {
        (one.name or "").lower() for one in items if one.kind == OTHER and one.words
    }
    if len(names) == 1 and lone.get(item.stage):
        return lone[item.stage]
    return item.code or ""


# --- making facts --------------------------------------------------------------------


class _Maker:
    """Facts of one document from its groups."""

    def __init__(
        self,
        document: DocumentView,
        context: Context,
        origin: Origin,
        groups: list[_Group],
    ) -> None:
        self.document = document
        self.context = context
        self.origin = origin
        self.groups = groups

    def facts(self, group: _Group) -> Iterator[RequestedProcedure]:
        """The facts of one group."""
        if group.kind in procedures().dependents:
            yield from self._dependents(group)
        else:
            yield from self._mains(group)

    # -- procedures

    def _mains(self, group: _Group) -> Iterator[RequestedProcedure]:
        levels, sites, extra = self._where(group)
        codes = (*group.codes, *self._foreign(group))
        count = None if levels or sites else total(group.items)
        name = group.name or next((plain_words(code) for code in codes), None)
        for level, site in _targets(levels, sites):
            side, told = self._side(group, level)
            quotes = self._quotes(group, level or site, (*extra, *told))
            yield RequestedProcedure(
                id="?",
                kind=group.kind,
                assertion="planned" if self.origin == "plan" else "present",
                level=level,
                site=site,
                side=side,
                codes=codes,
                stage=group.stage,
                origin=self.origin,
                name=name if group.kind == OTHER else None,
                count=count,
                evidence=quotes,
            )

    def _where(
        self, group: _Group
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Ask, ...]]:
        """Levels, vertebrae and the fields that gave them."""
        levels = {name for one in group.items for name in one.levels}
        sites = {name for one in group.items for name in one.sites}
        extra: tuple[Ask, ...] = ()
        if not levels and not sites:
            fields = self._level_fields(group)
            levels = {name for one in fields for name in named_levels(one.text)}
            sites = {name for one in fields for name in named_vertebrae(one.text)}
            extra = tuple(fields) if levels or sites else ()
        if not levels and not sites:
            levels = self._beside(group)
        if group.kind == CORPECTOMY:
            sites |= _removed(levels)
            levels = set()
        elif sites and _is_segmental(group.kind):
            levels = set()
        elif group.kind in (DECOMPRESSION, LUMBAR_DECOMPRESSION):
            levels |= {space for name in sites if (space := below(name))}
            sites = set()
        elif levels:
            sites = set()
        return (
            tuple(sorted(levels, key=INTERSPACES.index)),
            tuple(sorted(sites, key=SEGMENTS.index)),
            extra,
        )

    def _beside(self, group: _Group) -> set[str]:
        """Levels in the same line as a list of codes, which no other service takes."""
        placed = {
            id(one.ask.sentence)
            for other in self.groups
            for one in other.items
            if one.levels or one.sites
        }
        if group.kind == OTHER:
            return set()
        return {
            name
            for one in group.items
            if one.code and id(one.ask.sentence) not in placed
            for name in named_levels(one.ask.text)
            if name not in _elsewhere(one.ask.text, group.kind)
        }

    def _level_fields(self, group: _Group) -> list[Ask]:
        if group.kind == OTHER and any(
            one.kind in procedures().procedures for one in self.groups
        ):
            return []
        return [one for one in self.context.levels if one.stage in (None, group.stage)]

    def _foreign(self, group: _Group) -> tuple[str, ...]:
        """Codes in the same sentence that belong to a procedure no words name."""
        if group.codes or not group.worded:
            return ()
        sentences = {id(one.ask.sentence) for one in group.items}
        mains = procedures().procedures
        return tuple(
            dict.fromkeys(
                one.code
                for other in self.groups
                if other.kind in mains and not other.worded
                for one in other.items
                if one.code and id(one.ask.sentence) in sentences
            )
        )

    def _side(
        self, group: _Group, level: str | None
    ) -> tuple[Side | None, tuple[Ask, ...]]:
        main = procedures().procedures.get(group.kind)
        if main is not None and not main.sided:
            return None, ()
        here = [one for one in group.items if level in one.levels]
        sides = {one.sides.get(level or "", one.side) for one in here} - {None}
        if not sides:
            loose = [one for one in group.items if level is None or not one.levels]
            sides = {one.sides.get(level or "", one.side) for one in loose} - {None}
        if sides:
            one_side = sides.pop() if len(sides) == 1 else "bilateral"
            return one_side, ()
        for ask in self.context.levels:
            if ask.side and level in named_levels(ask.text):
                return ask.side, (ask,)
        for ask in self.context.sides:
            side = ask.side
            if side and ask.stage in (None, group.stage):
                return side, (ask,)
        return None, ()

    # -- dependents

    def _dependents(self, group: _Group) -> Iterator[RequestedProcedure]:
        parts: dict[tuple[str | None, str | None], list[Item]] = {}
        for one in group.items:
            if one.code:
                level = one.levels[0] if len(one.levels) == 1 else None
                parts.setdefault((one.code, level), []).append(one)
        worded = [one for one in group.items if not one.code]
        if group.kind in COMPONENTS and not parts and self._described_only(worded):
            return
        if worded and not parts and not self._coded_elsewhere(group):
            for way in dict.fromkeys(one.approach for one in worded):
                own = [one for one in worded if one.approach == way]
                yield self._dependent(group, None, None, own)
            return
        for (code, level), items in parts.items():
            yield self._dependent(group, code, level, [*items, *worded])

    def _described_only(self, worded: list[Item]) -> bool:
        """Whether words beside a procedure only describe it ("with graft and plate").

        Where the request gives its codes, what it wants counted apart has one.
        """
        mains = [
            one
            for other in self.groups
            if other.kind in procedures().procedures
            for one in other.items
        ]
        beside = {id(one.ask.sentence) for one in mains if one.words}
        coded = self.origin == "request" and any(one.code for one in mains)
        return coded and all(id(one.ask.sentence) in beside for one in worded)

    def _coded_elsewhere(self, group: _Group) -> bool:
        """Whether codes of this kind without a stage itemise the words."""
        return any(
            other.kind == group.kind
            and other.codes
            and (other.stage is None or group.stage is None)
            for other in self.groups
        )

    def _dependent(
        self, group: _Group, code: str | None, level: str | None, items: list[Item]
    ) -> RequestedProcedure:
        words = next((one.name for one in items if one.name and not one.code), None)
        return RequestedProcedure(
            id="?",
            kind=group.kind,
            assertion="planned" if self.origin == "plan" else "present",
            level=level,
            codes=(code,) if code else (),
            stage=group.stage,
            origin=self.origin,
            name=words if code is None else None,
            count=most([one for one in items if one.code]),
            evidence=self._cited(items, ()),
        )

    # -- evidence

    def _quotes(
        self, group: _Group, place: str | None, extra: Sequence[Ask]
    ) -> tuple[Evidence, ...]:
        named = [one for one in group.items if one.code or _about(one, place)]
        return self._cited(named or group.items, extra)

    def _cited(
        self, items: Sequence[Item], extra: Sequence[Ask]
    ) -> tuple[Evidence, ...]:
        spans: dict[tuple[int, int], None] = {}
        own = [ask for one in items for ask in (one.ask, *one.extra)]
        for ask in (*own, *extra):
            spans.setdefault((ask.sentence.start, ask.sentence.end))
            if ask.stage_span and ask.carried:
                spans.setdefault(self._line(ask.stage_span))
        return tuple(self.document.cite(*span) for span in spans)

    def _line(self, span: tuple[int, int]) -> tuple[int, int]:
        """The whole line that a stage word stands in."""
        source = self.document.source
        index = source.line_index(span[0])
        start = source.line_start(index)
        return start, start + len(self.document.document.lines[index].text)


def _is_segmental(kind: str) -> bool:
    """Whether a procedure is done on vertebrae."""
    main = procedures().procedures.get(kind)
    return main is not None and main.unit == "segment"


def _elsewhere(text: str, kind: str) -> set[str]:
    """Levels that a text names with another operation ("after an L4-S1 fusion")."""
    return {
        level
        for one in operations(text)
        if one.kind != kind and not one.dependent and _is_beside(text, one)
        for level in one.levels
    }


def _is_beside(text: str, one: Operation) -> bool:
    """Whether an operation and its levels touch."""
    if one.place is None:
        return False
    first, second = sorted([(one.start, one.end), (one.place.start, one.place.end)])
    return _TOUCH.fullmatch(text[first[1] : second[0]]) is not None


def _about(item: Item, place: str | None) -> bool:
    names = (*item.levels, *item.sites)
    around = {name for level in item.levels for name in bounds(level)}
    under = {below(name) for name in item.sites}
    return not names or place is None or place in names or place in around | under


def _targets(
    levels: Sequence[str], sites: Sequence[str]
) -> list[tuple[str | None, str | None]]:
    found: list[tuple[str | None, str | None]] = [(level, None) for level in levels]
    found += [(None, site) for site in sites]
    return found or [(None, None)]


def _removed(levels: set[str]) -> set[str]:
    """Vertebrae of interspaces given for a corpectomy: the inner ones of several."""
    ordered = sorted(levels, key=INTERSPACES.index)
    names = list(dict.fromkeys(name for one in ordered for name in bounds(one)))
    return set(names[1:-1] if len(names) > 2 else names)
