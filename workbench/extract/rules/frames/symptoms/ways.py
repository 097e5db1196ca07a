"""The way of a pain that arrows draw: "R neck/scapula > post arm > R middle finger"."""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.symptoms.complaints import (
    AND,
    AXIAL,
    Place,
    places_of,
)

_ARROWS = 2
_ARROW = re.compile(r"[^;.,>]{0,20}(?:>{1,2}|-{1,2}>|=>|\u2192)[^;.,>]{0,14}\Z")


def path(text: str) -> list[Place]:
    """Places that arrows join: the way of a pain that is not called by its name.

    "R neck/scapula > post arm > R middle finger" needs two different arrows at least,
    since one alone compares ("L > R arm").
    """
    places = places_of(text)
    found: list[Place] = []
    arrows = 0
    for last, place in zip(places, places[1:], strict=False):
        gap = text[last.end : place.start]
        arrow = bool(_ARROW.fullmatch(gap)) and last.site != place.site
        if not arrow and not (found and AND.match(gap)):
            continue
        arrows += arrow
        found += [one for one in (last, place) if one not in found]
    if arrows < _ARROWS:
        return []
    side = next((one.side for one in found if one.side), None)
    return [
        one if one.side or one.site in AXIAL else replace(one, side=side)
        for one in found
    ]
