"""ZIP archives: each member that may be a document comes back as a part.

A member's name is a label and never a path on this machine.  Members are unpacked one
by one against bounds for their size, their ratio and their number, so that an archive
built to burst ends with a note; what lies beyond a bound is named and left.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter

from workbench.errors import PacketError
from workbench.packet.formats.limits import (
    MAX_PART_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED,
    MEGABYTE,
)
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.sources import Source
from workbench.schema.packet import PacketFlag

_JUNK = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_JUNK_FOLDERS = {"__macosx", "$recycle.bin", "system volume information"}
_CHUNK = 256 * 1024
_ENCRYPTED = 0x1


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """The members of an archive as parts, in its order.

    Raises PacketError for an archive that is broken, empty or wholly encrypted.
    """
    archive = _opened(data, name)
    if _overlap(archive):
        raise PacketError(
            "this ZIP file gives the same bytes as several members, as only files "
            "built to burst do",
            where=name,
            fix="have it packed again",
        )
    members = [info for info in archive.infolist() if _wanted(info)]
    parts: list[Source] = []
    left: Counter[str] = Counter()
    room = MAX_UNPACKED
    for info in members[:MAX_PARTS]:
        try:
            content = unpacked(archive, info, min(MAX_PART_BYTES, room))
        except PacketError as error:
            left[error.what] += 1
            continue
        room -= len(content)
        if content.strip():
            parts.append(Source(label(info.filename), content))
    if len(members) > MAX_PARTS:
        left[f"beyond the first {MAX_PARTS}"] += len(members) - MAX_PARTS
    if not parts:
        why = next(iter(left), "it holds no file")
        raise PacketError(
            f"nothing of this archive could be read: {why}",
            where=name,
            fix="unpack it, or pack it again without a password, and hand that in",
        )
    return Converted("zip", (), _flags(name, left), tuple(parts))


def _flags(name: str, left: Counter[str]) -> tuple[PacketFlag, ...]:
    return tuple(
        PacketFlag(
            kind="unreadable", note=f"{count} members of {name} were not read: {why}"
        )
        for why, count in left.items()
    )


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise PacketError(
            "this ZIP file is damaged or cut off",
            where=name,
            fix="send or copy it again, or hand in its files as a folder",
        ) from None


def _overlap(archive: zipfile.ZipFile) -> bool:
    """Whether members share bytes of the file."""
    spans = sorted((i.header_offset, i.compress_size) for i in archive.infolist())
    return any(
        start + size > behind
        for (start, size), (behind, _) in zip(spans, spans[1:], strict=False)
    )


def _wanted(info: zipfile.ZipInfo) -> bool:
    """Whether a member may be a document: no folder, nothing hidden, no junk."""
    words = info.filename.replace("\\", "/").lower().split("/")
    if info.is_dir() or words[-1] in _JUNK or _JUNK_FOLDERS & set(words):
        return False
    return not any(word.startswith(".") and word not in (".", "..") for word in words)


def label(filename: str) -> str:
    """A member's name as a plain label: no root, no climbing, no control signs."""
    words = filename.replace("\\", "/").split("/")
    kept = [
        "".join(char for char in word if char.isprintable())[:120]
        for word in words
        if word not in ("", ".", "..")
    ]
    return "/".join(kept[-6:]) or "unnamed"


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """A member's bytes.  Raises PacketError when they cannot be had within bounds."""
    if info.flag_bits & _ENCRYPTED:
        raise PacketError("protected by a password")
    chunks: list[bytes] = []
    size = 0
    bound = max(MEGABYTE, MAX_RATIO * info.compress_size)
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise PacketError(f"larger than {most // MEGABYTE} MB unpacked")
                if size > bound:
                    raise PacketError(f"unpacks to over {MAX_RATIO} times its size")
                chunks.append(chunk)
    except PacketError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError):
        raise PacketError("damaged") from None
    except (NotImplementedError, RuntimeError):
        raise PacketError("packed in a way that is not read") from None
    return b"".join(chunks)
