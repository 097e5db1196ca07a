"""How many facts of the checklist and how many request layouts come out as they say.

python -m tests.extract.vocabulary.measure [-v]
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.extract.vocabulary.checklist import rows, tables, wrong
from tests.extract.vocabulary.layouts import layouts, lines_of, right


def say(text: str) -> None:
    """One line to standard output."""
    sys.stdout.write(f"{text}\n")


def main(verbose: bool) -> None:
    """Print one line per table, and what came out wrong."""
    total = good = 0
    for table in tables():
        kept, missed = 0, []
        for row in rows(table):
            lost = wrong(row)
            kept += len(row.facts) - len(lost)
            missed += [f"   {row.text[:90]!r}: {one}" for one in lost]
        count = sum(len(row.facts) for row in rows(table))
        total, good = total + count, good + kept
        whole = sum(not wrong(row) for row in rows(table))
        say(f"{table:12} facts {kept}/{count}  rows {whole}/{len(rows(table))}")
        say("\n".join(missed)) if verbose else None
    say(f"all          facts {good}/{total}")
    for path in sorted(Path(__file__).parent.glob("requests*.yaml")):
        found = layouts(path.stem)
        say(f"{path.stem} {sum(right(one) for one in found)}/{len(found)}")
        for one in found:
            if verbose and not right(one):
                say(f"   {one.name}: {sorted(lines_of(one.text))}")


if __name__ == "__main__":
    main("-v" in sys.argv)
