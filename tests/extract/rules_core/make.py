"""Documents and sentences for tests, from plain text."""

from __future__ import annotations

from typing import Any

from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import (
    Block,
    DocumentView,
    Mention,
    Role,
    Section,
    Sentence,
)
from workbench.schema.packet import Document, DocumentKind, Line


def document(text: str, kind: DocumentKind = "clinic-note") -> Document:
    lines = text.split("\n")
    made = (Line(number=n, text=line) for n, line in enumerate(lines, 1))
    return Document(id="D1", kind=kind, lines=tuple(made))


def cut(text: str, kind: DocumentKind = "clinic-note") -> DocumentView:
    return segment(document(text, kind))


def sentence(text: str, role: Role = "history", **block: Any) -> Sentence:
    section = Section("", role, 0, len(text))
    made = Block(block.pop("kind", "paragraph"), section, 0, len(text), **block)
    return Sentence(fold(text), 0, len(text), made)


def mention(text: str, words: str, **more: Any) -> Mention:
    start = text.index(words)
    return Mention("concept", start, start + len(words), words, **more)
