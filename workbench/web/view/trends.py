"""Figures of eval runs over time: a line for each, and which way it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.evals.gate import Verdict
from workbench.evals.report.words import GROUPS, LOWER
from workbench.evals.scoreboard import Scoreboard
from workbench.evals.stats import Figure
from workbench.web.desk.runs import RunKnown

WIDTH, HEIGHT, EDGE = 160.0, 30.0, 4.0
MOST = 60
"""Runs of a suite that a line goes over."""
_SAME = 5e-7


class Trend(NamedTuple):
    """One figure over the runs; ``moved`` is its change in the last run, ``tone`` good,
    fail or calm."""

    name: str
    means: str
    points: str
    end: tuple[float, float]
    label: str
    first: str
    last: str
    moved: str
    tone: str


class SuiteTrends(NamedTuple):
    """A suite: its runs with figures, newest first, and its figures by group."""

    suite: str
    runs: tuple[RunKnown, ...]
    groups: tuple[tuple[str, tuple[Trend, ...]], ...]


class FigureRow(NamedTuple):
    """A figure of one run with its interval, bound, and change since the run before."""

    name: str
    means: str
    value: str
    interval: str
    of: str
    bound: str
    holds: bool | None
    moved: str
    tone: str


def by_suite(runs: Sequence[RunKnown]) -> tuple[SuiteTrends, ...]:
    """The suites of some runs (oldest first), those run last before the others."""
    suites = dict.fromkeys(one.suite for one in reversed(runs))
    return tuple(
        _suite(name, [one for one in runs if one.suite == name]) for name in suites
    )


def _suite(name: str, runs: Sequence[RunKnown]) -> SuiteTrends:
    figures = [one.figures for one in runs if one.figures][-MOST:]
    groups = []
    for title, names in GROUPS:
        own = [_trend(key, means, figures) for key, means in names]
        found = tuple(one for one in own if one is not None)
        if found:
            groups.append((title, found))
    return SuiteTrends(name, tuple(reversed(runs)), tuple(groups))


def _trend(
    name: str, means: str, figures: Sequence[Mapping[str, float]]
) -> Trend | None:
    seen = [one[name] for one in figures if name in one]
    if not seen:
        return None
    places = _places(seen)
    moved, tone = change(name, seen[-2] if len(seen) > 1 else None, seen[-1])
    return Trend(
        name=plain(name),
        means=means,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places),
        end=places[-1],
        label=", ".join(number(one) for one in seen[-8:]),
        first=number(seen[0]),
        last=number(seen[-1]),
        moved=moved,
        tone=tone,
    )


def _places(seen: Sequence[float]) -> list[tuple[float, float]]:
    low, high = min(seen), max(seen)
    step = (WIDTH - 2 * EDGE) / max(len(seen) - 1, 1)
    room = HEIGHT - 2 * EDGE
    return [
        (
            round(EDGE + at * step, 1) if len(seen) > 1 else WIDTH / 2,
            round(
                HEIGHT / 2
                if high - low < _SAME
                else HEIGHT - EDGE - room * (value - low) / (high - low),
                1,
            ),
        )
        for at, value in enumerate(seen)
    ]


def change(name: str, before: float | None, now: float) -> tuple[str, str]:
    """A change in words with its tone: which way is good depends on the figure."""
    if before is None:
        return "", "calm"
    moved = now - before
    if abs(moved) < _SAME:
        return "same", "calm"
    better = (moved < 0) == (name in LOWER)
    return f"{moved:+.3f}", "good" if better else "fail"


def figure_rows(
    board: Scoreboard, verdicts: Sequence[Verdict], before: Mapping[str, float]
) -> tuple[tuple[str, tuple[FigureRow, ...]], ...]:
    """The figures of one run by group."""
    bounds = {one.name: one for one in verdicts}
    groups = []
    for title, names in GROUPS:
        rows = tuple(
            _figure_row(key, means, board.figures[key], bounds.get(key), before)
            for key, means in names
            if key in board.figures and board.figures[key].value is not None
        )
        if rows:
            groups.append((title, rows))
    return tuple(groups)


def _figure_row(
    name: str,
    means: str,
    one: Figure,
    bound: Verdict | None,
    before: Mapping[str, float],
) -> FigureRow:
    value = one.value or 0.0
    moved, tone = change(name, before.get(name), value)
    both = one.low is not None and one.high is not None
    return FigureRow(
        name=plain(name),
        means=means,
        value=number(value),
        interval=f"{number(one.low or 0)} to {number(one.high or 0)}" if both else "",
        of=f"{one.top:g} of {one.bottom:g}",
        bound=bound.limits if bound else "",
        holds=bound.holds if bound else None,
        moved=moved,
        tone=tone,
    )


def plain(name: str) -> str:
    """A figure's name in words."""
    return name.replace("_", " ")


def number(value: float) -> str:
    """A figure as it is shown."""
    return f"{value:.3f}"
