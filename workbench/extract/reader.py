"""What a reader is: anything that turns a Packet into a Case and says how it did."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from workbench.schema.case import Case
from workbench.schema.packet import Packet
from workbench.schema.review import ReaderRecord


class Reading(NamedTuple):
    """A Case and the record of how it was read."""

    case: Case
    record: ReaderRecord


class Reader(Protocol):
    """One method; the rules reader and the LLM reader both fit it."""

    def read(self, packet: Packet) -> Reading:
        """Read the packet.  Raises ExtractionError when nothing could be read."""
        ...
