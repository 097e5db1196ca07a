"""Lines that no reader may take for evidence: instructions, damage, foreign pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from workbench.content import expressions as re
from workbench.packet.text import DocumentText
from workbench.schema.base import Model, parse_data
from workbench.schema.packet import Document, FlagKind, Packet, PacketFlag
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).resolve().parent / "hazards.yaml"
WINDOW = 400
LONG_LINE = 20_000
_STEP = WINDOW - 100
_ODD = re.compile(r"[^\w\s.,;:/()\[\]%+\-'\"&#@*=<>|?!°≥≤–—’“”•☐☒☑✓_$~^{}\\]")


class Hazard(Model):
    """One pattern, with lines that must and must not match."""

    pattern: str
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class HazardFile(Model):
    """All patterns per flag, as they stand in ``hazards.yaml``."""

    hazards: dict[FlagKind, tuple[Hazard, ...]]


@cache
def hazard_file() -> HazardFile:
    """The hazards as data."""
    data = {"hazards": load_yaml(FILE)}
    return parse_data(HazardFile, data, where=str(FILE))


@cache
def _patterns() -> tuple[tuple[FlagKind, re.Pattern[str]], ...]:
    return tuple(
        (
            kind,
            re.constant(
                "|".join(f"(?:{entry.pattern})" for entry in entries), re.IGNORECASE
            ),
        )
        for kind, entries in hazard_file().hazards.items()
    )


def _search(pattern: re.Pattern[str], text: str) -> bool:
    """Search in overlapping windows, so that a huge line costs linear time."""
    if len(text) <= WINDOW:
        return bool(pattern.search(text))
    return any(
        pattern.search(text, start, start + WINDOW)
        for start in range(0, len(text), _STEP)
    )


def hazardous(document: Document) -> list[PacketFlag]:
    """Flags for instruction-like and template-like lines, each with its quote.

    A line is also read together with the next one, because an instruction may be
    broken across two lines.
    """
    source = DocumentText(document)
    texts = [line.text for line in document.lines]
    flags = []
    formed = _labels_in_braces(texts)
    for kind, pattern in _patterns():
        if kind == "template-text" and formed:
            continue
        for index, text in enumerate(texts):
            behind = texts[index + 1] if index + 1 < len(texts) else ""
            alone = _search(pattern, text)
            paired = (
                not alone
                and bool(text.strip() and behind.strip())
                and len(text) + len(behind) < WINDOW
                and not _search(pattern, behind)
                and _search(pattern, f"{text} {behind}")
            )
            if alone or paired:
                last = index + int(paired)
                start = source.line_start(index)
                end = source.line_start(last) + len(texts[last])
                quote = source.cite(start, min(end, start + LONG_LINE))
                flags.append(PacketFlag(kind=kind, evidence=(quote,)))
    return flags


_BRACED = re.compile(
    r"\s*\{\{ ?(?P<label>[A-Za-z][\w /.#&()-]{0,30}?) ?\}\}\s*[:=-]?\s*"
    r"(?P<value>[^{}]*)"
)
_TOLD = re.compile(
    r"(?:ha[sd]|have|is|are|was|were|will|would|den(?:y|ies|ied)|reports?|presents?"
    r"|underwent|failed|states?|continues|needs?|who|and|or|to|of|did|does|can|may"
    r"|should|complain\w*|weeks?|years?|months?)\b|['\u2019,.;:)]|\Z",
    re.IGNORECASE,
)
"""How a line goes on in which a name was to be set into a sentence."""
_FORM = 3
"""Filled labels from which a text in braces is a form."""


def _labels_in_braces(texts: Sequence[str]) -> bool:
    """Whether the braces of a text are the labels of a form that has been filled in.

    "{{LEVEL}} C5-6" holds a value; "{{patient}} has failed" is a letter that nobody
    filled in.
    """
    lines = [text[:WINDOW] for text in texts if "{" in text or "}" in text]
    found = [_BRACED.fullmatch(text) for text in lines]
    kept = [one for one in found if one and not _TOLD.match(one["value"])]
    labels = {one["label"].lower() for one in kept}
    return len(labels) >= _FORM and len(kept) == len(lines) == len(labels)


def _garbled(text: str) -> bool:
    """A line whose characters are mostly not those of a record."""
    shown = text.strip()[:2_000]
    if len(shown) < 12:
        return False
    letters = sum(char.isalpha() and char.isascii() for char in shown)
    odd = len(_ODD.findall(shown)) + shown.count("\ufffd") * 2
    return odd > 0.25 * len(shown) or (letters < 0.2 * len(shown) and odd > 5)


def unreadable(document: Document) -> PacketFlag | None:
    """A flag when several lines of a document cannot be read."""
    bad = [line for line in document.lines if _garbled(line.text)]
    if not bad or (len(bad) < 3 and len(bad) < 0.5 * len(document.lines)):
        return None
    source = DocumentText(document)
    index = bad[0].number - 1
    start = source.line_start(index)
    quote = source.cite(start, start + min(len(bad[0].text), 200))
    note = f"{len(bad)} lines of {document.id} cannot be read"
    return PacketFlag(kind="unreadable", note=note, evidence=(quote,))


_SILENCING: frozenset[FlagKind] = frozenset({"instruction-like-text", "template-text"})


def readable(packet: Packet) -> Packet:
    """The packet as readers may see it: foreign documents left out, hazards blanked.

    Blanked lines keep their length, so that line numbers and offsets stay true.
    """
    foreign = {
        item.document
        for flag in packet.flags
        if flag.kind == "other-patient"
        for item in flag.evidence
    }
    silent = {
        (item.document, number)
        for flag in packet.flags
        if flag.kind in _SILENCING
        for item in flag.evidence
        for number in item.lines
    }
    if not foreign and not silent:
        return packet
    documents = tuple(
        _blanked(document, silent)
        for document in packet.documents
        if document.id not in foreign
    )
    return packet.model_copy(update={"documents": documents})


def _blanked(document: Document, silent: set[tuple[str, int]]) -> Document:
    if not any(name == document.id for name, _ in silent):
        return document
    lines = tuple(
        line.model_copy(update={"text": " " * len(line.text)})
        if (document.id, line.number) in silent
        else line
        for line in document.lines
    )
    return document.model_copy(update={"lines": lines})
