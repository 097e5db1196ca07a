"""What a reader is: anything that turns a Packet into a Case and says how it did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol, runtime_checkable

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


Progress = Callable[[str, int, int], None]
"""Called as ``progress(document id, documents read, documents in all)``."""


def unwatched(document: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@runtime_checkable
class TellingReader(Protocol):
    """A reader that tells how far it is, document by document."""

    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        """As ``Reader.read``; what ``progress`` raises ends the reading."""
        ...


def read_telling(reader: Reader, packet: Packet, progress: Progress) -> Reading:
    """The reading of any reader, with its progress where the reader can tell."""
    if isinstance(reader, TellingReader):
        return reader.read_telling(packet, progress)
    return reader.read(packet)
