"""Facts of all questions into one Case: merged, numbered, refused ones apart.

The same fact from overlapping chunks or from both looks is one fact with the evidence
of all.  Identity and the request's own date come from labelled fields, which the rules
read; the model is not asked for what a label states.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.extract.grounding import nearest
from workbench.extract.llm.verify import Verified
from workbench.extract.rules.frames.identity.patient import read_patient
from workbench.extract.rules.frames.request.header import read_header
from workbench.extract.rules.model import PacketView
from workbench.extract.rules.whole.episode import index_date, mark_earlier
from workbench.extract.rules.whole.merge import merge
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Fact,
    FactList,
    ProcedureDone,
    RefusedFact,
)
from workbench.schema.packet import Packet, summarise


def assemble(packet: Packet, seen: PacketView, parts: Iterable[Verified]) -> Case:
    """The Case of all facts that stand; the rest as refused facts."""
    lists: dict[FactList, list[Fact]] = {name: [] for name in FACT_LISTS}
    refused: list[RefusedFact] = []
    for part in parts:
        for name, fact in part.kept:
            lists[name].append(fact)
        refused += [one.fact for one in part.fallen]
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


def _numbered(packet: Packet, refused: Iterable[RefusedFact]) -> Iterable[RefusedFact]:
    """Refused facts with ids; text that is nowhere gets the nearest text beside it."""
    for number, item in enumerate(dict.fromkeys(refused), 1):
        near = item.nearest
        if near is None and item.quote:
            near = nearest(packet, item.quote)
        yield item.model_copy(update={"id": f"R{number}", "nearest": near})
