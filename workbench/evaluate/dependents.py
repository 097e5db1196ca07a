"""Dependent lines: services that stand or fall with their parent lines.

Hardware, graft, monitoring and the like have no criteria of their own.  Which lines a
code follows is a family of the procedure table: ``anterior`` and ``posterior`` (the
fusion lines of that approach), ``interbody`` (through the disc space), ``any-fusion``,
``level-or-stage``, ``stage``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.evaluate.lines import (
    Line,
    compatible,
    dependent_code,
    evidence_of,
    interspaces_named,
    is_dependent,
)
from workbench.evaluate.rollup import confirm_line, open_recommendation, worst
from workbench.schema.case import Case, RequestedProcedure
from workbench.schema.determination import LineRecommendation, LineResult
from workbench.vocabulary import procedures

FAMILIES = (
    "anterior",
    "posterior",
    "interbody",
    "any-fusion",
    "level-or-stage",
    "stage",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """One service: a code, or words without one, at a level or for a stage."""

    kind: str
    code: str | None
    level: str | None
    stage: int | None
    name: str | None
    facts: tuple[RequestedProcedure, ...]


def dependents(case: Case) -> tuple[Dependent, ...]:
    """The dependents of the request in its order, each code or wording once."""
    found = [
        item
        for fact in case.requested_procedures
        if fact.origin == "request" and fact.assertion not in ("absent", "historical")
        for item in _items(fact)
    ]
    kept: list[Dependent] = []
    for item in sorted(found, key=lambda one: (one.code is None, one.level is None)):
        place = next((n for n, one in enumerate(kept) if _says_same(one, item)), None)
        if place is None:
            kept.append(item)
        else:
            kept[place] = _joined(kept[place], item)
    first = [item.facts[0].id for item in found]
    return tuple(sorted(kept, key=lambda one: first.index(one.facts[0].id)))


def _items(fact: RequestedProcedure) -> Iterable[Dependent]:
    own = is_dependent(fact.kind)
    codes: list[str | None] = [
        code for code in fact.codes if own or _foreign(fact, code)
    ]
    for code in codes or ([None] if own else []):
        yield Dependent(
            kind=(dependent_code(code) if code else None) or fact.kind,
            code=code,
            level=next(filter(interspaces_named, (fact.level, fact.site)), None),
            stage=fact.stage,
            name=fact.name,
            facts=(fact,),
        )


def _foreign(fact: RequestedProcedure, code: str) -> bool:
    """A dependent's code that stands with a main procedure."""
    return fact.kind in procedures().procedures and dependent_code(code) is not None


def _says_same(one: Dependent, item: Dependent) -> bool:
    if one.kind != item.kind or not compatible(one.stage, item.stage):
        return False
    if item.code is not None and one.code != item.code:
        return False
    return item.level is None or item.level == one.level


def _joined(one: Dependent, item: Dependent) -> Dependent:
    facts = {fact.id: fact for fact in (*one.facts, *item.facts)}
    return replace(one, facts=tuple(facts.values()), stage=one.stage or item.stage)


def parents(item: Dependent, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that a dependent follows; none where no line fits."""
    staged = [line for line in lines if compatible(line.item.stage, item.stage)]
    found: dict[str, Line] = {}
    for family in _families(item):
        for line in _followed(family, item, staged):
            found[line.id] = line
    return tuple(line for line in lines if line.id in found)


def _families(item: Dependent) -> tuple[str, ...]:
    entry = procedures().dependents[item.kind]
    also = (entry.also,) if entry.also else ()
    if item.code in entry.codes:
        return (entry.codes[item.code], *also)
    every = tuple(dict.fromkeys((*entry.codes.values(), *also)))
    words = (item.name or "").lower()
    return tuple(family for family in every if family in words) or every


def _followed(family: str, item: Dependent, lines: Sequence[Line]) -> Sequence[Line]:
    near = [line for line in lines if _at(line, item.level)]
    if family == "stage":
        return lines
    if family == "level-or-stage":
        return near if item.level and near else lines
    return _of_family(family, near)


def _of_family(family: str, lines: Sequence[Line]) -> Sequence[Line]:
    table = procedures().procedures
    known = [
        (line, table[line.item.procedure])
        for line in lines
        if line.item.procedure in table
    ]
    fused = [line for line, entry in known if entry.fusion]
    if family == "any-fusion":
        return fused
    fits = [line for line, entry in known if family in entry.followed_as]
    both = [line for line in fits if line in fused]
    return both if both or family == "posterior" else fits


def _at(line: Line, level: str | None) -> bool:
    """Whether a line lies at a level; one that does not say may lie anywhere."""
    if level is None or not line.place.interspaces:
        return True
    wanted = {level, *interspaces_named(level)}
    return bool(wanted & {*line.place.interspaces, line.place.vertebra})


def dependent_line(
    number: int,
    item: Dependent,
    followed: Sequence[Line],
    results: dict[str, LineRecommendation],
    *,
    policy: str,
    final: bool,
) -> LineResult:
    """The line of a dependent, with the least favourable recommendation it follows."""
    recommendation, because = _follow(followed, results, final)
    return LineResult(
        id=f"L{number}",
        procedure=item.kind,
        codes=(item.code,) if item.code else (),
        level=item.level,
        side=None,
        stage=item.stage,
        parents=tuple(line.id for line in followed),
        policy=policy,
        confirm_by=confirm_line(recommendation),
        recommendation=recommendation,
        because=because,
        criteria=(),
        would_meet=(),
        evidence=evidence_of(item.facts),
        name=item.name,
    )


def _follow(
    followed: Sequence[Line], results: dict[str, LineRecommendation], final: bool
) -> tuple[LineRecommendation, str]:
    if not followed:
        return open_recommendation(final), "no requested line was found that it follows"
    own = [results[line.id] for line in followed]
    names = _listed([line.id for line in followed])
    if len(set(own)) == 1:
        return own[0], f"follows {names}"
    return worst(own), (
        f"follows {names}, which differ, and takes the less favourable recommendation; "
        "the code must change with the levels"
    )


def _listed(names: Sequence[str]) -> str:
    head, last = ", ".join(names[:-1]), names[-1]
    return f"{head} and {last}" if head else last
