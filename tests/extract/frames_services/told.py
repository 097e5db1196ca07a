"""What the rules reader makes of some papers, for tests of what was done."""

from __future__ import annotations

from typing import Any

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case


def case_of(*texts: str) -> Case:
    """The case of a packet of these papers."""
    sources = tuple(
        Source(f"{place}.txt", text.encode()) for place, text in enumerate(texts)
    )
    return RulesReader().read(read_packet(sources)).case


def done(case: Case, kind: str) -> list[dict[str, Any]]:
    """The procedures of a kind that were done, without ids and quotes."""
    return [
        one.model_dump(mode="json", exclude_none=True, exclude={"evidence", "id"})
        for one in case.procedures_done
        if one.kind == kind
    ]
