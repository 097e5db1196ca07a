"""Days without a year that are still to come: "appt 06/08" in a note of May 20.

The last such day before the note is nearly a year back, the next is near.  A word of
appointments before it, or how near it is, makes it the next; a word that tells of the
past ("fell June 8") last year's.
"""

from __future__ import annotations

from workbench.content import expressions as re

_AHEAD_OF = re.compile(
    r"\b(?:appt|appointments?|return(?:s|ing)?|rtc|rto|re-?check|f/?u|follow-?up|next|will"
    r"|schedul\w+|booked|due|planned|plan|upcoming|tentative\w*|proposed|dos|surgery|goes"
    r"|going)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_GONE_BY = re.compile(
    r"\b(?:since|began|onset|fell|was|were|had|has|have|did|got|went|gave|took"
    r"|saw|seen|done|given|last|prior|previous|first|until|ago"
    r"|(?!scheduled|booked|planned|proposed)\w{3,}ed)\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_NEARER = 3
"""How many times nearer a day ahead must be to be meant without a word for it."""


def is_to_come(lead: str, ahead: int, back: int) -> bool:
    """Whether a day is meant that lies ``ahead`` days ahead, not the one ``back`` ago.

    ``lead`` are the words before it.
    """
    if ahead >= back or _GONE_BY.search(lead):
        return False
    return _AHEAD_OF.search(lead) is not None or ahead * _NEARER < back
