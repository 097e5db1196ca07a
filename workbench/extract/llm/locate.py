"""Where a claimed quote stands in a document: exact after folding, or nowhere.

Folding covers what copying changes and meaning does not: case, white space, dashes,
curly quotes.  Anything else is another text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from workbench.packet.text import DocumentText

SHORTEST = 3
_FOLDS = str.maketrans(
    {
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "‘": "'", "’": "'", "“": '"', "”": '"', "`": "'",
    }
)  # fmt: skip


class Folded(NamedTuple):
    """Folded text, and for each of its characters the offset it came from."""

    text: str
    offsets: tuple[int, ...]


@lru_cache(maxsize=64)
def fold_with_map(text: str) -> Folded:
    """Fold a text and keep the way back to raw offsets."""
    out: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if char.isspace():
            if out and out[-1] == " ":
                continue
            char = " "
        plain = unicodedata.normalize("NFKC", char).translate(_FOLDS).casefold()
        for piece in plain:
            out.append(piece)
            offsets.append(offset)
    return Folded("".join(out), tuple(offsets))


class Span(NamedTuple):
    """Raw offsets of a quote in a document's text."""

    start: int
    end: int


def occurrences(source: DocumentText, quote: str) -> tuple[Span, ...]:
    """Every place where the quote stands on word boundaries; none for a tiny quote."""
    needle = fold_with_map(quote).text.strip()
    if len(needle) < SHORTEST:
        return ()
    hay = fold_with_map(source.text)
    found = []
    place = hay.text.find(needle)
    while place >= 0:
        end = place + len(needle)
        if _whole_words(hay.text, place, end):
            found.append(Span(hay.offsets[place], hay.offsets[end - 1] + 1))
        place = hay.text.find(needle, place + 1)
    return tuple(found)


def _whole_words(text: str, start: int, end: int) -> bool:
    left = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    right = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return left and right


def best(
    source: DocumentText, spans: Sequence[Span], cited: Sequence[int]
) -> Span | None:
    """The occurrence nearest to the cited line numbers; line and quote check each
    other, and the quote wins because it can be verified."""
    if not spans:
        return None
    if not cited:
        return spans[0]
    middle = sum(cited) / len(cited)
    return min(spans, key=lambda span: abs(_line(source, span) - middle))


def _line(source: DocumentText, span: Span) -> int:
    return source.document.lines[source.line_index(span.start)].number
