"""Contradictions: between request and plan, and those that criteria met on their way.

A level or side that differs between the request and the plan of the notes holds the
lines concerned at a question; lines that agree in both are not affected.  What a rule
of the policy settled is listed with that rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.evaluate.criteria import Judged, evidence
from workbench.evaluate.leaf import Clash
from workbench.evaluate.lines import Item, Line, evidence_of, plan_items
from workbench.evaluate.waivers import WaiverState
from workbench.schema.case import Case
from workbench.schema.determination import Conflict, ConflictSide
from workbench.vocabulary import procedures

LEVEL = "level-differs-between-request-and-plan"
SIDE = "side-differs-between-request-and-plan"
ONLY_PLANNED = "level-only-in-plan"
PLAN_KINDS = (LEVEL, SIDE, ONLY_PLANNED)
_BOTH = frozenset(("left", "right"))


@dataclass(frozen=True, slots=True)
class Differing:
    """A difference between request and plan; ``lines`` are held by it."""

    kind: str
    lines: tuple[Line, ...]
    requested: tuple[str, Sequence[Item]]
    planned: tuple[str, Sequence[Item]]

    def conflict(self) -> Conflict:
        """The difference as an entry of the list of conflicts."""
        return Conflict(
            kind=self.kind,
            lines=tuple(line.id for line in self.lines),
            criterion=None,
            sides=tuple(
                ConflictSide(
                    says=says,
                    evidence=evidence_of(f for item in items for f in item.facts),
                )
                for says, items in (self.requested, self.planned)
            ),
            settled_by=None,
        )


def plan_differences(case: Case, lines: Sequence[Line]) -> tuple[Differing, ...]:
    """Where the plan of the notes names other levels or sides than the request."""
    resected = frozenset(line.place.vertebra for line in lines if line.place.vertebra)
    planned = plan_items(case, resected)
    found: list[Differing] = []
    for procedure in dict.fromkeys(item.procedure for item in planned):
        if procedure not in procedures().procedures:
            continue
        plan = [item for item in planned if item.procedure == procedure and item.place]
        mine = [line for line in lines if line.item.procedure == procedure]
        if plan:
            found += _level_difference(procedure, mine or lines, plan, bool(mine))
            found += _side_differences(mine, plan)
    return tuple(found)


def _level_difference(
    procedure: str, mine: Sequence[Line], plan: Sequence[Item], same: bool
) -> Iterator[Differing]:
    asked = {place for line in mine for place in _places(line)}
    named = {item.place for item in plan}
    away = [line for line in mine if line.item.place and line.item.place not in named]
    extra = [item for item in plan if item.place not in asked]
    away = away if same else []
    if not away and not extra:
        return
    requested = [line.item for line in away or mine]
    other = extra or plan
    title = procedures().procedures[procedure].title
    yield Differing(
        LEVEL if away else ONLY_PLANNED,
        tuple(away),
        (f"the request names {_listed(requested)}", requested),
        (f"the plan of the notes names {_listed(other)} for {title}", other),
    )


def _places(line: Line) -> set[str | None]:
    return {line.item.place, *line.place.interspaces}


def _side_differences(
    mine: Sequence[Line], plan: Sequence[Item]
) -> Iterator[Differing]:
    for line in mine:
        place, side = line.item.place, line.item.side
        there = [item for item in plan if item.place == place and item.side]
        if side is None or place is None or not there:
            continue
        asked = [one.item for one in mine if one.item.place == place]
        if side in {item.side for item in there} or _sides(asked) == _sides(there):
            continue
        named = ", ".join(dict.fromkeys(str(item.side) for item in there))
        yield Differing(
            SIDE,
            (line,),
            (f"the request names {place} {side}", [line.item]),
            (f"the plan of the notes names {place} {named}", there),
        )


def _sides(items: Iterable[Item]) -> frozenset[str]:
    found: set[str] = set()
    for item in items:
        if item.side:
            found |= _BOTH if item.side == "bilateral" else {item.side}
    return frozenset(found)


def _listed(items: Iterable[Item]) -> str:
    names = dict.fromkeys(item.place for item in items if item.place)
    return ", ".join(names) or "no level"


def criterion_conflicts(
    judged: Iterable[tuple[str, Sequence[Judged]]],
) -> tuple[Conflict, ...]:
    """Contradictions of criteria, the same one of several lines once."""
    found: list[tuple[Conflict, list[str]]] = []
    for line, items in judged:
        for conflict in (one for item in items for one in _of_criterion(item)):
            lines = next((names for one, names in found if one == conflict), None)
            if lines is None:
                found.append((conflict, [line]))
            else:
                lines.append(line)
    return tuple(
        conflict.model_copy(update={"lines": tuple(dict.fromkeys(lines))})
        for conflict, lines in found
    )


def _of_criterion(item: Judged) -> Iterator[Conflict]:
    clashes = [as_conflict(clash, (), item.result.id) for clash in item.leaf.clashes]
    yield from clashes
    if item.leaf.status == "conflicting" and all(one.settled_by for one in clashes):
        yield Conflict(
            kind=item.result.id,
            lines=(),
            criterion=item.result.id,
            sides=(
                ConflictSide(says="for", evidence=evidence(item.leaf.support)),
                ConflictSide(says="against", evidence=evidence(item.leaf.refute)),
            ),
            settled_by=None,
        )


def waiver_conflicts(
    waivers: Iterable[WaiverState], judged: Sequence[tuple[str, Sequence[Judged]]]
) -> tuple[Conflict, ...]:
    """Contradictions met on the way to a waiver, with the lines it would bear on."""
    found: list[Conflict] = []
    for state in waivers:
        lines = tuple(
            line
            for line, items in judged
            if any(item.result.id in state.waiver.waives for item in items)
        )
        found += [as_conflict(clash, lines, None) for clash in state.leaf.clashes]
    return tuple(found)


def as_conflict(
    clash: Clash, lines: tuple[str, ...], criterion: str | None
) -> Conflict:
    """A contradiction met on the way as an entry of the list."""
    return Conflict(
        kind=clash.kind,
        lines=lines,
        criterion=criterion,
        sides=tuple(
            ConflictSide(says=says, evidence=evidence(facts))
            for says, facts in clash.sides
        ),
        settled_by=clash.settled_by,
    )


def without_repeats(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """The conflicts, one that a criterion lists not again for a waiver."""
    kept: list[Conflict] = []
    for item in conflicts:
        if not any(
            (one.kind, one.sides, one.settled_by)
            == (item.kind, item.sides, item.settled_by)
            for one in kept
        ):
            kept.append(item)
    return tuple(kept)
