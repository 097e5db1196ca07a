"""Pain that is there "since that operation": the day of the operation dates it.

Histories tell the operation with its day and the pain by it: "fusion in 2021 with pain
since", "leg pain since a year after surgery".  The day is looked for in the same
sentence and in those before it of the same section; a delay moves it on, and is then
known to the year only.
"""

from __future__ import annotations

import datetime as dt

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation_days import date_of
from workbench.extract.rules.frames.operations.procedures import operations
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.schema.partial_date import PartialDate, earliest, latest

_ACT = (
    r"(?:operation|surgery|procedure|fusion|laminectomy|decompression|discectomy"
    r"|microdiscectomy|replacement|amputation|repair|arthroplasty|surgeries)"
)
_SINCE = re.compile(
    rf"\b(?:ever )?since\s(?P<delay>(?:[\w-]+\s){{1,4}}?after\s)?"
    rf"(?:that|the|this|his|her|their|an?|my|last|first)?\s?(?:[\w/-]+\s){{0,2}}?{_ACT}\b"
    r"|\bsince\s(?P<later>(?:[\w-]+\s){1,4}?after)(?=[,.])",
    re.IGNORECASE,
)
_DONE = re.compile(rf"\b(?:{_ACT}|s/p|status post|operated)\b", re.IGNORECASE)
_BACK = 3
"""Sentences before this one that may tell the operation."""
_YEAR = 365
_FEW = re.compile(
    r"\b(?:days?|few weeks?|weeks?|shortly|soon|few days)\b", re.IGNORECASE
)


def after_operation(passage: Passage) -> PartialDate | None:
    """Since when a complaint is there that is dated by an operation."""
    match = _SINCE.search(passage.text)
    if match is None:
        return None
    day = _own_day(passage.text[: match.start()], passage)
    at, section = passage.sentence.index, passage.sentence.section
    for before in reversed(passage.view.sentences[max(at - _BACK, 0) : at]):
        if day or before.section is not section:
            break
        day = _own_day(before.text, passage)
    delay = match["delay"] or match["later"]
    return _moved(day, delay) if day and delay else day


def _own_day(text: str, passage: Passage) -> PartialDate | None:
    """The day of the last operation that a text tells."""
    anchor = passage.view.document.date
    named = operations(text)
    days = [date_of(text, one, named, anchor) for one in named]
    told = [day for day in days if day]
    if told:
        return told[-1]
    done = list(_DONE.finditer(text))
    near = find_dates(text, anchor)
    return near[-1].value if done and len(near) == 1 else None


def _moved(day: PartialDate, delay: str) -> PartialDate | None:
    """The year so long after a day; None where it may be either of two."""
    told = find_durations(delay.replace("about ", "").strip())
    days = told[0].days if told else None
    if days is not None and days.high is not None:
        added = days.high
        if added >= _YEAR and len(day) == len("2016"):
            return str(int(day) + round(added / _YEAR))
    elif _FEW.search(delay):
        added = 0
    else:
        return None
    first = earliest(day) + dt.timedelta(days=added)
    last = latest(day) + dt.timedelta(days=added)
    return str(first.year) if first.year == last.year else None
