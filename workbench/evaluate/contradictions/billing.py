"""Codes asked for against each other and against the levels: add-ons, spans, counts.

Which code adds to which, how many vertebrae one spans, and which is counted by
interspace stand in ``rules.yaml``.  A request whose place is not known says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from workbench.evaluate.contradictions.model import Billed
from workbench.evaluate.contradictions.pairs import Found
from workbench.evaluate.leaf import Scope
from workbench.evaluate.lines import Line
from workbench.schema.case import RequestedProcedure
from workbench.schema.spine import bounds
from workbench.vocabulary import procedures

_ASKED = ("present", "planned", "uncertain")


def by_billing(
    rules: Iterable[Billed], scope: Scope, lines: Sequence[Line]
) -> Iterator[Found]:
    """What the codes of a request say against each other and against its levels."""
    asked = [
        fact
        for fact in scope.case.requested_procedures
        if fact.origin == "request" and fact.assertion in _ASKED and fact.codes
    ]
    for rule in rules:
        if rule.check == "primary":
            yield from _alone(rule, asked)
        elif rule.check == "span":
            yield from _spans(rule, asked, lines)
        else:
            yield from _counts(rule, asked, lines)


def _alone(rule: Billed, asked: Sequence[RequestedProcedure]) -> Iterator[Found]:
    """Add-on codes of which no primary code is asked for."""
    codes = {code for fact in asked for code in fact.codes}
    for code in sorted(codes & rule.primaries.keys()):
        primaries = rule.primaries[code]
        if codes.isdisjoint(primaries):
            facts = tuple(fact for fact in asked if code in fact.codes)
            wanted = " or ".join(primaries)
            yield Found(
                rule.id,
                (
                    (f"the code {code} is asked for, which adds to {wanted}", facts),
                    ("no code that it could add to is asked for", facts),
                ),
            )


def _spans(
    rule: Billed, asked: Sequence[RequestedProcedure], lines: Sequence[Line]
) -> Iterator[Found]:
    """Codes for so many vertebrae where the levels asked for have more or fewer."""
    table = procedures()
    if any(line.unplaced for line in lines):
        return
    for fact in asked:
        for code in fact.codes:
            dependent = table.dependents.get(fact.kind)
            family = dependent.codes.get(code) if dependent else None
            if code not in rule.spans or family is None:
                continue
            own = [line for line in lines if _follows(line, family, fact.stage)]
            count = len(_vertebrae(own))
            low, high = rule.spans[code]
            if count and not (low <= count and (high is None or count <= high)):
                how = "more" if count < low else "fewer"
                yield Found(
                    rule.id,
                    (
                        (
                            f"the code {code} is for {how} vertebrae than they have",
                            (fact,),
                        ),
                        (f"the levels asked for are {_levels(own)}", _facts(own)),
                    ),
                )


def _counts(
    rule: Billed, asked: Sequence[RequestedProcedure], lines: Sequence[Line]
) -> Iterator[Found]:
    """More units of the codes of a procedure than interspaces are named for it."""
    for kind in dict.fromkeys(fact.kind for fact in asked):
        facts = tuple(
            fact
            for fact in asked
            if fact.kind == kind and fact.count and set(fact.codes) <= set(rule.counted)
        )
        own = [line for line in lines if line.item.procedure == kind]
        if not facts or not own or any(line.unplaced for line in own):
            continue
        units = sum(
            {(fact.codes, fact.count): fact.count or 0 for fact in facts}.values()
        )
        named = {line.place.interspaces for line in own}
        sides = 2 if any(line.place.side for line in own) else 1
        if units > len(named) * sides:
            yield Found(
                rule.id,
                (
                    ("more units are asked for than levels are named", facts),
                    (f"the levels named are {_levels(own)}", _facts(own)),
                ),
            )


def _follows(line: Line, family: str, stage: int | None) -> bool:
    """Whether a line is one that instrumentation of this approach belongs to."""
    known = procedures().procedures.get(line.item.procedure)
    same_stage = stage is None or line.item.stage in (None, stage)
    return (
        known is not None and known.approach == family and known.fusion and same_stage
    )


def _vertebrae(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(
        bone for line in lines for space in line.place.interspaces
        for bone in bounds(space)
    )  # fmt: skip


def _facts(lines: Iterable[Line]) -> tuple[Any, ...]:
    return tuple({f.id: f for line in lines for f in line.item.facts}.values())


def _levels(lines: Iterable[Line]) -> str:
    spaces = (space for line in lines for space in line.place.interspaces)
    return ", ".join(sorted(set(spaces)))
