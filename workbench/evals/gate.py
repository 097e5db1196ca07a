"""The gate: bounds on figures, and no case that passed may fail.

A suite-wide rate hides the one case that always fails, so the gate looks at both: each
figure against its bound, and each case against the stored baseline, pair by pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbench.errors import InputError
from workbench.evals.compare import Comparison, Pair
from workbench.evals.scoreboard import Scoreboard
from workbench.evals.scores.case import FIGURES
from workbench.evals.stats import Figure
from workbench.evals.suite import Suite

REGRESSIONS = "regressions"
FAILING = "failing_cases"
_COUNTED = (REGRESSIONS, FAILING)


class Verdict(NamedTuple):
    """One bound: the figure, its value, the limits, and whether it holds."""

    name: str
    value: float | None
    limits: str
    holds: bool
    why: str


class Gate(NamedTuple):
    """All verdicts of a gate, with the cases that got worse."""

    verdicts: tuple[Verdict, ...]
    worse: tuple[Pair, ...]
    failing: tuple[str, ...]
    has_baseline: bool

    @property
    def holds(self) -> bool:
        """Whether every bound holds."""
        return all(verdict.holds for verdict in self.verdicts)


def gate(board: Scoreboard, suite: Suite, against: Comparison | None) -> Gate:
    """Hold a scoreboard against the suite's bounds and its baseline.

    An unscored figure fails its bound: a gate that measures nothing is no gate.
    Raises InputError for a bound on a figure that does not exist.
    """
    failing = tuple(sorted({item.case for item in board.scored if not item.passed}))
    worse = against.worse if against else ()
    counted = {REGRESSIONS: float(len(worse)), FAILING: float(len(failing))}
    known = figure_names(board)
    verdicts = []
    for name, bound in suite.gates.items():
        if name not in known:
            raise InputError(
                f"no figure is called {name!r}",
                where=f"suite {suite.id}: gates",
                fix=f"one of: {', '.join(sorted(known))}",
            )
        value = counted.get(name, _value(board, name))
        holds = value is not None and bound.holds(value)
        if name == REGRESSIONS and against is None:
            holds = True
        verdicts.append(Verdict(name, value, bound.words(), holds, bound.why))
    return Gate(tuple(verdicts), worse, failing, against is not None)


def figure_names(board: Scoreboard) -> frozenset[str]:
    """Names that a bound may use: figures, ``half.figure``, and the counts.

    A run that failed has scored little; its bounds then fail, they are not unknown.
    """
    whole = FIGURES | board.figures.keys()
    halves = (
        f"{half}.{name}"
        for half, own in board.halves.items()
        for name in FIGURES | own.keys()
    )
    return frozenset((*whole, *halves, *_COUNTED))


def _value(board: Scoreboard, name: str) -> float | None:
    figures: Mapping[str, Figure] = board.figures
    if "." in name and name not in figures:
        half, name = name.split(".", 1)
        figures = board.halves.get(half, {})
    found = figures.get(name)
    return found.value if found else None


def as_text(result: Gate) -> str:
    """The gate for a terminal: verdicts, then cases that got worse with both traces."""
    rows = ["Gate: " + ("holds" if result.holds else "FAILS")]
    for item in result.verdicts:
        mark = "ok  " if item.holds else "FAIL"
        value = "not scored" if item.value is None else f"{item.value:.4g}"
        why = f" ({item.why})" if item.why and not item.holds else ""
        rows.append(f"  {mark} {item.name}: {value}, {item.limits}{why}")
    if not result.has_baseline:
        rows.append("  no baseline: cases were not compared pair by pair")
    for pair in result.worse:
        rows.append(f"  passed before, fails now: {pair.name}")
        rows += [f"    wrong now: {text}" for text in pair.after.wrong]
        rows += [f"    {text}" for text in pair.changed]
        if pair.after.error:
            rows.append(f"    failed: {pair.after.error}")
    if not result.holds and result.failing:
        rows.append(f"  failing cases: {', '.join(result.failing)}")
    return "\n".join(rows) + "\n"
