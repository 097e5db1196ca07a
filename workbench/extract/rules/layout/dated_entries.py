"""Cards of dated entries, set as an outline: a line further out leaves the section.

    10.03.2026   Seen at the ward.
      Rx  Naproxen 500, twice a day
    14.04.2026   Walks better.

The day stands where the days before it stand, further out than the heading between
them: what follows is the next entry and no more of the heading's list.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2} [A-Za-z]{3,9},? \d{4}"
    r"|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})"
)
_ENTRY = sought(rf"(?:date\s?:?\s)?{_DAY}(?=\s|:|,|-|\Z)", re.IGNORECASE)
_EARLIER = re.compile(rf"(?m)^(?P<indent>[ ]*)(?:date\s?:?\s)?{_DAY}", re.IGNORECASE)


def begins_next(text: str, section: int, start: int) -> bool:
    """Whether a dated line at ``start`` is the entry after the one with a heading.

    ``section`` is where the section of that heading began.
    """
    if not _ENTRY.match(text, start):
        return False
    heading, entry = _indent(text, section), _indent(text, start)
    if heading is None or entry is None or entry >= heading:
        return False
    before = _EARLIER.finditer(text, 0, section)
    return any(len(one["indent"]) == entry for one in before)


def _indent(text: str, place: int) -> int | None:
    """How far in a line begins; None of what does not begin its line."""
    lead = text[text.rfind("\n", 0, place) + 1 : place]
    return None if lead.strip() else len(lead)
