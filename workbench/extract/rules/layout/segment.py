"""Cutting a document up: sections, blocks and sentences, structure before language.

Lines come typed from ``lines``, ``blocks`` joins them into sections and blocks; here
every block gets its sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.layout.blocks import Builder
from workbench.extract.rules.layout.headings import is_level
from workbench.extract.rules.layout.lines import pieces
from workbench.extract.rules.layout.sentences import sentence_spans
from workbench.extract.rules.model import (
    Block,
    DocumentView,
    LevelMention,
    PacketView,
    Sentence,
)
from workbench.extract.rules.values.levels import find_levels
from workbench.packet.text import DocumentText
from workbench.schema.packet import Document, Packet
from workbench.schema.partial_date import PartialDate

_PAIR = 2


def view(packet: Packet, request_date: PartialDate | None = None) -> PacketView:
    """All documents of a packet, cut up."""
    documents = tuple(segment(document) for document in packet.documents)
    return PacketView(packet, documents, request_date)


def segment(document: Document) -> DocumentView:
    """One document as sections, blocks and sentences."""
    source = DocumentText(document)
    folded = fold(source.text)
    builder = Builder(source.text, folded, document.kind)
    for piece in pieces(source.text):
        builder.take(piece)
    sections, blocks = builder.finish()
    sentences = tuple(_sentences(folded, blocks))
    return DocumentView(document, source, sections, blocks, sentences)


def level_headings(place: Block | Sentence) -> tuple[LevelMention, ...]:
    """Levels that head a block ("C5-6: ..."); offsets count in the document.

    They hold for the blocks after it until the next one or the end of the section.
    """
    block = place.block if isinstance(place, Sentence) else place
    if not block.label or not is_level(block.label):
        return ()
    return tuple(
        LevelMention(
            mention.start + block.start,
            mention.end + block.start,
            mention.interspaces,
            mention.vertebrae,
            mention.roots,
            mention.is_range,
        )
        for mention in find_levels(block.label)
    )


def level_heading(place: Block | Sentence) -> LevelMention | None:
    """The first level that heads a block, None where none does."""
    found = level_headings(place)
    return found[0] if found else None


def _sentences(folded: str, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    index = 0
    for block in blocks:
        if block.kind == "paragraph" or block.kind == "item":
            spans = sentence_spans(folded, block.start, block.end)
        else:
            spans = iter([(block.start, block.end)])
        for start, end in spans:
            yield Sentence(_said(folded[start:end], block), start, end, block, index)
            index += 1


def _said(text: str, block: Block) -> str:
    """The words of a sentence; the bars between a label and its value become blanks.

    The two cells of a table say what they say in two columns of a typed page.
    """
    told = [cell for cell in block.cells if cell.text]
    pair = block.kind == "row" and len(told) == _PAIR
    headed = any(cell.header is not None for cell in told)
    return text.replace("|", " ") if pair and not headed else text
