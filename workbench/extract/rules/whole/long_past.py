"""Whether a sentence dates what it tells to long before the day it was written.

A cue word is not enough to tell history from now: "ACDF C6-7 performed 06/11/2019" has
none.  A date says it, unless the sentence tells what began then and goes on.  How long
is long is data (``episode.yaml``).
"""

from __future__ import annotations

import re

from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.whole.bounds import bound
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, earliest, latest

_GOES_ON = sought(
    r"\b(?:since|onset|began|begun|started|starting|from(?!\s(?:the\s)?[CTLS]\d)|onward|ongoing|continue[sd]?"
    r"|continuing|persist\w*|remains?|still|now|current(?:ly)?|today|worse\w*|progress\w*"
    r"|until|compar\w+|than|prior|previous(?:ly)?|unchanged|chronic|known)\b",
    re.IGNORECASE,
)


def long_before(one: PartialDate, day: PartialDate) -> bool:
    """Whether a date lies so long before a day that it is history."""
    return (earliest(day) - latest(one)).days > bound("long-past-days")


def long_past(text: str, day: PartialDate) -> bool:
    """Whether all dates of a text lie long before a day and nothing goes on since."""
    found = find_dates(text)
    if not found or _GOES_ON.search(text):
        return False
    last = max(latest(one.value) for one in found)
    return (earliest(day) - last).days > bound("long-past-days")


_HAD = re.compile(r"(?<!has )(?<!have )\bhad\b(?! (?:been|no\b))[^,;.:]{0,60}\Z", re.I)
_YEAR_LEADS = re.compile(
    r"(?:\A|[.;,]\s)\W*(?:back |way back )?in (?:19|20)\d\d\b", re.I
)
_YEAR_FOLLOWS = re.compile(r"[^;.,]{0,40}\b(?:back )?in (?:\w+ )?(?:19|20)\d\d\b", re.I)


def had_then(text: str, start: int, end: int, day: PartialDate | None) -> bool:
    """Whether what stands at a place is what somebody had in a year long gone.

    "In 2017 she had a right foot drop, operated."  A complaint beside the date of an
    accident or an operation is none such ("left leg pain, had a fusion in 2017").
    """
    if day is None or "had" not in text or not _HAD.search(text[:start]):
        return False
    dated = _YEAR_LEADS.search(text[:start]) or _YEAR_FOLLOWS.match(text, end)
    return dated is not None and long_past(text, day)
