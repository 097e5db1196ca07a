"""Markdown as a PDF that a screen reader can read: PDF/UA-1, tagged, fonts inside.

Only the fonts that come with the typesetter are used, so the pages are the same on
every machine; nothing is loaded, and the same input gives the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from workbench.content import expressions as re
from workbench.errors import ContentError, InputError, WorkbenchError
from workbench.narrate.pages.blocks import stepwise
from workbench.narrate.pages.compared import Against, compared
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import PageSetup
from workbench.narrate.pages.typst_source import source

_NOT_SHOWN = re.compile(r"the text `?\"(.*)\"`? could not be displayed", re.DOTALL)
_NUMBERED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_MOST_TRIES = 60


def render_pdf(
    markdown: str, setup: PageSetup, against: Against | None = None
) -> bytes:
    """The text as a PDF.  A character that no font has shows by its number.

    ``against`` an earlier text, what was put in is underlined and what was taken out
    struck through.  Raises ContentError when the typesetter refuses the document,
    InputError for a logo that is no picture.
    """
    found = read(markdown)
    if against:
        found = compared(read(against.markdown), found)
    blocks = tuple(stepwise(found))
    missing: frozenset[str] = frozenset()
    harder = _harder(markdown + repr(setup))
    for _ in range(_MOST_TRIES):
        try:
            return _typeset(source(blocks, setup, missing))
        except _Refused as refused:
            quoted = _NOT_SHOWN.search(refused.message)
            if quoted is None:
                raise _known(refused.message) from None
            named = _characters(quoted[1]) - missing
            missing |= named or next(harder, frozenset())
    return _typeset(source(blocks, setup, missing.union(*harder)))


def _harder(text: str) -> Iterator[frozenset[str]]:
    """What to show by number when the message names no character that explains it.

    A mark that combines with the letter before it can spoil that letter's glyph, so
    marks go first, and all that is not ASCII after them.
    """
    yield frozenset(c for c in text if unicodedata.category(c)[0] in "MC")
    yield frozenset(c for c in text if not c.isascii())


class _Refused(Exception):
    """The typesetter's own message; it may quote the text, so it goes no further."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__("refused")


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False)


def _typeset(code: str) -> bytes:
    import typst

    try:
        made = typst.compile(
            code.encode(),
            format="pdf",
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise _Refused(str(error)) from None
    assert isinstance(made, bytes)
    return made


def _characters(quoted: str) -> frozenset[str]:
    """The characters of a quoted text, but for printable ASCII."""
    text = _NUMBERED.sub(lambda m: chr(int(m[1], 16)), quoted)
    return frozenset(c for c in text if not c.isascii() or not c.isprintable())


def _known(message: str) -> WorkbenchError:
    """The refusal in our words, without anything that the message quotes."""
    if "decode image" in message:
        return InputError("the logo is damaged", where="logo", fix="save it again")
    kind = re.sub(r"[`\"].*[`\"]", "...", message.partition("\n")[0])
    return ContentError(
        f"the typesetter refuses the document: {kind}",
        where="pdf",
        fix="correct the template",
    )
