"""A packet: what the reviewer handed in, as documents of numbered lines."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workbench.schema.base import Model
from workbench.schema.evidence import DocumentId, Evidence
from workbench.schema.partial_date import PartialDate

DocumentKind = Literal[
    "request-form",
    "clinic-note",
    "imaging-report",
    "therapy-record",
    "laboratory",
    "nerve-study",
    "operative-note",
    "letter",
    "reviewer-worksheet",
    "policy-excerpt",
    "other",
]
"""``letter`` argues (cover letter, appeal); it is no record of care and no reading."""

FlagKind = Literal[
    "other-patient",
    "instruction-like-text",
    "missing-request",
    "unreadable",
    "policy-text",
    "template-text",
    "truncated",
    "hidden-text",
    "doubtful-scan",
    "tracked-changes",
    "active-content",
]
"""``hidden-text``: a file hides text from the eye, and it was not read;
``doubtful-scan``: lines of a scan that were read with doubt, and were read;
``tracked-changes``: a file holds deletions or insertions that nobody has accepted yet;
``active-content``: a file holds macros, programs or links to outside parts, and none
was run or followed.
"""


def _none(value: object) -> bool:
    return value is None


def _one(value: object) -> bool:
    return value == 1


class Line(Model):
    """One line as it stands in the source, without its line break.

    ``number`` restarts at 1 in each document; ``offset`` is where the line starts in
    the decoded text of its source file.  ``box`` is where the line stands on its page
    (left, top, right, bottom in points from the top left corner), and ``path`` the
    element of a structured file that it says, where the format knows them.
    ``confidence`` is the recognition's, 0 to 1, for scanned lines only.
    """

    number: int = Field(ge=1)
    text: str
    page: int = Field(default=1, ge=1)
    offset: int = Field(default=0, ge=0)
    confidence: float | None = None
    box: tuple[float, float, float, float] | None = Field(
        default=None, exclude_if=_none
    )
    path: str | None = Field(default=None, exclude_if=_none)


class Document(Model):
    """One document of the packet; date and author where the document states them.

    Pages of its lines count from 1 in each document; ``first_page`` is the page of the
    source file at which it begins.
    """

    id: DocumentId
    kind: DocumentKind
    title: str = ""
    date: PartialDate | None = None
    author: str | None = None
    pages: int = Field(default=1, ge=1)
    first_page: int = Field(default=1, ge=1, exclude_if=_one)
    source: str = ""
    lines: tuple[Line, ...] = Field(repr=False)


class SourceFile(Model):
    """One file as it came in, byte for byte."""

    name: str
    sha256: str
    encoding: str
    data: bytes = Field(repr=False)


class PacketFlag(Model):
    """Something about the packet that a person should see first."""

    kind: FlagKind
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


class Packet(Model):
    """The whole packet; ``sha256`` is over the source bytes in order."""

    sha256: str
    sources: tuple[SourceFile, ...] = Field(repr=False)
    documents: tuple[Document, ...]
    flags: tuple[PacketFlag, ...] = ()


class DocumentSummary(Model):
    """A document without its text, as the review object and the Case carry it."""

    id: DocumentId
    kind: DocumentKind
    title: str
    date: PartialDate | None
    author: str | None
    pages: int
    lines: int


class PacketSummary(Model):
    """What was reviewed, without the text."""

    documents: tuple[DocumentSummary, ...]
    flags: tuple[PacketFlag, ...]


def summarise(document: Document) -> DocumentSummary:
    """The document without its text."""
    return DocumentSummary(
        id=document.id,
        kind=document.kind,
        title=document.title,
        date=document.date,
        author=document.author,
        pages=document.pages,
        lines=len(document.lines),
    )
