"""Since when use is over: a day, a year, or weeks counted back from the note."""

from __future__ import annotations

import datetime as dt

from workbench.content import expressions as re
from workbench.extract.rules.values.dates import find_dates
from workbench.schema.partial_date import PartialDate, earliest, is_exact

_AGO = re.compile(
    r"\b(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)\s{1,2}(?P<unit>days?|weeks?|wks?)\s(?:ago|prior|back)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "a one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}


_ENDS = re.compile(r"\b(?:quit|stopped|until|discontinued|gave up)\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:former|ex)\b", re.IGNORECASE)


def until_when(text: str, anchor: PartialDate | None) -> PartialDate | None:
    """The quit date; days and weeks "ago" are counted back from the note's date."""
    place = _ENDS.search(text) or _FORMER.search(text)
    start = place.start() if place else 0
    ago = _AGO.search(text, start)
    if ago and anchor and is_exact(anchor) and ago.start() - start <= 60:
        word = ago["number"].lower()
        number = int(word) if word.isdigit() else _NUMBERS[word]
        days = number * (1 if ago["unit"].lower().startswith("d") else 7)
        return (earliest(anchor) - dt.timedelta(days=days)).isoformat()
    dates = [one for one in find_dates(text, anchor) if one.start >= start]
    return (
        dates[0].value if dates and dates[0].start - start <= 60 else _year(text, start)
    )


def _year(text: str, start: int) -> PartialDate | None:
    match = re.search(r"\b((?:19|20)\d\d)\b", text[start : start + 40])
    return match.group(1) if match else None
