"""How many changes of a policy `policy diff` shows by a case.

    python -m benchmarks.witnesses [POLICY ...] [--most 4000]

Every parameter that a test names is changed, one at a time (a number a step up, one
word of a list left out, true and false swapped, a grade scale shortened), and the
changed policy is compared with the policy as it stands.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from typing import Any

from workbench.errors import PolicyError
from workbench.evals.difference.report import Whole, diff
from workbench.policy.loader import file_of, list_policies, merged, resolved


def changes(value: Any) -> Iterator[Any]:
    """Values a little different from a parameter's."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, float):
        yield round(value + 0.1, 6)
    elif isinstance(value, list) and len(value) > 1:
        yield value[1:]


def main() -> None:
    """Change, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("policies", nargs="*")
    parser.add_argument("--most", type=int, default=4000)
    asked = parser.parse_args()
    shown = total = 0
    for name in asked.policies or list_policies():
        path = file_of(name)
        data = merged(path)
        old = Whole(resolved(data, path), data, path)
        for key, entry in data.get("parameters", {}).items():
            for value in changes(entry.get("value")):
                parameters = {**data["parameters"], key: entry | {"value": value}}
                changed = {**data, "parameters": parameters}
                try:
                    new = Whole(resolved(changed, path), changed, path)
                    start = time.process_time()
                    (one,) = diff(old, new, most=asked.most).shows
                except PolicyError:
                    continue
                if one.difference.bears != "status":
                    continue
                seconds = time.process_time() - start
                total += 1
                shown += one.shown == "witness"
                if one.shown != "witness":
                    sys.stdout.write(f"{name} {key}: {one.shown}, {seconds:.1f} s\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{shown} of {total} changes shown by a case\n")


if __name__ == "__main__":
    main()
