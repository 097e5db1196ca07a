"""How fast `policy impact` is: a million stored cases, from columns to verdicts.

    python -m benchmarks.impact [--cases 1000000] [--distinct 100]

The cases are those of the workload (some sixty facts, five lines each) and of the made
store (one or two lines); ``--distinct`` of each are judged, case by case, and their
rows repeated.  Every verdict of the distinct cases is compared with a case-by-case
evaluation before anything is timed.  CPU seconds, best of three.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.made_store import lines
from benchmarks.workload import as_case, cases
from workbench.evals.impact import sheet as sheets
from workbench.evals.impact.fill import fill
from workbench.evals.impact.leaves import named
from workbench.evals.impact.report import Pair, impact
from workbench.evals.impact.store import Stored
from workbench.evals.impact.verdicts import (
    ABSENT,
    STATUSES,
    Verdicts,
    judged,
    recommendation,
)
from workbench.evaluate.compile import CompiledPolicy, compiled
from workbench.evaluate.engine import apply
from workbench.policy.loader import load_policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case

POLICIES = ("cervical-spine-surgery", "cervical-spine-surgery-strict")


def say(text: str) -> None:
    """One line of the result."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def timed(job: Callable[[], Any]) -> float:
    """CPU seconds of the best of three runs."""
    found = []
    for _ in range(3):
        start = time.process_time()
        job()
        found.append(time.process_time() - start)
    return min(found)


def workload(count: int) -> list[Stored]:
    """Cases of some sixty facts at five levels."""
    return [
        Stored(
            f"w{number}",
            parse_data(Case, as_case(raw), where="workload").model_dump_json().encode(),
        )
        for number, raw in enumerate(cases(count))
    ]


def made(count: int) -> list[Stored]:
    """Cases as packets have them."""
    found = [json.loads(line) for line in lines(count, 7)]
    return [Stored(one["id"], json.dumps(one["case"]).encode()) for one in found]


def check(store: list[Stored], sheet: sheets.Sheet, policy: CompiledPolicy) -> int:
    """How many lines were compared with case by case.  Raises SystemExit."""
    verdicts = judged(sheet, policy, named(policy))
    row = 0
    for one in store:
        case = Case.model_validate_json(one.case)
        found = apply(case, policy, request_date=case.request.date, final=False)
        for line in found.lines:
            own = {result.id: result.status for result in line.criteria}
            if (line.recommendation, own) != _row(verdicts, row):
                raise SystemExit(f"columns differ from the evaluator: {one.name}")
            row += 1
    if row != sheet.rows:
        raise SystemExit("columns hold another number of lines")
    return row


def _row(verdicts: Verdicts, row: int) -> tuple[str, dict[str, str]]:
    statuses = {
        name: STATUSES[one[row]]
        for name, one in verdicts.statuses.items()
        if one[row] != ABSENT
    }
    return recommendation(int(verdicts.outcome[row]), False), statuses


def main() -> None:
    """Make, check and time both stores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=100)
    asked = parser.parse_args()
    pair = Pair(*(compiled(load_policy(name)) for name in POLICIES))
    for title, store in (
        ("workload", workload(asked.distinct)),
        ("made store", made(asked.distinct)),
    ):
        _run(title, store, pair, asked.cases)


def _run(title: str, store: list[Stored], pair: Pair, count: int) -> None:
    start = time.process_time()
    filled = fill(store, pair)
    spent = time.process_time() - start
    say(
        f"{title}: {spent / len(store) * 1e3:.1f} ms a case to make the columns of both"
    )
    same = sum(check(store, filled.sheet, one) for one in pair)
    say(f"  {same} verdicts the same as case by case")
    order = [n % len(store) for n in range(count)]
    big = filled.sheet.take(order)
    say(f"  {big.cases:,} cases, {big.rows:,} lines, {len(big.columns)} columns")
    for policy in pair:
        columns = named(policy)
        seconds = timed(lambda one=policy, c=columns: judged(big, one, c))  # type: ignore[misc]
        say(f"  {policy.policy.id}: {big.cases / seconds:,.0f} cases/s")
    whole = filled._replace(
        sheet=big, names=tuple(map(str, order)), positions=tuple(order)
    )
    start = time.process_time()
    told = impact(store, pair, whole, explained=10)
    seconds = time.process_time() - start
    say(
        f"  whole report, {told.lines_changed:,} lines flip: "
        f"{big.cases / seconds:,.0f} cases/s"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "columns"
        sheets.save(big, path, "benchmark", ())
        size = path.stat().st_size / big.cases
        seconds = timed(lambda: sheets.load(path, "benchmark"))
    say(f"  kept columns: {size:.0f} bytes a case, read at {count / seconds:,.0f}/s")


if __name__ == "__main__":
    main()
