"""PDF files to lines: pages with text are read, pages that are pictures recognised.

Pages that wait for recognition go to processes of their own, as many as there are
processors; pages of text are so quick that they are read here, unless there are many.
"""

from __future__ import annotations

from typing import Any

from workbench.errors import PacketError
from workbench.packet.formats.model import Converted, Progress, silent
from workbench.packet.formats.page import Page, flag
from workbench.packet.formats.page_pool import read_pages
from workbench.packet.formats.pdf_page import read_page
from workbench.packet.formats.pdf_words import Placing

MAX_PAGES = 3_000
_MANY = 80


def read(data: bytes, *, name: str, progress: Progress = silent) -> Converted:
    """The lines of a PDF file, page by page.

    Raises PacketError for files that are encrypted, damaged or far too long, and for
    scans where the packages that read them are not installed.
    """
    document = PdfPages(data, name)
    count = len(document)
    found: dict[int, Page] = {}

    def done(index: int, page: Page) -> None:
        found[index] = page
        progress(sum(not one.scan for one in found.values()), count)

    def alive() -> None:
        progress(sum(not one.scan for one in found.values()), count)

    try:
        if count > _MANY:
            read_pages("pdf", data, name, range(count), done, alive)
        else:
            for index in range(count):
                done(index, document.page(index, recognise=False))
            waiting = [index for index, page in found.items() if page.scan]
            if waiting:
                read_pages("pdf", data, name, waiting, done, alive)
    finally:
        document.close()
    pages = [found[index] for index in sorted(found)]
    return Converted(
        "pdf",
        tuple(line for page in pages for line in page.lines),
        tuple(item for page in pages for item in page.flags),
    )


class PdfPages:
    """The pages of an opened PDF file."""

    def __init__(self, data: bytes, name: str) -> None:
        self._document = open_pdf(data, name)
        self._name = name

    def __len__(self) -> int:
        return len(self._document)

    def page(self, index: int, *, recognise: bool) -> Page:
        """One page; without ``recognise``, scans come back marked and unread."""
        try:
            page = self._document[index]
        except RuntimeError:
            note = "is damaged and cannot be opened"
            return Page(flags=(flag("unreadable", index + 1, self._name, note),))
        try:
            return read_page(
                page,
                Placing(page),
                number=index + 1,
                name=self._name,
                recognise=recognise,
            )
        finally:
            page.close()

    def close(self) -> None:
        """Let the file go."""
        self._document.close()


def open_pdf(data: bytes, name: str) -> Any:
    """The document of a PDF file's bytes.  Raises PacketError where there is none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        document.init_forms()
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
