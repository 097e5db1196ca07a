"""The messages between the program and the process that reads risky files.

Each message is a length and MessagePack data: plain values only, so that a process
taken over by a hostile file can send wrong text and nothing that runs.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from workbench.packet.formats.limits import MAX_UNPACKED, MEGABYTE
from workbench.packet.formats.model import Converted, TextLine
from workbench.packet.sources import Source
from workbench.schema.packet import PacketFlag

_LENGTH = struct.Struct(">Q")
_LARGEST = MAX_UNPACKED + 64 * MEGABYTE


class Job(msgspec.Struct, frozen=True, tag=True):
    """A file to read, and what reading it may take."""

    name: str
    data: bytes
    memory: int
    cpu: float
    processes: int
    """How many may read its pages."""


class Step(msgspec.Struct, frozen=True, tag=True):
    """Progress within the file."""

    done: int
    total: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """The file could not be read: the parts of a PacketError."""

    what: str
    fix: str


class Done(msgspec.Struct, frozen=True, tag=True):
    """The file as lines; flags as (kind, note), parts as (name, bytes)."""

    format: str
    lines: tuple[TextLine, ...]
    flags: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, bytes], ...]
    damaged: int
    text: str | None

    @classmethod
    def of(cls, converted: Converted) -> Done:
        """The message that carries a converted file."""
        flags = tuple((flag.kind, flag.note) for flag in converted.flags)
        return cls(
            converted.format,
            converted.lines,
            flags,
            tuple((part.name, part.data) for part in converted.parts),
            converted.damaged,
            converted.text,
        )

    def converted(self) -> Converted:
        """The file that the message carries.  Raises ValueError for unknown flags."""
        return Converted(
            self.format,
            self.lines,
            tuple(
                PacketFlag.model_validate({"kind": kind, "note": note})
                for kind, note in self.flags
            ),
            tuple(Source(name, data) for name, data in self.parts),
            self.damaged,
            self.text,
        )


Reply = Step | Failed | Done
_ENCODER = msgspec.msgpack.Encoder()
_JOB: msgspec.msgpack.Decoder[Job] = msgspec.msgpack.Decoder(Job)
_REPLY: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def send(stream: BinaryIO, message: Job | Reply) -> None:
    """Write one message whole."""
    data = _ENCODER.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive_job(stream: BinaryIO) -> Job | None:
    """The next job; None when there will be none."""
    data = _receive(stream)
    return None if data is None else _JOB.decode(data)


def receive_reply(stream: BinaryIO) -> Reply | None:
    """The next reply; None when the process has ended.

    Raises ValueError (of msgspec, too) for what is no reply.
    """
    data = _receive(stream)
    return None if data is None else _REPLY.decode(data)


def _receive(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LARGEST:
        raise ValueError("a message larger than any file may give")
    data = stream.read(length)
    return data if len(data) == length else None
