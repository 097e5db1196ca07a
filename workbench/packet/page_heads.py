"""Heads that open a page above a title: who dictated, when, to whom, of which patient.

A paper that begins on a page of its own begins at its head, however many blank lines
part it from the title.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.packet.headed import head_name
from workbench.packet.lines import RawLine
from workbench.packet.titles import (
    is_content,
    is_entry,
    is_labelled,
    is_rule,
    is_sentence,
)

_SIGNED = re.compile(
    r"\bsigned\b|\bsignature\b|/s/|\bcont(?:inued|'d)\b", re.IGNORECASE
)
"""What ends the paper before, at the top of a page, or says that it goes on."""
_FEWEST, _MOST = 2, 9
_LETTERHEAD = 3
"""Lines of a letterhead that stands over a title, at most."""
_WIDTH = 75


def page_head(lines: Sequence[RawLine], start: int) -> int:
    """Where the page of a title begins, if only a head's fields stand above it there.

    Else where the rule above it ends, if so, and else ``start``.  The first page of a
    file is left alone: its head is its document's.
    """
    opens = _opening(lines, start, rules=False)
    ruled = _opening(lines, start, rules=True)
    return next((one for one in (opens, ruled) if _is_head(lines, one, start)), start)


def _opening(lines: Sequence[RawLine], start: int, *, rules: bool) -> int:
    """The first line of the page on which a line stands, or behind the rule above it;
    0 where that is far away."""
    first = start
    while first > 0 and lines[first - 1].page == lines[start].page:
        if rules and is_rule(lines[first - 1].text):
            break
        first -= 1
        if start - first > 2 * _MOST:
            return 0
    return first


def _is_head(lines: Sequence[RawLine], first: int, start: int) -> bool:
    """Whether nothing but a letterhead or a head's fields stands between two lines."""
    above = [one.text for one in lines[first:start] if is_content(one.text)]
    if first == 0 or not above or not all(map(_is_plain, above)):
        return False
    if len(above) <= _LETTERHEAD and head_name(above[0]):
        return True
    fields = sum(map(is_labelled, above))
    return _FEWEST <= len(above) <= _MOST and 2 * fields >= len(above)


def _is_plain(text: str) -> bool:
    """Whether a line can stand in a head: short, and told of nobody's state."""
    told = is_sentence(text) or is_entry(text) or _SIGNED.search(text)
    return len(" ".join(text.split())) <= _WIDTH and not told
