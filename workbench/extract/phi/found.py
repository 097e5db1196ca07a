"""Stretches of text that identify somebody, and how overlapping ones are settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Found(NamedTuple):
    """One identifier in a text: where, of what kind, and whose.

    ``key`` is equal for every form of the same identifier ("delacroix marcus"), so
    that all of them get one surrogate.  ``instead`` is the text to put in its place;
    None asks for a numbered surrogate of the kind.
    """

    start: int
    end: int
    kind: str
    key: str
    instead: str | None = None


def settle(found: Iterable[Found]) -> tuple[Found, ...]:
    """Stretches in reading order without overlap; the longest wins.

    What a shorter one covers beyond the winner stays masked, as a stretch of its own:
    nothing that was found may show again.
    """
    every = sorted(found, key=lambda one: (one.start - one.end, one.start))
    covered = bytearray(max((one.end for one in every), default=0))
    chosen: list[Found] = []
    for item in every:
        for start, end in _open_runs(covered, item.start, item.end):
            whole = (start, end) == (item.start, item.end)
            instead = item.instead if whole else None
            chosen.append(item._replace(start=start, end=end, instead=instead))
        covered[item.start : item.end] = b"\1" * (item.end - item.start)
    return tuple(sorted(chosen, key=lambda one: one.start))


def _open_runs(covered: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that nothing covers yet."""
    place = start
    while place < end:
        first = covered.find(0, place, end)
        if first < 0:
            return
        last = covered.find(1, first, end)
        last = end if last < 0 else last
        yield first, last
        place = last
