"""Sides that are graded one by one behind a condition of a nerve study.

"Bilateral carpal tunnel syndrome, right severe, left mild", "moderate on the right and
mild on the left", "severe R and mild L CTS": each side is a finding of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.values import sides
from workbench.extract.rules.values.severity import find_severities
from workbench.schema.case import Side

_END = re.compile(r"[.;]\s|\b(?:no|not|without|but|with)\b", re.IGNORECASE)
_PARTS = re.compile(r",|\band\b|\(|\)|/|&|\+", re.IGNORECASE)
_REACH = 90


def graded_sides(text: str, start: int, own: Side | None) -> Iterator[Side]:
    """The sides behind a condition that have a grade each, but the one it has."""
    tail = text[start : start + _REACH]
    end = _END.search(tail)
    told: set[Side] = set()
    for part in _PARTS.split(tail[: end.start()] if end else tail):
        found = sides.find_sides(part)
        if len(found) == 1 and find_severities(part) and found[0].side != own:
            told.add(found[0].side)
    yield from sorted(told - {"bilateral"})


_LETTERS: dict[str, Side] = {"r": "right", "l": "left"}
_BEFORE = re.compile(
    r"(?P<grade>[A-Za-z-]+)\s(?P<one>right|left|rt|lt|(?-i:[RL]))\s?(?:,|\band\b|&|/|\+)"
    r"\s?(?P<other>[A-Za-z-]+(?:\sto\s[a-z]+)?)\s(?P<two>right|left|rt|lt|(?-i:[RL]))"
    r"\s(?:sided\s)?\Z",
    re.IGNORECASE,
)


def graded_before(text: str, start: int, own: Side | None) -> Iterator[Side]:
    """The sides before a condition that have a grade each, but the one it has."""
    match = _BEFORE.search(text[max(start - _REACH, 0) : start])
    if match is None or not all(
        find_severities(words) for words in match.group("grade", "other")
    ):
        return
    told = {_LETTERS[side[0].lower()] for side in match.group("one", "two")}
    yield from sorted(told - {own})
