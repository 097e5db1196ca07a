"""Facts of all stretches into one Case: checked, merged, numbered.

Identity and the request's own date come from labelled fields, which the rules read;
the model is not asked for what a label states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from workbench.extract.checking import check
from workbench.extract.grounding import Refusal, nearest, supports
from workbench.extract.llm.context_check import contradicted
from workbench.extract.llm.convert import Read
from workbench.extract.rules.episode import index_date, mark_earlier
from workbench.extract.rules.frames.demographics import read_header, read_patient
from workbench.extract.rules.merge import merge
from workbench.extract.rules.model import PacketView
from workbench.extract.rules.segment import view
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Fact,
    FactList,
    ProcedureDone,
    RefusedFact,
)
from workbench.schema.packet import Packet, summarise


@dataclass
class Gathered:
    """What all stretches gave, in order."""

    facts: list[tuple[FactList, Fact]] = field(default_factory=list)
    refused: list[RefusedFact] = field(default_factory=list)

    def add(self, read: Read) -> None:
        """Take in the facts of one stretch."""
        for name, facts in read.facts.items():
            self.facts += [(name, fact) for fact in facts]
        self.refused += read.refused


def assemble(packet: Packet, gathered: Gathered) -> Case:
    """The Case of all facts whose quotes support them; the rest as refused facts."""
    lists: dict[FactList, list[Fact]] = {name: [] for name in FACT_LISTS}
    refused = list(gathered.refused)
    seen = view(packet)
    for name, fact in gathered.facts:
        checked = check(fact, partial(_verdict, seen=seen))
        lists[name] += checked.kept
        refused += checked.refused
    operations = [x for x in lists["procedures_done"] if isinstance(x, ProcedureDone)]
    date = index_date(operations)
    merged: dict[str, Any] = {
        name: merge(name, mark_earlier(facts, date), packet)
        for name, facts in lists.items()
    }
    return Case(
        patient=read_patient(seen),
        request=read_header(seen),
        documents=tuple(summarise(document) for document in packet.documents),
        refused=tuple(_numbered(packet, refused)),
        **merged,
    )


def _verdict(fact: Fact, seen: PacketView) -> Refusal | None:
    return supports(fact, seen.packet) or contradicted(fact, seen)


def _numbered(packet: Packet, refused: Iterable[RefusedFact]) -> Iterable[RefusedFact]:
    """Refused facts with ids; text that is nowhere gets the nearest text beside it."""
    for number, item in enumerate(dict.fromkeys(refused), 1):
        near = item.nearest
        if near is None and item.quote:
            near = nearest(packet, item.quote)
        yield item.model_copy(update={"id": f"R{number}", "nearest": near})
