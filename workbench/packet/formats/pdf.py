"""PDF files to lines: pages with text are read, pages that are pictures recognised."""

from __future__ import annotations

from typing import Any

from workbench.errors import PacketError
from workbench.packet.formats.layout import text_lines
from workbench.packet.formats.model import Converted, Progress, TextLine, silent
from workbench.packet.formats.pdf_page import page_text
from workbench.packet.formats.pdf_words import Placing
from workbench.schema.packet import PacketFlag

MAX_PAGES = 3_000


def read(data: bytes, *, name: str, progress: Progress = silent) -> Converted:
    """The lines of a PDF file, page by page.

    Raises PacketError for files that are encrypted, damaged or far too long.
    """
    document = open_pdf(data, name)
    try:
        count = len(document)
        lines: list[TextLine] = []
        flags: list[PacketFlag] = []
        for index in range(count):
            page = document[index]
            placing = Placing(page)
            text = page_text(page, placing)
            lines += text_lines(text.words, page=index + 1, rules=text.rules)
            if text.way == "picture":
                note = f"page {index + 1} of {name} is a picture and was not read"
                flags.append(PacketFlag(kind="unreadable", note=note))
            if text.hidden:
                note = (
                    f"page {index + 1} of {name} holds {text.hidden} hidden characters"
                )
                flags.append(PacketFlag(kind="instruction-like-text", note=note))
            page.close()
            progress(index + 1, count)
        return Converted("pdf", tuple(lines), tuple(flags))
    finally:
        document.close()


def open_pdf(data: bytes, name: str) -> Any:
    """The document of a PDF file's bytes.  Raises PacketError where there is none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise PacketError(
            "the PDF is protected by a password"
            if locked
            else "the PDF is damaged and cannot be opened",
            where=name,
            fix="save it without a password"
            if locked
            else "ask for the file again, or print it to a new PDF",
        ) from None
    if not 0 < count <= MAX_PAGES:
        raise PacketError(
            f"the PDF has {count} pages; up to {MAX_PAGES:,} are read at once",
            where=name,
            fix="split the file" if count else "ask for the file again",
        )
    return document
