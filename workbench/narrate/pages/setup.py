"""What a set of pages has besides its text: title, language, size of print, margins.

The text itself, all of it, is the Markdown; nothing here is a sentence of a letter but
the running lines and the letterhead, which the caller words.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from PIL import Image

from workbench.errors import InputError

BODY_POINTS = 12.0
LARGE_POINTS = 18.0
SHEET_POINTS = 10.0
MOST_LOGO_BYTES = 512_000

_PAGE_OF = {"en": ("Page", "of"), "es": ("Página", "de")}
_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))


@dataclass(frozen=True)
class PageSetup:
    """How a text is set on pages.

    ``language`` is a BCP 47 tag such as ``en`` or ``es-US``.  ``running_head`` and
    ``running_foot`` stand on every page; ``letterhead`` stands above the text on the
    first one, its first line the sender's name.  ``logo`` is a PNG or JPEG.  ``date``
    is the document's own date: the bytes depend on it and on no clock.  ``sheet``
    sets a working paper with wide tables in smaller type; a letter never uses it.
    """

    title: str
    language: str = "en"
    large_print: bool = False
    running_head: str | None = None
    running_foot: str | None = None
    letterhead: tuple[str, ...] = ()
    logo: bytes | None = None
    date: dt.date | None = None
    sheet: bool = False

    @property
    def points(self) -> float:
        """Size of the body's type in points."""
        if self.large_print:
            return LARGE_POINTS
        return SHEET_POINTS if self.sheet else BODY_POINTS

    @property
    def table_points(self) -> float:
        """Size of the type in tables, in points: smaller only on a working paper."""
        return self.points * 0.84 if self.sheet else self.points

    @property
    def page_words(self) -> tuple[str, str]:
        """The words around the two page numbers, in the text's language."""
        return _PAGE_OF.get(self.language.partition("-")[0].lower(), _PAGE_OF["en"])

    @property
    def sender(self) -> str:
        """Who sends it, for a logo's description and the file's author."""
        return self.letterhead[0] if self.letterhead else ""


def logo_kind(logo: bytes) -> str:
    """``png`` or ``jpeg``.  Raises InputError for anything else, damaged or large."""
    if len(logo) > MOST_LOGO_BYTES:
        raise InputError(
            f"the logo has {len(logo)} bytes, more than {MOST_LOGO_BYTES}",
            where="logo",
            fix="save it smaller",
        )
    kind = next((kind for opening, kind in _KINDS if logo.startswith(opening)), None)
    if kind is None:
        raise InputError(
            "the logo is neither PNG nor JPEG", where="logo", fix="save it as PNG"
        )
    try:
        with Image.open(io.BytesIO(logo)) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError):
        raise InputError(
            "the logo is damaged", where="logo", fix="save it again as PNG"
        ) from None
    return kind
