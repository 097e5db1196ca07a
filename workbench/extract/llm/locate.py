"""Where a claimed quote stands in a document: exact after folding, or nowhere.

Folding covers what copying changes and meaning does not: case, white space, dashes,
curly quotes.  Anything else is another text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
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


class Placed(NamedTuple):
    """Where a quote stands; ``moved`` when the cited lines were not its own."""

    span: Span
    moved: bool


def placed(
    source: DocumentText,
    quote: str,
    cited: Sequence[int],
    within: Collection[int] | None = None,
) -> Placed | None:
    """The place of a quote, with its cited lines as a check; None where there is none.

    The cited lines decide between several places.  A quote that stands in one place
    only is moved there.  One that stands in several places, none of them cited, is
    not placed: nothing says which is meant.  ``within`` are the lines that were shown.
    """
    spans = [
        span
        for span in occurrences(source, quote)
        if within is None or _lines(source, span) & set(within)
    ]
    meant = [span for span in spans if _lines(source, span) & set(cited)]
    if meant:
        return Placed(max(meant, key=lambda one: _share(source, one, cited)), False)
    return Placed(spans[0], True) if len(spans) == 1 else None


def _lines(source: DocumentText, span: Span) -> set[int]:
    first, last = source.line_index(span.start), source.line_index(span.end - 1)
    return {line.number for line in source.document.lines[first : last + 1]}


def _share(source: DocumentText, span: Span, cited: Sequence[int]) -> tuple[float, int]:
    own = _lines(source, span)
    return len(own & set(cited)) / len(own), -span.start
