"""The packet as a model is told it: torn text joined, lines under their own numbers.

Running headers inside a document are left out and words that a line end broke are made
whole, so that a model reads sentences and can copy them.  Its answer is held against
this copy; evidence is then taken from the packet itself, and every line number that a
person or a model sees is that of the packet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.extract.rules.copy.joined import Places
from workbench.extract.rules.copy.legible import joined_copy, requoted
from workbench.packet.text import DocumentText
from workbench.schema.case import Case
from workbench.schema.packet import Document, Line, Packet, summarise


@dataclass(frozen=True, slots=True)
class Told:
    """A packet and its joined copy, with the way back."""

    original: Packet
    packet: Packet
    places: Mapping[str, Places]
    numbers: Mapping[str, tuple[int, ...]]
    """By document id: the packet's number of each line of the copy."""

    def requoted(self, case: Case) -> Case:
        """A case that was read from the copy, its evidence quoted from the packet.

        What a model claimed in a refused fact stays as the model wrote it.
        """
        if self.packet is self.original:
            return case
        made = requoted(case, self.original, self.places)
        refused = tuple(
            after.model_copy(update={"quote": before.quote})
            for before, after in zip(case.refused, made.refused, strict=True)
        )
        documents = tuple(summarise(one) for one in self.original.documents)
        return made.model_copy(update={"refused": refused, "documents": documents})


def told(packet: Packet) -> Told:
    """The packet as a model is told it."""
    copy = joined_copy(packet)
    numbers = {
        before.id: _numbers(before, after, copy.places[before.id])
        for before, after in zip(packet.documents, copy.packet.documents, strict=True)
        if before.id in copy.places
    }
    return Told(packet, copy.packet, copy.places, numbers)


def _numbers(before: Document, after: Document, places: Places) -> tuple[int, ...]:
    """The number in the document of each line of its copy."""
    source, copied = DocumentText(before), DocumentText(after)
    starts = (copied.line_start(index) for index in range(len(after.lines)))
    return tuple(
        before.lines[source.line_index(places.original(start))].number
        for start in starts
    )


def numbered(line: Line, numbers: tuple[int, ...]) -> Line:
    """A line of the copy under the packet's number."""
    if not numbers or numbers[line.number - 1] == line.number:
        return line
    return line.model_copy(update={"number": numbers[line.number - 1]})


def cited(value: Any, numbers: tuple[int, ...]) -> Any:
    """Plain data of an answer with the line numbers of its quotes as in the copy.

    A number that stands for a line left out leads nowhere and is dropped.
    """
    if not numbers:
        return value
    return _cited(value, {number: at for at, number in enumerate(numbers, 1)})


def _cited(value: Any, own: Mapping[int, int]) -> Any:
    if isinstance(value, list):
        return [_cited(item, own) for item in value]
    if isinstance(value, dict) and {"text", "lines"} == set(value):
        return value | {"lines": [own[one] for one in value["lines"] if one in own]}
    if isinstance(value, dict):
        return {key: _cited(item, own) for key, item in value.items()}
    return value
