"""The day on which a reported study was made, from the dates in its report's head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.extract.rules import lexicon
from workbench.extract.rules.dates import find_dates
from workbench.extract.rules.model import DateMention, DocumentView, Mention, Sentence
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

_REACH = 30
_READ_ROLES = ("findings", "impression", "comparison", "indication", "history")


class Day(NamedTuple):
    """A day and the quote that gives it."""

    value: PartialDate
    evidence: Evidence | None


class _Dated(NamedTuple):
    label: str
    date: DateMention
    sentence: Sentence


def report_day(
    view: DocumentView, start: int | None, title: PartialDate | None
) -> Day | None:
    """The labelled day of the study, else the title's, else the document's own date.

    ``start`` is where the study's title stands in a document of several studies:
    labels after it come before labels of the document's head.
    """
    dated = list(_dated(view))
    after = [one for one in dated if start is not None and one.sentence.start >= start]
    for group in (after, dated):
        for one in group:
            if one.label == "study-day":
                return Day(one.date.value, view.cite_sentence(one.sentence))
    if title is not None:
        return Day(title, None)
    return _plain(view, after, own=None) or _plain(view, dated, own=view.document.date)


def _plain(
    view: DocumentView, dated: list[_Dated], own: PartialDate | None
) -> Day | None:
    """A day under the label "date", or the document's own day where it stands."""
    for one in dated:
        if one.label == "any-day" and own in (None, one.date.value):
            return Day(one.date.value, view.cite_sentence(one.sentence))
    if own is None:
        return None
    for one in dated:
        if one.date.value == own:
            return Day(own, view.cite_sentence(one.sentence))
    return Day(own, None)


def _dated(view: DocumentView) -> Iterator[_Dated]:
    """Dates outside findings with the label before each."""
    for sentence in view.sentences:
        if sentence.role in _READ_ROLES and sentence.section.title:
            continue
        labels = lexicon.load("imaging-dates").find(sentence.text)
        for date in find_dates(sentence.text):
            yield _Dated(_label(labels, date), date, sentence)


def _label(labels: tuple[Mention, ...], date: DateMention) -> str:
    before = [one for one in labels if 0 <= date.start - one.end <= _REACH]
    return before[-1].concept if before else ""
