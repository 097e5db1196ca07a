"""``python -m benchmarks.beside_cql``: the evaluator beside a CQL engine, in turns.

The same seeded cases and the same six criteria, written in CQL (``cql/workload.cql``)
with the same four statuses; both are first held to the reference.  CQL gets its facts
as a list of tuples, the fastest form known for it, and no evidence; ours gives the full
trace.  Needs Node.js and ``npm install`` in ``benchmarks/cql``.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import workload
from benchmarks.run import DATE, POLICY, say, spent
from workbench.evaluate.bulk import Bulk
from workbench.evaluate.compile import compile_policy
from workbench.policy.loader import load_policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case

FOLDER = Path(__file__).with_name("cql")
CASES, ROUNDS = 40, 5
STATUS = {
    "open": workload.OPEN,
    "met": workload.MET,
    "not_met": workload.NOT_MET,
    "conflicting": workload.CONFLICT,
}


def fact(raw: workload.Raw) -> dict[str, Any]:
    """One raw fact as the tuple that the CQL library takes."""
    value = raw["value"]
    flag = value if isinstance(value, bool) else None
    number = None if flag is not None else workload.STEP.get(value, value)
    return {
        "concept": raw["concept"],
        "level": raw.get("level"),
        "flag": flag,
        "number": number,
        "starts": raw.get("start"),
        "ends": raw.get("end"),
    }


def cql(cases: list[list[workload.Raw]]) -> dict[str, Any]:
    """Statuses and CPU microseconds a case, of one run of the CQL engine."""
    text = json.dumps([[fact(raw) for raw in one] for one in cases])
    words = ["node", str(FOLDER / "run.mjs"), "1"]
    done = subprocess.run(words, input=text, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-800:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check(
    cases: list[list[workload.Raw]], statuses: list[list[dict[str, Any]]]
) -> None:
    """Hold CQL's statuses to the reference, level by level."""
    for one, rows in zip(cases, statuses, strict=True):
        want = workload.expected(one)
        for row in rows:
            values = [row[f"a{number}"] for number in range(1, 7)]
            got = tuple(STATUS[value] for value in values if value is not None)
            if got != want[row["level"]]:
                raise SystemExit(f"CQL differs at {row['level']}: {got}")


def main() -> None:
    """Take turns and print the ratio."""
    if not shutil.which("node") or not (FOLDER / "node_modules").is_dir():
        raise SystemExit("needs Node.js and `npm install` in benchmarks/cql")
    cases = workload.cases(CASES)
    built = [parse_data(Case, workload.as_case(one), where="case") for one in cases]
    bulk = Bulk(compile_policy(load_policy(str(POLICY))))
    check(cases, cql(cases)["statuses"])
    say(f"{CASES} cases; the CQL statuses equal the reference")

    def ours() -> None:
        for one in built * 25:
            bulk.verdict(one, DATE)

    ours()
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(spent(ours) / (len(built) * 25) * 1e6)
        theirs.append(cql(cases)["microseconds"][0])
    say(f"ours, facts laid out and full trace: {min(mine):,.0f} us a case (best)")
    say(f"cql-execution, no trace: {min(theirs):,.0f} us a case (best)")
    pairs = [other / one for one, other in zip(mine, theirs, strict=True)]
    say(
        f"as fast: {min(theirs) / min(mine):.0f} times (best), "
        f"{statistics.median(pairs):.0f} (median of pairs)"
    )


if __name__ == "__main__":
    sys.exit(main())
