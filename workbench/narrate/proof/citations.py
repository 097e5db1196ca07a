"""Quotes and their places in a text: each must stand in the review as it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.narrate.markdown import plain
from workbench.narrate.quotes import ELLIPSIS
from workbench.schema.evidence import Evidence

PLACE = re.compile(r"(?<!\w)D\d{1,5}:\d{1,7}(?:-\d{1,7})?(?:,\d{1,7}(?:-\d{1,7})?)*")
"""A place as a text cites it: ``D2:14-15``."""
_OPEN, _CLOSE = "“", "”"
_LONGEST = 4000
Place = tuple[str, tuple[int, ...]]


class Cited(NamedTuple):
    """One place found in a text: its span, the span of its quote, whether it is so."""

    start: int
    end: int
    quoted: tuple[int, int] | None
    known: bool
    verbatim: bool
    evidence: tuple[Evidence, ...]


class Places:
    """The review's quotes by their place."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._by_place: dict[Place, dict[str, Evidence]] = {}
        for item in evidence:
            quotes = self._by_place.setdefault((item.document, _set(item.lines)), {})
            quotes.setdefault(plain(item.quote).strip(), item)

    def read(self, text: str) -> tuple[Cited, ...]:
        """Every place in a text, with the quote that stands before it if any.

        Read from the end, since a quote may itself hold words that look like a place.
        """
        found: list[Cited] = []
        inside = len(text)
        for match in reversed(list(PLACE.finditer(text))):
            if match.start() < inside:
                found.append(self._cited(match, text))
                quoted = found[-1].quoted
                inside = quoted[0] if quoted else match.start()
        return tuple(reversed(found))

    def _cited(self, match: re.Match[str], text: str) -> Cited:
        quotes = self._by_place.get(_place(match[0]), {})
        before = text[: match.start()]
        follows = before.endswith(f"{_CLOSE} (")
        span = self._quoted(before, quotes) if follows else None
        return Cited(
            *match.span(),
            quoted=span,
            known=bool(quotes),
            verbatim=span is not None or not follows,
            evidence=tuple(quotes.values()),
        )

    def _quoted(
        self, before: str, quotes: dict[str, Evidence]
    ) -> tuple[int, int] | None:
        """Span of the quote that ends ``before``, if it is one of these."""
        end = len(before) - len(f"{_CLOSE} (")
        start = end
        while (start := before.rfind(_OPEN, max(end - _LONGEST, 0), start)) >= 0:
            if _shows(before[start + 1 : end], quotes):
                return start, end + 1
        return None


def _place(text: str) -> Place:
    """Document and lines of a place as written: ``D2:14-15`` and ``D2:14,15``."""
    document, _, listed = text.partition(":")
    lines: list[int] = []
    for run in listed.split(","):
        first, _, last = run.partition("-")
        lines += [int(first), int(last or first)]
        if last and 0 < int(last) - int(first) < _LONGEST:
            lines += range(int(first), int(last))
    return document, _set(lines)


def _set(lines: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(lines)))


def _shows(shown: str, quotes: Iterable[str]) -> bool:
    """Whether the words shown are one of the quotes, or its head with an ellipsis."""
    head = shown.removesuffix(f" {ELLIPSIS}")
    if head == shown:
        return shown in quotes
    return shown in quotes or any(
        quote.startswith(head) and len(head) < len(quote) for quote in quotes
    )
