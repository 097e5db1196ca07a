"""Lists whose items carry a plus or a minus: "+ neck pain, - weakness, - falls".

A review of systems sets the sign a blank before the item or behind it.  A lone dash is
none: two items of a text must be signed the same way, one of them with a plus, or both
in a list that stands behind a colon or commas.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_LEADING = sought(r"(?P<lead>\A|[,;:.]|\s{2,})\s?(?P<sign>[+-])\s?(?=[A-Za-z])")
_TRAILING = sought(r"(?<=[A-Za-z)])\s(?P<sign>[+-]{1,3})(?=\s?(?:[,;.]|\s{2}|\Z))")
_ITEM_ENDS = re.compile(r"[,;.](?=\s|\Z)|\s{2,}|\n|:\s")
_ITEM_BEGINS = re.compile(r"[,;:.](?=\s)|\s{2,}|\n")
_FEWEST = 2


class Signed(NamedTuple):
    """An item of such a list and whether it is there."""

    start: int
    end: int
    there: bool


@lru_cache(maxsize=4096)
def signed(text: str) -> tuple[Signed, ...]:
    """The items of a text that carry a sign; none where the text is no such list."""
    if "-" not in text and "+" not in text:
        return ()
    return _items_led(text) or _items_trailed(text)


def _items_led(text: str) -> tuple[Signed, ...]:
    found = list(_LEADING.finditer(text))
    listed = [one for one in found if one["lead"] in (",", ";", ":")]
    plus = any(one["sign"] == "+" for one in found)
    if len(found) < _FEWEST or not (plus or len(listed) >= _FEWEST):
        return ()
    made = []
    for one in found:
        ends = _ITEM_ENDS.search(text, one.end())
        stop = ends.start() if ends else len(text)
        made.append(Signed(one.end(), stop, one["sign"] == "+"))
    return tuple(made)


def _items_trailed(text: str) -> tuple[Signed, ...]:
    found = list(_TRAILING.finditer(text))
    if len(found) < _FEWEST or not any(one["sign"][0] == "+" for one in found):
        return ()
    made = []
    for one in found:
        begins = [mark.end() for mark in _ITEM_BEGINS.finditer(text, 0, one.start())]
        start = max(begins, default=0)
        made.append(Signed(start, one.start(), one["sign"][0] == "+"))
    return tuple(made)


def sign_of(text: str, start: int, end: int) -> bool | None:
    """Whether the item at a place is there; None where it carries no sign."""
    for one in signed(text):
        if one.start <= start and end <= one.end:
            return one.there
    return None
