"""The files of a packet, from disk or stdin: the room's only touch of the outside."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from workbench.errors import PacketError

MAX_BYTES = 128 * 1024 * 1024
MAX_FILES = 2_000


class Source(NamedTuple):
    """One file as it came: its name within the packet, and its bytes."""

    name: str
    data: bytes


def load(packet: str) -> tuple[Source, ...]:
    """The files of one PACKET argument: a file, a folder, or ``-`` for stdin.

    Raises PacketError when there is nothing to read or it is too large.
    """
    if packet == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return (_bounded(Source("stdin", data)),)
    path = Path(packet)
    if path.is_dir():
        return _folder(path)
    return (_file(path, path.name),)


def _bounded(source: Source) -> Source:
    if len(source.data) > MAX_BYTES:
        raise PacketError(
            f"larger than {MAX_BYTES // 1024 // 1024} MB",
            where=source.name,
            fix="split the packet, or leave out what is not part of the record",
        )
    return source


def _file(path: Path, name: str) -> Source:
    try:
        with path.open("rb") as stream:
            return _bounded(Source(name, stream.read(MAX_BYTES + 1)))
    except OSError as error:
        raise PacketError(
            f"cannot be read ({error.strerror or type(error).__name__})",
            where=str(path),
            fix="check the path and the permissions",
        ) from None


def _folder(path: Path) -> tuple[Source, ...]:
    """Files of a folder by name; hidden ones and links out of the folder are left."""
    root = path.resolve()
    files = [
        file
        for file in sorted(path.rglob("*"))
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
        and file.resolve().is_relative_to(root)
    ]
    if not files:
        raise PacketError(
            "the folder holds no file", where=str(path), fix="name a folder with files"
        )
    if len(files) > MAX_FILES:
        raise PacketError(
            f"the folder holds more than {MAX_FILES} files",
            where=str(path),
            fix="name the folder of one packet",
        )
    return tuple(_file(file, file.relative_to(path).as_posix()) for file in files)
