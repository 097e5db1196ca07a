"""Quotes and where they stand: ``“words of the record” (D2:14-15)``.

A quote is never changed.  A long one may lose its tail, or the part between its head
and its tail, but only at the end of a sentence or phrase, and an ellipsis shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.narrate.markdown import Md, escape, plain
from workbench.schema.evidence import Evidence

ELLIPSIS = "…"
_PHRASE_END = re.compile(r"[.;:,!?](?=\s)")
_SENTENCE_END = re.compile(r"[.;!?](?=\s)")


def span(lines: tuple[int, ...]) -> str:
    """Line numbers as a list of runs: ``14-15``, ``3,7-9``."""
    return ",".join(
        str(first) if first == last else f"{first}-{last}"
        for first, last in _runs(lines)
    )


def _runs(lines: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    ordered = sorted(set(lines))
    first = last = ordered[0]
    for number in ordered[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def place(evidence: Evidence) -> str:
    """Document and lines: ``D2:14-15``."""
    return f"{evidence.document}:{span(evidence.lines)}"


def shorten(text: str, limit: int) -> str:
    """The text, or its longest head of whole phrases within ``limit`` characters.

    The last sentence end in the second half is preferred, then the last phrase end,
    then the last word; what is left out shows as an ellipsis.
    """
    text = plain(text).strip()
    if len(text) <= limit:
        return text
    head = text[:limit]
    for pattern in (_SENTENCE_END, _PHRASE_END):
        ends = [match.end() for match in pattern.finditer(head)]
        if ends and ends[-1] >= limit // 2:
            return f"{head[: ends[-1]]} {ELLIPSIS}"
    cut = head.rfind(" ")
    return f"{head[:cut] if cut > 0 else head} {ELLIPSIS}"


def cited(evidence: Evidence, limit: int = 240) -> Md:
    """One quote with its place, as Markdown."""
    words = escape(shorten(evidence.quote, limit))
    return Md(f"“{words}” ({place(evidence)})")


def unique(items: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each quote once, in the order given."""
    seen: dict[tuple[str, tuple[int, ...], str], Evidence] = {}
    for item in items:
        seen.setdefault((item.document, item.lines, item.quote), item)
    return tuple(seen.values())


def _everywhere(group: list[Evidence], limit: int) -> str:
    """The words of quotes that are the same, and all their places."""
    words = escape(shorten(group[0].quote, limit))
    places = "; ".join(dict.fromkeys(place(item) for item in group))
    return f"“{words}” ({places})"


def cited_all(
    items: Iterable[Evidence],
    limit: int = 240,
    most: int = 4,
    *,
    leading: frozenset[Evidence] = frozenset(),
) -> Md:
    """Quotes joined by semicolons; beyond ``most`` only the places are listed.

    ``leading`` quotes come before the others.  Words that stand in several places are
    quoted once, with every place: ``“Neck pain.” (D2:5; D3:5)``.
    """
    same: dict[str, list[Evidence]] = {}
    for item in sorted(unique(items), key=lambda item: item not in leading):
        same.setdefault(plain(item.quote).strip(), []).append(item)
    groups = list(same.values())
    parts = [_everywhere(group, limit) for group in groups[:most]]
    rest = dict.fromkeys(place(item) for group in groups[most:] for item in group)
    if rest:
        parts.append(f"also ({'; '.join(rest)})")
    return Md("; ".join(parts))
