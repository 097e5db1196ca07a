"""``python -m benchmarks.run``: speed of the evaluator, with ratios in one run.

Times are CPU time of this process with the collector off.  The machine may be shared:
each figure is the least of some repeats, the median beside it, and engines that are
compared take turns, so that both meet the same load; the ratios are the result.  The
engine compared with is optional: ``pip install zen-engine``.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import workload
from workbench.evaluate.answer import STATUS
from workbench.evaluate.bulk import Bulk
from workbench.evaluate.columns import (
    columns_for,
    outcome_byte,
    outcomes,
    rows,
    table,
)
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.engine import apply
from workbench.evaluate.facts import FactBase
from workbench.evaluate.families import minimal_sets
from workbench.evaluate.lean import decoder, lists_read
from workbench.evaluate.trace import trace_bytes
from workbench.policy.loader import load_policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case

POLICY = Path(__file__).with_name("cervical-workload.yaml")
DATE = "2026-05-04"


def say(text: str = "") -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")


def timed(name: str, job: Callable[[], Any], count: int, repeats: int = 7) -> float:
    """Cases per second of a job over ``count`` cases; the best of the repeats."""
    job()
    return told(name, [spent(job) for _ in range(repeats)], count)


def spent(job: Callable[[], Any]) -> float:
    """CPU seconds of one run of a job."""
    gc.collect()
    gc.disable()
    begin = time.process_time()
    job()
    found = time.process_time() - begin
    gc.enable()
    return found


def told(name: str, found: list[float], count: int) -> float:
    """The line of a result; cases per second of the best repeat."""
    best, middle = min(found), statistics.median(found)
    say(
        f"{name:54s} {count / best:11,.0f} cases/s {best / count * 1e6:8.2f} us"
        f" (median {middle / count * 1e6:.0f})"
    )
    return count / best


def main() -> None:
    """Run everything and print it."""
    raw = workload.cases()
    texts = [json.dumps(workload.as_case(one)).encode() for one in raw]
    built = [parse_data(Case, json.loads(text), where="workload") for text in texts]
    facts = sum(len(one) for one in raw) / len(raw) + 2
    say(
        f"{len(raw)} cases, {facts:.1f} facts and "
        f"{sum(map(len, texts)) / len(texts):,.0f} bytes each"
    )
    loaded = load_policy(str(POLICY))
    policy = compile_policy(loaded)
    _compiling()
    bulk = Bulk(policy)
    _check(raw, built, bulk)
    count = len(built)
    decode = decoder(lists_read(policy))
    lean = [decode(text) for text in texts]
    bases = [FactBase(one) for one in built]

    def fresh() -> None:
        for base in bases:
            base.memo.clear()

    def in_memory() -> None:
        fresh()
        for base in bases:
            bulk.of_facts(base, DATE)

    def laid_out() -> None:
        for one in built:
            bulk.verdict(one, DATE)

    def stored() -> None:
        for text in texts:
            bulk.verdict(decode(text), DATE)

    _compared(raw, in_memory, laid_out, stored)
    timed(
        "the same on lean cases",
        lambda: [None for one in lean if bulk.verdict(one, DATE) is None],
        count,
    )
    timed(
        "evaluate, trace to bytes",
        lambda: [len(trace_bytes(bulk.verdict(one, DATE))) for one in built],
        count,
    )
    verdicts = [bulk.verdict(one, DATE) for one in built]
    timed(
        "minimal sets of all lines",
        lambda: [minimal_sets(line.answers) for one in verdicts for line in one.lines],
        count,
    )
    timed(
        "the whole Determination (wording, needs, sets)",
        lambda: [
            apply(one, policy, request_date=DATE, final=False) for one in built[:50]
        ],
        50,
        3,
    )
    _columns(policy, bulk, built)
    _memory(bulk, lean)


def _check(raw: list[Any], built: list[Case], bulk: Bulk) -> None:
    """Statuses equal to an implementation of its own, on every case and level."""
    for facts, case in zip(raw, built, strict=True):
        want = workload.expected(facts)
        for line in bulk.verdict(case, DATE).lines:
            level = line.spot.place.interspaces[0]
            if line.statuses != want[level]:
                got = [STATUS[code] for code in line.statuses]
                raise SystemExit(f"wrong at {level}: {got}, expected {want[level]}")
    say("statuses equal to the reference on all cases")


def _columns(policy: Any, bulk: Bulk, built: list[Case]) -> None:
    verdicts = [bulk.verdict(one, DATE) for one in built]
    total = 0.0
    for procedure in policy.policy.procedures:
        stored = rows(verdicts, procedure)
        want = bytes(
            outcome_byte(line.recommendation)
            for one in verdicts
            for line in one.lines
            if line.spot.place.procedure == procedure
        )
        big = table(stored * 20, len(columns_for(policy, procedure)))
        got = outcomes(policy, procedure, big)
        if got.tobytes() != want * 20:
            raise SystemExit(f"columns differ from case by case for {procedure}")
        gc.collect()
        times = []
        for _ in range(7):
            begin = time.process_time()
            outcomes(policy, procedure, big)
            times.append(time.process_time() - begin)
        total += statistics.median(times)
    count = len(built) * 20
    say(
        f"{'leaf columns to outcomes, byte for byte the same':58s} "
        f"{count / total:12,.0f}"
        f" cases/s {total / count * 1e6:9.2f} us"
    )


ZEN = {
    "a1": "causes",
    "a2": "pain or weakness or sensory_loss or hyporeflexia",
    "a3": "grade >= 5",
    "a4": "days >= 42 and ((pt and nsaid) or (pt and activity)"
    " or (nsaid and activity))",
    "a5": "adl",
    "a6": "not instrumented or translation > 3.5 or hardware",
}


def _zen_decision() -> Any:
    """The same criteria as a decision graph of zen-engine; None where it is missing."""
    try:
        import zen
    except ImportError:
        return None
    content = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "request", "content": {}},
            {
                "id": "rules",
                "type": "expressionNode",
                "name": "criteria",
                "content": {
                    "expressions": [
                        {"id": key, "key": key, "value": text}
                        for key, text in ZEN.items()
                    ],
                    "inputField": "levels",
                    "outputPath": "levels",
                    "executionMode": "loop",
                    "passThrough": False,
                },
            },
            {"id": "out", "type": "outputNode", "name": "answer", "content": {}},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    return zen.ZenEngine().create_decision(json.dumps(content))


def _compared(
    raw: list[Any],
    in_memory: Callable[[], None],
    laid_out: Callable[[], None],
    stored: Callable[[], None],
) -> None:
    """Ours and zen-engine with trace in turns: the same load for both."""
    jobs: dict[str, Callable[[], Any]] = {
        "evaluate, full trace, facts laid out": in_memory,
        "lay facts out and evaluate, full trace": laid_out,
        "stored bytes to verdict, full trace": stored,
    }
    decision = _zen_decision()
    if decision is not None:
        flat = [workload.flat(one) for one in raw]
        answer = decision.evaluate(flat[0], {"trace": True})
        rows_ = answer["result"]["levels"]
        assert len(rows_) == 5 and "a4" in rows_[0], answer
        jobs["zen-engine with trace (two values, rows made before)"] = lambda: [
            decision.evaluate(one, {"trace": True}) for one in flat
        ]
    for job in jobs.values():
        job()
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(9):
        for name, job in jobs.items():
            times[name].append(spent(job))
    for name, found in times.items():
        told(name, found, len(raw))
    if decision is None:
        say("zen-engine is not installed (pip install zen-engine): no comparison")
        return
    *ours, theirs = times.values()
    told_as = ("facts laid out", "laying out included", "from stored bytes")
    for name, mine in zip(told_as, ours, strict=True):
        pairs = [other / one for one, other in zip(mine, theirs, strict=True)]
        say(
            f"as fast as zen-engine with trace, {name}: {min(theirs) / min(mine):.1f} "
            f"times (best), {statistics.median(pairs):.1f} (median of pairs)"
        )


def _compiling() -> None:
    """What a policy costs before the first case: reading, compiling, lint."""
    reading = min(spent(lambda: load_policy(str(POLICY))) for _ in range(3))
    loaded = load_policy(str(POLICY))
    compiling = min(spent(lambda: compile_policy(loaded)) for _ in range(5))
    say(
        f"read the policy file: {reading * 1000:.1f} ms; compile it: "
        f"{compiling * 1000:.1f} ms"
    )


def _memory(bulk: Bulk, lean: list[Any]) -> None:
    """Peak memory over many cases: what is kept does not grow with their number."""
    peaks = []
    for _ in range(2):
        for number in range(20_000):
            bulk.verdict(lean[number % len(lean)], DATE)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    say(
        "peak memory after 20,000 and 40,000 further cases: "
        f"{peaks[0]:,} and {peaks[1]:,} kB"
    )


if __name__ == "__main__":
    main()
