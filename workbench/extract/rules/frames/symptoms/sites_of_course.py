"""Where a complaint is whose course a sentence tells.

The first part of the body named has it, and with it the parts that share its noun:
"neck and left arm pain since May" began at both.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary import spine

_I = re.IGNORECASE
_LOOSELY = (
    (
        "low-back",
        re.compile(
            r"\b(?:back ?(?:pain|ache)|back (?:has |had |have |is |been )*(?:hurts?|hurting|ached|aches|aching)|LBP|lumbago|waist"  # noqa: E501
            r"|lumbar (?:pain|ache))\b",
            _I,
        ),
    ),
    (
        "mid-back",
        re.compile(
            r"\b(?:MBP|(?:mid-?|lower |upper )?(?:thoracic|dorsal)\s(?:back|pain|ache)"
            r"|thoracolumbar (?:pain|junction|region)|between the shoulder blades)\b",
            _I,
        ),
    ),
)
"""Names of the back that are told of a pain and of nothing else."""
_SITES = ("low-back", "leg", "buttock", "mid-back", "neck", "arm", "foot", "head")


@cache
def _words_of(site: str) -> tuple[Sought, ...]:
    """The words for a site, each as an expression."""
    words = spine().sites[site].words
    return tuple(sought(rf"\b{re.escape(word)}\b", _I) for word in words)


def _named(site: str, text: str) -> Iterator[re.Match[str]]:
    """The first place of each word for a site."""
    return filter(None, (word.search(text) for word in _words_of(site)))


_JOINS = re.compile(
    r"(?: ?pain| ?ache)?\s*(?:,\s*|/|&|\+|\b(?:and|with|plus)\b)\s*"
    r"(?:and\s+)?"
    r"(?:(?:the|his|her|their|into|right|left|bilateral|both|rt?|lt?)[. -]+)*"
    r"(?:sided )?",
    _I,
)
"""What stands between two parts of the body of one complaint."""
_NOUN = re.compile(r"\b(?:pain|ache)\b", _I)


def places_of(text: str) -> list[dict[str, Any]]:
    """Site and side of each part that shares the complaint; at least one entry.

    A side belongs to the parts behind it until a noun or another side stands between.
    """
    found = sorted({*_sites_in(text)})
    sides = find_sides(text)
    named = {one.side for one in sides}
    lone = {"side": named.pop()} if len(named) == 1 else {}
    if not found:
        return [lone]
    joined = [found[0]]
    for start, end, site in found[1:]:
        if start < joined[-1][1]:
            continue
        if not _JOINS.fullmatch(text, joined[-1][1], start):
            break
        joined.append((start, end, site))
    if len(joined) == 1:
        return [{"site": joined[0][2], **lone}]
    places: dict[str, dict[str, Any]] = {}
    shared: dict[str, Any] = {}
    last = 0
    for start, end, site in joined:
        own = {one.side for one in sides if last <= one.start < end}
        if _NOUN.search(text, last, start):
            shared = {}
        side = {"side": own.pop()} if len(own) == 1 else shared
        shared = side
        places.setdefault(site, {"site": site, **side})
        last = end
    return list(places.values())


def _sites_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of the parts named, each word's first place."""
    known = spine().sites
    for site in _SITES:
        if site in known:
            for match in _named(site, text):
                yield match.start(), match.end(), site
    for site, words in _LOOSELY:
        found = words.search(text)
        if found is not None:
            yield found.start(), found.end(), site
