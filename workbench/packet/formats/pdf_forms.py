"""What was filled in or written onto a PDF page: form fields and typed annotations.

A value becomes a word at the place of its field, so that it is read beside the label
that is printed there; a field without a printed label brings the name it was given.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.packet.formats.pdf_words import Placing
from workbench.packet.formats.word import Word

_MOST = 5_000
_LETTERS = 9.0
_HIDDEN = 0x02 | 0x20  # hidden, or never shown on screen
_REMARKS = {1: "Note:", 9: "Highlighted:"}
_FREE_TEXT = 3
_WIDGET = 20


def filled_in(page: Any, placing: Placing, printed: Sequence[Word]) -> list[Word]:
    """Words of the page's form fields and annotations."""
    from pypdfium2 import raw

    made: list[Word] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                made += _words(raw, page, annotation, placing, printed)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return made


def _words(
    raw: Any, page: Any, annotation: Any, placing: Placing, printed: Sequence[Word]
) -> Iterator[Word]:
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, rect):
        return
    box = placing.box(rect.left, rect.bottom, rect.right, rect.top)
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == _WIDGET and page.formenv:
        text = _field(raw, page.formenv, annotation)
        if text is None:
            return
        if text and text not in ("[x]", "[ ]", "(x)", "( )"):
            label = _label(raw, page.formenv, annotation)
            if label and not _labelled(box, printed):
                text = f"{label}: {text}"
        yield from _placed(text, box)
    elif kind == _FREE_TEXT or kind in _REMARKS:
        text = _string(
            lambda buffer, size: raw.FPDFAnnot_GetStringValue(
                annotation, b"Contents", buffer, size
            )
        )
        if text.strip():
            yield from _placed(f"{_REMARKS.get(kind, '')} {text}".strip(), box)


def _field(raw: Any, form: Any, annotation: Any) -> str | None:
    """The value of a field; None for buttons, signatures and empty fields."""
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind == raw.FPDF_FORMFIELD_CHECKBOX:
        return "[x]" if raw.FPDFAnnot_IsChecked(form, annotation) else "[ ]"
    if kind == raw.FPDF_FORMFIELD_RADIOBUTTON:
        return "(x)" if raw.FPDFAnnot_IsChecked(form, annotation) else "( )"
    if kind in (
        raw.FPDF_FORMFIELD_TEXTFIELD,
        raw.FPDF_FORMFIELD_COMBOBOX,
        raw.FPDF_FORMFIELD_LISTBOX,
    ):
        value = _string(
            lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(
                form, annotation, buffer, size
            )
        )
        return value if value.strip() else None
    return None


def _label(raw: Any, form: Any, annotation: Any) -> str:
    for ask in (
        raw.FPDFAnnot_GetFormFieldAlternateName,
        raw.FPDFAnnot_GetFormFieldName,
    ):
        name = _string(
            lambda buffer, size, ask=ask: ask(form, annotation, buffer, size)
        )
        if name.strip():
            return name.strip().rstrip(":")
    return ""


def _string(ask: Any) -> str:
    """A text that PDFium gives in UTF-16 once it is told where to put it."""
    from pypdfium2 import raw

    size = ask(None, 0)
    if not 2 < size < 1_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


def _labelled(box: tuple[float, float, float, float], printed: Sequence[Word]) -> bool:
    """Whether printed words stand before the field on its row, or just above it."""
    left, top, right, bottom = box
    for word in printed:
        beside = top <= word.middle <= bottom and word.right <= left + 3
        above = top - 1.8 * word.height <= word.middle <= top
        if (beside and left - word.right < 200) or (
            above and word.left < right and left < word.right
        ):
            return True
    return False


def _placed(text: str, box: tuple[float, float, float, float]) -> Iterator[Word]:
    """The words of a text within a box, one below the other line by line."""
    left, top, right, bottom = box
    lines = [line for line in text.replace("\r\n", "\n").splitlines() if line.strip()]
    if text in ("[x]", "[ ]", "(x)", "( )"):
        yield Word(text, left, top, max(right, left + 1), bottom)
        return
    high = min((bottom - top) / max(len(lines), 1), 14.0)
    width = 0.5 * min(high, _LETTERS)
    start = top + ((bottom - top) - high * len(lines)) / 2 if len(lines) == 1 else top
    for number, line in enumerate(lines):
        x = left
        for part in line.split():
            y = start + number * high
            yield Word(part, x, y, x + width * len(part), y + high)
            x += width * (len(part) + 1)
