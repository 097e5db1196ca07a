"""The lines of a therapist's own record: the days of its visits, its ends, its count.

A day is a visit unless its words say that it was missed; a label makes it the first or
the last, a discharge, or a day of something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.treatment.visit_counts import counted_alone
from workbench.extract.rules.frames.treatment.visit_lists import (
    is_list,
    row_day,
    seen_days,
    sheet_days,
)
from workbench.extract.rules.frames.treatment.words import grammar, status
from workbench.extract.rules.model import DateMention, DocumentView, Mention
from workbench.extract.rules.values import dates, durations
from workbench.extract.rules.words.sought import sought
from workbench.packet.titles import is_furniture
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, is_exact

_LEAD = re.compile(
    r"[\W\d]*(?:(?:on|visit|visits|session|sessions|tx|treatment|date|dates|dos|seen|day|no|"
    r"attended|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|of|"
    r"service|appointments|appts|kept|x|vis|note|daily|progress)[\W\d]*){0,6}$",
    re.I,
)
_ATTENDED = sought(
    r"attend|complet|total|seen for|seen x|visits to date|visit count|kept|treated for"
    r"|visits?:|sessions?:|received|visit \d|visit #",
    re.I,
)
_SERVICE = re.compile(
    r"date of service|dos|note|visit on|seen on|evaluated on|office", re.I
)
_VISITS = re.compile(r"\W*(?:visits?|sessions?|dates?)(?: attended| seen)?\s?:", re.I)
_COUNTED = sought(
    r"\b(?P<a>\d{1,3}) (?:chiropractic )?(?:adjustments|manipulations|treatments)\b|"
    r"\b(?:visits )?attended:?\s?(?P<b>\d{1,3})\b(?!\s?of|[/.-]\d)|"
    r"\battended:?\s?(?P<d>\d{1,3})\s?(?:/|of|out of)\s?\d{1,3}\b(?![/.-]\d)|"
    r"(?:\A|[.;,|]\s{1,3}|\s{3,})(?P<e>\d{1,3}) (?:visits )?attended\b|"
    r"\btotal:?\s?(?:of\s)?(?P<f>\d{1,3}) (?:were |was )?(?:seen|attended|kept)\b|"
    r"(?<!at )(?<!on )(?<!by )(?<!after )(?<!authorized )(?<!approved )(?<!planned )"
    r"(?<!auth )(?<!auth\. )(?<!allowed )(?<!scheduled )(?<!remaining )(?<!ordered )"
    r"\b(?:total |no\\. of |number of |# of )?(?:visits|sessions|attendances)"
    r"(?: completed| kept| to date| total| seen| used)?\s{0,3}[:=#.]?\s{0,20}"
    r"(?P<c>\d{1,3})\b(?!\s?(?:of\b|and\b|or\b|to\b|per\b|x\b|times|,)|[/.-]\d)",
    re.I,
)
_GRANTED = re.compile(
    r"\b(?:auth\w*\.?|approved|allowed|remaining|ordered|scheduled|left)\s*\Z", re.I
)
"""What is before a count of visits that were granted and not attended."""
_DISCHARGED = re.compile(
    r"\bdischarge|\b[dD]/[cC]\b(?:'?[dD]\b)?(?! (?:pain|visit|dist))"
    r"|\b(?:chart|case|file|episode) (?:is |was |now )?closed\b"
    r"|\bclosed (?:the |this |out )?(?:chart|case|file|episode)\b",
    re.I,
)
_FIRST_SEEN = re.compile(
    r"(?<![\w-])(?<!discharge )(?<!final )(?<!re )eval(?:uation|uated)?(?: date)?"
    r"(?: on)?\s?:?\s?\Z",
    re.IGNORECASE,
)
"""A bare evaluation right before its day, no re-evaluation."""
_FROM_TO = re.compile(
    r"\d\s{1,3}\(?(?:initial )?(?:eval(?:uation)?|start(?:ed)?|first(?: visit)?"
    r"|intake)\)?\s{0,3}(?:-+>|\u2192|to|thru|through|until|[-\u2013])\s{0,3}(?P<end>\d)",
    re.IGNORECASE,
)
"""A course told by its ends, each named behind its day ("3/2/26 eval -> 5/1/26")."""
_BOTH = re.compile(
    r"\b(?:start|first|from|opened|eval)\s?[/|-]\s?(?:end|last|to|closed|discharge)"
    r"(?:\s(?:of care|visit|dates?))?\W{0,20}\d[\d/.-]{5,9}\W{1,4}(?P<end>\d)",
    re.IGNORECASE,
)
"""Both ends under one label ("Start / end   3/2/2026 / 5/1/2026")."""
_OF_THE_PAPER = re.compile(
    r"\W*(?:(?:date|sent):\s+(?:mon|tue|wed|thu|fri|sat|sun)\w*,?\s.*\d:\d\d"
    r"|(?:to|attn|cc|dear|re|from)\W{1,3}(?:dr|doctor|drs|prof|mr|mrs|ms)\b"
    r"|\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d\d\b.*\b(?:from|to|page|fax)\b)",
    re.IGNORECASE,
)
"""A line of the mail, the fax or the address that carries the record."""
_FIRST = re.compile(r"(?:\A|\s{2,}|[|;])\W*first\W{1,3}\Z", re.I)
_LAST = sought(r"(?:\A|\s{2,}|[|;])\W*(?:last|finish)\W{1,3}\Z", re.I)
"""A label that is one word, right before its day ("First 3/9/26   Last 5/22/26")."""
_OWN_DAYS = ("last seen", "first seen")
"""Of a surgeon's visit in a note, of the course in a therapist's own record."""


@dataclass(slots=True)
class Record:
    """What the lines of a therapy record add up to, and the day it was written."""

    written: PartialDate | None = None
    visits: dict[PartialDate, Evidence] = field(default_factory=dict)
    start: tuple[PartialDate, Evidence] | None = None
    end: tuple[PartialDate, Evidence] | None = None
    count: tuple[int, Evidence] | None = None
    discharged: bool = False


def read_line(view: DocumentView, record: Record, index: int) -> None:
    """Add what one line tells of visits to the record."""
    start = view.source.line_start(index)
    text = fold(view.document.lines[index].text)[:2000]
    if not text.strip() or is_furniture(text) or _OF_THE_PAPER.match(text):
        return
    cite = view.cite(start, start + len(text))
    record.discharged |= bool(_DISCHARGED.search(text))
    begun = record.start[0] if record.start else None
    listed = sheet_days(text, record.written, begun) or seen_days(text, record.written)
    last = max(record.visits, default=None)
    if (day := row_day(text, last)) and not grammar("no-show", text):
        listed = [day]
        _add_count(record, text, cite)
    for day in listed:
        record.visits.setdefault(day, cite)
    if listed:
        return
    found = dates.find_dates(text, record.written)
    if len(found) > 1 and _VISITS.match(text):
        text = _VISITS.sub(_as_on, text)
        found = dates.find_dates(text, record.written)
    if _visit_line(text, found):
        _add_visits(record, text, found, cite)
    elif found:
        _add_labels(record, view, text, found, cite)
    _add_count(record, text, cite)


def _as_on(label: re.Match[str]) -> str:
    """A label of the same length that leads to dates ("Visits:" reads as "on")."""
    return "on".rjust(len(label.group()))


def _visit_line(text: str, found: Sequence[DateMention]) -> bool:
    if not found:
        return False
    lead = text[: found[0].start]
    if _FROM_TO.search(text) or _BOTH.search(text):
        return False
    named = status("start", lead) or status("end", lead) or _other(lead)
    return bool(_LEAD.match(lead)) and not named and not _is_span(text, found)


def _other(text: str) -> list[Mention]:
    """Words that make a date another than a visit's; a date of service is a visit's."""
    return [one for one in grammar("other-date", text) if not _SERVICE.match(one.text)]


def _is_span(text: str, found: Sequence[DateMention]) -> bool:
    spans = dates.find_spans(text) if len(found) == 2 else ()
    return any(one.start <= found[0].start for one in spans)


def _add_visits(
    record: Record, text: str, found: Sequence[DateMention], cite: Evidence
) -> None:
    """Each date of the line is a visit, unless its own words say it was missed.

    A date with words after it ("1/5/26 seen, next visit 1/8/26") tells one visit.
    """
    if grammar("no-show", text[: found[0].start]):
        return
    listed = is_list(text, found)
    for place, date in enumerate(found if listed else found[:1]):
        stop = found[place + 1].start if place + 1 < len(found) else None
        words = _LATER.sub("", text[date.end : stop])
        if is_exact(date.value) and not grammar("no-show", words):
            record.visits.setdefault(date.value, cite)


_LATER = re.compile(
    r"\b(?:more|further|remaining|next|future|rest of|other)\b[^.;]{0,80}?"
    r"\b(?:cancel\w*|no[- ]show\w*|missed)\b",
    re.IGNORECASE,
)
"""Visits after this one that did not take place ("two more booked, will cancel")."""


def _add_labels(
    record: Record,
    view: DocumentView,
    text: str,
    found: Sequence[DateMention],
    cite: Evidence,
) -> None:
    """Dates that a label names: evaluation, first and last visit, discharge."""
    for span in dates.find_spans(text, record.written)[:1]:
        if _other(text[: span.start]) or grammar("no-show", text[: span.start]):
            return
        if not span.first:
            continue
        record.start = record.start or (span.first, cite)
        if span.last:
            record.end = record.end or (span.last, cite)
        if span.last or len(found) == 1:
            return
    ends = _FROM_TO.search(text) or _BOTH.search(text)
    if ends and len(found) > 1:
        last = next((one for one in found if one.start >= ends.start("end")), None)
        record.start = record.start or (found[0].value, cite)
        record.end = record.end or ((last.value, cite) if last else None)
        return
    for place, date in enumerate(found):
        left = text[found[place - 1].end if place else 0 : date.start][-60:]
        marks = {m.end: "start" for m in status("start", left)}
        marks |= {m.end: "end" for m in status("end", left)}
        marks |= {m.end: "" for m in _other(left) if m.text.lower() not in _OWN_DAYS}
        if _FIRST_SEEN.search(left) or _FIRST.search(left):
            marks[len(left)] = "start"
        elif _LAST.search(left):
            marks[len(left)] = "end"
        role = marks[max(marks)] if marks else ""
        if role == "start":
            record.start = record.start or (date.value, cite)
        elif role == "end":
            record.end = record.end or (date.value, cite)


def _add_count(record: Record, text: str, cite: Evidence) -> None:
    counted = _COUNTED.search(text)
    if counted and record.count is None:
        number = next(one for one in counted.groups() if one)
        record.count = (int(number), cite)
    alone = counted_alone(text)
    if alone and record.count is None:
        record.count = (alone, cite)
    if not _ATTENDED.search(text):
        return
    for one in durations.find_sessions(text):
        lead = re.split(r"\.\s", text[: one.start])[-1]
        if re.search(r"goal|plan\b|recommend", lead, re.I):
            continue
        if text[one.end : one.end + 1] in ("/", "-"):
            continue
        left = text[max(one.start - 25, 0) : one.start]
        missed = grammar("no-show", left) or _GRANTED.search(left)
        if not missed and (record.count is None or one.count > record.count[0]):
            record.count = (one.count, cite)
