"""The one course of treatment that the lines of a therapy record add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.regions import Around
from workbench.extract.rules.frames.treatment.therapy_record import Record
from workbench.extract.rules.frames.treatment.words import answers, strongest
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Treatment
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, latest

_SUMMARY = re.compile(
    r"overall|discharg|since (?:start|begin|initial|eval)|respon|progress|outcome|"
    r"plateau|therapy|treatment|PT\b|relief|improve|assessment|benefit|\bpain\b|\bnumb"
    r"|symptoms?\b|unchanged|last visit|\bgoals not\b|\bd/c\b"
    r"|\bchange[ds]?\b.{0,20}\bvisits"
    r"|goals?\b.{0,60}\b(?:not |un)met\b|no (?:real |lasting )?change",
    re.I,
)
_GOALS = sought(
    r"\bgoals?\s?:|\bgoals? (?:will|is|are to|to)\b|short.term goal|long.term goal|"
    r"\b[SL]TGs?\b|\bin order to\b|\bwill (?:be able|improve|increase|demonstrate)",
    re.I,
)
_EVALUATION = re.compile(r"\b(?:initial |re-?)?eval(?:uation)?\b", re.I)
_MOST_CITED = 60


def _own(fact: Treatment, kind: str) -> bool:
    return fact.kind == kind and fact.assertion == "present"


def course(
    view: DocumentView,
    record: Record,
    kind: str,
    around: Around,
    facts: Sequence[Treatment],
) -> Treatment | None:
    """The course from first to last visit; None where the lines tell of none."""
    days = sorted(record.visits, key=earliest)
    first = _first(record, days)
    last = _last(record, days)
    count = _count(record, days)
    told = next((one for one in facts if one.days and _own(one, kind)), None)
    if not (first or last or count):
        return None
    single = first == last
    only_seen = single and (count or 1) <= 1 and _is_evaluation(view, record)
    said, evidence = _answer(view)
    fields = {
        "id": "?",
        "kind": kind,
        "site": around.about.site,
        "start": None if single else first,
        "end": None if single else last,
        "date": first if single else None,
        "days": told.days if told and not (first and last and not single) else None,
        "sessions": count,
        "assertion": "planned" if only_seen else "present",
        "status": "planned"
        if only_seen
        else "done"
        if record.discharged or _past(view, last)
        else "ongoing",
        "response": said,
        "setting": _setting(view),
        "supervised": True,
        "evidence": tuple(_cited(record, around, evidence, told)),
    }
    return Treatment.model_validate(fields)


def _is_evaluation(view: DocumentView, record: Record) -> bool:
    """Whether the record is a first evaluation with a plan, and no treatment yet."""
    head = view.source.text[:300]
    return bool(_EVALUATION.search(head)) and not record.discharged


def _first(record: Record, days: Sequence[PartialDate]) -> PartialDate | None:
    named = [record.start[0]] if record.start else []
    return min([*named, *days[:1]], key=earliest, default=None)


def _last(record: Record, days: Sequence[PartialDate]) -> PartialDate | None:
    """The last visit; a discharge later than that is no visit unless none is known."""
    if days and record.end:
        named = _LAST_VISIT.search(record.end[1].quote)
        if named:
            seen = [day for day in days if not _HEAD_DAY.fullmatch(_quote(record, day))]
            return max([*seen[-1:], record.end[0]], key=latest)
        if len(days) < 2:
            return max(days[-1], record.end[0], key=latest)
        return days[-1]
    if record.end:
        return record.end[0]
    return days[-1] if days else (record.start[0] if record.start else None)


def _quote(record: Record, day: PartialDate) -> str:
    return record.visits[day].quote


_HEAD_DAY = re.compile(r"\s*Date:\s[\d/.-]{8,10}\s*", re.IGNORECASE)
"""The day of the record itself, which dates no visit where the last one is named."""
_LAST_VISIT = sought(
    r"\blast (?:visit|seen|session|attended|treatment|date attended)\b", re.IGNORECASE
)
"""What makes the end that a record names a visit, and no discharge after the last."""


def _count(record: Record, days: Sequence[PartialDate]) -> int | None:
    if record.count:
        return record.count[0]
    return len(days) or None


def _past(view: DocumentView, last: PartialDate | None) -> bool:
    """Whether a log written later than its last visit closes the course."""
    written = view.document.date
    return bool(written and last and latest(last) < earliest(written))


def _setting(view: DocumentView) -> str | None:
    text = view.source.text[:6000].lower()
    remote = re.search(
        r"\b(?:telehealth|virtual|video) (?:visit|session|pt|therapy)", text
    )
    return "virtual" if remote else "formal"


def _answer(view: DocumentView) -> tuple[str | None, Evidence | None]:
    """The last summing-up answer of the record, and its sentence."""
    for sentence in reversed(view.sentences):
        text = sentence.text[:600]
        if _GOALS.search(text) or sentence.role in ("history", "policy"):
            continue
        said = strongest(one.value for one in answers(text))
        if said and _SUMMARY.search(text):
            return said, view.cite(sentence.start, sentence.start + len(text))
    return None, None


def _cited(
    record: Record,
    around: Around,
    answer: Evidence | None,
    told: Treatment | None,
) -> Iterator[Evidence]:
    found: list[Evidence] = [
        one[1] for one in (record.start, record.end, record.count) if one
    ]
    visits = list(record.visits.values())
    found += visits if len(visits) <= _MOST_CITED else [visits[0], visits[-1]]
    found += [one for one in (answer, around.about.evidence) if one]
    found += list(told.evidence) if told else []
    yield from _distinct(found)


def _distinct(found: Iterable[Evidence]) -> Iterator[Evidence]:
    seen = set()
    for one in found:
        key = (one.document, one.lines, one.quote)
        if key not in seen:
            seen.add(key)
            yield one
