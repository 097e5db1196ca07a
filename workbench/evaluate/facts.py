"""The facts of one case, laid out for looking up: by list and kind, then by level.

Built once per case and shared by every test of every line.  An entry holds what all
tests ask of a fact: the fact, the study of an imaging finding, the days that its date
can mean, and whether the record (not only a letter that argues) states it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from workbench.evaluate.index import ARGUING
from workbench.evaluate.seen import Tables
from workbench.schema.packet import DocumentSummary
from workbench.schema.partial_date import PartialDate, earliest, latest

DATED_BY_REPORT = frozenset({"imaging-report", "laboratory", "nerve-study"})
"""Documents whose own date is the date of what they report."""
DATED_BY_NOTE = frozenset(
    {"symptoms", "exam_findings", "functional_limits", "statements", "diagnoses"}
)
"""Lists of facts that are so on the day on which they are written down."""


class Entry(NamedTuple):
    """One fact as the tests see it; ``first``/``last`` are ordinals of days, or None.

    ``state`` is the assertion, of the study where that is not simply done.
    """

    fact: Any
    study: Any
    first: int | None
    last: int | None
    record: bool
    state: str


@lru_cache(maxsize=16384)
def days_of(text: PartialDate) -> tuple[int, int]:
    """First and last day that a partial date can mean, as ordinals."""
    return earliest(text).toordinal(), latest(text).toordinal()


def as_date(ordinal: int) -> dt.date:
    """The day of an ordinal."""
    return dt.date.fromordinal(ordinal)


Buckets = dict[str | None, list[Entry]]


class FactBase:
    """All facts of a case by list and kind, then by level.

    ``case`` may be a ``Case`` or any object with the same attributes (a case decoded
    for bulk work).  ``memo`` keeps answers that are the same for every line;
    ``plain`` what the record says of each kind at each level, see ``seen``.
    """

    __slots__ = (
        "_arguing",
        "_known",
        "_letters",
        "case",
        "memo",
        "plain",
        "tables",
    )

    def __init__(self, case: Any) -> None:
        self.case = case
        self.memo: dict[Any, Any] = {}
        self._known: dict[str, Any] | None = None
        self._arguing = frozenset(
            [item.id for item in case.documents if item.kind in ARGUING]
        )
        self.plain = Tables(case, self._arguing)
        self.tables: dict[str, dict[str, Buckets]] = {}
        self._letters: dict[str, dict[str, Buckets]] = {}

    @property
    def _documents(self) -> dict[str, Any]:
        if self._known is None:
            self._known = {item.id: item for item in self.case.documents}
        return self._known

    def by_kind(self, name: str, *, letters: bool = False) -> dict[str, Buckets]:
        """The facts of a list (``imaging_findings`` too) by kind and level.

        ``letters``: with those that only a letter asserts.  The lists are shared and
        must not be changed.
        """
        kept = self._letters if letters else self.tables
        found = kept.get(name)
        if found is None:
            found = kept[name] = self._built(name, letters)
        return found

    def kinds_of_documents(self, fact: Any) -> frozenset[str]:
        """Kinds of the documents that a fact is quoted from."""
        known = self._documents
        return frozenset(
            known[item.document].kind
            for item in fact.evidence
            if item.document in known
        )

    def titles(self, fact: Any) -> tuple[str, ...]:
        """Titles of the documents that a fact is quoted from."""
        found = (self._documents.get(item.document) for item in fact.evidence)
        return tuple(one.title for one in found if one)

    def documents_of(self, kinds: Iterable[str]) -> tuple[Any, ...]:
        """The documents of some kinds, in order."""
        wanted = frozenset(kinds)
        return tuple(one for one in self._documents.values() if one.kind in wanted)

    def written(self, fact: Any) -> tuple[int, int] | None:
        """The days on which the latest document that states a fact can be written."""
        latest = self.latest_document(fact)
        return days_of(latest.date) if latest and latest.date else None

    def latest_document(self, fact: Any) -> DocumentSummary | None:
        """The dated document that states a fact last; no letter that argues."""
        dated = [
            document
            for item in fact.evidence
            if item.document not in self._arguing
            and (document := self._documents.get(item.document))
            and document.date
        ]
        return max(dated, key=lambda one: days_of(str(one.date))[1], default=None)

    def _built(self, name: str, letters: bool) -> dict[str, Buckets]:
        if name == "imaging_findings":
            pairs: Iterable[tuple[Any, Any]] = (
                (finding, study)
                for study in self.case.imaging_studies
                for finding in study.findings
            )
        else:
            pairs = ((fact, None) for fact in getattr(self.case, name))
        found: dict[str, Buckets] = {}
        for fact, study in pairs:
            entry = self._entry(name, fact, study)
            if not (letters or entry.record):
                continue
            buckets = found.get(fact.kind)
            if buckets is None:
                buckets = found[fact.kind] = {}
            bucket = buckets.get(fact.level)
            if bucket is None:
                buckets[fact.level] = [entry]
            else:
                bucket.append(entry)
        return found

    def _entry(self, name: str, fact: Any, study: Any) -> Entry:
        text = fact.date
        if text is None and study is not None:
            text = study.date
        days = days_of(text) if text else self._by_document(name, fact, study)
        state = fact.assertion
        if study is not None and study.assertion not in ("present", state):
            state = study.assertion
        arguing = self._arguing
        record = not arguing or any(
            item.document not in arguing for item in fact.evidence
        )
        first, last = days if days else (None, None)
        return Entry(fact, study, first, last, record, state)

    def _by_document(self, name: str, fact: Any, study: Any) -> tuple[int, int] | None:
        """The document's date, where what it states was so on that day."""
        if name not in DATED_BY_NOTE:
            kinds = self.kinds_of_documents(study if study is not None else fact)
            if not kinds & DATED_BY_REPORT:
                return None
        return self.written(fact)
