"""One file's bytes to lines, by the converter of its format, in this process.

Converters are imported when a file needs them, since some bring heavy libraries.  A
converter's unforeseen error ends as a PacketError that names its kind and no text.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from workbench.errors import PacketError
from workbench.packet.decode import decode
from workbench.packet.formats.limits import HEAVY, USUAL, Allowance
from workbench.packet.formats.model import Converted, Converter, Progress
from workbench.packet.formats.refused import refuse
from workbench.packet.formats.sniff import Format, sniff
from workbench.packet.sources import Source

CONVERTERS: dict[Format, str] = {
    "pdf": "pdf",
    "picture": "picture",
    "docx": "docx",
    "xlsx": "xlsx",
    "rtf": "rtf",
    "html": "html",
    "mail": "mail",
    "ccda": "ccda",
    "fhir": "fhir",
    "fhir-xml": "fhir_xml",
    "hl7": "hl7",
    "x12": "x12",
    "zip": "archive",
}
"""Format to the module beside this one whose ``read`` converts it."""
NAMES: dict[Format, str] = {
    "pdf": "PDF",
    "picture": "picture",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
    "rtf": "RTF",
    "html": "HTML",
    "mail": "mail (EML)",
    "ccda": "C-CDA",
    "fhir": "FHIR",
    "fhir-xml": "FHIR XML",
    "hl7": "HL7 version 2",
    "x12": "X12 278",
    "zip": "ZIP",
}
"""What a format is called in messages."""
_PAGED: tuple[Format, ...] = ("pdf", "picture")
_PACKAGE = "workbench.packet.formats"


def allowance(format_: Format) -> Allowance:
    """What reading a file of this format may take."""
    return HEAVY if format_ in _PAGED else USUAL


def has_pages(data: bytes) -> bool:
    """Whether a file has pages that are read by several processes."""
    return sniff(data) in _PAGED


def is_plain(format_: Format) -> bool:
    """Whether the format is read without a parser that a file could turn against us."""
    return format_ not in CONVERTERS


def plain(source: Source, format_: Format) -> Converted:
    """A text file's text.  Raises PacketError for a format that is not read."""
    refuse(format_, source.name)
    text, encoding, damaged = decode(source.data, where=source.name)
    return Converted(encoding, (), damaged=damaged, text=text)


def convert(source: Source, progress: Progress) -> Converted:
    """The lines and parts of one file.  Raises PacketError when it cannot be read."""
    format_ = sniff(source.data)
    if is_plain(format_):
        return plain(source, format_)
    read = _converter(format_, source.name)
    try:
        return read(source.data, name=source.name, progress=progress)
    except PacketError:
        raise
    except MemoryError:
        raise PacketError(
            "reading it took more memory than one file may",
            where=source.name,
            fix="split the file, or print it to PDF",
        ) from None
    except Exception as error:
        raise PacketError(
            f"this {NAMES[format_]} file is damaged ({type(error).__name__})",
            where=source.name,
            fix="open and save it again, or print it to PDF",
        ) from None


def _converter(format_: Format, name: str) -> Converter:
    try:
        module = import_module(f"{_PACKAGE}.{CONVERTERS[format_]}")
    except ImportError as error:
        raise PacketError(
            f"reading {NAMES[format_]} files needs the package {error.name}",
            where=name,
            fix="install the workbench with the extra that holds it: "
            "pip install 'review-workbench[ocr]'",
        ) from None
    return cast(Converter, module.read)
