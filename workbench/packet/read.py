"""Sources to Packet: convert, split, type, number, flag."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from workbench.errors import PacketError
from workbench.packet.dates import without
from workbench.packet.day_order import day_first, month_first
from workbench.packet.doubt import doubtful
from workbench.packet.formats.model import Converted
from workbench.packet.formats.unfold import FileProgress, Reading, unfold
from workbench.packet.hazards import hazardous, unreadable
from workbench.packet.identity import (
    HEAD_LINES,
    Identity,
    at_odds,
    births,
    identity_of,
    usual,
)
from workbench.packet.kind import classify
from workbench.packet.lines import RawLine, raw_lines
from workbench.packet.metadata import find_author, find_date, find_title
from workbench.packet.piece import Piece
from workbench.packet.running import running, running_key
from workbench.packet.sources import Source
from workbench.packet.split import split
from workbench.packet.text import DocumentText
from workbench.packet.titles import is_furniture
from workbench.schema.evidence import Evidence
from workbench.schema.packet import (
    Document,
    DocumentKind,
    Line,
    Packet,
    PacketFlag,
    SourceFile,
)
from workbench.schema.partial_date import PartialDate

MAX_CHARACTERS = 4_000_000
"""About 1,300 pages: more text than this is not one patient's packet."""


def _quiet(name: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def read_packet(sources: tuple[Source, ...], progress: FileProgress = _quiet) -> Packet:
    """The packet of these files; a file that cannot be read is flagged, not fatal.

    ``progress`` is called as ``progress(file name, pages done, pages in all)``.  Raises
    PacketError when no file could be read or none holds text.
    """
    documents: list[Document] = []
    taken = _Taken()
    for reading in unfold(sources, progress):
        taken.add(reading)
    read = [one for one in taken.files if one.error is None]
    texts = ["\n".join(line.text for line in one.lines) for one in read]
    for one, turn in zip(read, day_first(texts), strict=True):
        documents += _documents(one.file.name, one.lines, len(documents), turn)
    documents = _without_births(documents)
    if not documents:
        errors = [one.error for one in taken.files if one.error is not None]
        raise errors[0] if errors else PacketError("the packet is empty")
    files = [one.file for one in taken.files]
    flags = [flag for one in taken.files for flag in one.flags]
    state = sha256()
    for file in files:
        state.update(f"{file.name}\0{file.sha256}\0".encode())
    return Packet(
        sha256=state.hexdigest(),
        sources=tuple(files),
        documents=tuple(documents),
        flags=(*flags, *_flags(documents)),
    )


@dataclass
class _File:
    """One file as it was read; an error where it was not."""

    file: SourceFile
    lines: list[RawLine]
    flags: list[PacketFlag]
    error: PacketError | None = None
    size: int = 0
    """Characters of its lines."""

    def leave_out(self, error: PacketError) -> None:
        """Forget what was read."""
        note = f"{self.file.name} was not read: {error.what}"
        self.flags = [PacketFlag(kind="unreadable", note=note)]
        self.lines, self.error, self.size = [], error, 0


class _Taken:
    """The files of a packet in order, no more text of them than a packet may hold.

    Where there is more, the largest files are left out, so that one file with far too
    much text costs none of the others.
    """

    def __init__(self) -> None:
        self.files: list[_File] = []
        self._size = 0

    def add(self, reading: Reading) -> None:
        """Take in the next file."""
        source, converted, error = reading
        one = _File(_file(source, converted.format if converted else "unread"), [], [])
        self.files.append(one)
        if converted is None or error is not None:
            one.leave_out(error or PacketError("it holds no text", where=source.name))
            return
        one.lines, one.flags = raw_lines(converted), list(converted.flags)
        empty = _without_text(source, converted, one.lines)
        if empty is not None:
            one.leave_out(empty)
            return
        if converted.damaged:
            note = f"{converted.damaged} characters of {source.name} could not be read"
            one.flags.append(PacketFlag(kind="unreadable", note=note))
        one.size = sum(len(line.text) for line in one.lines)
        self._size += one.size
        while self._size > MAX_CHARACTERS:
            largest = max(self.files, key=lambda file: file.size)
            whole = self._size
            self._size -= largest.size
            largest.leave_out(_beyond(largest.file.name, whole, largest.size))


def _beyond(name: str, whole: int, size: int) -> PacketError:
    """The error of a file with which the packet would hold more text than it can."""
    held = "it holds" if whole == size else "it holds with the packet's other files"
    return PacketError(
        f"{held} {whole / 1e6:.1f} million characters of text, more than the "
        f"{MAX_CHARACTERS // 1_000_000} million that are reviewed at once",
        where=name,
        fix="leave out what is not part of this request's record, or review it in "
        "parts",
    )


def _without_text(
    source: Source, converted: Converted, lines: list[RawLine]
) -> PacketError | None:
    """The error of a file that gave neither text nor files inside it."""
    if lines or converted.parts:
        return None
    return PacketError(
        "the packet holds no text", where=source.name, fix="check the file"
    )


def _file(source: Source, encoding: str) -> SourceFile:
    return SourceFile(
        name=source.name,
        sha256=sha256(source.data).hexdigest(),
        encoding=encoding,
        data=source.data,
    )


def _documents(
    name: str, lines: list[RawLine], already: int, turn: bool
) -> list[Document]:
    made: list[Document] = []
    note: Document | None = None
    pieces = ((own, piece) for own in _opened(lines) for piece in _pieces(own))
    for number, (own, piece) in enumerate(pieces, already + 1):
        document = _document(f"D{number}", name, own, piece, turn)
        if piece.resumes and note is not None:
            document = document.model_copy(
                update={
                    "title": note.title,
                    "date": document.date or note.date,
                    "author": document.author or note.author,
                }
            )
        if document.kind == "clinic-note":
            note = document
        made.append(document)
    return made


def _pieces(lines: list[RawLine]) -> list[Piece]:
    """The documents of a file, told apart without its running headers and footers.

    Each of those stands once, where it comes first; banners and page marks have their
    own cues.
    """
    seen: set[str] = set()
    out: set[int] = set()
    for index, edge in sorted(running(lines).items()):
        key = f"{edge} {running_key(lines[index].text)}"
        if key in seen and not is_furniture(lines[index].text):
            out.add(index)
        seen.add(key)
    if not out:
        return split(lines)
    out |= _white(lines, out)
    kept = [index for index in range(len(lines)) if index not in out]
    ends = [*kept, len(lines)]
    return [
        piece._replace(
            start=kept[piece.start],
            end=ends[piece.end],
            title_line=None if piece.title_line is None else kept[piece.title_line],
        )
        for piece in split([lines[index] for index in kept])
    ]


def _white(lines: list[RawLine], out: set[int]) -> set[int]:
    """Empty lines between a header that was taken out and the text of its page: the
    first line of that text opens the page."""
    found: set[int] = set()
    for index in sorted(out):
        opens = index == 0 or lines[index - 1].page != lines[index].page
        opens = opens or index - 1 in out or index - 1 in found
        below = index + 1
        while opens and below < len(lines) and not lines[below].text.strip():
            if lines[below].page != lines[index].page:
                break
            found.add(below)
            below += 1
    return found


def _opened(lines: list[RawLine]) -> list[list[RawLine]]:
    """A file's lines cut where its format itself says that a document begins."""
    starts = [0, *(at for at, line in enumerate(lines) if line.opens and at)]
    ends = [*starts[1:], len(lines)]
    return [lines[start:end] for start, end in zip(starts, ends, strict=True)]


def _document(
    id_: str, name: str, lines: list[RawLine], piece: Piece, turn: bool
) -> Document:
    own = lines[piece.start : piece.end]
    while len(own) > 1 and not own[-1].text.strip():
        own.pop()
    texts = [line.text for line in own]
    kind = classify("\n".join(texts), piece.title)
    title_line = lines[piece.title_line].text if piece.title_line is not None else None
    first = own[0].page
    return Document(
        id=id_,
        kind=kind,
        title=find_title(texts, title_line),
        date=_dated(kind, texts, title_line, turn),
        author=find_author(texts),
        pages=own[-1].page - first + 1,
        first_page=first,
        source=name,
        lines=tuple(
            Line(
                number=number,
                text=line.text,
                page=line.page - first + 1,
                offset=line.offset,
                confidence=line.confidence,
                box=line.box,
                path=line.path,
            )
            for number, line in enumerate(own, 1)
        ),
    )


def _dated(
    kind: DocumentKind, texts: list[str], title_line: str | None, turn: bool
) -> PartialDate | None:
    """The document's date; ``turn`` tells that its numeric dates are day first."""
    title = month_first(title_line, turn=turn) if title_line else title_line
    return find_date(kind, [month_first(text, turn=turn) for text in texts], title)


def _without_births(documents: list[Document]) -> list[Document]:
    """The documents, none dated by a birth date that stands bare on its page."""
    born = births(documents)
    return [
        document.model_copy(
            update={
                "date": find_date(
                    document.kind,
                    [without(line.text, born) for line in document.lines],
                    None,
                )
            }
        )
        if document.date in born
        else document
        for document in documents
    ]


def _flags(documents: list[Document]) -> list[PacketFlag]:
    flags = _foreign(documents)
    for document in documents:
        flags += hazardous(document)
        flags += [flag for flag in (unreadable(document), doubtful(document)) if flag]
        if document.kind == "policy-excerpt":
            flags.append(
                PacketFlag(
                    kind="policy-text",
                    note=f"{document.id} is policy text, not a record of the patient",
                    evidence=(_opening(document),),
                )
            )
    return flags


def _foreign(documents: list[Document]) -> list[PacketFlag]:
    """Documents that name another patient than most of the packet does."""
    heads = [[line.text for line in one.lines[:HEAD_LINES]] for one in documents]
    known: list[Identity] = [identity_of(head) for head in heads]
    own = usual(known, ["\n".join(head) for head in heads])
    return [
        PacketFlag(
            kind="other-patient",
            note=f"{document.id} states another identity than the rest of the packet",
            evidence=(_opening(document),),
        )
        for document, identity in zip(documents, known, strict=True)
        if document.kind != "policy-excerpt" and at_odds(identity, own)
    ]


def _opening(document: Document) -> Evidence:
    source = DocumentText(document)
    index = next((i for i, line in enumerate(document.lines) if line.text.strip()), 0)
    start = source.line_start(index)
    return source.cite(start, start + min(len(document.lines[index].text), 300))
