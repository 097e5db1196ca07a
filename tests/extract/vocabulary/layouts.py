"""Request layouts written down with the lines that they ask for.

``asked`` of ``requests*.yaml`` names every main line as ``kind place [side] [s=n]``;
a side or a stage that is not named is not compared.  Dependent codes are left out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.vocabulary import procedures

ROOM = Path(__file__).parent


class Layout(NamedTuple):
    """One way to ask, and what it asks for."""

    name: str
    text: str
    asked: tuple[str, ...]


def layouts(table: str) -> list[Layout]:
    """The layouts of one file."""
    data = yaml.safe_load((ROOM / f"{table}.yaml").read_text(encoding="utf-8"))
    return [Layout(one["name"], one["text"], tuple(one["asked"])) for one in data]


@cache
def lines_of(text: str) -> frozenset[str]:
    """The main lines of a request, written short with side and stage."""
    packet = read_packet((Source("request.txt", text.encode()),))
    dependents = procedures().dependents
    return frozenset(
        " ".join(
            (
                one.kind,
                one.level or one.site or "-",
                *((one.side,) if one.side else ()),
                *((f"s={one.stage}",) if one.stage else ()),
            )
        )
        for one in RulesReader().read(packet).case.requested_procedures
        if one.kind not in dependents
    )


def right(one: Layout) -> bool:
    """Whether the lines are those of the layout, none more and none fewer."""
    found = [set(line.split()) for line in lines_of(one.text)]
    asked = [set(line.split()) for line in one.asked]
    return all(any(want <= got for got in found) for want in asked) and all(
        any(want <= got for want in asked) for got in found
    )
