"""Mutation: whether the tests of a policy notice when a place of it is changed.

A change that no test notices *lives*: a mistake of that kind would pass.  One that makes
no difference to any case is explained in ``mutants.yaml`` of the policy's test folder;
an explanation that explains nothing any more is an error, so that none goes stale.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

from workbench.evals.policies.changes import Change, changes
from workbench.evals.policies.explained import explained, fits
from workbench.evals.policies.prepared import Prepared, prepare
from workbench.evals.policies.variant import Workshop, workshop
from workbench.schema.base import Model

_FEW = 60
"""Changes that one process tries sooner than a second one starts."""


class Living(Model):
    """A change that no test notices: where, and what was changed into what."""

    kind: str
    where: str
    key: str
    before: str
    after: str
    explained: str | None = None

    def lines(self) -> Iterator[str]:
        """As text: place, the difference, and what ``mutants.yaml`` calls it."""
        yield f"{self.where}: {self.kind}: {self.key.rsplit(': ', 1)[0]}"
        yield f"    - {self.before}"
        yield f"    + {self.after}"
        yield f"    mutant: {json.dumps(self.key, ensure_ascii=False)}"


class Mutation(Model):
    """What became of all changes of one policy.

    ``invalid`` changes make no policy or reach no test.  ``stale`` are explanations
    that fit no living change.  ``sampled``: only so many changes were tried.
    """

    policy: str
    tests: int
    mutants: int
    killed: int
    invalid: int
    living: tuple[Living, ...]
    explained: tuple[Living, ...]
    stale: tuple[str, ...]
    by_kind: dict[str, tuple[int, int]]
    sampled: int | None = None

    @property
    def clean(self) -> bool:
        """Whether every mutant is killed or explained, and no explanation is stale."""
        return not self.living and not self.stale


@dataclass(frozen=True, slots=True)
class _Bench:
    shop: Workshop
    tests: tuple[Prepared, ...]
    changes: tuple[Change, ...]


@lru_cache(maxsize=2)
def _bench(name: str) -> _Bench:
    shop = workshop(name)
    return _Bench(shop, prepare(shop.policy.id, shop.compiled), _changes(shop))


def _changes(shop: Workshop) -> tuple[Change, ...]:
    """Every change once, in the order of the file."""
    return tuple({one.key: one for one in changes(shop.draft)}.values())


def mutate(
    name: str, *, sample: int | None = None, jobs: int | None = None
) -> Mutation:
    """Try every change of a policy, or a fixed sample; ``jobs`` processes at most.

    Raises PolicyError or InputError where policy, tests or explanations are wrong.
    """
    bench = _bench(name)
    numbers = list(range(len(bench.changes)))
    if sample is not None and sample < len(numbers):
        numbers = sorted(random.Random(bench.shop.policy.id).sample(numbers, sample))
    fates = _fates(name, numbers, jobs or os.cpu_count() or 1)
    _bench.cache_clear()
    return _reported(bench, fates, sample if len(fates) < len(bench.changes) else None)


def living_changes(
    name: str, *, jobs: int | None = None
) -> tuple[Workshop, tuple[Change, ...]]:
    """The policy, and its changes that no test notices and nothing explains."""
    bench = _bench(name)
    fates = _fates(name, list(range(len(bench.changes))), jobs or os.cpu_count() or 1)
    _bench.cache_clear()
    reasons = explained(bench.shop.policy.id)
    living = (bench.changes[number] for number, fate in fates.items() if fate is False)
    return bench.shop, tuple(
        one for one in living if not any(fits(r.mutant, one.key) for r in reasons)
    )


def _fates(name: str, numbers: list[int], jobs: int) -> dict[int, bool | None]:
    """Of each change: killed, living (False) or invalid (None)."""
    if jobs < 2 or len(numbers) < _FEW:
        return dict(tried(name, numbers))
    shares = [numbers[place :: jobs * 4] for place in range(jobs * 4)]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        done = list(pool.map(tried, [name] * len(shares), shares))
    return {number: fate for share in done for number, fate in share}


def tried(name: str, numbers: Sequence[int]) -> list[tuple[int, bool | None]]:
    """What becomes of some changes of a policy, by their numbers."""
    bench = _bench(name)
    return [(number, _fate(bench, bench.changes[number])) for number in numbers]


def _fate(bench: _Bench, change: Change) -> bool | None:
    variant = bench.shop.variant(change.steps, change.value)
    if variant is None:
        return None
    only = variant.reached
    near = [one for one in bench.tests if one.concerns(only)]
    far = [one for one in bench.tests if not one.concerns(only)]
    return any(one.kills(variant.policy, only) for one in (*near, *far))


def _reported(
    bench: _Bench, fates: dict[int, bool | None], sampled: int | None
) -> Mutation:
    reasons = explained(bench.shop.policy.id)
    used: set[str] = set()
    living: list[Living] = []
    excused: list[Living] = []
    kinds: dict[str, Counter[bool]] = {}
    for number, fate in sorted(fates.items()):
        change = bench.changes[number]
        if fate is not None:
            kinds.setdefault(change.kind, Counter())[fate] += 1
        if fate is False:
            reason = next((r for r in reasons if fits(r.mutant, change.key)), None)
            used |= {reason.mutant} if reason else set()
            one = _living(bench, change, reason.because if reason else None)
            (excused if reason else living).append(one)
    stale = [one.mutant for one in reasons if one.mutant not in used]
    valid = [fate for fate in fates.values() if fate is not None]
    return Mutation(
        policy=bench.shop.policy.id,
        tests=len(bench.tests),
        mutants=len(valid),
        killed=valid.count(True),
        invalid=len(fates) - len(valid),
        living=tuple(living),
        explained=tuple(excused),
        stale=() if sampled is not None else tuple(stale),
        by_kind={kind: (n[True], n[True] + n[False]) for kind, n in kinds.items()},
        sampled=sampled,
    )


def _living(bench: _Bench, change: Change, because: str | None) -> Living:
    return Living(
        kind=change.kind,
        where=bench.shop.draft.where(change.at),
        key=change.key,
        before=change.before,
        after=change.after,
        explained=because,
    )


def as_text(done: Mutation) -> str:
    """The result for people: the figures, then what lives, with place and difference."""
    head = (
        f"{done.policy}: {done.mutants} mutants, {done.killed} killed, "
        f"{len(done.explained)} explained, {len(done.living)} living "
        f"({done.tests} tests"
    )
    if done.invalid:
        head += (
            f"; {done.invalid} changes not tried: they make no valid policy or reach "
            "no test"
        )
    head += ")"
    if done.sampled is not None:
        head += f"; a sample of {done.sampled}"
    lines = [head]
    for one in done.living:
        lines += one.lines()
    lines += [f"explains nothing any more: {one}" for one in done.stale]
    return "\n".join(lines)
