"""Grades of both sides at one slash: "R/L 5/5 4/5", "biceps 5/4" under "L/R"."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading
from workbench.extract.rules.frames.exam.marks import Mark, as_side
from workbench.extract.rules.frames.exam.strength_grades import normal_grade
from workbench.extract.rules.words.sought import sought

_PAIR = sought(
    r"\b(?P<right>R\s?/\s?L|right\s?/\s?left)\b|\b(?P<left>L\s?/\s?R|left\s?/\s?right)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"(?<![\w/.])(?P<one>[0-5][+-]?)\s?/\s?(?P<two>[0-5][+-]?)(?![\w/])")


def paired_readings(
    text: str, items: list[Mark], order: tuple[str, str]
) -> list[Reading]:
    """Each place with the grade of each side."""
    values, sides = paired(text, items, order)
    found = []
    for value, side in zip(values, sides, strict=True):
        item = [one for one in items if one.end <= value.start][-1]
        found.append(Reading(item, value, as_side(side.name)))
    return found


def pair_order(text: str, label: str) -> tuple[str, str] | None:
    """Which side is told first where both stand at one slash ("R/L")."""
    pair = _PAIR.search(text) or _PAIR.search(label)
    if pair is None:
        return None
    return ("right", "left") if pair["right"] else ("left", "right")


def paired(
    text: str, items: list[Mark], order: tuple[str, str]
) -> tuple[list[Mark], list[Mark]]:
    """Values under "R/L": two gradings a place, or one that holds both sides."""
    values: list[Mark] = []
    sides: list[Mark] = []
    for low, high in _stretches(items, len(text)):
        found = list(_BOTH.finditer(text, low, high))
        for place, match in enumerate(found[:2]):
            names = ("one", "two") if len(found) == 1 else ("one",)
            for turn, name in enumerate(names):
                start, end = match.span(name)
                side = order[turn if len(found) == 1 else place]
                values.append(Mark("value", normal_grade(match[name]), start, end))
                sides.append(Mark("side", side, start, start))
    return values, sides


def _stretches(items: list[Mark], end: int) -> Iterator[tuple[int, int]]:
    for place, item in enumerate(items):
        stop = items[place + 1].start if place + 1 < len(items) else end
        yield item.end, stop
