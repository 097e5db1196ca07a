"""All contradictions of a record, as entries of the list of conflicts.

They stand beside those that criteria met on their way; one whose quotes such a conflict
shows already is not listed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from workbench.evaluate.contradictions.billing import by_billing
from workbench.evaluate.contradictions.codes import by_codes, by_sides
from workbench.evaluate.contradictions.identity import by_identity
from workbench.evaluate.contradictions.model import rules
from workbench.evaluate.contradictions.pairs import Found, by_pairs
from workbench.evaluate.contradictions.times import by_times
from workbench.evaluate.leaf import Scope
from workbench.evaluate.lines import Line
from workbench.schema.determination import Conflict, ConflictSide
from workbench.schema.evidence import Evidence


def contradictions(
    scope: Scope, lines: Sequence[Line], known: Iterable[Conflict] = ()
) -> tuple[Conflict, ...]:
    """What the rules find in a case; ``known`` is what is listed already."""
    shown = [_quotes(one.sides) for one in known]
    listed: list[Conflict] = []
    for found in _found(scope, lines):
        conflict = _conflict(found, lines)
        quotes = _quotes(conflict.sides)
        if any(quotes <= other for other in shown):
            continue
        shown.append(quotes)
        listed.append(conflict)
    return tuple(listed)


def _found(scope: Scope, lines: Sequence[Line]) -> Iterator[Found]:
    table = rules()
    yield from by_pairs(table.pairs, scope)
    yield from by_codes(table, scope, lines)
    yield from by_sides(table.sides, scope, lines)
    yield from by_times(table.times, scope)
    yield from by_billing(table.billing, scope, lines)
    yield from by_identity(table.identity, scope)


def _conflict(found: Found, lines: Sequence[Line]) -> Conflict:
    facts = [fact for _, side in found.sides for fact in side]
    return Conflict(
        kind=found.rule,
        lines=tuple(line.id for line in lines if _concerns(line, facts)),
        criterion=None,
        sides=tuple(
            ConflictSide(says=says, evidence=_evidence(side))
            for says, side in found.sides
        ),
        settled_by=None,
    )


def _concerns(line: Line, facts: Iterable[Any]) -> bool:
    levels = {getattr(fact, "level", None) for fact in facts} - {None}
    asks = {fact.id for fact in line.item.facts}
    return not levels.isdisjoint(line.place.interspaces) or any(
        getattr(fact, "id", None) in asks for fact in facts
    )


def _evidence(facts: Iterable[Any]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(item for fact in facts for item in fact.evidence))


def _quotes(sides: Iterable[ConflictSide]) -> frozenset[tuple[str, tuple[int, ...]]]:
    return frozenset(
        (item.document, tuple(item.lines)) for side in sides for item in side.evidence
    )
