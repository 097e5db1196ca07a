"""What a change of policy flips, as shown: counts, criteria, each line's two traces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.evals.impact.report import (
    Answered,
    CriterionFlip,
    CriterionMoves,
    Flip,
    Impact,
    Moved,
)
from workbench.evaluate.trace import TraceNode
from workbench.narrate.labels import procedure_title
from workbench.web.view import words
from workbench.web.view.facts import Quote, quote
from workbench.web.view.words import Said

MOST_ROWS = 500
NO_SUCH = Said("no such criterion", "–", "calm")


class Step(NamedTuple):
    """One node of a trace, ``depth`` below its criterion."""

    depth: int
    said: Said
    test: str
    reason: str
    facts: tuple[str, ...]
    settled_by: str | None


class Side(NamedTuple):
    """What one of the two policies answers, and how it came to it."""

    said: Said
    reason: str
    steps: tuple[Step, ...]
    quotes: tuple[Quote, ...]


class Criterion(NamedTuple):
    """A criterion of a flipped line under both policies."""

    title: str
    old: Side
    new: Side


class Row(NamedTuple):
    """One line that flips; without ``criteria`` it is listed and not explained."""

    case: str
    case_id: str | None
    line: str
    name: str
    old: Said
    new: Said
    names: tuple[str, ...]
    old_because: str
    new_because: str
    criteria: tuple[Criterion, ...]


class Cross(NamedTuple):
    """Counts old by new: the heads, then a row for each value under the old policy."""

    heads: tuple[Said, ...]
    rows: tuple[tuple[Said, tuple[tuple[int, bool], ...], int], ...]


class Move(NamedTuple):
    """So many lines on which a criterion went from one status to another."""

    title: str
    old: Said
    new: Said
    lines: int


class Impacted(NamedTuple):
    """The whole report as shown; ``more`` flips are not listed."""

    cases: int
    lines: int
    requests_changed: int
    lines_changed: int
    left_out: tuple[str, ...]
    requests: Cross
    by_line: Cross
    moves: tuple[Move, ...]
    flips: tuple[Row, ...]
    more: int


def impacted(report: Impact, ids: Mapping[str, str]) -> Impacted:
    """A report as shown; ``ids`` are those of the cases by their names in it."""
    titles = {one.id: one.title for one in report.criteria}
    return Impacted(
        cases=report.cases,
        lines=report.lines,
        requests_changed=report.requests_changed,
        lines_changed=report.lines_changed,
        left_out=tuple(f"{one.name}: {one.why}" for one in report.left_out),
        requests=_cross(report.requests),
        by_line=_cross(report.recommendations),
        moves=tuple(_moves(report.criteria)),
        flips=tuple(
            _row(one, ids.get(one.case), titles) for one in report.flips[:MOST_ROWS]
        ),
        more=max(0, len(report.flips) - MOST_ROWS),
    )


def _cross(moves: Sequence[Moved]) -> Cross:
    names = list(dict.fromkeys([m.old for m in moves] + [m.new for m in moves]))
    counts = {(one.old, one.new): one.count for one in moves}
    rows = []
    for old in names:
        cells = tuple((counts.get((old, new), 0), old == new) for new in names)
        whole = sum(count for count, _ in cells)
        if whole:
            rows.append((words.recommendation(old), cells, whole))
    return Cross(tuple(words.recommendation(name) for name in names), tuple(rows))


def _moves(criteria: Sequence[CriterionMoves]) -> Iterator[Move]:
    for one in criteria:
        for move in one.moves:
            if move.old != move.new:
                yield Move(one.title, _said(move.old), _said(move.new), move.count)


def _said(status: str) -> Said:
    return words.STATUSES.get(status, NO_SUCH)


def _row(flip: Flip, case_id: str | None, titles: Mapping[str, str]) -> Row:
    why = flip.explained
    where = " ".join(filter(None, (why.side, why.level))) if why else ""
    name = procedure_title(flip.procedure)
    return Row(
        case=flip.case,
        case_id=case_id,
        line=flip.line,
        name=f"{name}, {where}" if where else name,
        old=words.recommendation(flip.old),
        new=words.recommendation(flip.new),
        names=tuple(titles.get(one, one) for one in flip.criteria),
        old_because=why.old_because if why else "",
        new_because=why.new_because if why else "",
        criteria=tuple(_criterion(one) for one in why.criteria) if why else (),
    )


def _criterion(flip: CriterionFlip) -> Criterion:
    return Criterion(flip.title, _side(flip.old), _side(flip.new))


def _side(answered: Answered | None) -> Side:
    if answered is None:
        return Side(NO_SUCH, "", (), ())
    evidence = (*answered.evidence_for, *answered.evidence_against)
    return Side(
        words.status(answered.status),
        answered.reason,
        tuple(_steps(answered.trace, 0)) if answered.trace else (),
        tuple(dict.fromkeys(quote(one) for one in evidence)),
    )


def _steps(node: TraceNode, depth: int) -> Iterator[Step]:
    yield Step(
        depth,
        words.status(node.value),
        words.plain(node.test),
        node.reason,
        node.facts,
        node.settled_by,
    )
    for part in node.parts:
        yield from _steps(part, depth + 1)
