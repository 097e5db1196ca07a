"""The day on which the sample of a laboratory value was taken."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dates_in, stated
from workbench.extract.rules.model import DocumentView
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

_NEAR = 30
"""Characters between a value and a date that is its own."""
_PASTED = 1500
_BELOW = 400
_AFTER = 24
_COLLECTED = re.compile(
    r"\b(?:coll(?:ect(?:ed|ion)?)?\.?(?: date)?(?:/time)?|drawn|"
    r"specimen (?:date|collected)|"
    r"date (?:collected|drawn|of collection)|draw date)(?<=[\w.])(?!\w)[^\w\n]{0,8}",
    re.IGNORECASE,
)
_LABS = re.compile(r"\blab(?:s|oratory)?\b|\bblood (?:work|test)", re.IGNORECASE)


class Drawn(NamedTuple):
    """A day, and the quotes that state it where it stands apart from the value."""

    date: PartialDate | None
    quotes: tuple[Evidence, ...] = ()


def drawn(passage: Passage, start: int, end: int) -> Drawn:
    """When the sample was taken, as stated beside it, above it or for the report."""
    near = _nearest(passage, start, end) or stated(passage, start, end)
    if near:
        return Drawn(near)
    if passage.view.document.kind == "laboratory":
        return _collected(passage.view) or Drawn(passage.view.document.date)
    above = _above(passage) or _collected_above(passage)
    return above or _collected_below(passage) or Drawn(None)


def _nearest(passage: Passage, start: int, end: int) -> PartialDate | None:
    """A date right after the value, before anything else is named."""
    for mention in dates_in(passage.text, passage.view.document.date):
        gap = passage.text[end : mention.start]
        if mention.start >= end and len(gap) <= _NEAR and not set(gap) & set(";,"):
            return mention.value
    return None


def _above(passage: Passage) -> Drawn | None:
    """The date of the sentence above, where that one announces laboratory results."""
    sentences = passage.view.sentences
    place = bisect_left(sentences, passage.sentence.start, key=lambda s: s.start)
    last = sentences[place - 1] if place else None
    if last is None or last.section is not passage.sentence.section:
        return None
    found = dates_in(last.text, passage.view.document.date)
    if not found or not _LABS.search(last.text):
        return None
    return Drawn(found[0].value, (passage.view.cite_sentence(last),))


def _collected_above(passage: Passage) -> Drawn | None:
    """A "Collected" line a little above, where a report is pasted into a note."""
    text, end = passage.view.source.text, passage.sentence.start
    found = list(_COLLECTED.finditer(text, max(end - _PASTED, 0), end))
    return _told(passage.view, found[-1]) if found else None


def _collected_below(passage: Passage) -> Drawn | None:
    """A "Drawn" line right below the rows of results, before a blank line."""
    text, start = passage.view.source.text, passage.sentence.end
    blank = text.find("\n\n", start, start + _BELOW)
    found = _COLLECTED.search(text, start, blank if blank >= 0 else start + _BELOW)
    return _told(passage.view, found) if found else None


def _collected(view: DocumentView) -> Drawn | None:
    """The date on which the sample of a laboratory report was taken."""
    found = (_told(view, m) for m in _COLLECTED.finditer(view.source.text))
    return next((one for one in found if one), None)


def _told(view: DocumentView, match: re.Match[str]) -> Drawn | None:
    """The date that follows a word of collection, with its quote."""
    start, low = match.end(), match.start()
    found = dates_in(view.source.text[start : start + _AFTER], view.document.date)
    if not found or found[0].start >= _NEAR // 4:
        return None
    return Drawn(found[0].value, (view.cite(low, start + found[0].end),))
