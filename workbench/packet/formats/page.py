"""What reading one page gives, and how that travels between processes."""

from __future__ import annotations

import json
from typing import NamedTuple, cast

from workbench.packet.formats.model import Box, TextLine
from workbench.schema.packet import FlagKind, PacketFlag


class Page(NamedTuple):
    """The lines and flags of one page; ``scan`` tells that it waits for recognition."""

    lines: tuple[TextLine, ...] = ()
    flags: tuple[PacketFlag, ...] = ()
    scan: bool = False


def flag(kind: FlagKind, number: int, name: str, what: str) -> PacketFlag:
    """A flag that names its page."""
    return PacketFlag(kind=kind, note=f"page {number} of {name} {what}")


def packed(page: Page) -> bytes:
    """A page as one line of JSON."""
    lines = [(one.text, one.page, one.box, one.confidence) for one in page.lines]
    flags = [(one.kind, one.note) for one in page.flags]
    return json.dumps([lines, flags, page.scan]).encode() + b"\n"


def unpacked(data: bytes) -> Page:
    """The page of a line of JSON.  Raises ValueError for anything else."""
    lines, flags, scan = json.loads(data)
    return Page(
        tuple(
            TextLine(text, page, cast(Box, tuple(box)) if box else None, confidence)
            for text, page, box, confidence in lines
        ),
        tuple(PacketFlag(kind=kind, note=note) for kind, note in flags),
        bool(scan),
    )
