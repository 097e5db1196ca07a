"""A recognised page as lines with what a person must know about it."""

from __future__ import annotations

from typing import Any

from workbench.packet.formats import ocr_engines
from workbench.packet.formats.ocr import read_picture
from workbench.packet.formats.page import Page, flag
from workbench.schema.packet import PacketFlag


def scanned(pixels: Any, *, number: int, name: str, width: float) -> Page:
    """The lines of a picture of a page; ``width`` is the page's, in points.

    Raises PacketError where the packages that read scans are missing.
    """
    ocr_engines.require(name)
    read = read_picture(pixels, page=number, width=width)
    flags: list[PacketFlag] = []
    if not read.legible:
        ask = "is not legible: ask for a better copy"
        flags.append(flag("unreadable", number, name, ask))
    if read.open_boxes:
        what = (
            f"has {read.open_boxes} boxes of which it is not clear if they are ticked"
        )
        flags.append(flag("unreadable", number, name, what))
    return Page(read.lines, tuple(flags))
