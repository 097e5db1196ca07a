"""Figures with their uncertainty: ratios, intervals clustered by packet, kappa, pass^k.

A figure is a ratio of sums over cases, so that every metric resamples alike: cases are
drawn with replacement, all checks of a case together.  Checks of one packet stand or
fall together, and an interval that treats them as independent would be too narrow.
Where every case gives 0 or every case gives 1, resampling cannot vary; the interval is
then Wilson's over the number of cases, so that "no error seen" never reads as "none".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from math import comb
from random import Random
from typing import NamedTuple

RESAMPLES = 1_000
LEVEL = 0.95
NORMAL = 1.959964
"""Quantile of the normal distribution that leaves 2.5 % on each side."""
SEED = 20_260_101
"""Fixed, so that the same run log gives the same interval."""


class Ratio(NamedTuple):
    """A numerator and a denominator; value None where nothing was counted."""

    top: float
    bottom: float

    @property
    def value(self) -> float | None:
        """The ratio, None for an empty denominator (unscored, not zero)."""
        return self.top / self.bottom if self.bottom else None

    def __add__(self, other: object) -> Ratio:
        """Sums of numerators and of denominators."""
        if not isinstance(other, Ratio):
            return NotImplemented
        return Ratio(self.top + other.top, self.bottom + other.bottom)


class Figure(NamedTuple):
    """A value, its interval, and what it counts ("97 of 100")."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    top: float
    bottom: float

    def text(self) -> str:
        """The value with its interval, for people."""
        if self.value is None:
            return "not scored"
        shown = f"{self.value:.3f}"
        if self.low is not None and self.high is not None:
            shown += f" [{self.low:.3f}, {self.high:.3f}]"
        return f"{shown} ({self.top:g} of {self.bottom:g})"


def total(parts: Sequence[Ratio]) -> Ratio:
    """The ratio of sums."""
    return Ratio(sum(part.top for part in parts), sum(part.bottom for part in parts))


def figure(name: str, by_case: Mapping[str, Ratio]) -> Figure:
    """A figure over cases with its bootstrap interval, clustered by case.

    Wilson's interval is one of shares; a mean such as a reading grade has none.
    """
    parts = [part for _, part in sorted(by_case.items())]
    whole = total(parts)
    low, high = interval(parts, lambda drawn: total(drawn).value)
    if whole.value is not None and low == high and 0 <= whole.value <= 1:
        low, high = wilson(whole.value, sum(bool(part.bottom) for part in parts))
    return Figure(name, whole.value, low, high, whole.top, whole.bottom)


def interval(
    clusters: Sequence[Ratio], value: Callable[[Sequence[Ratio]], float | None]
) -> tuple[float | None, float | None]:
    """Percentile bootstrap interval at 95 %; None for fewer than two clusters."""
    counted = [part for part in clusters if part.bottom]
    if len(counted) < 2:
        return None, None
    random = Random(SEED)
    drawn = [value(random.choices(counted, k=len(counted))) for _ in range(RESAMPLES)]
    values = sorted(one for one in drawn if one is not None)
    if not values:
        return None, None
    tail = (1 - LEVEL) / 2
    low = values[int(tail * (len(values) - 1))]
    high = values[round((1 - tail) * (len(values) - 1))]
    return low, high


def wilson(share: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share seen in ``count`` cases (Wilson 1927)."""
    square = NORMAL**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    spread = share * (1 - share) / count + square / (4 * count**2)
    reach = NORMAL * spread**0.5 / (1 + square / count)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two readings of the same items; None where it is undefined.

    Cohen 1960: agreement beyond that of readers who only keep their own proportions.
    """
    if not pairs:
        return None
    count = len(pairs)
    agreed = sum(left == right for left, right in pairs) / count
    first = Counter(left for left, _ in pairs)
    second = Counter(right for _, right in pairs)
    chance = sum(first[label] * second[label] for label in first) / count**2
    return None if chance >= 1 else (agreed - chance) / (1 - chance)


def pass_hat(trials: Sequence[bool], k: int) -> float | None:
    """pass^k: the chance that k trials drawn from these all pass; None if too few.

    C(c, k) / C(n, k) for c passes in n trials.
    """
    if k < 1 or len(trials) < k:
        return None
    return comb(sum(trials), k) / comb(len(trials), k)


def matrix(
    pairs: Sequence[tuple[str, str]],
) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """Labels and the table of counts: rows are what is right, columns what came out."""
    labels = tuple(sorted({label for pair in pairs for label in pair}))
    counts = Counter(pairs)
    rows = tuple(tuple(counts[row, column] for column in labels) for row in labels)
    return labels, rows
