"""The words of a page on what it withholds: a mark in each place, a notice at the head.

A mark stands where a passage was whose tokens did not all trace; the notice counts the
marks, and the proof check holds its number against them.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.narrate.proof.tokens import Kind

MARK = "**Passage withheld:**"
"""How every mark opens; nothing that a template prints of a packet can hold it, since
its stars would be escaped."""

_CALLED: dict[Kind, str] = {
    "line id": "line of the request",
    "strength": "grade of strength",
    "vertebra": "vertebra or root",
    "citation": "place cited",
    "code": "code",
    "hash": "checksum",
}


def called(kinds: Iterable[Kind]) -> str:
    """Kinds of tokens in words: ``a date and a level``."""
    named = [f"a {_CALLED.get(kind, kind)}" for kind in dict.fromkeys(kinds)]
    return " and ".join([", ".join(named[:-1]), named[-1]] if named[1:] else named)


def mark(kinds: Iterable[Kind], places: Iterable[str] = ()) -> str:
    """What stands for a passage: why it is withheld, and where its reader may look."""
    look = ", ".join(dict.fromkeys(places))
    where = f"Look at {look}." if look else "Look in the record itself."
    why = f"{called(kinds)} in it could not be traced to the record."
    return f"{MARK} {why} {where}"


def notice(count: int) -> str:
    """The notice at the head of a page with so many marks."""
    told = "1 passage of this page is" if count == 1 else f"{count} passages are"
    return (
        f"**{told} withheld.** A number, date, level, side, grade, code or quote there "
        "could not be traced to the record. Each place is marked “Passage withheld” "
        "and says where to look; the rest of the page traces."
    )
