"""What a reader is: anything that turns a Packet into a Case and says how it did."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from workbench.schema.case import Case, Fact, FactList
from workbench.schema.comparison import Difference
from workbench.schema.packet import Packet
from workbench.schema.review import ReaderRecord


class Matched(NamedTuple):
    """One thing as two readers have it; ``facts`` are its ids in the merged Case."""

    list: FactList
    rules: Fact | None
    llm: Fact | None
    differs: tuple[Difference, ...]
    facts: tuple[str, ...]


class Compared(NamedTuple):
    """Each reader's own Case, and how their facts match."""

    rules: Case
    llm: Case
    matched: tuple[Matched, ...]
    failed: Literal["llm", "rules"] | None = None


class Reading(NamedTuple):
    """A Case, the record of how it was read, and the comparison of two readers."""

    case: Case
    record: ReaderRecord
    compared: Compared | None = None


class Reader(Protocol):
    """One method; the rules reader and the LLM reader both fit it."""

    def read(self, packet: Packet) -> Reading:
        """Read the packet.  Raises ExtractionError when nothing could be read."""
        ...
