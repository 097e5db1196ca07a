"""How requests and statements of the Medicare kinds are read: ``python -m`` this.

    python -m tests.readings.medicare.measure FILE.yaml... [-v]

A file lists texts with what they ask for (``lines``) or with the statuses that the
criteria of a policy must take (``criteria``); a list of statuses or places accepts any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.schema.review import Review

HERE = Path(__file__).resolve().parent


class Miss(NamedTuple):
    """One label that did not come out, and what did."""

    where: str
    wanted: object
    got: object


@cache
def entries(file: Path) -> tuple[dict[str, Any], ...]:
    """The texts of one file."""
    return tuple(yaml.safe_load(file.read_text("utf-8")))


def reviewed(entry: dict[str, Any]) -> Review:
    """The text of an entry, read and judged."""
    request = entry.get("request")
    text = f"{request}\f{entry['text']}" if request else entry["text"]
    packet = read_packet((Source("packet.txt", text.encode()),))
    return review_packet(
        packet,
        RulesReader(),
        policy=entry.get("policy"),
        request_date=entry.get("request_date"),
    )


def misses(entry: dict[str, Any]) -> Iterator[Miss | None]:
    """Per label of an entry: None where it came out, else the miss."""
    done = reviewed(entry).determination
    if "lines" in entry:
        yield from _lines(entry, done.lines)
    statuses: dict[str, str] = {}
    for line in done.lines[:1]:
        statuses = {one.id: one.status for one in line.criteria}
    for name, wanted in entry.get("criteria", {}).items():
        got = statuses.get(name, "no line")
        yield None if got in _listed(wanted) else Miss(name, wanted, got)


def _lines(entry: dict[str, Any], lines: Any) -> Iterator[Miss | None]:
    got = [
        (one.procedure, one.level, one.side)
        for one in lines
        if one.procedure in _mains()
    ]
    open_lines = list(got)
    for procedure, places, side in entry["lines"]:
        fitting = [
            one
            for one in open_lines
            if one[0] == procedure and one[1] in _listed(places) and one[2] == side
        ]
        if fitting:
            open_lines.remove(fitting[0])
            yield None
        else:
            yield Miss("line", (procedure, places, side), got)
    for one in open_lines:
        yield Miss("line", None, one)


@cache
def _mains() -> frozenset[str]:
    from workbench.vocabulary.tables import procedures

    return frozenset(procedures().procedures)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def main(arguments: list[str]) -> None:
    """Print the figures, with ``-v`` every miss."""
    for name in [one for one in arguments if one != "-v"]:
        right = total = whole = 0
        texts = entries(Path(name))
        for entry in texts:
            found = list(misses(entry))
            wrong = [one for one in found if one]
            right, total = right + len(found) - len(wrong), total + len(found)
            whole += not wrong
            for one in wrong if "-v" in arguments else ():
                sys.stdout.write(
                    f"{entry['id']}: {one.where}: {one.wanted} got {one.got}\n"
                )
        sys.stdout.write(
            f"{name}: {right} of {total} labels, {whole} of {len(texts)} texts whole\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
