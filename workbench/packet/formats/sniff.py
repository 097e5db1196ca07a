"""What a file is, told by its bytes and never by its name.

First bytes decide where a format has them; a ZIP file is looked into for Office parts;
text is looked at for the structure of mail, markup, C-CDA and FHIR.  What fits nothing
is plain text.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Format = Literal[
    "text", "pdf", "picture", "docx", "xlsx", "rtf", "html", "mail", "ccda", "fhir",
    "fhir-xml", "zip", "doc", "xls", "ppt", "msg", "encrypted-office", "old-office",
    "pptx", "opendocument", "office-xml", "7z", "rar", "gzip", "packed", "heic",
    "dicom", "program", "database", "hl7", "x12",
]  # fmt: skip

_HEAD = 4_096
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_FIRST: tuple[tuple[bytes, Format], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"MZP\x00", "program"),
    (b"SQLite format 3", "database"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_OLE_STREAMS: tuple[tuple[str, Format], ...] = (
    ("EncryptedPackage", "encrypted-office"),
    ("__properties_version1.0", "msg"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_ROOT = re.compile(
    r"\s*(?:<\?[^>]{0,400}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE\b[^\[>]{0,400}"
    r"(?:\[[^\]]*\]\s*)?>\s*){0,8}<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)",
    re.DOTALL | re.IGNORECASE,
)
_DOCTYPE_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<!doctype\s+html\b", re.I | re.S)
_HTML_TAG = re.compile(
    r"<(?:html|head|body|div|p|table|tr|td|span|br|h[1-6]|ul|ol|li|b|font|style|meta)"
    r"\b[^>]{0,400}>",
    re.IGNORECASE,
)
_HTML_ROOTS = {
    "html", "head", "body", "div", "p", "table", "span", "meta", "title", "style",
    "h1", "h2", "h3", "ul", "ol", "font", "center", "section", "article", "main",
}  # fmt: skip
_FHIR_SPACE = "http://hl7.org/fhir"
_OFFICE_XML = re.compile(r"schemas\.microsoft\.com/office/(?:word|2006/xmlPackage)")
_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{1,60}):(?:[ \t]|$)")
_EXCHANGED: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r"(?:(?:FHS|BHS)\W.{0,400}\s+){0,2}MSH\|\^~"), "hl7"),
    (re.compile(r"(?:ISA\*.{0,200}\s*(?:GS\*.{0,200}\s*)?)?ST\*278\*"), "x12"),
)
"""How messages of exchange standards open; one within other text is read as text."""
_PROOF = {
    "mime-version", "message-id", "received", "return-path", "content-type",
    "content-transfer-encoding", "delivered-to", "x-mailer", "dkim-signature",
}  # fmt: skip
_NAMED = {"from", "to", "subject", "date", "sender"}


def sniff(data: bytes) -> Format:
    """The format of a file's bytes; never raises."""
    head = data[:_HEAD]
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(data)
    if head.startswith(_OLE):
        return _ole(data)
    if bare.startswith(b"{\\rt"):
        return "rtf"
    binary = _binary(head)
    if binary is not None:
        return binary
    return _textual(data)


def _binary(head: bytes) -> Format | None:
    if head.startswith(_PICTURES[:-1]) or (head[:2] == b"BM" and b"\x00" in head[:16]):
        return "picture"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "picture"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif"):
        return "heic"
    if head[128:132] == b"DICM":
        return "dicom"
    return next((name for magic, name in _FIRST if head.startswith(magic)), None)


def _zipped(data: bytes) -> Format:
    """An Office file by its parts, else an archive; a broken one is an archive too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()[:5_000]}
    except Exception:
        # A broken directory: what the local headers name still tells Office files.
        if b"word/document.xml" in data[:65_536]:
            return "docx"
        return "zip"
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        if any(name.startswith("ppt/") for name in names):
            return "pptx"
    if "mimetype" in names and "content.xml" in names:
        return "opendocument"
    return "zip"


def _ole(data: bytes) -> Format:
    sample = data[:MAX_OLE]
    for stream, name in _OLE_STREAMS:
        if stream.encode("utf-16-le") in sample:
            return name
    return "old-office"


WINDOW = 262_144
"""How far into a text its structure is looked for."""
MAX_OLE = 64 * 1024 * 1024
"""How much of an old Office file is searched for the names of its streams."""


def _opening(data: bytes) -> str:
    """The first characters of a text file, whatever its usual encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) : WINDOW].decode(encoding, errors="replace")
    if data[:1] and data[1:2] == b"\x00":
        return data[:WINDOW].decode("utf-16-le", errors="replace")
    return data[:WINDOW].decode("latin-1")


def _textual(data: bytes) -> Format:
    text = _opening(data)
    shown = text.lstrip("\ufeff\x00 \t\r\n")
    if shown.startswith("<"):
        return _markup(shown)
    if shown.startswith(("{", "[")) and b'"resourceType"' in data.replace(b"\x00", b""):
        return "fhir"
    for opening, name in _EXCHANGED:
        if opening.match(shown):
            return name
    return "mail" if is_mail(shown) else "text"


def _markup(text: str) -> Format:
    if _DOCTYPE_HTML.match(text):
        return "html"
    match = _ROOT.match(text)
    if match is None:
        return "html" if len(_HTML_TAG.findall(text)) >= 3 else "text"
    name = match["name"]
    if name == "ClinicalDocument":
        return "ccda"
    if name.lower() in _HTML_ROOTS:
        return "html"
    if _FHIR_SPACE in text[match.start("name") : match.start("name") + 400]:
        return "fhir-xml"
    if _OFFICE_XML.search(text):
        return "office-xml"
    return "html" if len(_HTML_TAG.findall(text)) >= 3 else "text"


def is_mail(text: str) -> bool:
    """Whether a text opens with the header block of a mail as mail programs save it.

    A pasted or printed mail has From, To and Subject only: it is read as text.
    """
    lines = text.splitlines()
    if lines and lines[0].startswith("From ") and "@" in lines[0]:
        lines = lines[1:]
    names: set[str] = set()
    for line in lines[:200]:
        if not line.strip():
            break
        if line[:1] in " \t":
            continue
        match = _HEADER.match(line)
        if match is None:
            return False
        names.add(match["name"].lower())
    return bool(names & _PROOF) and bool(names & (_NAMED | {"mime-version"}))
