"""Formats that are known and not read, each with what to do instead."""

from __future__ import annotations

from workbench.errors import PacketError
from workbench.packet.formats.sniff import Format

_RESAVE = "save it as DOCX or PDF and hand that in"
_UNPACK = "unpack it and hand in the folder, or pack it as ZIP"
_PRINT = "print it to PDF, or save or copy its text into a .txt file"

REFUSED: dict[Format, tuple[str, str]] = {
    "doc": ("this is a Word file in the old .doc form", _RESAVE),
    "xls": (
        "this is an Excel file in the old .xls form",
        "save it as XLSX or CSV and hand that in",
    ),
    "ppt": ("this is a PowerPoint file in the old .ppt form", "save it as PDF"),
    "msg": (
        "this is an Outlook message in the .msg form",
        "save the message as .eml, or print it to PDF with its attachments",
    ),
    "encrypted-office": (
        "this Office file is protected by a password",
        "open it with the password and save it without one",
    ),
    "old-office": ("this is an old Office file of an unknown kind", _RESAVE),
    "pptx": ("this is a PowerPoint file", "save it as PDF"),
    "opendocument": ("this is an OpenDocument file", _RESAVE),
    "office-xml": ("this is a Word file in its flat XML form", _RESAVE),
    "7z": ("this is a 7z archive", _UNPACK),
    "rar": ("this is a RAR archive", _UNPACK),
    "gzip": ("this is a gzip archive", _UNPACK),
    "packed": ("this is a packed file", _UNPACK),
    "heic": ("this is a HEIC picture", "save it as JPEG or PDF"),
    "dicom": (
        "this is a DICOM image, which holds no report",
        "hand in the written report of the study",
    ),
    "program": ("this is a program", "leave it out of the packet"),
    "database": ("this is a database", _PRINT),
}
"""Format to what it is called and how to hand its content in."""


def refuse(format_: Format, name: str) -> None:
    """Raise PacketError for a format that is known and not read."""
    if format_ in REFUSED:
        what, fix = REFUSED[format_]
        raise PacketError(f"{what}, which is not read", where=name, fix=fix)
