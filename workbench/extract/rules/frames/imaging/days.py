"""The day on which a reported study was made, from the dates in its report's head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.extract.rules.layout.headings import exact_role
from workbench.extract.rules.model import (
    DateMention,
    DocumentView,
    Mention,
    Sentence,
)
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words import lexicon
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

_REACH = 30
_ALONE = 3
"""A date that starts here or before stands alone after its heading."""


class Day(NamedTuple):
    """A day and the quote that gives it."""

    value: PartialDate
    evidence: Evidence | None


class _Dated(NamedTuple):
    label: str
    date: DateMention
    quote: Evidence

    @property
    def start(self) -> int:
        """Where the quote starts."""
        return self.quote.start or 0


def report_day(
    view: DocumentView, start: int | None, title: PartialDate | None
) -> Day | None:
    """The labelled day of the study, else the title's, else the document's own date.

    ``start`` is where the study's title stands in a document of several studies:
    labels after it come before labels of the document's head.
    """
    dated = list(_dated(view))
    after = [one for one in dated if start is not None and one.start >= start]
    for group in (after, dated):
        for one in group:
            if one.label == "study-day":
                return Day(one.date.value, one.quote)
    if title is not None:
        return Day(title, None)
    return _plain(after, None) or _plain(dated, view.document.date)


def _plain(dated: list[_Dated], own: PartialDate | None) -> Day | None:
    """A day under the label "date", or the document's own day where it stands."""
    for one in dated:
        if one.label == "any-day" and own in (None, one.date.value):
            return Day(one.date.value, one.quote)
    if own is None or any(_reread_on(one, own) for one in dated):
        return None
    for one in dated:
        if one.date.value == own:
            return Day(own, one.quote)
    return Day(own, None)


def _reread_on(one: _Dated, own: PartialDate) -> bool:
    """Whether the document's own day is that of a second reading: no day of a scan."""
    return one.label == "reread-day" and one.date.value == own


def _dated(view: DocumentView) -> Iterator[_Dated]:
    """Dates of the head of a report or study with the label before each.

    The label may be the heading under which the date stands alone.
    """
    for sentence in view.sentences:
        if _is_read(sentence):
            continue
        labels = lexicon.load("imaging-dates").find(sentence.text)
        for date in find_dates(sentence.text):
            if date.value in view.births:
                continue
            label = _label(labels, date)
            if label or date.start > _ALONE:
                yield _Dated(label, date, view.cite_sentence(sentence))
                continue
            title = sentence.section.title
            above = lexicon.load("imaging-dates").find(title)
            quote = view.cite(sentence.section.start, sentence.end)
            yield _Dated(above[-1].concept if above else "", date, quote)


def _is_read(sentence: Sentence) -> bool:
    """Whether the sentence stands where findings or other studies are told."""
    if sentence.role in ("comparison", "indication", "history"):
        return True
    return exact_role(sentence.section.title) in ("findings", "impression")


def _label(labels: tuple[Mention, ...], date: DateMention) -> str:
    before = [one for one in labels if 0 <= date.start - one.end <= _REACH]
    return before[-1].concept if before else ""
