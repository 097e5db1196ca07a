"""Relief told by the day on which it ended: "75% relief until the end of January".

The length is reckoned from the day of the session.  A month without a day spans its
days; its "end" or "beginning" narrows them.
"""

from __future__ import annotations

import datetime as dt

from workbench.content import expressions as re
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Range
from workbench.schema.partial_date import PartialDate, earliest, is_exact, latest

_LASTED_UNTIL = sought(
    r"\b(?:relief|better|good|gone|down|improv\w+|stayed|stays|remained|lasted|lasting"
    r"|held|kept|(?:pain|symptom)[- ]free|benefit|well|fine|great)\b"
    r"(?!\s(?:only\s)?(?:if|when)\b)[^.;\n]{0,60}?\b(?:un)?till?\s"
    r"(?:about\s|around\s|roughly\s|(?:some\s?time\s)?in\s)?(?:the\s)?"
    r"(?P<part>end of\s|late\s|last (?:days|weeks?|part) of\s|beginning of\s|start of\s"
    r"|early\s|first (?:days|weeks?|part) of\s|middle of\s|mid[- ]?)?"
    r"(?:the\s)?\Z",
    re.IGNORECASE,
)
_REACH = 140
_THIRD = 10
"""Days of a part of a month: its end are the last of them, its beginning the first."""


def relief_until(
    text: str, day: PartialDate | None, written: PartialDate | None
) -> Range | None:
    """Days from a session to the end of its relief; None where no day ends it."""
    if day is None or not is_exact(day):
        return None
    for one in find_dates(text, written):
        lead = _LASTED_UNTIL.search(text[max(one.start - _REACH, 0) : one.start])
        if lead is None:
            continue
        first, last = _within(one.value, (lead["part"] or "").strip().lower())
        begun = earliest(day)
        if first > begun:
            return Range(low=(first - begun).days, high=(last - begun).days)
    return _still(text, day, written)


_STILL = sought(
    r"\b(?:(?:was|were|is|remained|stayed|remains) still|still (?:at|held|had|down"
    r"|better|good|improved)|still \d{1,2}(?:/10)?)\b[^.;\n]{0,40}?\b(?:on|at|by|of)\s"
    r"(?:(?:the|his|her|my|our|a|follow-?up|visit|of|on)\s){0,3}\Z",
    re.IGNORECASE,
)
"""What leads to a day on which the relief had not ended yet."""


def _still(text: str, day: PartialDate, written: PartialDate | None) -> Range | None:
    """Days from a session to a visit at which its relief still held: at least these."""
    for one in find_dates(text, written):
        lead = text[max(one.start - _REACH, 0) : one.start]
        if is_exact(one.value) and _STILL.search(lead):
            kept = (earliest(one.value) - earliest(day)).days
            if kept > 0:
                return Range(low=kept)
    return None


def _within(month: PartialDate, part: str) -> tuple[dt.date, dt.date]:
    """The first and last day that a date can mean, of which a part may be told."""
    first, last = earliest(month), latest(month)
    third = dt.timedelta(days=_THIRD)
    if (last - first).days < 2 * _THIRD or not part:
        return first, last
    if part.startswith(("end", "late", "last")):
        return last - third, last
    if part.startswith("mid"):
        return first + third, last - third
    return first, first + third
