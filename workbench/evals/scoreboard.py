"""The scoreboard of a run: figures with intervals, matrices, stability, baselines.

Trivial readers stand beside the real one in every table: one that always asks for
information, one that always approves, one that gives every criterion its commonest
status.  A figure that does not clear them says nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.errors import WorkbenchError
from workbench.evals.checks import Check
from workbench.evals.gold import LoadedGold, find_gold, load_gold
from workbench.evals.runlog import CaseRun, Run
from workbench.evals.scores.case import Scored, criterion_pairs, score
from workbench.evals.scores.stability import Unstable, stability
from workbench.evals.stats import Figure, Ratio, figure, kappa, matrix
from workbench.evals.suite import AS_IS, is_paraphrase


class Matrix(NamedTuple):
    """Counts by label (rows) and answer (columns)."""

    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


class Trivial(NamedTuple):
    """What a reader without any reading would score."""

    name: str
    line_agreement: float | None
    criterion_agreement: float | None
    adverse_false: float | None
    approve_false: float | None


class Usage(NamedTuple):
    """Cost and latency of the run: tokens, calls, seconds per case."""

    calls: int
    prompt_tokens: int
    completion_tokens: int
    seconds_median: float
    seconds_max: float


class Scoreboard(NamedTuple):
    """Everything scored of one run; ``halves`` gives the figures of each half."""

    scored: tuple[Scored, ...]
    figures: dict[str, Figure]
    halves: dict[str, dict[str, Figure]]
    criteria: Matrix
    assertions: Matrix
    by_policy: dict[str, dict[str, Figure]]
    trivial: tuple[Trivial, ...]
    usage: Usage
    stale: tuple[str, ...]
    """Cases whose labels changed since the run, or that are gone."""
    unstable: tuple[Unstable, ...] = ()
    """Runs of another trial, order or wording that did not give the first answer."""

    @property
    def passed(self) -> bool:
        """Whether every case passes in every trial and order, by today's labels."""
        return not self.stale and all(item.passed for item in self.scored)


def scoreboard(run: Run, folders: Iterable[Path] | None = None) -> Scoreboard:
    """Score a run against the gold cases as they are labelled now.

    ``folders`` are where the cases stand; those of the run's suite if None.
    """
    gold, stale = _gold(run, folders)
    scored = tuple(
        score(item, gold.get(item.case))
        for item in run.results
        if (item.case in gold or item.error is not None)
        and not is_paraphrase(item.order)
    )
    first = tuple(item for item in scored if item.order == AS_IS)
    again = stability(scored, run.results)
    figures = _figures(first) | again.figures
    return Scoreboard(
        scored=scored,
        figures=figures,
        halves={
            half: _figures([item for item in first if item.half == half])
            for half in ("tuned", "measured")
        },
        criteria=Matrix(*matrix([p for x in first for p in criterion_pairs(x)])),
        assertions=Matrix(*matrix([p for x in first for p in x.assertions])),
        by_policy=_by_policy(first),
        trivial=_trivial(first),
        usage=_usage(run.results),
        stale=stale,
        unstable=again.unstable,
    )


def _gold(
    run: Run, folders: Iterable[Path] | None
) -> tuple[dict[str, LoadedGold], tuple[str, ...]]:
    places = (
        tuple(folders)
        if folders is not None
        else find_gold(run.head.suite.select.cases)
    )
    wanted = {item.case: item for item in run.results}
    found: dict[str, LoadedGold] = {}
    for folder in places:
        try:
            loaded = load_gold(folder)
        except WorkbenchError:
            continue
        if loaded.gold.id in wanted:
            found[loaded.gold.id] = loaded
    from workbench.evals.generate import gold_digest

    stale = [
        name
        for name, item in sorted(wanted.items())
        if name not in found or gold_digest(found[name].folder) != item.gold_sha256
    ]
    return found, tuple(stale)


def _figures(scored: Sequence[Scored]) -> dict[str, Figure]:
    """Every figure over cases, trials of a case together, and kappa with it."""
    by_name: dict[str, dict[str, Ratio]] = defaultdict(dict)
    for item in scored:
        for name, ratio in item.figures.items():
            kept = by_name[name].get(item.case, Ratio(0, 0))
            by_name[name][item.case] = kept + ratio
    made = {name: figure(name, parts) for name, parts in sorted(by_name.items())}
    pairs = [pair for item in scored for pair in criterion_pairs(item)]
    value = kappa(pairs)
    made["criterion_kappa"] = Figure(
        "criterion_kappa", value, None, None, len(pairs), len(pairs)
    )
    return made


def _by_policy(scored: Sequence[Scored]) -> dict[str, dict[str, Figure]]:
    found: dict[str, dict[str, dict[str, Ratio]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for item in scored:
        for one in item.held:
            if one.source != "packet":
                continue
            for level in ("criterion", "line", "request"):
                own = [check for check in one.checks if check.level == level]
                ratio = Ratio(sum(x.agrees for x in own), len(own))
                cases = found[one.policy][f"{level}_agreement"]
                cases[item.case] = cases.get(item.case, Ratio(0, 0)) + ratio
    return {
        policy: {name: figure(name, cases) for name, cases in sorted(names.items())}
        for policy, names in sorted(found.items())
    }


# --- trivial readers -------------------------------------------------------------


def _trivial(scored: Sequence[Scored]) -> tuple[Trivial, ...]:
    checks = [
        check
        for item in scored
        for one in item.held
        if one.source == "packet"
        for check in one.checks
    ]
    lines = [check for check in checks if check.level == "line"]
    criteria = [check for check in checks if check.level == "criterion"]
    common = Counter(check.expected for check in criteria).most_common(1)
    status = common[0][0] if common else ""
    return (
        _always(
            "always ask for information", "request_information", "", lines, criteria
        ),
        _always("always approve", "approve", "met", lines, criteria),
        _always("the commonest status", "", status, lines, criteria),
    )


def _always(
    name: str, line: str, status: str, lines: list[Check], criteria: list[Check]
) -> Trivial:
    answered = [check._replace(actual=line) for check in lines] if line else []
    given = [check._replace(actual=status) for check in criteria] if status else []
    return Trivial(
        name,
        _share([x.agrees for x in answered]),
        _share([x.agrees for x in given]),
        _share([x.adverse_false for x in answered]),
        _share([x.approve_false for x in answered]),
    )


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


# --- cost ------------------------------------------------------------------------


def _usage(results: Sequence[CaseRun]) -> Usage:
    attempts = [x for run in results if run.record for x in run.record.attempts]
    seconds = sorted(run.seconds for run in results)
    return Usage(
        calls=len(attempts),
        prompt_tokens=sum(x.prompt_tokens or 0 for x in attempts),
        completion_tokens=sum(x.completion_tokens or 0 for x in attempts),
        seconds_median=seconds[len(seconds) // 2] if seconds else 0.0,
        seconds_max=seconds[-1] if seconds else 0.0,
    )


def values(figures: Mapping[str, Figure]) -> dict[str, float]:
    """Figures as plain numbers, the unscored ones left out."""
    return {name: x.value for name, x in figures.items() if x.value is not None}
