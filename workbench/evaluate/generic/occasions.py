"""Which mentions of procedures are of one occasion, and on how many days they were.

A note that says "block on March 5" and the procedure note of March 5 tell one block.
Mentions whose days may be the same are sure of one day only, and may be of several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.evaluate.facts import Entry
from workbench.evaluate.generic.select import Picked

_GIVEN = ("relief", "relief_days", "medication_cut")
"""What a procedure gave, as its fact has it."""
_BOTH = "bilateral"
_SIDES = ("left", "right")


def without_retellings(
    done: Sequence[Entry], picked: Picked
) -> tuple[list[Entry], Picked]:
    """The mentions without those that only repeat, in fewer words, one that tells more.

    A retelling is of the same kind and day, at no other level or side, and says
    nothing of what the procedure gave.
    """
    full = [one for one in done if _tells(one)]

    def kept(entries: Iterable[Entry]) -> list[Entry]:
        return [
            one
            for one in entries
            if _tells(one) or not any(_is_retold(one, other) for other in full)
        ]

    undated, unplaced = kept(picked.undated), kept(picked.unplaced)
    return kept(done), picked._replace(undated=undated, unplaced=unplaced)


def _tells(entry: Entry) -> bool:
    return any(getattr(entry.fact, name, None) is not None for name in _GIVEN)


def _is_retold(short: Entry, full: Entry) -> bool:
    """Whether a mention without an outcome is of the procedure of another one."""
    if short.first is None or (short.first, short.last) != (full.first, full.last):
        return False
    one, other = short.fact, full.fact
    if short.first != short.last or one.kind != other.kind:
        return False
    return all(
        getattr(one, key) in (None, getattr(other, key))
        for key in ("level", "site", "side")
    )


def by_place(entries: Sequence[Entry], *, sure: bool) -> Iterator[list[Entry]]:
    """For each level and side that is named, the mentions of it.

    Not ``sure``: with those that leave out where they were.
    """
    places = {
        (_level(one), side)
        for one in entries
        for side in (_SIDES if one.fact.side == _BOTH else (one.fact.side,))
    }
    for level, side in places:
        yield [one for one in entries if _fits(one, level, side, sure)]


def _level(entry: Entry) -> str | None:
    level: str | None = entry.fact.level or entry.fact.site
    return level


def _fits(entry: Entry, level: str | None, side: str | None, sure: bool) -> bool:
    own, own_side = _level(entry), entry.fact.side
    if sure:
        return own == level and own_side in (side, _BOTH)
    there = own is None or level is None or own == level
    return there and (side is None or own_side in (None, _BOTH, side))


def sure_days(entries: Sequence[Entry]) -> int:
    """On how many different days they were at the least."""
    days = sorted(
        (
            (e.first, e.last)
            for e in entries
            if e.first is not None and e.last is not None
        ),
        key=lambda one: one[1],
    )
    found, until = 0, 0
    for first, last in days:
        if first > until:
            found, until = found + 1, last
    summed = max((_summed(one) for one in entries), default=0)
    return max(found, summed)


def possible_days(entries: Sequence[Entry]) -> int:
    """On how many different days they can have been: those of one day count once."""
    single = [one for one in entries if _summed(one) == 1]
    days = {
        (one.first, one.last) if one.first is not None and one.first == one.last else n
        for n, one in enumerate(single)
    }
    return len(days) + sum(_summed(one) for one in entries if _summed(one) > 1)


def _summed(entry: Entry) -> int:
    return getattr(entry.fact, "count", None) or 1
