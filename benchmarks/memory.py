"""``python -m benchmarks.memory [COUNT]``: peak memory over a million cases, streamed.

Stored bytes are decoded, judged with the full trace and let go; the peak is told ten
times on the way.
"""

from __future__ import annotations

import json
import resource
import sys

from benchmarks import workload
from benchmarks.run import DATE, POLICY, say
from workbench.evaluate.bulk import Bulk
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.lean import decoder, lists_read
from workbench.policy.loader import load_policy

COUNT = 1_000_000


def main(count: int) -> None:
    """Judge this many cases and print the peak after each tenth."""
    policy = compile_policy(load_policy(str(POLICY)))
    bulk, decode = Bulk(policy), decoder(lists_read(policy))
    texts = [json.dumps(workload.as_case(one)).encode() for one in workload.cases()]
    for tenth in range(1, 11):
        for number in range(count // 10):
            bulk.verdict(decode(texts[number % len(texts)]), DATE)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        say(f"after {tenth * (count // 10):>9,} cases: peak {peak:,} kB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
