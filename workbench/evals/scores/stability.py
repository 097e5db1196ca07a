"""Whether a case gets the same answer again: over trials, page orders and paraphrases.

Each is a figure of its own, and each case that changes its answer says where: the first
recommendation or status that came out otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.evals.runlog import CaseRun
from workbench.evals.scores.case import Scored
from workbench.evals.stats import Figure, Ratio, figure, pass_hat
from workbench.evals.suite import AS_IS, is_paraphrase

MOST = 3
"""Differences told of one changed answer."""


class Unstable(NamedTuple):
    """A case whose answer changed: under which trial, order or paraphrase, and where."""

    case: str
    under: str
    changed: tuple[str, ...]


class Stability(NamedTuple):
    """The figures, and every case run that did not give the answer of the first."""

    figures: dict[str, Figure]
    unstable: tuple[Unstable, ...]


def stability(scored: Sequence[Scored], results: Sequence[CaseRun]) -> Stability:
    """pass^k over trials, and how often trials, orders and paraphrases agree."""
    trials: dict[str, list[bool]] = defaultdict(list)
    for item in scored:
        trials[item.case].append(item.passed)
    most = max((len(passes) for passes in trials.values()), default=1)
    reliable = {
        case: Ratio(pass_hat(passes, len(passes)) or 0.0, 1)
        for case, passes in trials.items()
    }
    groups = {
        "stability": [run for run in results if not is_paraphrase(run.order)],
        "trial_stability": [run for run in results if run.order == AS_IS],
        "order_stability": [
            run
            for run in results
            if run.trial == 1 and not is_paraphrase(run.order)
        ],
    }
    figures = {"pass_k": figure(f"pass^{most}", reliable)}
    for name, runs in groups.items():
        if name == "stability" or _varied(runs):
            figures[name] = figure(name, _same(runs))
    reworded = _reworded(results)
    if reworded:
        figures["paraphrase_stability"] = figure("paraphrase_stability", reworded)
    return Stability(figures, tuple(_unstable(results)))


def _varied(runs: Iterable[CaseRun]) -> bool:
    return len({(run.trial, run.order) for run in runs}) > 1


def _same(runs: Iterable[CaseRun]) -> dict[str, Ratio]:
    """Per case whether all its runs gave one answer."""
    answers: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for run in runs:
        answers[run.case].add(_answer(run))
    return {case: Ratio(len(kinds) == 1, 1) for case, kinds in answers.items()}


def _reworded(results: Iterable[CaseRun]) -> dict[str, Ratio]:
    """Per case how many of its paraphrases gave the answer of its own words.

    A paraphrase in which no rule found anything to change counts for nothing.
    """
    first = _first(results)
    found: dict[str, Ratio] = {}
    for run in results:
        base = first.get(run.case)
        if base is None or not is_paraphrase(run.order):
            continue
        if run.error is not None or run.packet_sha256 != base.packet_sha256:
            agrees = _answer(run) == _answer(base)
            found[run.case] = found.get(run.case, Ratio(0, 0)) + Ratio(agrees, 1)
    return found


def _first(results: Iterable[CaseRun]) -> dict[str, CaseRun]:
    """The first run of each case in its own words and order."""
    found: dict[str, CaseRun] = {}
    for run in results:
        if run.order == AS_IS:
            found.setdefault(run.case, run)
    return found


def _unstable(results: Sequence[CaseRun]) -> Iterable[Unstable]:
    first = _first(results)
    for run in results:
        base = first.get(run.case)
        if base is None or run is base:
            continue
        changed = tuple(_changes(base, run))
        if changed:
            more = len(changed) - MOST
            told = changed[:MOST] + ((f"and {more} more",) if more > 0 else ())
            under = run.order if run.order != AS_IS else f"trial {run.trial}"
            yield Unstable(run.case, under, told)


def _changes(base: CaseRun, run: CaseRun) -> Iterable[str]:
    """What came out otherwise than in the first run, in words."""
    if base.error != run.error:
        yield f"failed: {run.error}" if run.error else "no longer fails"
        return
    before, after = _values(base), _values(run)
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key, "missing"), after.get(key, "missing")
        if old != new:
            yield f"{key}: {old}, then {new}"


def _values(run: CaseRun) -> dict[str, str]:
    """Everything that a reviewer would act on, by a name that a person knows."""
    found: dict[str, str] = {}
    for made in run.outcomes:
        if made.source != "packet":
            continue
        policy = made.policy + (" (final)" if made.final else "")
        found[f"{policy}, request"] = made.determination.recommendation
        for line in made.determination.lines:
            place = " ".join(filter(None, (line.procedure, line.level, line.side)))
            found[f"{policy}, {place}"] = line.recommendation
            for item in line.criteria:
                found[f"{policy}, {place} / {item.id}"] = item.status
    return found


def _answer(run: CaseRun) -> tuple[str, ...]:
    values = _values(run)
    return (run.error or "", *(f"{key}={values[key]}" for key in sorted(values)))
