"""Running headers and footers: what stands at the edge of page after page.

A line at the top or bottom of a page is running where the same line stands at the same
edge of other pages, page numbers and clock times aside, or where it is a page mark or a
fax banner.  Titles of documents are never running, since a record may be of many short
documents of one kind; nor is what tells of the patient's state, since notes are copied
forward from page to page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from workbench.content import expressions as re
from workbench.packet.titles import find_title, is_furniture, is_rule, is_sentence

EDGE = 3
"""Lines from the edge of a page that can be its header or footer."""
LEAST_PAGES = 3
_SHARE = 0.3
"""Part of a file's pages that a running line stands on at least."""
_LONGEST = 200
_NUMBERED = re.compile(
    r"\b(?:page|pg\.?|p\.?|sheet)[ ]*(?:no\.?|#)?[ ]*\d+(?:[ ]*(?:of|/)[ ]*\d+)?"
    r"|(?<![\d/.-])\b\d{1,4}[ ]*(?:of|/)[ ]*\d{1,4}[ ]*\Z"
    r"|\A[ ]*[-–][ ]*\d{1,4}[ ]*[-–][ ]*\Z"
    r"|\A[ ]*\d{1,4}[ ]*\Z|\d{1,2}:\d{2}(?::\d{2})?[ ]*(?:[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\s*(?:[-*•>☐☒☑]|\[.?\]|\(.?\)|\d{1,2}[.)]\s)"
    r"|\s*(?:hpi|cc|chief complaint|history|subjective|objective|(?:physical )?exam\w*"
    r"|assessment|a ?/ ?p|plan|impression|findings?|technique|medications?|meds"
    r"|allergies|vitals?|ros|review of systems|social|pmh|psh|diagnos[ie]s|treatments?"
    r"|motor|sensation|reflexes|gait|recommend\w*|results?|procedures?)\b\s*:"
    r"|.*(?:\b[CTLS]\d{1,2}\b|\b\d[+-]?/\d\b(?!\d)(?!/)|\b(?:no|not|without|denies)\b)",
    re.IGNORECASE,
)
"""Lines that tell of a patient: items, sections, levels, grades, negations."""
Edge = Literal["top", "bottom"]


class PagedLine(Protocol):
    """A line of a packet, raw or of a document."""

    @property
    def text(self) -> str:
        """Its characters."""
        ...

    @property
    def page(self) -> int:
        """Its page."""
        ...


class _Place(NamedTuple):
    edge: Edge
    key: str


def running(lines: Sequence[PagedLine]) -> dict[int, Edge]:
    """Index of each running line, and the edge of the page that it stands at."""
    pages = list(_pages(lines))
    if len(pages) < 2:
        return {}
    at: dict[_Place, list[int]] = defaultdict(list)
    for page in pages:
        for place, index in _edges(lines, page):
            at[place].append(index)
    least = max(LEAST_PAGES, _SHARE * len(pages))
    found: dict[int, Edge] = {}
    for place, indexes in at.items():
        known = is_furniture(lines[indexes[0]].text) or not place.key.strip("# ")
        marked = "#" in place.key and len(indexes) >= 2
        if known or len(indexes) >= least or marked:
            found.update(dict.fromkeys(indexes, place.edge))
    return _from_the_edge(lines, pages, found)


def _pages(lines: Sequence[PagedLine]) -> Iterator[list[int]]:
    """Indexes of the lines of each page that say something."""
    current: list[int] = []
    for index, line in enumerate(lines):
        if index and line.page != lines[index - 1].page:
            yield current
            current = []
        if line.text.strip():
            current.append(index)
    yield current


def _edges(lines: Sequence[PagedLine], page: list[int]) -> Iterator[tuple[_Place, int]]:
    depth = min(EDGE, len(page) // 2)
    edges: tuple[tuple[Edge, list[int]], ...] = (
        ("top", page[:depth]),
        ("bottom", page[len(page) - depth :]),
    )
    for edge, indexes in edges:
        for index in indexes:
            text = lines[index].text
            if is_furniture(text) or not _is_told(text):
                yield _Place(edge, running_key(text)), index


def _is_told(text: str) -> bool:
    """Whether a line says something of the patient, or names a document."""
    return (
        len(text) > _LONGEST
        or is_sentence(text)
        or bool(_TELLS.match(text))
        or find_title(text) is not None
    )


def running_key(text: str) -> str:
    """The line with what changes from page to page left out."""
    return " ".join(_NUMBERED.sub("#", text).lower().split())


def _from_the_edge(
    lines: Sequence[PagedLine], pages: Sequence[list[int]], found: dict[int, Edge]
) -> dict[int, Edge]:
    """Only running lines with nothing else between them and the page's edge.

    A rule may stand between them and the page's text, and goes with them.
    """
    kept: dict[int, Edge] = {}
    for page in pages:
        for edge, order in _orders(page):
            seen: list[int] = []
            for index in order[: EDGE + 1]:
                if found.get(index) == edge:
                    seen.append(index)
                elif is_rule(lines[index].text):
                    seen.append(index)
                else:
                    break
            if any(found.get(index) == edge for index in seen):
                kept.update(dict.fromkeys(seen, edge))
    return kept


def _orders(page: list[int]) -> tuple[tuple[Edge, list[int]], ...]:
    """A page's lines from its top and from its bottom."""
    return ("top", page), ("bottom", page[::-1])
