"""Labelled frames of several files together, by field, by style and by assertion.

    python -m tests.extract.assertion.by_group FILE.yaml [...]

The figures of ``frames.py``, as tables for the page of measurements.  A field is the
list of the Case that a kind belongs to; a style is the beginning of its name; what a
group with fewer than thirty frames says is noise, so these are put together.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.extract.assertion.frames import Frame, field_of, frames, results

_FEW = 30
_OTHERS = "others"


class Judged(NamedTuple):
    """A frame, and whether its assertion and the whole of it are right."""

    frame: Frame
    seven: bool
    full: bool


def judged(files: Iterable[Path]) -> Iterator[Judged]:
    """The frames of all files, read and judged."""
    for path in files:
        for one in results(frames(path)):
            rows = zip(one.group, one.sevens, one.fulls, strict=True)
            for frame, said, full in rows:
                yield Judged(frame, said in frame.right, full)


def table(
    title: str, rows: Iterable[Judged], name: Callable[[Frame], str]
) -> Iterator[str]:
    """A table of one grouping, the largest group first and small ones together."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        groups[name(row.frame)].append(row)
    small = [one for one in groups if len(groups[one]) < _FEW]
    for one in small:
        groups[_OTHERS] += groups.pop(one)
    yield f"| {title} | frames | seven-way | full frame |"
    yield "|---|---|---|---|"
    ordered = sorted(groups, key=lambda one: (one == _OTHERS, -len(groups[one])))
    for one in ordered:
        if group := groups[one]:
            seven = sum(row.seven for row in group) / len(group)
            full = sum(row.full for row in group) / len(group)
            yield f"| {one} | {len(group)} | {seven:.3f} | {full:.3f} |"
    yield ""


def _style(frame: Frame) -> str:
    return frame.style.split()[0].split("-")[0].rstrip(",")


def main() -> None:
    """Print the tables of the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    rows = list(judged(parser.parse_args().files))
    lines = [
        *table("field", rows, lambda frame: field_of(frame.kind).replace("_", " ")),
        *table("style", rows, _style),
        *table("assertion", rows, lambda frame: frame.right[0].replace("_", " ")),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
