"""Two runs case by case: who got worse, who got better, and what changed.

Pairs say more than two averages: the same case under both readers, models, prompts or
policies.  The sign test over cases that changed verdict tells chance from change.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import comb
from typing import NamedTuple

from workbench.evals.baseline import Baseline, KeptCase, changes


class Pair(NamedTuple):
    """One case, trial and order in both runs, with every answer that differs."""

    case: str
    trial: int
    order: str
    before: KeptCase
    after: KeptCase
    changed: tuple[str, ...]

    @property
    def worse(self) -> bool:
        """It passed and now fails."""
        return self.before.passed and not self.after.passed

    @property
    def better(self) -> bool:
        """It failed and now passes."""
        return self.after.passed and not self.before.passed

    @property
    def name(self) -> str:
        """The case, with trial and order where they are not the first ones."""
        more = "" if self.trial == 1 else f" trial {self.trial}"
        return self.case + more + ("" if self.order == "as-is" else f" {self.order}")


class Comparison(NamedTuple):
    """All pairs, and the cases that stand in one run only."""

    pairs: tuple[Pair, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def worse(self) -> tuple[Pair, ...]:
        """Pairs that passed and now fail."""
        return tuple(pair for pair in self.pairs if pair.worse)

    @property
    def better(self) -> tuple[Pair, ...]:
        """Pairs that failed and now pass."""
        return tuple(pair for pair in self.pairs if pair.better)

    @property
    def changed(self) -> tuple[Pair, ...]:
        """Pairs with the same verdict and other answers."""
        return tuple(
            p for p in self.pairs if p.changed and not p.worse and not p.better
        )

    @property
    def p_value(self) -> float | None:
        """Two-sided sign test over the pairs that changed verdict; None if none did."""
        return sign_test(len(self.better), len(self.worse))


def compare(before: Baseline, after: Baseline) -> Comparison:
    """Pair two runs by case, trial and order."""
    old, new = before.by_key(), after.by_key()
    pairs = [
        Pair(
            *key,
            old[key],
            new[key],
            changes(old[key].outcomes, new[key].outcomes),
        )
        for key in sorted(old.keys() & new.keys())
    ]
    return Comparison(
        tuple(pairs), _names(old.keys() - new.keys()), _names(new.keys() - old.keys())
    )


def _names(keys: Iterable[tuple[str, int, str]]) -> tuple[str, ...]:
    return tuple(sorted({case for case, _, _ in keys}))


def sign_test(better: int, worse: int) -> float | None:
    """Two-sided exact binomial p of so uneven a split by chance; None for no pairs."""
    count = better + worse
    if not count:
        return None
    tail: float = sum(comb(count, k) for k in range(min(better, worse) + 1)) / 2**count
    return min(1.0, 2 * tail)


def as_text(result: Comparison, before: str, after: str) -> str:
    """The comparison for a terminal."""
    rows = [f"{before} against {after}: {len(result.pairs)} pairs"]
    for title, pairs in (
        ("Worse (passed, now fails)", result.worse),
        ("Better (failed, now passes)", result.better),
        ("Other answers, same verdict", result.changed),
    ):
        rows += ["", f"{title}: {len(pairs)}"]
        for pair in pairs:
            rows.append(f"  {pair.name}")
            rows += [f"    wrong now: {text}" for text in pair.after.wrong]
            rows += [f"    {text}" for text in pair.changed]
            if pair.after.error:
                rows.append(f"    failed: {pair.after.error}")
    if result.p_value is not None:
        rows += ["", f"sign test over changed verdicts: p = {result.p_value:.3f}"]
    rows += [f"only in {before}: {name}" for name in result.gone]
    rows += [f"only in {after}: {name}" for name in result.new]
    return "\n".join(rows) + "\n"
