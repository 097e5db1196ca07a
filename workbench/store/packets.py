"""Packets of a case: the files as they came, and what was read from them.

Files are kept byte for byte under their hash; names are labels and never paths.  The
packet that was read from a version of the files is a paper that rests on it; it is kept
without the bytes, which stand with the files.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.packet.sources import Source
from workbench.schema.base import Model
from workbench.schema.packet import Packet
from workbench.store import blobs, papers
from workbench.store.facade import Work
from workbench.store.papers import Paper


class FileKept(Model):
    """One file as it was handed in: its name, hash and size in bytes."""

    name: str
    sha256: str
    size: int


class FilesKept(Model):
    """All files of a case as of one version."""

    files: tuple[FileKept, ...]


def hand_in(
    work: Work, case_id: str, files: Iterable[Source], *, based_on: int
) -> Paper:
    """Add files to a case: a new version that holds the earlier ones too."""
    earlier = papers.find(work, case_id, "files")
    kept = papers.read(work, earlier, FilesKept).files if earlier else ()
    added = tuple(
        FileKept(
            name=file.name, sha256=blobs.keep(work, file.data), size=len(file.data)
        )
        for file in files
    )
    content = FilesKept(files=(*kept, *added))
    return papers.put(
        work, case_id, "files", content, based_on=based_on, origin="handed-in"
    )


def sources(work: Work, paper: Paper) -> tuple[Source, ...]:
    """The files of a version with their bytes."""
    kept = papers.read(work, paper, FilesKept).files
    return tuple(Source(file.name, blobs.fetch(work, file.sha256)) for file in kept)


def put_packet(
    work: Work, case_id: str, packet: Packet, *, files: int, based_on: int
) -> Paper:
    """Keep the packet that was read from version ``files`` of the files."""
    for source in packet.sources:
        blobs.keep(work, source.data)
    bare = tuple(one.model_copy(update={"data": b""}) for one in packet.sources)
    return papers.put(
        work,
        case_id,
        "packet",
        packet.model_copy(update={"sources": bare}),
        based_on=based_on,
        origin="read",
        rests_on={"files": files},
    )


def packet(work: Work, paper: Paper, *, with_bytes: bool = False) -> Packet:
    """The packet of a version; the bytes of its sources only when asked for."""
    found = papers.read(work, paper, Packet)
    if not with_bytes:
        return found
    filled = tuple(
        source.model_copy(update={"data": blobs.fetch(work, source.sha256)})
        for source in found.sources
    )
    return found.model_copy(update={"sources": filled})
