"""The prep sheet of a peer-to-peer talk: what stands in the way, what to ask."""

from __future__ import annotations

from typing import NamedTuple

from workbench.web.view.criteria import CriterionView
from workbench.web.view.screen import Screen

MOST = 3
"""So many points are prepared: a talk is short."""


class Point(NamedTuple):
    """A criterion that keeps lines from approval, and what would settle it."""

    one: CriterionView
    lines: tuple[str, ...]
    question: str


def prepare(screen: Screen) -> tuple[Point, ...]:
    """The points that keep most lines open, failing ones first."""
    found: dict[str, tuple[CriterionView, list[str]]] = {}
    for line in screen.judged:
        for one in line.criteria:
            if one.final_name in ("not_met", "conflicting", "not_documented"):
                found.setdefault(one.id, (one, []))[1].append(line.id)
    order = {"not_met": 0, "conflicting": 1, "not_documented": 2}
    ranked = sorted(
        found.values(), key=lambda item: (order[item[0].final_name], -len(item[1]))
    )
    asks = {title: ask.ask for ask in screen.outcome.asks for title in ask.resolves}
    return tuple(
        Point(one, tuple(lines), asks.get(one.title, ""))
        for one, lines in ranked[:MOST]
    )
